import { type Answer, fail } from "../github/answer.ts";
import { bounded, TooLargeAnswer } from "../github/bounded-body.ts";

/** One read of a system that is not GitHub; the address comes from the configuration of the base branch. */
export type JsonRequest = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** `text` hands on an answer that is no JSON as it is; JSON is required unless said. */
  readonly accept?: "text";
  /** JSON that is sent with `POST`, for systems that are asked by a query; `GET` when absent. */
  readonly body?: string;
};

/** Reads JSON; every failure is data. */
export type GetJson = (request: JsonRequest) => Promise<Answer<unknown>>;

/** Longest answer that is read, in bytes. */
const maxBytes = 5 * 1024 * 1024;

/** Reads JSON over the network. A redirect is refused, because it would carry the token to another host. */
export const getJson: GetJson = async ({ url, headers, signal, accept, body }) => {
  try {
    const response = await fetch(url, {
      headers,
      signal,
      redirect: "error",
      ...(body === undefined ? {} : { method: "POST", body }),
    });
    if (!response.ok) return statusFailure(response.status);
    const text = await (await bounded(response, maxBytes)).text();
    return { ok: true, value: parsed(text, accept) };
  } catch (error) {
    if (error instanceof TooLargeAnswer) return fail("truncated", "the answer is too large");
    if (error instanceof SyntaxError) return fail("malformed", "the answer was not valid JSON");
    if (signal.aborted) return fail("timeout", "there was no answer in time");
    return fail("network", "the system could not be reached");
  }
};

/** A commit in plain text may look like a number, so text is never parsed where text is wanted. */
function parsed(text: string, accept: JsonRequest["accept"]): unknown {
  if (accept === "text" && !/^\s*[{["]/.test(text)) return text;
  const value: unknown = JSON.parse(text);
  return value;
}

/** 404 says that the token sees no such thing, which is never "off". */
function statusFailure(status: number): Answer<unknown> {
  if (status === 401) return fail("unauthorised", "the token is not valid (HTTP 401)");
  if (status === 403) return fail("no-access", "the token lacks a permission (HTTP 403)");
  if (status === 404) return fail("not-found-or-no-access", "it does not exist or the token may not see it (HTTP 404)");
  if (status === 429) return fail("rate-limited", "the rate limit is reached (HTTP 429)");
  return fail(status >= 500 ? "server-error" : "unsupported", `the system answered HTTP ${status}`);
}

/** The same reader for one run: what was answered once is not asked again. */
export function jsonAskingOnce(get: GetJson): GetJson {
  const kept = new Map<string, Answer<unknown>>();
  return async (request) => {
    const { signal: _, ...question } = request;
    const key = JSON.stringify(question);
    const known = kept.get(key);
    if (known !== undefined) return known;
    const answer = await get(request);
    if (answer.ok) kept.set(key, answer);
    return answer;
  };
}
