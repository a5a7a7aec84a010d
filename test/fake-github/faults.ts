import type { Reply } from "./call.ts";

/** What a fault hook is told about a request. */
export type RequestInfo = {
  /** Position in the log, from 1. */
  readonly index: number;
  readonly method: string;
  readonly path: string;
  /** After the question mark, as it came. */
  readonly query: string;
  /** `GET /repos/{owner}/{repo}`, `POST /graphql`, `git`, or `unknown`. */
  readonly operation: string;
  readonly body: unknown;
  /** Whether it can change something; a GraphQL query cannot. */
  readonly writes: boolean;
};

/** What goes wrong with the answer. */
export type Trouble =
  | { readonly kind: "answer"; readonly reply: Reply }
  | { readonly kind: "reset" }
  | { readonly kind: "hang" }
  | { readonly kind: "slow"; readonly ms: number }
  | { readonly kind: "text"; readonly edit: (text: string) => string; readonly type?: string }
  | { readonly kind: "stale" }
  | { readonly kind: "redirect" }
  | { readonly kind: "redirect-loop" }
  | { readonly kind: "no-link" }
  | { readonly kind: "next-link" }
  | { readonly kind: "endless" }
  | { readonly kind: "drip" };

/** A fault: whether the request is carried out first, and what the caller then sees. */
export type Fault = { readonly applied: boolean; readonly trouble: Trouble };

/** Decides about each request; `undefined` leaves it alone. */
export type FaultHook = (request: RequestInfo) => Fault | undefined;

/** A fault with the requests that it makes sense for. */
export type NamedFault = Fault & { readonly name: string; readonly for: "any" | "read" | "write" };

function refusing(status: number, message: string, headers: Readonly<Record<string, string>> = {}): Fault {
  const body = { message, documentation_url: "https://docs.github.com/rest", status: String(status) };
  return { applied: false, trouble: { kind: "answer", reply: { status, body, headers } } };
}

function afterwards(fault: Fault): Fault {
  return { ...fault, applied: true };
}

function rewriting(edit: (text: string) => string, type?: string): Fault {
  return { applied: true, trouble: { kind: "text", edit, ...(type === undefined ? {} : { type }) } };
}

const secondary = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
const html = "<!DOCTYPE html><html><body><h1>Whoa there!</h1></body></html>";
const badGateway: Fault = {
  applied: false,
  trouble: { kind: "answer", reply: { status: 502, body: html, headers: { "content-type": "text/html" } } },
};
const sso = "required; url=https://github.com/orgs/acme/sso?authorization_request=A1";
const spent = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "4102444800" };

