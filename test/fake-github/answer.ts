import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { actorOf, secretOf } from "./access.ts";
import { type Actor, type Call, type RateResource, type RateState, Refusal, type Reply } from "./call.ts";
import type { Fault, RequestInfo } from "./faults.ts";
import { answerGraphql, graphqlPoints, graphqlWrites } from "./graphql.ts";
import { answerRest } from "./rest.ts";
import { type Match, matchRoute } from "./router.ts";
import type { Double } from "./server.ts";
import { snapshot } from "./snapshot.ts";
import type { Outcome } from "./wire.ts";
import { findRepository, fullName, type World } from "./world.ts";

/** A request as it came. */
export type Received = {
  readonly method: string;
  readonly target: URL;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** True after the redirect fault, which strikes once. */
  readonly moved?: boolean;
};

/** A request as the log keeps it. */
export type Sent = RequestInfo & {
  /** Login of the caller, `anonymous` or `invalid`. */
  readonly actor: string;
  status: number;
  /** True when it spent rate limit; a 304 does not. */
  counted: boolean;
  /** What it cost: points of a GraphQL query, 1 for another request, 0 for one that was not counted. */
  points: number;
  readonly fault: boolean;
};

/** Answers a request, faults included, and logs it. */
export async function answer(double: Double, sent: Received): Promise<Outcome> {
  const received = followed(sent);
  const match = matchOf(double, received);
  const body = parsed(received.text);
  const operation = received.target.pathname === "/graphql" ? "POST /graphql" : (match?.operation ?? "unknown");
  const writes = operation === "POST /graphql" ? graphqlWrites(body) : received.method !== "GET";
  const path = received.target.pathname;
  const query = received.target.search.slice(1);
  const index = double.log.length + 1;
  const info: RequestInfo = { index, method: received.method, path, query, operation, body, writes };
  const fault = double.hook?.(info);
  const actor = actorOf(double.world.state, received.headers.authorization);
  const entry: Sent = {
    ...info,
    actor: actor === "invalid" ? "invalid" : (actor.login ?? "anonymous"),
    status: 0,
    counted: false,
    points: 0,
    fault: fault !== undefined,
  };
  double.log.push(entry);
  const outcome = await faulty(double, fault, received, (world) =>
    plain({ double, world, received, match, body, actor, entry }),
  );
  entry.status = outcome.kind === "sent" ? outcome.status : 0;
  return outcome;
}

/** Where the redirect fault leads: the same thing below `/moved`. */
function followed(received: Received): Received {
  if (!received.target.pathname.startsWith("/moved/")) return received;
  const target = new URL(received.target);
  target.pathname = target.pathname.replace("/moved/", "/");
  return { ...received, target, moved: true };
}

