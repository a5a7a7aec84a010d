import { spawn } from "node:child_process";
import type { IncomingMessage, ServerResponse } from "node:http";
import { dirname } from "node:path";
import { atLeast } from "./access.ts";
import type { Actor } from "./call.ts";
import { gitEnvironment } from "./git.ts";
import { findRepository, syncPulls, type World } from "./world.ts";

/** Path of git over HTTP: `/owner/name.git/info/refs` and the two services. */
const gitPath = /^\/([^/]+\/[^/]+)\.git\/(info\/refs|git-upload-pack|git-receive-pack)$/;

/** Whether a path is git's and not the API's. */
export function isGitPath(pathname: string): boolean {
  return gitPath.test(pathname);
}

/** Serves clone, fetch and push from the bare repositories with git's own CGI program. */
export function serveGit(
  world: World,
  actor: Actor | "invalid",
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const target = new URL(request.url ?? "/", "http://localhost");
  const [, name = "", rest = ""] = gitPath.exec(target.pathname) ?? [];
  const repository = findRepository(world.state, name) ?? movedTo(world, name);
  const access = repository === undefined || actor === "invalid" ? "none" : actor.access(repository);
  const pushes = rest === "git-receive-pack" || target.searchParams.get("service") === "git-receive-pack";
  if (repository === undefined || !atLeast(access, pushes ? "write" : "read")) {
    const anonymous = actor === "invalid" || actor.kind === "anonymous";
    const headers = anonymous ? { "www-authenticate": 'Basic realm="GitHub"' } : {};
    response.writeHead(anonymous ? 401 : 404, headers).end("Repository not found.\n");
    return;
  }
  syncPulls(world, repository);
  const child = spawn("git", ["http-backend"], {
    env: {
      ...gitEnvironment,
      GIT_PROJECT_ROOT: dirname(repository.dir),
      GIT_HTTP_EXPORT_ALL: "1",
      PATH_INFO: `/${repository.dir.split("/").at(-1)}/${rest}`,
      QUERY_STRING: target.search.slice(1),
      REQUEST_METHOD: request.method ?? "GET",
      CONTENT_TYPE: request.headers["content-type"] ?? "",
      CONTENT_LENGTH: request.headers["content-length"] ?? "",
      HTTP_CONTENT_ENCODING: String(request.headers["content-encoding"] ?? ""),
      REMOTE_ADDR: "127.0.0.1",
      REMOTE_USER: "git",
      GIT_PROTOCOL: String(request.headers["git-protocol"] ?? ""),
    },
  });
  request.pipe(child.stdin);
  child.stdin.on("error", () => {});
  passOn(child.stdout, response);
}

/** CGI output to HTTP: headers up to the first blank line, then the body as it comes. */
function passOn(output: NodeJS.ReadableStream, response: ServerResponse): void {
  let head = Buffer.alloc(0);
  let started = false;
  output.on("data", (chunk: Buffer) => {
    if (started) {
      response.write(chunk);
      return;
    }
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf("\r\n\r\n");
    if (end < 0) return;
    started = true;
    const headers = head
      .subarray(0, end)
      .toString("latin1")
      .split("\r\n")
      .map((line) => line.split(": "));
    const status = headers.find(([name]) => name === "Status")?.[1];
    for (const [name, value] of headers)
      if (name !== undefined && name !== "Status") response.setHeader(name, value ?? "");
    response.statusCode = Number(status?.slice(0, 3) ?? 200);
    response.write(head.subarray(end + 4));
  });
  output.on("end", () => response.end());
}

/** GitHub leads git to the new name of a renamed repository, as it does for the API. */
function movedTo(world: World, name: string): ReturnType<typeof findRepository> {
  return findRepository(world.state, world.state.redirects[name.toLowerCase()] ?? null);
}
