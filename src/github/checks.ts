import { z } from "zod";
import type { Annotation, CheckSpec, OwnCheck, StatusSpec } from "../types/index.ts";
import type { Answer } from "./answer.ts";
import type { GitHub } from "./client.ts";
import { readOne, repositoryParameters } from "./read.ts";
import { send } from "./write.ts";

/** Annotations in one request (https://docs.github.com/rest/checks/runs). */
const annotationsPerRequest = 50;

const runSchema = z.object({
  id: z.number(),
  name: z.string(),
  head_sha: z.string(),
  status: z.string(),
  conclusion: z.string().nullable(),
  external_id: z.string().nullish(),
  output: z.object({ title: z.string().nullable(), summary: z.string().nullable(), annotations_count: z.number() }),
});
const runsSchema = z.object({ check_runs: z.array(runSchema) });

/** A commit of a repository. */
export type CommitName = { readonly repository: string; readonly commit: string };

/** A check with the digest of what it shows. */
export type DigestedCheck = CheckSpec & { readonly digest: string };

/** The check runs of a name on a commit, newest first; `digest` is what this tool stored with them. */
export async function readChecks(
  github: GitHub,
  { repository, commit }: CommitName,
  name: string,
): Promise<Answer<readonly OwnCheck[]>> {
  const parameters = {
    ...repositoryParameters(repository),
    ref: commit,
    check_name: name,
    filter: "latest",
    per_page: 100,
  };
  const reply = await readOne(
    github,
    { route: "GET /repos/{owner}/{repo}/commits/{ref}/check-runs", parameters },
    runsSchema,
  );
  if (!reply.ok) return reply;
  return {
    ok: true,
    value: reply.value.check_runs
      .filter((run) => run.name === name)
      .map(ownCheck)
      .sort((a, b) => b.id - a.id),
  };
}

function ownCheck(run: z.infer<typeof runSchema>): OwnCheck {
  const status = run.status === "completed" || run.status === "queued" ? run.status : "in_progress";
  return {
    id: run.id,
    status,
    conclusion: run.conclusion,
    title: run.output.title ?? "",
    summary: run.output.summary ?? "",
    headCommit: run.head_sha,
    digest: run.external_id ?? "",
    annotations: run.output.annotations_count,
  };
}

/** Creates a completed check; annotations beyond the first request are appended one request each. */
export async function createCheck(github: GitHub, repository: string, check: DigestedCheck): Promise<Answer<unknown>> {
  const parameters = {
    ...repositoryParameters(repository),
    head_sha: check.headCommit,
    ...body(check, check.annotations.slice(0, annotationsPerRequest)),
  };
  const made = await send(github, { route: "POST /repos/{owner}/{repo}/check-runs", parameters });
  if (!made.ok) return made;
  const parsed = z.object({ id: z.number() }).safeParse(made.value);
  return parsed.success ? appendAnnotations(github, repository, { id: parsed.data.id, check }) : made;
}

/** Replaces what a check shows; GitHub appends annotations and never removes one. */
export function updateCheck(
  github: GitHub,
  repository: string,
  { id, check }: { readonly id: number; readonly check: DigestedCheck },
): Promise<Answer<unknown>> {
  const parameters = { ...repositoryParameters(repository), check_run_id: id, ...body(check, []) };
  return send(github, { route: "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}", parameters });
}

async function appendAnnotations(
  github: GitHub,
  repository: string,
  { id, check }: { id: number; check: DigestedCheck },
): Promise<Answer<unknown>> {
  for (let start = annotationsPerRequest; start < check.annotations.length; start += annotationsPerRequest) {
    const parameters = {
      ...repositoryParameters(repository),
      check_run_id: id,
      ...body(check, check.annotations.slice(start, start + annotationsPerRequest)),
    };
    const reply = await send(github, { route: "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}", parameters });
    if (!reply.ok) return reply;
  }
  return { ok: true, value: id };
}

function body(check: DigestedCheck, annotations: readonly Annotation[]): Readonly<Record<string, unknown>> {
  return {
    name: check.name,
    status: "completed",
    conclusion: check.conclusion,
    external_id: check.digest,
    output: {
      title: check.title,
      summary: check.summary,
      annotations: annotations.map(({ path, startLine, endLine, level, title, message }) => ({
        path,
        start_line: startLine,
        end_line: endLine,
        annotation_level: level,
        title,
        message,
      })),
    },
  };
}

const statusSchema = z.object({ context: z.string(), state: z.string(), description: z.string().nullish() });

/** The newest commit status of a name; undefined when there is none, or one that waits. */
export async function readStatus(
  github: GitHub,
  { repository, commit }: CommitName,
  context: string,
): Promise<Answer<StatusSpec | undefined>> {
  const parameters = { ...repositoryParameters(repository), ref: commit, per_page: 100 };
  const reply = await readOne(
    github,
    { route: "GET /repos/{owner}/{repo}/commits/{ref}/statuses", parameters },
    statusSchema.array(),
  );
  if (!reply.ok) return reply;
  const found = reply.value.find((one) => one.context === context);
  return { ok: true, value: statusFrom(found?.state, { context, commit, description: found?.description ?? "" }) };
}

/** A commit status as it would be set; undefined without one, and for one that waits. */
export function statusFrom(
  found: string | undefined,
  { context, commit, description }: { readonly context: string; readonly commit: string; readonly description: string },
): StatusSpec | undefined {
  const state = z.enum(["success", "failure", "error"]).safeParse(found);
  return state.success ? { context, headCommit: commit, state: state.data, description } : undefined;
}

/** Sets a commit status, for tokens that may not create checks. */
export function setStatus(github: GitHub, repository: string, status: StatusSpec): Promise<Answer<unknown>> {
  const parameters = {
    ...repositoryParameters(repository),
    sha: status.headCommit,
    context: status.context,
    state: status.state,
    description: status.description,
  };
  return send(github, { route: "POST /repos/{owner}/{repo}/statuses/{sha}", parameters });
}