function parsed(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A renamed repository is found under `/repositories/{id}` too, where redirects lead. */
function matchOf(double: Double, received: Received): Match | undefined {
  const [, id, rest = ""] = received.target.pathname.match(/^\/repositories\/(\d+)(\/.*)?$/) ?? [];
  const repository = id === undefined ? undefined : findRepository(double.world.state, Number(id));
  const path = repository === undefined ? received.target.pathname : `/repos/${fullName(repository)}${rest}`;
  return matchRoute(received.method, path);
}

type Whole = Extract<Outcome, { kind: "sent" }>;

async function faulty(
  double: Double,
  fault: Fault | undefined,
  received: Received,
  run: (world: World) => Promise<Whole>,
): Promise<Outcome> {
  if (fault === undefined || (received.moved && fault.trouble.kind === "redirect")) return run(double.world);
  if (fault.trouble.kind === "next-link" && received.target.searchParams.get("page") === "2") return unreadable;
  const { trouble } = fault;
  if (trouble.kind === "stale") return run(double.before ?? double.world);
  const whole = fault.applied || trouble.kind === "slow" ? await run(double.world) : undefined;
  switch (trouble.kind) {
    case "reset":
    case "hang":
    case "endless":
    case "drip":
      return { kind: trouble.kind };
    case "answer":
      return written(trouble.reply, {});
    case "redirect":
    case "redirect-loop":
      return written(
        { status: 301, body: { message: "Moved Permanently" } },
        { location: `${double.url}/moved${received.target.pathname}${received.target.search}` },
      );
    case "slow":
      return { ...(whole ?? written({ status: 500 }, {})), delayMs: trouble.ms };
    case "no-link":
      return withoutHeader(whole ?? written({ status: 500 }, {}), "link");
    case "next-link":
      return withNextLink(whole ?? written({ status: 500 }, {}), received.target);
    case "text":
      return edited(whole ?? written({ status: 500 }, {}), trouble);
  }
}

const unreadable = written({ status: 502, body: "<html>502</html>", headers: { "content-type": "text/html" } }, {});

/** The same answer, saying that there is a second page. */
function withNextLink(whole: Whole, target: URL): Whole {
  const next = new URL(target);
  next.searchParams.set("page", "2");
  return { ...whole, headers: { ...whole.headers, link: `<${next}>; rel="next"` } };
}

function withoutHeader(whole: Whole, name: string): Whole {
  return { ...whole, headers: Object.fromEntries(Object.entries(whole.headers).filter(([key]) => key !== name)) };
}

function edited(whole: Whole, trouble: { readonly edit: (text: string) => string; readonly type?: string }): Whole {
  const text = typeof whole.bytes === "string" ? whole.bytes : Buffer.from(whole.bytes).toString("utf8");
  const type = trouble.type ?? whole.headers["content-type"] ?? "application/json; charset=utf-8";
  return { ...whole, headers: { ...whole.headers, "content-type": type }, bytes: trouble.edit(text) };
}

type Step = {
  readonly double: Double;
  readonly world: World;
  readonly received: Received;
  readonly match: Match | undefined;
  readonly body: unknown;
  readonly actor: Actor | "invalid";
  readonly entry: Sent;
};

async function plain(step: Step): Promise<Whole> {
  const { double, received, actor, entry } = step;
  if (actor === "invalid") return written(new Refusal(401, "Bad credentials").reply, {});
  const rates = double.rates(secretOf(received.headers.authorization) ?? "anonymous", actor.kind);
  const resource = resourceOf(received.target.pathname);
  if (rates.state(resource).remaining === 0 && received.target.pathname !== "/rate_limit") {
    const message = `API rate limit exceeded for ${actor.login ?? "127.0.0.1"}.`;
    return written(new Refusal(403, message).reply, rateHeaders(resource, rates.state(resource)));
  }
  if (entry.writes && double.hook !== undefined) double.before = snapshot(double.world);
  const call = (match: Match): Call => ({
    method: received.method,
    world: step.world,
    actor,
    url: double.url,
    target: received.target,
    accept: received.headers.accept ?? "",
    params: match.params,
    query: received.target.searchParams,
    body: step.body,
    rates,
  });
  const isGraphql = entry.operation === "POST /graphql";
  const reply = isGraphql
    ? await answerGraphql(call({ operation: entry.operation, params: {} }), double.violations)
    : answerRest(double, step.match, call);
  const etag = `W/"${createHash("sha256").update(bytesOf(reply)).digest("hex")}"`;
  const cacheable = received.method === "GET" && reply.status === 200;
  const unchanged = cacheable && received.headers["if-none-match"] === etag;
  if (!unchanged && received.target.pathname !== "/rate_limit") {
    entry.points = isGraphql ? graphqlPoints(step.body) : 1;
    rates.spend(resource, entry.points);
    entry.counted = true;
  }
  const headers = {
    ...rateHeaders(resource, rates.state(resource)),
    ...(cacheable ? { etag, "cache-control": "private, max-age=60, s-maxage=60" } : {}),
    ...(actor.kind === "pat" ? { "x-oauth-scopes": actor.scopes.join(", ") } : {}),
  };
  return written(unchanged ? { status: 304 } : reply, headers);
}

function resourceOf(pathname: string): RateResource {
  if (pathname === "/graphql") return "graphql";
  return pathname.startsWith("/search/") ? "search" : "core";
}

function rateHeaders(resource: RateResource, state: RateState): Record<string, string> {
  const entries = Object.entries(state).map(([key, value]) => [`x-ratelimit-${key}`, String(value)]);
  return { ...Object.fromEntries(entries), "x-ratelimit-resource": resource };
}

function bytesOf(reply: Reply): Uint8Array | string {
  if (reply.body === undefined) return "";
  if (reply.body instanceof Uint8Array || typeof reply.body === "string") return reply.body;
  return JSON.stringify(reply.body);
}

function written(reply: Reply, headers: Readonly<Record<string, string>>): Whole {
  const type = { "content-type": "application/json; charset=utf-8" };
  return {
    kind: "sent",
    status: reply.status,
    headers: { ...type, "x-github-request-id": "0000:0000", ...headers, ...reply.headers },
    bytes: bytesOf(reply),
    delayMs: 0,
  };
}
