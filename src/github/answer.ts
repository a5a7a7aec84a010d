import type { UnavailableReason } from "../types/index.ts";

/** A look-up that failed: the world's failure is data, never an exception past `github/`. */
export type Failure = {
  readonly ok: false;
  readonly reason: UnavailableReason;
  /** One sentence for people; holds no credential. */
  readonly detail: string;
  /** HTTP status, absent when no answer came. */
  readonly status?: number;
};

/** What a look-up brought. */
export type Answer<T> = { readonly ok: true; readonly value: T } | Failure;

/** Runs a call to GitHub and turns every expected failure into data. Bugs of this tool (TypeError and the like) still throw. */
export async function answer<T>(call: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { ok: true, value: await call() };
  } catch (error) {
    return failureOf(error);
  }
}

/**
 * Reads a failed call. GitHub answers 404 for what a token may not see
 * (https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api), so 404 never means "does not exist".
 * @throws the error itself when it is not a failed request.
 */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) throw error;
  const status = numberOf(error, "status");
  if (error.name === "AbortError" || error.name === "TimeoutError")
    return fail("timeout", "GitHub did not answer in time");
  if (error.name === "GraphqlResponseError") return graphqlFailure(error);
  if (status === undefined) return networkFailure(error);
  return { ...statusFailure(status, headersOf(error), error.message), status };
}

function statusFailure(status: number, headers: Readonly<Record<string, unknown>>, message: string): Failure {
  if (status === 401) return fail("unauthorised", "the token is not valid or has expired (HTTP 401)");
  if (status === 403 && headers["x-github-sso"] !== undefined) {
    return fail("sso-required", "the token must be authorised for the organisation's single sign-on (HTTP 403)");
  }
  const limited =
    headers["x-ratelimit-remaining"] === "0" || headers["retry-after"] !== undefined || /rate limit/i.test(message);
  if (status === 429 || (status === 403 && limited))
    return fail("rate-limited", `GitHub's rate limit is reached (HTTP ${status})`);
  if (status === 403) return fail("no-access", "the token lacks a permission (HTTP 403)");
  if (status === 404 || status === 410) {
    return fail("not-found-or-no-access", `it does not exist or the token may not see it (HTTP ${status})`);
  }
  if (status === 408 || status === 504) return fail("timeout", `GitHub did not answer in time (HTTP ${status})`);
  if (status >= 500) return fail("server-error", `GitHub failed (HTTP ${status})`);
  if (status < 300) return fail("malformed", "GitHub's answer could not be read");
  return fail("unsupported", `GitHub refused the request (HTTP ${status})`);
}

function graphqlFailure(error: Error): Failure {
  const types =
    "errors" in error && Array.isArray(error.errors) ? error.errors.map((item) => String(item?.type ?? "")) : [];
  if (types.includes("RATE_LIMITED")) return fail("rate-limited", "GitHub's rate limit is reached");
  if (types.includes("NOT_FOUND"))
    return fail("not-found-or-no-access", "it does not exist or the token may not see it");
  if (types.includes("FORBIDDEN")) return fail("no-access", "the token lacks a permission");
  return fail("malformed", "GitHub answered a query with errors");
}

function networkFailure(error: Error): Failure {
  if (error instanceof SyntaxError) return fail("malformed", "GitHub's answer was not valid JSON");
  if (error instanceof TypeError && !/fetch failed|terminated/i.test(error.message)) throw error;
  return fail("network", "GitHub could not be reached");
}

/** Makes a failure. */
export function fail(reason: UnavailableReason, detail: string): Failure {
  return { ok: false, reason, detail };
}

function numberOf(value: object, key: string): number | undefined {
  const found: unknown = key in value ? Reflect.get(value, key) : undefined;
  return typeof found === "number" ? found : undefined;
}

function headersOf(error: object): Readonly<Record<string, unknown>> {
  const response: unknown = "response" in error ? error.response : undefined;
  const headers: unknown =
    typeof response === "object" && response !== null && "headers" in response ? response.headers : undefined;
  return typeof headers === "object" && headers !== null ? { ...headers } : {};
}
