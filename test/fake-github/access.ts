import type { Actor, RateLimits, RateResource, RateState } from "./call.ts";
import { type Access, accessLevels, type Repository, type State, type Token } from "./state.ts";
import { fullName, type World } from "./world.ts";

/** What credentials a request carries: `invalid` is a token that nobody issued. */
export function actorOf(state: State, header: string | undefined): Actor | "invalid" {
  const secret = secretOf(header);
  if (secret === undefined) return { kind: "anonymous", scopes: [], access: publicAccess };
  const token = state.tokens[secret];
  if (token === undefined) return "invalid";
  return {
    login: token.login,
    kind: token.kind,
    scopes: token.scopes,
    access: (repository) => accessOf(token, repository),
  };
}

/** The secret of an `authorization` header (`token`, `bearer` or a basic password), `undefined` without one. */
export function secretOf(header: string | undefined): string | undefined {
  const [, scheme = "", value = ""] = header?.match(/^(\w+)\s+(.+)$/) ?? [];
  if (value === "") return undefined;
  if (scheme.toLowerCase() !== "basic") return value;
  return Buffer.from(value, "base64").toString("utf8").split(":").slice(1).join(":");
}

function publicAccess(repository: Repository): Access {
  return repository.visibility === "public" ? "read" : "none";
}

function accessOf(token: Token, repository: Repository): Access {
  const own = Object.entries(token.access).find(([name]) => name.toLowerCase() === fullName(repository).toLowerCase());
  const granted = own?.[1] ?? token.access["*"] ?? "none";
  return atLeast(granted, publicAccess(repository)) ? granted : publicAccess(repository);
}

/** Whether one level includes another. */
export function atLeast(held: Access, needed: Access): boolean {
  return accessLevels.indexOf(held) >= accessLevels.indexOf(needed);
}

/** Operations that a person may do in every repository that they can read. */
const openToReaders = new Set([
  "POST /repos/{owner}/{repo}/pulls",
  "POST /repos/{owner}/{repo}/issues/{issue_number}/comments",
  "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}",
  "DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}",
  "POST /repos/{owner}/{repo}/issues/{issue_number}/reactions",
  "POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions",
]);

/** What an operation asks of the caller; an App or job token needs `write` for every write. */
export function neededAccess(operation: string, kind: Actor["kind"]): Access {
  if (operation === "GET /repos/{owner}/{repo}") return "metadata";
  if (operation.startsWith("GET ")) return "read";
  return kind === "pat" && openToReaders.has(operation) ? "read" : "write";
}

type Window = { used: number; resetMs: number };

/** Counts requests by caller and hour of the world's clock. */
export function openRates(world: World): (key: string, kind: Actor["kind"]) => RateLimits {
  const windows = new Map<string, Window>();
  const { limits } = world;
  const windowOf = (key: string, resource: RateResource): Window => {
    const name = `${resource} ${key}`;
    const known = windows.get(name);
    if (known !== undefined && known.resetMs > world.state.nowMs) return known;
    const length = resource === "search" ? 60_000 : 3_600_000;
    const fresh = { used: 0, resetMs: world.state.nowMs + length };
    windows.set(name, fresh);
    return fresh;
  };
  const core = { anonymous: limits.coreAnonymous, pat: limits.corePat, app: limits.corePat, job: limits.coreJob };
  return (key, kind) => ({
    state: (resource): RateState => {
      const { used, resetMs } = windowOf(key, resource);
      const limit = resource === "core" ? core[kind] : limits[resource];
      return { limit, used, remaining: Math.max(0, limit - used), reset: Math.ceil(resetMs / 1000) };
    },
    spend: (resource, points) => {
      windowOf(key, resource).used += points;
    },
  });
}
