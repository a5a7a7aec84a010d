import type { z } from "zod";
import { type Answer, answer, fail } from "./answer.ts";
import type { GitHub, RestAnswer } from "./client.ts";

/** Most entries GitHub gives in one page. */
const pageSize = 100;

/** One read: the route as GitHub documents it, its parameters, and when to stop waiting. */
export type Read = {
  readonly route: `GET /${string}`;
  readonly parameters: Readonly<Record<string, string | number>>;
  /** Absent when only the client's own time limit counts. */
  readonly signal?: AbortSignal | undefined;
};

/** Entries of all pages that were read. */
export type Pages<Item> = {
  readonly items: readonly Item[];
  /** False when the limit of pages was reached before the end. */
  readonly complete: boolean;
};

/** Reads one thing; `malformed` when GitHub's answer is not of the expected shape. */
export async function readOne<Schema extends z.ZodType>(
  github: GitHub,
  read: Read,
  schema: Schema,
): Promise<Answer<z.infer<Schema>>> {
  const reply = await request(github, read);
  return reply.ok ? parse(reply.value.data, schema) : reply;
}

/**
 * Reads a list to its end or to a limit of pages. The page number is ours, so a wrong link cannot lead in a circle,
 * and a full page without a link is followed by another look, because a missing link is no proof of the end.
 */
export async function readPages<Schema extends z.ZodType>(
  github: GitHub,
  read: Read,
  { item, maxPages }: { readonly item: Schema; readonly maxPages: number },
): Promise<Answer<Pages<z.infer<Schema>>>> {
  const items: z.infer<Schema>[] = [];
  for (let page = 1; page <= maxPages; page += 1) {
    const parameters = { ...read.parameters, per_page: pageSize, page };
    const reply = await request(github, { ...read, parameters });
    if (!reply.ok) return reply;
    const parsed = parse(reply.value.data, item.array());
    if (!parsed.ok) return parsed;
    items.push(...parsed.value);
    const isLast = parsed.value.length < pageSize && !/\brel="?next\b/.test(reply.value.link);
    if (isLast) return { ok: true, value: { items, complete: true } };
  }
  return { ok: true, value: { items, complete: false } };
}

/** Splits `owner/repo` into the parameters of a route. */
export function repositoryParameters(repository: string): { readonly owner: string; readonly repo: string } {
  const [owner = "", repo = ""] = repository.split("/");
  return { owner, repo };
}

/** Reads a value of GitHub against a schema. */
export function parse<Schema extends z.ZodType>(data: unknown, schema: Schema): Answer<z.infer<Schema>> {
  const parsed = schema.safeParse(data);
  if (parsed.success) return { ok: true, value: parsed.data };
  const path = parsed.error.issues[0]?.path.join(".") ?? "";
  return fail("malformed", `GitHub's answer could not be read${path === "" ? "" : ` at ${path}`}`);
}

async function request(github: GitHub, read: Read): Promise<Answer<RestAnswer>> {
  const question = JSON.stringify([read.route, read.parameters]);
  const known = github.kept?.rest.get(question);
  if (known !== undefined) return { ok: true, value: known };
  const reply = await requestNow(github, read);
  if (reply.ok) github.kept?.rest.set(question, reply.value);
  return reply;
}

async function requestNow(github: GitHub, { route, parameters, signal }: Read): Promise<Answer<RestAnswer>> {
  if (isStopped(signal)) return fail("aborted", "the run was stopped before this was read");
  const options = signal === undefined ? {} : { request: { signal } };
  const reply = await answer(() => github.octokit.request(route, { ...parameters, ...options }));
  if (!reply.ok && isStopped(signal)) return fail("aborted", "the run was stopped while this was read");
  return reply.ok
    ? { ok: true, value: { data: reply.value.data, link: String(reply.value.headers.link ?? "") } }
    : reply;
}

/** Whether a run was stopped; it may happen while a request is under way. */
export function isStopped(signal: AbortSignal | undefined): boolean {
  return signal?.aborted ?? false;
}
