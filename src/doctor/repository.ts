import type { BranchRules, CheckRunFacts, ScheduleFacts } from "../github/doctor-reads.ts";
import { type DoctorFacts, type DoctorReads, type DoctorResult, notChecked, ok, problem, warning } from "./check.ts";

/** GitHub Actions, as whose App the job token creates checks. */
const actionsApp = "github-actions";
/** A daily sweep that is older is late beyond GitHub's usual hours. */
const lateAfterMs = 36 * 3_600_000;

/** The sweep's schedule is on and has run lately. */
export async function checkSchedule(
  { nowMs }: DoctorFacts,
  { schedule }: Pick<DoctorReads, "schedule">,
): Promise<readonly DoctorResult[]> {
  const found = await schedule();
  if (!found.ok) {
    const denied = found.reason === "no-access" || found.reason === "not-found-or-no-access";
    return [notChecked(`the sweep's workflow was not read: ${found.detail}`, denied ? "Grant actions read." : "")];
  }
  if (found.value === undefined) {
    return [problem("No workflow runs the sweep.", "Copy workflows/sweep.yml, or run docs-verdict init.")];
  }
  return [scheduleResult(found.value, nowMs)];
}

function scheduleResult({ path, state, lastRunMs }: ScheduleFacts, nowMs: number): DoctorResult {
  if (state === "disabled_inactivity") {
    return problem(
      `GitHub disabled ${path} after 60 days without activity.`,
      "Enable the workflow on the Actions page.",
    );
  }
  if (state !== "active") return problem(`${path} is disabled.`, "Enable the workflow on the Actions page.");
  if (lastRunMs === undefined) return warning(`${path} has not run on its schedule yet.`, "Look again tomorrow.");
  const hours = Math.round((nowMs - lastRunMs) / 3_600_000);
  return nowMs - lastRunMs > lateAfterMs
    ? problem(`The last sweep of ${path} started ${hours} hours ago.`, "Start it by hand, then look at its runs.")
    : ok(`the last sweep started ${hours} hours ago`);
}

/** The check is required and tied to the App that creates it, and no other App publishes one of that name. */
export async function checkRequired(
  { config }: DoctorFacts,
  { rules, checkRuns }: Pick<DoctorReads, "rules" | "checkRuns">,
): Promise<readonly DoctorResult[]> {
  if (!config.ok) return [notChecked("the configuration has mistakes")];
  const name = config.value.publish.checkName;
  const [required, runs] = await Promise.all([rules(), checkRuns(name)]);
  const rule = required.ok
    ? ruleResult(name, required.value)
    : notChecked(`the rules of the default branch were not read: ${required.detail}`);
  const foreign = runs.ok
    ? foreignResult(name, runs.value)
    : notChecked(`runs of the check were not read: ${runs.detail}`);
  return [rule, foreign];
}

function ruleResult(name: string, { required, complete }: BranchRules): DoctorResult {
  const ours = required.filter((rule) => rule.name === name);
  if (ours.length === 0) {
    return complete
      ? warning(
          `The check ${name} is not required: nothing keeps an unproven page from merging.`,
          "Require it in a ruleset.",
        )
      : notChecked(`the check ${name} was not among the required ones that this token may see`);
  }
  return ours.every(({ appId }) => appId === undefined)
    ? problem(
        `The check ${name} may come from anybody: another token can publish a green one.`,
        "In the ruleset, choose the App that must provide it: GitHub Actions, or your own.",
      )
    : ok(`the check ${name} is required and tied to its App`);
}

function foreignResult(name: string, runs: readonly CheckRunFacts[]): DoctorResult {
  const apps = [...new Set(runs.map(({ app }) => app))].sort();
  const foreign = apps.filter((app) => app !== actionsApp);
  if (runs.length === 0) return notChecked(`no open pull request has a run of the check ${name} yet`);
  if (apps.length === 1 || foreign.length === 0) return ok(`every run of the check ${name} is by ${apps.join("")}`);
  return problem(
    `Runs of the check ${name} come from several Apps: ${apps.join(", ")}.`,
    "Tie the requirement to one App, and find out who publishes the others.",
  );
}

/** Labels exist and look as they did when they were made. */
export async function checkLabels(
  { config }: DoctorFacts,
  { labels }: Pick<DoctorReads, "labels">,
): Promise<readonly DoctorResult[]> {
  if (!config.ok) return [notChecked("the configuration has mistakes")];
  const found = await labels();
  if (!found.ok) return [notChecked(`the labels were not read: ${found.detail}`)];
  const names = new Map(found.value.map((label) => [label.name.toLowerCase(), label]));
  const wanted = Object.values(config.value.publish.labels);
  const missing = wanted.filter((name) => !names.has(name.toLowerCase()));
  const spelled = wanted.filter(
    (name) => names.has(name.toLowerCase()) && names.get(name.toLowerCase())?.name !== name,
  );
  const bare = wanted.filter((name) => names.get(name.toLowerCase())?.description === "");
  const doubled = wanted.filter(
    (name, at) => wanted.findIndex((other) => other.toLowerCase() === name.toLowerCase()) !== at,
  );
  return [
    ...(doubled.length > 0
      ? [problem(`Labels stand for two meanings: ${list(doubled)}.`, "Give each meaning a name of its own.")]
      : []),
    ...(spelled.length > 0
      ? [warning(`Labels are spelled otherwise in the repository: ${list(spelled)}.`, "Write them as they are there.")]
      : []),
    ...(bare.length > 0
      ? [warning(`Labels lost their description: ${list(bare)}.`, "Describe them for readers.")]
      : []),
    missing.length === 0
      ? ok("every label exists")
      : ok(`${missing.length} of ${wanted.length} labels are created when first needed`),
  ];
}

const list = (names: readonly string[]): string => names.map((name) => JSON.stringify(name)).join(", ");
