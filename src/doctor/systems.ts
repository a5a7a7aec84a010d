import type { Failure } from "../github/answer.ts";
import { type DoctorFacts, type DoctorReads, type DoctorResult, notChecked, ok, problem } from "./check.ts";

/** Every flag system answers, and has the environments that the configuration calls production. */
export async function checkFlags(
  { config }: DoctorFacts,
  { flagEnvironments }: Pick<DoctorReads, "flagEnvironments">,
): Promise<readonly DoctorResult[]> {
  if (!config.ok) return [notChecked("the configuration has mistakes")];
  if (config.value.flags.length === 0) return [ok("no flag system is configured: a named flag stays unknown")];
  const places = config.value.flags.flatMap((system) =>
    [system.project, ...system.projects].map((project) => ({ system, project })),
  );
  return Promise.all(
    places.map(async ({ system, project }) => {
      const name = `${system.vendor}, project ${project}`;
      const found = await flagEnvironments(system, project);
      if (!found.ok) return unanswered(name, found, system.tokenEnv);
      const missing = absentFrom(found.value, system.production);
      // A system that tells no environments apart has none to miss.
      return missing.length === 0 || found.value.length === 0
        ? ok(`${name} answers`)
        : problem(
            `${name} has no environment ${missing.join(", ")}, only ${found.value.join(", ")}: its flags stay unknown.`,
            "Write the names of the environments that customers use under flags[].production.",
          );
    }),
  );
}

/** Every tracker answers, and shows the projects that the configuration names. */
export async function checkTrackers(
  { config }: DoctorFacts,
  { trackerProjects }: Pick<DoctorReads, "trackerProjects">,
): Promise<readonly DoctorResult[]> {
  if (!config.ok) return [notChecked("the configuration has mistakes")];
  if (config.value.trackers.length === 0) return [ok("no tracker is configured: tickets lead nowhere")];
  return Promise.all(
    config.value.trackers.map(async (settings) => {
      const found = await trackerProjects(settings);
      if (!found.ok) return unanswered(settings.system, found, settings.tokenEnv);
      const missing = absentFrom(found.value, settings.projects);
      return missing.length === 0
        ? ok(`${settings.system} answers`)
        : problem(
            `${settings.system} shows the token no project ${missing.join(", ")}.`,
            "Correct trackers[].projects, or give the token access.",
          );
    }),
  );
}

function absentFrom(found: readonly string[], wanted: readonly string[]): readonly string[] {
  const known = new Set(found.map((name) => name.toLowerCase()));
  return wanted.filter((name) => !known.has(name.toLowerCase()));
}

/** A credential that is not here may well be in the workflow; one that is refused is wrong everywhere. */
function unanswered(name: string, { reason, detail }: Failure, variable = "its token"): DoctorResult {
  if (reason === "not-configured") {
    return notChecked(`${name} was not asked: ${detail}`, `Set ${variable} here and run doctor again.`);
  }
  const refused = ["unauthorised", "no-access", "not-found-or-no-access"].includes(reason);
  return refused
    ? problem(`${name} refused: ${detail}.`, `Give ${variable} read access, or correct address and project.`)
    : notChecked(`${name} did not answer: ${detail}`, "Run doctor again.");
}
