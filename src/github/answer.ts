import type { UnavailableReason } from "../types/index.ts";

/** A look-up that failed: the world's failure is data, never an exception past `github/`. */
export type Failure = {
  readonly ok: false;
  readonly reason: UnavailableReason;
  /** One sentence for people; holds no credential. */
  readonly detail: string;
  /** HTTP status, absent when no answer came. */
  readonly status?: number;
  /** How long GitHub asks to wait, in seconds; absent when it does not say. */
  readonly waitSeconds?: number;
  /** When the spent limit is full again, seconds since 1970; absent when it does not say. */
  readonly limitResetsAt?: number;
  /** True when this GitHub does not know a field of the query, as an older server; absent otherwise. */
  readonly unknownField?: true;
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

/** An answer that came with a good status and is not what was asked for: HTML, cut JSON, `null`. */
export class MalformedAnswer extends Error {
  constructor() {
    super("GitHub's answer could not be read");
    this.name = "MalformedAnswer";
  }
}

/**
 * Reads a failed call. GitHub answers 404 for what a token may not see
 * (https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api), so 404 never means "does not exist".
 * @throws the error itself when it is not a failed request.
 */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) throw error;
  if (error instanceof MalformedAnswer) return fail("malformed", error.message);
  if (error.name === "GraphqlResponseError") return graphqlFailure(error);
  const status = numberOf(error, "status");
  // Octokit gives status 500 to a request that no answer came for; only a real answer has a response.
  const answered = "response" in error && error.response !== undefined;
  if (status === undefined || !answered) return transportFailure(error);
  const headers = headersOf(error);
  return { ...statusFailure(status, headers, error.message), status, ...waitOf(headers) };
}

function statusFailure(status: number, headers: Readonly<Record<string, unknown>>, message: string): Failure {
  if (status === 401) return fail("unauthorised", "the token is not valid or has expired (HTTP 401)");
  if (status === 403 && (headers["x-github-sso"] !== undefined || saml.test(message))) {
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
  return fail("unsupported", `GitHub refused the request (HTTP ${status})`);
}

const saml = /\bSAML\b/;

function waitOf(headers: Readonly<Record<string, unknown>>): Pick<Failure, "waitSeconds" | "limitResetsAt"> {
  const wait = Number(headers["retry-after"] ?? Number.NaN);
  const reset = Number(headers["x-ratelimit-reset"] ?? Number.NaN);
  return {
    ...(Number.isFinite(wait) ? { waitSeconds: wait } : {}),
    ...(headers["x-ratelimit-remaining"] === "0" && Number.isFinite(reset) ? { limitResetsAt: reset } : {}),
  };
}

/** One entry of the `errors` of a GraphQL answer. */
export type GraphqlError = {
  readonly type: string;
  /** What the schema has against the query; empty for other errors. */
  readonly code: string;
  readonly message: string;
  readonly path: readonly unknown[];
};

function graphqlFailure(error: Error): Failure {
  const errors = graphqlErrors(error);
  const worst = graphqlOrder.find(({ types }) => errors.some(({ type }) => types.includes(type)));
  if (worst?.reason === "no-access" && errors.some(({ message }) => saml.test(message))) {
    return fail("sso-required", "the token must be authorised for the organisation's single sign-on");
  }
  if (worst !== undefined) return fail(worst.reason, worst.detail);
  if (errors.some(({ code }) => unknownCodes.has(code))) {
    return { ...fail("unsupported", "this GitHub does not know a field of the query"), unknownField: true };
  }
  return fail("malformed", "GitHub answered a query with errors");
}

/** Codes of errors about a query that the schema of a server does not allow; GitHub gives them beside no type. */
const unknownCodes: ReadonlySet<string> = new Set(["undefinedField", "undefinedType", "argumentNotAccepted"]);

/** Reads the `errors` of a GraphQL answer that Octokit threw; empty for another error. */
export function graphqlErrors(error: Error): readonly GraphqlError[] {
  const list: unknown = "errors" in error ? error.errors : undefined;
  if (!Array.isArray(list)) return [];
  return list.map((item: unknown) => ({
    type: String(field(item, "type") ?? ""),
    code: String(field(field(item, "extensions"), "code") ?? ""),
    message: String(field(item, "message") ?? ""),
    path: pathOf(item),
  }));
}

function pathOf(item: unknown): readonly unknown[] {
  const path = field(item, "path");
  return Array.isArray(path) ? path : [];
}

function field(item: unknown, key: string): unknown {
  return typeof item === "object" && item !== null && key in item ? Reflect.get(item, key) : undefined;
}

/** Types of GraphQL errors, the one that explains most first. */
const graphqlOrder: readonly { types: readonly string[]; reason: UnavailableReason; detail: string }[] = [
  { types: ["RATE_LIMITED", "RATE_LIMIT"], reason: "rate-limited", detail: "GitHub's rate limit is reached" },
  {
    types: ["RESOURCE_LIMITS_EXCEEDED", "INTERNAL", "SERVICE_UNAVAILABLE"],
    reason: "server-error",
    detail: "GitHub could not finish the query",
  },
  {
    types: ["NOT_FOUND"],
    reason: "not-found-or-no-access",
    detail: "it does not exist or the token may not see it",
  },
  { types: ["FORBIDDEN", "INSUFFICIENT_SCOPES"], reason: "no-access", detail: "the token lacks a permission" },
];

/** A request without an answer. Octokit wraps what `fetch` threw, with the original as `cause`. */
function transportFailure(error: Error): Failure {
  const names = [error, error.cause].map((item) => (item instanceof Error ? item.name : ""));
  if (names.includes("TimeoutError")) return fail("timeout", "GitHub did not answer in time");
  if (names.includes("AbortError")) return fail("aborted", "the request was aborted");
  if (names.includes("TooLargeAnswer")) return fail("truncated", "GitHub's answer was too large to read");
  if (error instanceof SyntaxError) return fail("malformed", "GitHub's answer was not valid JSON");
  // Octokit looks for a message in the body of every refusal, also in `null`.
  if (/'in' operator to search for 'message'/.test(error.message))
    return fail("malformed", "GitHub's answer was empty");
  const isTransport = "request" in error || /fetch failed|terminated/i.test(error.message);
  if (!isTransport) throw error;
  return fail("network", "GitHub could not be reached");
}

/** A look-up whose failure says what was looked up, where whoever is told of it has asked for several things. */
export function concerning<T>(what: string, reply: Answer<T>): Answer<T> {
  return reply.ok ? reply : { ...reply, detail: `${what}: ${reply.detail}` };
}

/** Whether a failure ends what the same credential may be asked: trying again, or in another way, is of no use. */
export function endsAsking(reason: string): boolean {
  return reason === "unauthorised" || reason === "rate-limited" || reason === "aborted";
}

/** Whether a query may be answered in another way: a smaller one, or by REST. */
export function mayBeAskedOtherwise({ reason }: Failure): boolean {
  return reason === "server-error" || reason === "timeout" || reason === "malformed" || reason === "unsupported";
}

/** Whether a write with this failed answer may have happened all the same. */
export function mayHaveHappened({ reason }: Failure): boolean {
  return reason === "server-error" || reason === "timeout" || reason === "network" || reason === "malformed";
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
