import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { Socket } from "node:net";
import { devNull } from "node:os";

/** What a git command brought; the exit code is -1 when git could not be started, 124 when it was stopped for its time. */
export type GitResult = { readonly code: number; readonly stdout: Buffer; readonly stderr: string };

/** A server that one command may talk to, and the credential that it is shown. */
export type GitServer = {
  /** `https://host/owner/repository.git` or a `file:` URL. */
  readonly url: string;
  /** Sent as HTTP basic authentication through git's environment, which other processes cannot read. */
  readonly token?: string;
};

/** Where git looks for objects, and what it is told. */
export type GitCall = {
  readonly gitDir: string;
  /** Objects of another repository, read with none of that repository's configuration. */
  readonly objects?: string;
  readonly input?: string | Buffer;
  /** Takes standard output as it comes; then the result holds none of it. */
  readonly onOutput?: (chunk: Buffer) => void;
  /** Without it git reaches no server. */
  readonly server?: GitServer;
};

/** Longest that one command may take, in ms. */
const timeLimit = 120_000;

/** Exit code of a command that was stopped, as timeout(1) has it. */
const stopped = 124;

/** Standard error is kept up to this many characters. */
const stderrLimit = 4_000_000;

/**
 * Runs git with a fixed environment and no shell: no configuration of the user or the system, no prompts, no locks, no
 * replace refs, no hooks, no file system monitor, and no transport unless a server is named (a missing object stays
 * missing, nothing is fetched for it). Never rejects.
 */
export function runGit(args: readonly string[], call: GitCall): Promise<GitResult> {
  return new Promise((resolve) => {
    const child = spawnGit(args, call, timeLimit);
    const chunks: Buffer[] = [];
    let stderr = "";
    child.stdout.on("data", call.onOutput ?? ((chunk: Buffer) => chunks.push(chunk)));
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      if (stderr.length < stderrLimit) stderr += text;
    });
    child.on("error", (error) => resolve({ code: -1, stdout: Buffer.alloc(0), stderr: error.message }));
    child.on("close", (code) => resolve({ code: code ?? stopped, stdout: Buffer.concat(chunks), stderr }));
    child.stdin.end(call.input ?? "");
  });
}

/** A git command that answers one request after the other. */
export type GitDialogue = {
  /**
   * Sends a request and hands on output until `take` says that the answer is whole. False when the process ended
   * before, or took longer than one command may.
   */
  readonly ask: (request: string, take: (chunk: Buffer) => boolean) => Promise<boolean>;
  readonly end: () => void;
};

/** Starts git as {@link runGit} does, for many requests; between them it keeps no program from ending. Never rejects. */
export function startGit(args: readonly string[], call: GitCall): GitDialogue {
  const child = spawnGit(args, call);
  let isLive = true;
  let take: (chunk: Buffer) => boolean = () => false;
  let settle: (isWhole: boolean) => void = () => undefined;
  const stop = (): void => {
    isLive = false;
    settle(false);
  };
  child.stdout.on("data", (chunk: Buffer) => take(chunk) && settle(true));
  child.stderr.resume();
  child.on("error", stop).on("close", stop);
  holdOpen(child, false);
  const ask = (request: string, taker: typeof take): Promise<boolean> => {
    if (!isLive) return Promise.resolve(false);
    return new Promise((resolve) => {
      const timer = setTimeout(() => child.kill(), timeLimit);
      take = taker;
      settle = (isWhole) => {
        settle = () => undefined;
        clearTimeout(timer);
        holdOpen(child, false);
        resolve(isWhole);
      };
      holdOpen(child, true);
      child.stdin.write(request);
    });
  };
  return { ask, end: () => child.stdin.end() };
}

function spawnGit(args: readonly string[], call: GitCall, timeout?: number) {
  const transport = call.server === undefined ? ["-c", "protocol.allow=never"] : [];
  const child = spawn("git", [...inert, ...transport, "--git-dir", call.gitDir, ...args], {
    env: environment(call),
    stdio: ["pipe", "pipe", "pipe"],
    windowsHide: true,
    ...(timeout === undefined ? {} : { timeout }),
  });
  // Git may leave before it has read everything: that is its answer, not a failure to write.
  child.stdin.on("error", () => undefined);
  return child;
}

/** Tells whether Node may end while the process runs. */
function holdOpen(child: ChildProcessWithoutNullStreams, isHeld: boolean): void {
  const parts = [child, child.stdin, child.stdout, child.stderr];
  for (const part of parts)
    if (part === child || part instanceof Socket) {
      if (isHeld) part.ref();
      else part.unref();
    }
}

const inert = [
  "--no-pager",
  "--no-replace-objects",
  "--no-optional-locks",
  "-c",
  "core.fsmonitor=false",
  "-c",
  `core.hooksPath=${devNull}`,
  "-c",
  "core.quotePath=false",
  "-c",
  "color.ui=false",
];

function environment({ objects, server }: GitCall): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, SystemRoot } = process.env;
  return {
    PATH,
    HOME,
    TMPDIR,
    SystemRoot,
    LC_ALL: "C",
    TZ: "UTC",
    GIT_CONFIG_GLOBAL: devNull,
    GIT_CONFIG_SYSTEM: devNull,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_ATTR_NOSYSTEM: "1",
    GIT_TERMINAL_PROMPT: "0",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_NO_LAZY_FETCH: "1",
    GIT_NO_REPLACE_OBJECTS: "1",
    ...(objects === undefined ? {} : { GIT_OBJECT_DIRECTORY: objects }),
    ...(server === undefined ? { GIT_ALLOW_PROTOCOL: "none" } : network(server)),
  };
}

function network({ url, token }: GitServer): NodeJS.ProcessEnv {
  const { SSL_CERT_FILE, GIT_SSL_CAINFO, https_proxy, HTTPS_PROXY } = process.env;
  const route = { SSL_CERT_FILE, GIT_SSL_CAINFO, https_proxy, HTTPS_PROXY, GIT_ALLOW_PROTOCOL: "https:http:file" };
  if (token === undefined || !/^https?:/.test(url)) return route;
  return {
    ...route,
    GIT_CONFIG_COUNT: "1",
    GIT_CONFIG_KEY_0: `http.${url}.extraHeader`,
    GIT_CONFIG_VALUE_0: `Authorization: basic ${Buffer.from(`x-access-token:${token}`).toString("base64")}`,
  };
}
