import { atLeast, neededAccess } from "./access.ts";
import { type Call, notFound, Refusal, type Reply } from "./call.ts";
import { checkReply, checkRequest } from "./contract.ts";
import type { Match } from "./router.ts";
import { routes } from "./routes/index.ts";
import { secondaryLimit } from "./secondary-limit.ts";
import type { Double } from "./server.ts";
import { findRepository } from "./world.ts";

/** Answers a REST request and holds both sides to the description; a route that the double lacks is a violation. */
export function answerRest(double: Double, match: Match | undefined, callOf: (match: Match) => Call): Reply {
  if (match === undefined) {
    const { method, target } = callOf({ operation: "unknown", params: {} });
    double.violations.push(`unknown route ${method} ${target.pathname}`);
    return notFound().reply;
  }
  const call = callOf(match);
  const reply = guarded(double, match, call);
  const { status, headers } = reply;
  const isJson = headers?.["content-type"] === undefined && (status < 300 || status >= 400);
  const broken = isJson ? checkReply(match.operation, status, asJson(reply.body)) : [];
  double.violations.push(...broken);
  return reply;
}

const asJson = (body: unknown): unknown => (body === undefined ? undefined : JSON.parse(JSON.stringify(body)));

function guarded(double: Double, match: Match, call: Call): Reply {
  try {
    const moved = redirect(call, match);
    if (moved !== undefined) return moved;
    admit(match, call);
    const { overLimit, broken } = checkRequest(match.operation, call.query, call.body);
    double.violations.push(...broken);
    if (broken.length > 0 || overLimit.length > 0) {
      const message = `Invalid request.\n\n${[...overLimit, ...broken].join("\n")}`;
      throw new Refusal(422, message);
    }
    secondaryLimit(double, match.operation);
    const handler = routes[match.operation];
    if (handler === undefined) throw new Error(`no route for ${match.operation}`);
    return handler(call);
  } catch (error) {
    if (error instanceof Refusal) return error.reply;
    double.violations.push(`${match.operation} failed: ${error instanceof Error ? error.stack : String(error)}`);
    return { status: 500, body: { message: "Server Error" } };
  }
}

function redirect(call: Call, match: Match): Reply | undefined {
  const name = `${match.params.owner}/${match.params.repo}`;
  const id = call.world.state.redirects[name.toLowerCase()];
  if (id === undefined || findRepository(call.world.state, name) !== undefined) return undefined;
  const rest = call.target.pathname.split("/").slice(4).join("/");
  const url = `${call.url}/repositories/${id}${rest === "" ? "" : `/${rest}`}${call.target.search}`;
  const status = call.method === "GET" ? 301 : 307;
  return { status, body: { message: "Moved Permanently", url }, headers: { location: url } };
}

/** 404 for what the caller may not see, 403 for what it may see and not change, as GitHub answers. */
function admit(match: Match, call: Call): void {
  if (match.params.repo === undefined) return;
  const repository = findRepository(call.world.state, `${match.params.owner}/${match.params.repo}`);
  if (repository === undefined) throw notFound();
  if (repository.archived && !match.operation.startsWith("GET ")) {
    throw new Refusal(403, "Repository was archived so is read-only.");
  }
  const held = call.actor.access(repository);
  if (!atLeast(held, "metadata")) throw notFound();
  const needed = neededAccess(match.operation, call.actor.kind);
  if (atLeast(held, needed)) return;
  if (needed === "read") throw notFound();
  if (call.actor.kind === "anonymous") throw new Refusal(401, "Requires authentication");
  const who = call.actor.kind === "pat" ? "personal access token" : "integration";
  throw new Refusal(403, `Resource not accessible by ${who}`);
}
