import type { Access, Issue, Repository } from "./state.ts";
import { findIssue, findPull, findRepository, type PullIssue, resolve, type World } from "./world.ts";

/** Who asks. */
export type Actor = {
  /** Absent for an anonymous request. */
  readonly login?: string;
  readonly kind: "anonymous" | "pat" | "job" | "app";
  readonly scopes: readonly string[];
  access(repository: Repository): Access;
};

/** An answer before it is written. */
export type Reply = {
  readonly status: number;
  /** A value is sent as JSON; a string or bytes as they are, with the content type in `headers`. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

/** One request, matched to its operation. */
export type Call = {
  readonly method: string;
  readonly world: World;
  readonly actor: Actor;
  /** Base of the double, no slash at the end. */
  readonly url: string;
  /** Path and query as they were sent. */
  readonly target: URL;
  readonly accept: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  /** What is left of the caller's limits. */
  readonly rates: RateLimits;
};

/** One of the limits that GitHub counts apart. */
export type RateResource = "core" | "search" | "graphql";

/** Where a caller stands; `reset` in seconds since 1970. */
export type RateState = {
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  readonly reset: number;
};

/** Limits of one caller. */
export type RateLimits = {
  state(resource: RateResource): RateState;
  /** Counts what a request costs. */
  spend(resource: RateResource, points: number): void;
};

/** Answers one operation; throws {@link Refusal} for what GitHub refuses. */
export type Handler = (call: Call) => Reply;

/** Handlers by operation, `METHOD /path/{template}` as in GitHub's description. */
export type Routes = Readonly<Record<string, Handler>>;

/** What a refusal may carry beside its message. */
export type RefusalParts = {
  readonly errors?: readonly unknown[];
  readonly headers?: Readonly<Record<string, string>>;
};

/** A refusal as GitHub words it. */
export class Refusal extends Error {
  readonly reply: Reply;

  constructor(status: number, message: string, more: RefusalParts = {}) {
    super(message);
    const { headers = {}, ...fields } = more;
    this.reply = {
      status,
      body: { message, documentation_url: "https://docs.github.com/rest", status: String(status), ...fields },
      headers,
    };
  }
}

/** 200 with JSON. */
export function ok(body: unknown): Reply {
  return { status: 200, body };
}

/** 201 with JSON. */
export function created(body: unknown): Reply {
  return { status: 201, body };
}

/** 404, also for what a token may not see. */
export function notFound(): Refusal {
  return new Refusal(404, "Not Found");
}

/** 422 with the `errors` array of GitHub's validation answers. */
export function invalid(resource: string, field: string, code: string, message?: string): Refusal {
  const error = { resource, field, code, ...(message === undefined ? {} : { message }) };
  return new Refusal(422, "Validation Failed", { errors: [error] });
}

/** A path parameter, decoded. */
export function param(call: Call, name: string): string {
  return call.params[name] ?? "";
}

/** The repository of the path when the caller may see it at that level. */
export function repositoryFor(call: Call): Repository {
  const found = findRepository(call.world.state, `${param(call, "owner")}/${param(call, "repo")}`);
  if (found === undefined) throw notFound();
  return found;
}

/** The issue or pull request of the path. */
export function issueFor(call: Call, repository: Repository): Issue {
  const found = findIssue(repository, Number(param(call, "issue_number")));
  if (found === undefined) throw notFound();
  return found;
}

/** The pull request of the path. */
export function pullFor(call: Call, repository: Repository): PullIssue {
  const found = findPull(repository, Number(param(call, "pull_number")));
  if (found === undefined) throw notFound();
  return found;
}

/** Commit of a revision; 404, or 422 where GitHub says so for a well-formed sha that is not there. */
export function commitFor(call: Call, repository: Repository, revision: string): string {
  const sha = resolve(call.world, repository, revision);
  if (sha !== undefined) return sha;
  throw new Refusal(422, `No commit found for SHA: ${revision}`);
}

/** Login for what the caller writes. */
export function loginOf(call: Call): string {
  if (call.actor.login === undefined) throw new Refusal(401, "Requires authentication");
  return call.actor.login;
}

/** One page of a list with its `Link` header: 30 an answer, at most 100. `wrap` puts the page into an object. */
export function paged<Item>(
  call: Call,
  items: readonly Item[],
  wrap: (page: Item[]) => unknown = (page) => page,
): Reply {
  const size = Math.min(100, Math.max(1, Number(call.query.get("per_page") ?? 30) || 30));
  const page = Math.max(1, Number(call.query.get("page") ?? 1) || 1);
  const last = Math.max(1, Math.ceil(items.length / size));
  const link = linkHeader(call, page, last);
  const body = wrap(items.slice((page - 1) * size, page * size));
  return { status: 200, body, ...(link === "" ? {} : { headers: { link } }) };
}

function linkHeader(call: Call, page: number, last: number): string {
  const to = (number: number, rel: string): string => {
    const target = new URL(call.target);
    target.searchParams.set("page", String(number));
    return `<${call.url}${target.pathname}${target.search}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [to(Math.min(page - 1, last), "prev")] : []),
    ...(page < last ? [to(page + 1, "next"), to(last, "last")] : []),
    ...(page > 1 ? [to(1, "first")] : []),
  ];
  return links.join(", ");
}
