import { z } from "zod";
import { type Answer, answer, fail } from "./answer.ts";
import type { GitHub } from "./client.ts";
import { readOne, readPages, repositoryParameters } from "./read.ts";

/** What GitHub tells about a token in the headers of an answer. */
export type TokenFacts = {
  /** Scopes of a classic token; absent for other kinds. */
  readonly scopes?: readonly string[];
  /** When it ends, ms since 1970; absent when GitHub does not tell. */
  readonly expiresMs?: number;
  /** GitHub's clock, ms since 1970. */
  readonly serverMs?: number;
};

/** What a token sees of a repository. */
export type RepositoryFacts = {
  readonly visibility: "public" | "private";
  readonly defaultBranch: string;
  /** Absent when GitHub does not tell, as for Apps and job tokens. */
  readonly mayWrite?: boolean;
};

/** The workflow that runs the sweep. */
export type ScheduleFacts = {
  readonly path: string;
  /** `active`, `disabled_inactivity`, `disabled_manually`. */
  readonly state: string;
  /** Start of the last run by schedule, ms since 1970; absent when there was none. */
  readonly lastRunMs?: number;
};

/** Checks that the default branch requires. */
export type BranchRules = {
  readonly required: readonly { readonly name: string; readonly appId?: number }[];
  /** False when the token may not see all rules. */
  readonly complete: boolean;
  readonly mergeQueue: boolean;
};

/** A run of the check. */
export type CheckRunFacts = { readonly app: string; readonly conclusion: string | null };

/** A label of the repository. */
export type LabelFacts = { readonly name: string; readonly description: string };

/** Pull requests whose check runs are looked at. */
const newestPulls = 3;

/** Reads what GitHub tells about the token itself; costs no rate limit. */
export async function readToken({ octokit }: GitHub): Promise<Answer<TokenFacts>> {
  const reply = await answer(() => octokit.request("GET /rate_limit"));
  if (!reply.ok) return reply;
  const { headers } = reply.value;
  const scopes = headers["x-oauth-scopes"];
  const expires = timeOf(headers["github-authentication-token-expiration"]);
  const server = timeOf(headers.date);
  return {
    ok: true,
    value: {
      ...(typeof scopes === "string" ? { scopes: scopes.split(/,\s*/).filter((scope) => scope !== "") } : {}),
      ...(expires === undefined ? {} : { expiresMs: expires }),
      ...(server === undefined ? {} : { serverMs: server }),
    },
  };
}

/** Milliseconds of a date header; undefined when it is none. GitHub writes expirations as `2026-12-01 08:00:00 UTC`. */
function timeOf(header: unknown): number | undefined {
  const ms = typeof header === "string" ? Date.parse(header) : Number.NaN;
  return Number.isNaN(ms) ? undefined : ms;
}

const repositorySchema = z.object({
  private: z.boolean(),
  default_branch: z.string(),
  permissions: z.object({ push: z.boolean() }).optional(),
});

/** Reads a repository as a token sees it; `internal` ones count as private. */
export async function readRepository(github: GitHub, repository: string): Promise<Answer<RepositoryFacts>> {
  const parameters = repositoryParameters(repository);
  const reply = await readOne(github, { route: "GET /repos/{owner}/{repo}", parameters }, repositorySchema);
  if (!reply.ok) return reply;
  const { private: hidden, default_branch: defaultBranch, permissions } = reply.value;
  const mayWrite = permissions === undefined ? {} : { mayWrite: permissions.push };
  return { ok: true, value: { visibility: hidden ? "private" : "public", defaultBranch, ...mayWrite } };
}

const workflowsSchema = z.object({
  workflows: z.array(z.object({ id: z.number(), name: z.string(), path: z.string(), state: z.string() })),
});
const runsSchema = z.object({ workflow_runs: z.array(z.object({ created_at: z.string() })) });

/** Reads the state and last scheduled run of the sweep's workflow; `undefined` when no workflow looks like it. */
export async function readSchedule(github: GitHub, repository: string): Promise<Answer<ScheduleFacts | undefined>> {
  const where = repositoryParameters(repository);
  const route = "GET /repos/{owner}/{repo}/actions/workflows";
  const all = await readOne(github, { route, parameters: { ...where, per_page: 100 } }, workflowsSchema);
  if (!all.ok) return all;
  const sweep = all.value.workflows.find(
    ({ name, path }) => name === "docs-verdict sweep" || /docs-verdict-sweep\.ya?ml$/.test(path),
  );
  if (sweep === undefined) return { ok: true, value: undefined };
  const parameters = { ...where, workflow_id: sweep.id, event: "schedule", per_page: 1 };
  const runs = await readOne(
    github,
    { route: "GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs", parameters },
    runsSchema,
  );
  if (!runs.ok) return runs;
  const last = timeOf(runs.value.workflow_runs[0]?.created_at);
  const { path, state } = sweep;
  return { ok: true, value: { path, state, ...(last === undefined ? {} : { lastRunMs: last }) } };
}