/** Every way in which an answer can go wrong, for fault plans; add one here and every plan runs it. */
export const faults: readonly NamedFault[] = [
  { name: "401 bad credentials", for: "any", ...refusing(401, "Bad credentials") },
  { name: "403 integration", for: "any", ...refusing(403, "Resource not accessible by integration") },
  {
    name: "403 single sign-on",
    for: "any",
    ...refusing(403, "Resource protected by organization SAML enforcement.", { "x-github-sso": sso }),
  },
  { name: "403 primary limit", for: "any", ...refusing(403, "API rate limit exceeded for installation.", spent) },
  { name: "403 secondary limit", for: "any", ...refusing(403, secondary, { "retry-after": "60" }) },
  { name: "403 secondary limit, no retry-after", for: "any", ...refusing(403, secondary) },
  { name: "404", for: "any", ...refusing(404, "Not Found") },
  { name: "409", for: "any", ...refusing(409, "Git Repository is empty.") },
  { name: "410", for: "any", ...refusing(410, "This issue was deleted") },
  { name: "422", for: "write", ...refusing(422, "Validation Failed") },
  { name: "422 already exists", for: "write", applied: true, trouble: { kind: "answer", reply: alreadyExists() } },
  { name: "429", for: "any", ...refusing(429, secondary) },
  { name: "429 retry-after", for: "any", ...refusing(429, secondary, { "retry-after": "60" }) },
  { name: "500", for: "any", ...refusing(500, "Server Error") },
  { name: "502 not applied", for: "any", ...badGateway },
  { name: "502 applied", for: "write", ...afterwards(badGateway) },
  { name: "503", for: "any", ...refusing(503, "Service unavailable") },
  { name: "504", for: "any", ...refusing(504, "Gateway timeout") },
  { name: "504 applied", for: "write", ...afterwards(refusing(504, "Gateway timeout")) },
  { name: "reset", for: "any", applied: false, trouble: { kind: "reset" } },
  { name: "reset applied", for: "write", applied: true, trouble: { kind: "reset" } },
  { name: "hang", for: "any", applied: false, trouble: { kind: "hang" } },
  { name: "hang applied", for: "write", applied: true, trouble: { kind: "hang" } },
  { name: "truncated json", for: "any", ...rewriting((text) => text.slice(0, Math.floor(text.length / 2))) },
  { name: "html", for: "any", ...rewriting(() => html, "text/html; charset=utf-8") },
  { name: "empty", for: "any", ...rewriting(() => "") },
  { name: "null", for: "any", ...rewriting(() => "null") },
  { name: "array for object", for: "any", ...rewriting((text) => (text.startsWith("[") ? '{"items":[]}' : "[]")) },
  { name: "another object", for: "any", ...rewriting(() => '{"id":1,"name":"other","message":"hello"}') },
  { name: "fields missing", for: "any", ...rewriting(withoutHalf) },
  { name: "stale read", for: "read", applied: true, trouble: { kind: "stale" } },
  { name: "redirect", for: "any", applied: false, trouble: { kind: "redirect" } },
  { name: "redirect loop", for: "any", applied: false, trouble: { kind: "redirect-loop" } },
  { name: "endless body", for: "any", applied: true, trouble: { kind: "endless" } },
  { name: "slow drip", for: "any", applied: true, trouble: { kind: "drip" } },
  { name: "link to a page that fails", for: "read", applied: true, trouble: { kind: "next-link" } },
  { name: "no link header", for: "read", applied: true, trouble: { kind: "no-link" } },
];

/** A fault by its name in {@link faults}. @throws Error when there is none. */
export function faultNamed(name: string): NamedFault {
  const found = faults.find((fault) => fault.name === name);
  if (found === undefined) throw new Error(`no fault is named ${name}`);
  return found;
}

/** Whether a fault is meant for a request. */
export function concerns(fault: NamedFault, request: Pick<RequestInfo, "writes">): boolean {
  return fault.for === "any" || (fault.for === "write") === request.writes;
}

function alreadyExists(): Reply {
  const errors = [{ resource: "Label", code: "already_exists", field: "name" }];
  return {
    status: 422,
    body: { message: "Validation Failed", errors, documentation_url: "https://docs.github.com/rest" },
  };
}

function withoutHalf(text: string): string {
  if (text === "") return text;
  const value: unknown = JSON.parse(text);
  const cut = (item: unknown): unknown =>
    typeof item === "object" && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).filter((_, index) => index % 2 === 1))
      : item;
  return JSON.stringify(Array.isArray(value) ? value.map(cut) : cut(value));
}

/** The death of the client's process in a crash test; nothing may catch it but the test. */
export class Crash extends Error {
  constructor(when: string) {
    super(`crash ${when}`);
    this.name = "Crash";
  }
}

/**
 * A `fetch` that dies at its k-th request (from 1): before it is sent, or after the server carried it out. Nothing leaves
 * it afterwards, whatever the client does with the {@link Crash}.
 */
export function crashingFetch(k: number, when: "before" | "after"): typeof fetch {
  let sent = 0;
  return async (input, init) => {
    sent += 1;
    if (sent > k || (sent === k && when === "before")) throw new Crash(`${when} request ${k}`);
    const response = await fetch(input, init);
    if (sent !== k) return response;
    await response.arrayBuffer();
    throw new Crash(`after request ${k}`);
  };
}
