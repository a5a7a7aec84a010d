import { type Answer, answer, fail, failureOf } from "./answer.ts";
import type { GitHub } from "./client.ts";
import { isStopped } from "./read.ts";

/** One error of a GraphQL answer; `path` leads to the field that is missing. */
export type QueryError = { readonly type: string; readonly path: readonly string[] };

/** What a query brought: GitHub answers 200 with data for one half and errors for the other. */
export type QueryAnswer = { readonly data: Readonly<Record<string, unknown>>; readonly errors: readonly QueryError[] };

/** A query with its variables; values never go into the text. */
export type Query = {
  readonly text: string;
  readonly variables: Readonly<Record<string, string | number>>;
  readonly signal?: AbortSignal | undefined;
};

/** Errors that concern the whole answer, whatever fields they name. */
const wholeErrors: ReadonlySet<string> = new Set(["RATE_LIMITED", "FORBIDDEN_INTEGRATION"]);

/** Asks one query. Errors with a path are handed on beside the data; without one nothing of the answer counts. */
export async function query(github: GitHub, { text, variables, signal }: Query): Promise<Answer<QueryAnswer>> {
  if (isStopped(signal)) return fail("aborted", "the run was stopped before this was read");
  const reply = await answer(async () => {
    try {
      const options = signal === undefined ? {} : { request: { signal } };
      return { data: await github.octokit.graphql(text, { ...variables, ...options }), errors: [] };
    } catch (error) {
      const partial = partialOf(error);
      if (partial !== undefined) return partial;
      if (isBrokenAnswer(error)) return { data: undefined, errors: [] };
      throw error;
    }
  });
  if (!reply.ok) return isStopped(signal) ? fail("aborted", "the run was stopped while this was read") : reply;
  const { data, errors } = reply.value;
  return isRecord(data)
    ? { ok: true, value: { data, errors } }
    : fail("malformed", "GitHub's answer could not be read");
}

/** Failure that an error of a query stands for. */
export function failureOfType(type: string): ReturnType<typeof failureOf> {
  return failureOf(Object.assign(new Error(type), { name: "GraphqlResponseError", errors: [{ type }] }));
}

function partialOf(error: unknown): { data: unknown; errors: readonly QueryError[] } | undefined {
  if (!(error instanceof Error) || error.name !== "GraphqlResponseError") return undefined;
  if (!("data" in error && isRecord(error.data) && "errors" in error && Array.isArray(error.errors))) return undefined;
  const errors = error.errors.map((item: unknown) => ({ type: textOf(item, "type"), path: pathOf(item) }));
  const isWhole = errors.some(({ type, path }) => wholeErrors.has(type) || path.length === 0);
  return isWhole ? undefined : { data: error.data, errors };
}

/** Octokit reads `errors` of whatever body came, also of `null`: such a TypeError is GitHub's doing, not ours. */
function isBrokenAnswer(error: unknown): boolean {
  return error instanceof TypeError && /reading '(?:errors|data)'/.test(error.message);
}

function textOf(value: unknown, key: string): string {
  return isRecord(value) && typeof value[key] === "string" ? value[key] : "";
}

function pathOf(value: unknown): readonly string[] {
  return isRecord(value) && Array.isArray(value.path) ? value.path.map(String) : [];
}

/** Whether a value is an object with keys. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