const branchSchema = z.object({
  protection: z
    .object({
      required_status_checks: z
        .object({ checks: z.array(z.object({ context: z.string(), app_id: z.number().nullable() })).default([]) })
        .optional(),
    })
    .optional(),
});
const ruleSchema = z.object({
  type: z.string(),
  parameters: z
    .object({
      required_status_checks: z
        .array(z.object({ context: z.string(), integration_id: z.number().nullish() }))
        .optional(),
    })
    .optional(),
});

/** Reads which checks the default branch requires, by rulesets and by branch protection. */
export async function readRules(github: GitHub, repository: string): Promise<Answer<BranchRules>> {
  const where = repositoryParameters(repository);
  const facts = await readRepository(github, repository);
  if (!facts.ok) return facts;
  const parameters = { ...where, branch: facts.value.defaultBranch };
  const [rules, branch] = await Promise.all([
    readPages(
      github,
      { route: "GET /repos/{owner}/{repo}/rules/branches/{branch}", parameters },
      { item: ruleSchema, maxPages: 5 },
    ),
    readOne(github, { route: "GET /repos/{owner}/{repo}/branches/{branch}", parameters }, branchSchema),
  ]);
  if (!rules.ok && !branch.ok) return rules;
  const items = rules.ok ? rules.value.items : [];
  const protection = branch.ok ? (branch.value.protection?.required_status_checks?.checks ?? []) : [];
  const required = [
    ...items
      .flatMap((rule) => rule.parameters?.required_status_checks ?? [])
      .map(({ context, integration_id }) => requirement(context, integration_id)),
    ...protection.map(({ context, app_id }) => requirement(context, app_id)),
  ];
  const complete = rules.ok && rules.value.complete && branch.ok;
  return { ok: true, value: { required, complete, mergeQueue: items.some(({ type }) => type === "merge_queue") } };
}

/** GitHub writes "any App" as nothing or as a negative number. */
function requirement(name: string, app: number | null | undefined): BranchRules["required"][number] {
  return typeof app === "number" && app > 0 ? { name, appId: app } : { name };
}

const pullsSchema = z.array(z.object({ head: z.object({ sha: z.string() }) }));
const checkRunsSchema = z.object({
  check_runs: z.array(
    z.object({ conclusion: z.string().nullable(), app: z.object({ slug: z.string().optional() }).nullable() }),
  ),
});

/** Reads who published a check on the heads of the newest open pull requests. */
export async function readCheckRuns(
  github: GitHub,
  repository: string,
  name: string,
): Promise<Answer<readonly CheckRunFacts[]>> {
  const where = repositoryParameters(repository);
  const pulls = await readOne(
    github,
    { route: "GET /repos/{owner}/{repo}/pulls", parameters: { ...where, state: "open", per_page: newestPulls } },
    pullsSchema,
  );
  if (!pulls.ok) return pulls;
  const found: CheckRunFacts[] = [];
  for (const { head } of pulls.value) {
    const parameters = { ...where, ref: head.sha, check_name: name, filter: "all", per_page: 100 };
    const runs = await readOne(
      github,
      { route: "GET /repos/{owner}/{repo}/commits/{ref}/check-runs", parameters },
      checkRunsSchema,
    );
    if (!runs.ok) return runs;
    found.push(...runs.value.check_runs.map(({ app, conclusion }) => ({ app: app?.slug ?? "unknown", conclusion })));
  }
  return { ok: true, value: found };
}

const labelSchema = z.object({ name: z.string(), description: z.string().nullish() });

/** Reads the labels of a repository; `truncated` when there are more than a thousand. */
export async function readLabels(github: GitHub, repository: string): Promise<Answer<readonly LabelFacts[]>> {
  const parameters = repositoryParameters(repository);
  const reply = await readPages(
    github,
    { route: "GET /repos/{owner}/{repo}/labels", parameters },
    { item: labelSchema, maxPages: 10 },
  );
  if (!reply.ok) return reply;
  if (!reply.value.complete) return fail("truncated", "the repository has more than a thousand labels");
  return {
    ok: true,
    value: reply.value.items.map(({ name, description }) => ({ name, description: description ?? "" })),
  };
}
