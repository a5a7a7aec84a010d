import { concerns, type Fault, faults, type NamedFault, type RequestInfo } from "../fake-github/faults.ts";
import type { FakeGitHub } from "../fake-github/server.ts";

/** What can happen to one request: a fault of the server, of the way to it, or the end of our process. */
export type Mishap =
  | { readonly name: string; readonly at: "server"; readonly fault: NamedFault }
  | { readonly name: string; readonly at: "way"; readonly fail: (send: typeof fetch, url: string) => Promise<Response> }
  | { readonly name: string; readonly at: "process"; readonly when: "before" | "after" };

/** One request of a recorded run; the same request may be made several times. */
export type Target = Pick<RequestInfo, "method" | "path" | "query" | "body" | "writes"> & {
  /** From 1. */
  readonly occurrence: number;
};

/** A mishap for one request: that time only, or each time from then on. */
export type Case = { readonly target: Target; readonly mishap: Mishap; readonly strikes: "once" | "always" };

/** A case in place: what to send with, and how often it struck. */
export type Armed = { readonly fetch: typeof fetch; readonly struck: () => number };

function unresolved(): Promise<Response> {
  const cause = Object.assign(new Error("getaddrinfo ENOTFOUND api.example"), { code: "ENOTFOUND" });
  return Promise.reject(new TypeError("fetch failed", { cause }));
}

/** A real handshake with a server that speaks no TLS. */
function withoutTls(send: typeof fetch, url: string): Promise<Response> {
  return send(url.replace(/^http:/, "https:"));
}

/** Everything that can go wrong with one request. */
export const mishaps: readonly Mishap[] = [
  ...faults.map((fault): Mishap => ({ name: fault.name, at: "server", fault })),
  { name: "name not resolved", at: "way", fail: unresolved },
  { name: "no TLS", at: "way", fail: withoutTls },
  { name: "crash before", at: "process", when: "before" },
  { name: "crash after", at: "process", when: "after" },
];

/** Whether a mishap makes sense for a request; only a label can exist already. */
export function fits(mishap: Mishap, target: Target): boolean {
  if (mishap.name === "422 already exists" && !target.path.endsWith("/labels")) return false;
  return mishap.at !== "server" || concerns(mishap.fault, target);
}

/** The requests of a run, each with the number of its occurrence. */
export function targetsOf(log: readonly RequestInfo[]): readonly Target[] {
  const seen = new Map<string, number>();
  return log.map(({ method, path, query, body, writes }) => {
    const key = keyOf({ method, path, query, body });
    const occurrence = (seen.get(key) ?? 0) + 1;
    seen.set(key, occurrence);
    return { method, path, query, body, writes, occurrence };
  });
}

/** How a case is told in a report. */
export function nameOf({ target, mishap, strikes }: Case): string {
  const query = JSON.stringify(target.body ?? "").slice(0, 60);
  return `${mishap.name} (${strikes}) at ${target.method} ${target.path}?${target.query} ${query} no. ${target.occurrence}`;
}

type Asked = Pick<RequestInfo, "method" | "path" | "query" | "body">;

function keyOf({ method, path, query, body }: Asked): string {
  return `${method} ${path}?${query} ${body === undefined ? "" : JSON.stringify(body)}`;
}

/** How long an answer that never ends is waited for, in ms: the client's own limit would strike in the same way. */
const patience = 80;
const endless: ReadonlySet<string> = new Set(["hang", "drip"]);

/** Puts cases in place: mishaps of the server as its hook, the others in the `fetch` that comes back. */
export function arm(server: FakeGitHub, cases: readonly Case[], send: typeof fetch = fetch): Armed {
  const counts = cases.map(() => 0);
  const struck = cases.map(() => 0);
  let dead = false;
  const strikes = (index: number, asked: Asked): boolean => {
    const one = cases[index];
    if (one === undefined || !isAimedAt(one, asked)) return false;
    const count = (counts[index] ?? 0) + 1;
    counts[index] = count;
    const { occurrence } = one.target;
    if (one.strikes === "once" ? count !== occurrence : count < occurrence) return false;
    struck[index] = (struck[index] ?? 0) + 1;
    return true;
  };
  const atServer = cases.some(({ mishap }) => mishap.at === "server");
  server.fault(
    !atServer
      ? undefined
      : (info): Fault | undefined => {
          const hits = cases.filter(({ mishap }, index) => mishap.at === "server" && strikes(index, info));
          const hit = hits[0]?.mishap;
          return hit?.at === "server" ? { applied: hit.fault.applied, trouble: hit.fault.trouble } : undefined;
        },
  );
  const armed: typeof fetch = async (input, init) => {
    if (dead) throw new Error("the process is dead");
    const url = String(input);
    const asked = askedOf(url, init);
    const hit = cases.find(({ mishap }, index) => mishap.at !== "server" && strikes(index, asked))?.mishap;
    if (hit?.at === "way") return hit.fail(send, url);
    dead = hit !== undefined;
    if (hit?.at === "process" && hit.when === "before") throw new Error("crash");
    const response = await send(url, impatient(cases, asked, init));
    if (hit !== undefined) await response.arrayBuffer();
    if (dead) throw new Error("crash");
    return response;
  };
  return { fetch: armed, struck: () => struck.filter((count) => count > 0).length };
}

function isAimedAt({ target, mishap }: Case, asked: Asked): boolean {
  if (keyOf(target) === keyOf(asked)) return true;
  const isNextPage = mishap.at === "server" && mishap.fault.trouble.kind === "next-link";
  return isNextPage && target.path === asked.path && /\bpage=2\b/.test(asked.query);
}

function askedOf(url: string, init: RequestInit | undefined): Asked {
  const { pathname, search } = new URL(url);
  const body: unknown = typeof init?.body === "string" ? JSON.parse(init.body) : undefined;
  return { method: init?.method ?? "GET", path: pathname, query: search.slice(1), body };
}

function impatient(cases: readonly Case[], asked: Asked, init: RequestInit | undefined): RequestInit {
  const waits = cases.some(
    (one) => one.mishap.at === "server" && endless.has(one.mishap.fault.trouble.kind) && isAimedAt(one, asked),
  );
  if (!waits) return { ...init };
  const limit = AbortSignal.timeout(patience);
  return { ...init, signal: init?.signal ? AbortSignal.any([init.signal, limit]) : limit };
}
