import { parse } from "yaml";
import { z } from "zod";
import type { Config } from "../config.ts";
import { type DoctorFacts, type DoctorResult, notChecked, ok, problem, warning } from "./check.ts";

const permissions = z.union([z.string(), z.record(z.string(), z.string()), z.null()]);
const step = z.looseObject({
  uses: z.string().optional(),
  with: z.record(z.string(), z.unknown()).nullish(),
});
const workflowSchema = z.looseObject({
  on: z.unknown(),
  permissions: permissions.optional(),
  jobs: z.record(z.string(), z.looseObject({ permissions: permissions.optional(), steps: z.array(step).default([]) })),
});

type Job = {
  readonly uses: string;
  readonly at: string;
  /** The workflow without its comments: a token that a comment names is handed to nobody. */
  readonly text: string;
  readonly events: readonly string[];
  readonly permissions: z.infer<typeof permissions> | undefined;
  readonly inputs: Readonly<Record<string, unknown>>;
};

/** A permission that a job needs, and for what. */
type Need = { readonly anyOf: readonly string[]; readonly why: string };

/** Jobs that run the action have the permissions and hand over the tokens that the configured features need. */
export async function checkWorkflows({ config, workflows }: DoctorFacts): Promise<readonly DoctorResult[]> {
  if (!config.ok) return [notChecked("the configuration has mistakes")];
  const read = workflows.map((file) => ({ ...file, jobs: jobsOf(file.path, file.text) }));
  const unread = read.filter(({ jobs }) => jobs === undefined).map(({ path }) => notChecked(`${path} is no workflow`));
  const jobs = read.flatMap((file) => file.jobs ?? []);
  if (jobs.length === 0) {
    const fix = "Run docs-verdict init in the docs repository, or doctor in a checkout of it.";
    return [...unread, warning("No workflow in this folder runs the action.", fix)];
  }
  const publishing = jobs.filter(publishes);
  const found = [
    ...unfinished(jobs.filter(({ uses }) => /^OWNER\//.test(uses))),
    ...publishing.flatMap((job) => lacking(job, config.value)),
    ...untold(publishing, variablesOf(config.value)),
  ];
  return [...unread, ...(found.length === 0 ? [ok("every job that runs the action may do what it must")] : found)];
}

function unfinished(jobs: readonly Job[]): readonly DoctorResult[] {
  const [first, ...others] = jobs;
  if (first === undefined) return [];
  const who = others.length === 0 ? `${first.at} still names` : `${first.at}, and ${others.length} more still name`;
  return [
    problem(
      `${who} OWNER/docs-verdict, which does not exist.`,
      "Run docs-verdict init --action owner/name@<commit>, or replace it by hand.",
    ),
  ];
}

/** Jobs of a workflow file that run the action; undefined when the file cannot be read. */
function jobsOf(path: string, text: string): readonly Job[] | undefined {
  const read = workflowSchema.safeParse(parsed(text));
  if (!read.success) return undefined;
  const { jobs, on } = read.data;
  const plain = JSON.stringify(read.data);
  const events = typeof on === "string" ? [on] : Array.isArray(on) ? on.map(String) : Object.keys(Object(on));
  return Object.entries(jobs).flatMap(([id, job]) =>
    job.steps
      .filter(({ uses }) => /(?:^|\/)docs-verdict(?:@|$)/.test(uses ?? ""))
      .map((found) => ({
        uses: found.uses ?? "",
        at: `${path}, job ${id}`,
        text: plain,
        events,
        permissions: job.permissions === undefined ? read.data.permissions : job.permissions,
        inputs: found.with ?? {},
      })),
  );
}

function parsed(text: string): unknown {
  try {
    const value: unknown = parse(text, { maxAliasCount: 0 });
    return value;
  } catch {
    return undefined;
  }
}

function publishes({ inputs }: Job): boolean {
  return inputs.mode !== "plan" && String(inputs["dry-run"] ?? "false") !== "true";
}

function lacking(job: Job, config: Config): readonly DoctorResult[] {
  // Another token brings permissions of its own.
  if ("github-token" in job.inputs) return [];
  if (job.permissions === undefined) {
    return [
      warning(
        `${job.at} names no permissions: what it may do depends on a setting of the repository.`,
        "Write them as in workflows/publish.yml.",
      ),
    ];
  }
  return needsOf(job, config)
    .filter(({ anyOf }) => !anyOf.some((scope) => grants(job.permissions, scope)))
    .map(({ anyOf, why }) => problem(`${job.at} lacks ${anyOf.join(" or ")}: ${why}.`, "Add it to its permissions."));
}

function needsOf({ events }: Job, { publish }: Config): readonly Need[] {
  const isQueue = events.length === 1 && events[0] === "merge_group";
  const check: Need = { anyOf: ["checks: write", "statuses: write"], why: "it shows neither check nor status" };
  const writing = [
    ...(publish.draft ? ["publish.draft is on"] : []),
    ...(publish.ledgerRef ? ["publish.ledgerRef is on"] : []),
  ];
  const read: Need =
    writing.length === 0 || isQueue
      ? { anyOf: ["contents: read"], why: "it cannot read configuration and pages" }
      : { anyOf: ["contents: write"], why: writing.join(", ") };
  if (isQueue) return [read, check];
  const pulls: Need = { anyOf: ["pull-requests: write"], why: "it cannot write comment and labels" };
  const labels: Need = { anyOf: ["issues: write"], why: "it cannot create missing labels" };
  return [read, pulls, labels, check];
}

function grants(given: Job["permissions"], scope: string): boolean {
  const [name = "", level] = scope.split(": ");
  const granted = typeof given === "string" ? given.replace(/-all$/, "") : given?.[name];
  return granted === "write" || granted === level;
}

/** Names of the variables that the configuration takes tokens from. */
function variablesOf({ flags, trackers, deployments }: Config): readonly string[] {
  const named = [
    ...flags.map(({ tokenEnv }) => tokenEnv),
    ...trackers.flatMap(({ tokenEnv, commentTokenEnv }) => [tokenEnv, commentTokenEnv]),
    ...deployments.map(({ tokenEnv }) => tokenEnv),
  ];
  return [...new Set(named.flatMap((name) => name ?? []))];
}

/** A token that a job does not hand over is missing only there, where nobody sees it. */
function untold(jobs: readonly Job[], variables: readonly string[]): readonly DoctorResult[] {
  return jobs.flatMap(({ at, text }) => {
    const missing = variables.filter((name) => !new RegExp(`\\b${name}\\b`).test(text));
    return missing.length === 0
      ? []
      : [problem(`${at} hands over no ${missing.join(", ")}.`, "Set it under env of the step, from a secret.")];
  });
}
