import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { actorOf, openRates } from "./access.ts";
import { answer, type Sent } from "./answer.ts";
import { type RepositoryBuilder, repositoryBuilder } from "./builder.ts";
import type { RepositoryOptions, TokenOptions } from "./builder-options.ts";
import type { FaultHook } from "./faults.ts";
import { isGitPath, serveGit } from "./git-http.ts";
import { githubLimits, type Limits, type State } from "./state.ts";
import { send } from "./wire.ts";
import { account, repositoryOf, type World } from "./world.ts";

/** How a double starts. */
export type FakeGitHubOptions = {
  /** Where its clock stands, ISO 8601; it moves by `advance` alone. */
  readonly now?: string;
  /** Lower limits than GitHub's, for small tests of the edges. */
  readonly limits?: Partial<Limits>;
};

/** One request and what was answered. */
export type LogEntry = Sent;

/** A GitHub on loopback with its own clock and real git repositories. */
export type FakeGitHub = {
  /** API base address; GraphQL is at `/graphql`, git at `/owner/name.git`. */
  readonly url: string;
  readonly state: State;
  /** State, limits and folder together: what the renderers of answers and events read. */
  readonly world: World;
  readonly log: readonly LogEntry[];
  /** What the client or the double did that GitHub's description does not allow. */
  readonly violations: readonly string[];
  /** A builder for a repository; the repository is made when it is not there and `options` are given. */
  repository(name: string, options?: RepositoryOptions): RepositoryBuilder;
  /** Issues a token; an unknown one is answered 401. */
  token(secret: string, options: TokenOptions): void;
  /** Folder of the bare repository. */
  git(name: string): string;
  /** Sets the hook that decides about each request; `undefined` takes it away. */
  fault(hook: FaultHook | undefined): void;
  /** Moves the clock. */
  advance(ms: number): void;
  /** Empties the log. */
  clearLog(): void;
  /** Returns the violations and forgets them, for tests that provoke one. */
  takeViolations(): string[];
  /** @throws Error naming every violation since the start or the last `takeViolations`. */
  assertClean(): void;
  close(): Promise<void>;
};

/** What the parts of the double share. */
export type Double = {
  readonly world: World;
  readonly log: LogEntry[];
  readonly violations: string[];
  readonly rates: ReturnType<typeof openRates>;
  hook: FaultHook | undefined;
  /** The world before the last write, kept while a hook is set. */
  before: World | undefined;
  url: string;
};

/** Starts a double on a free port of 127.0.0.1. */
export async function startFakeGitHub(options: FakeGitHubOptions = {}): Promise<FakeGitHub> {
  const double = newDouble(options);
  const server = createServer((request, response) => {
    serve(double, request, response).catch((error: unknown) => {
      double.violations.push(`the double failed: ${error instanceof Error ? error.stack : String(error)}`);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  double.url = `http://127.0.0.1:${address.port}`;
  return handle(double, server);
}

function newDouble(options: FakeGitHubOptions): Double {
  const state: State = {
    nowMs: Date.parse(options.now ?? "2026-01-05T09:00:00Z"),
    nextId: 1000,
    accounts: [],
    tokens: {},
    repositories: [],
    redirects: {},
  };
  const root = mkdtempSync(join(tmpdir(), "fake-github-"));
  const world: World = { state, root, limits: { ...githubLimits, ...options.limits } };
  return { world, log: [], violations: [], rates: openRates(world), hook: undefined, before: undefined, url: "" };
}

function handle(double: Double, server: Server): FakeGitHub {
  const { world, log, violations } = double;
  return {
    url: double.url,
    state: world.state,
    world,
    log,
    violations,
    repository: (name, choice) => repositoryBuilder(world, name, choice),
    token: (secret, { login, ...choice }) => {
      account(world, login);
      world.state.tokens[secret] = { kind: "pat", scopes: [], access: {}, ...choice, login };
    },
    git: (name) => repositoryOf(world.state, name).dir,
    fault: (hook) => {
      double.hook = hook;
      // What a stale read shows begins with the hook: nothing from before it.
      double.before = undefined;
    },
    advance: (ms) => {
      world.state.nowMs += ms;
    },
    clearLog: () => {
      log.length = 0;
    },
    takeViolations: () => violations.splice(0),
    assertClean: () => {
      if (violations.length > 0) throw new Error(`GitHub double: ${violations.join("\n")}`);
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      rmSync(world.root, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

async function serve(double: Double, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const target = new URL(request.url ?? "/", double.url);
  if (isGitPath(target.pathname)) {
    serveGit(double.world, actorOf(double.world.state, request.headers.authorization), request, response);
    return;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const outcome = await answer(double, {
    method: request.method ?? "GET",
    target,
    headers: request.headers,
    text: Buffer.concat(chunks).toString("utf8"),
  });
  send(response, outcome);
}
