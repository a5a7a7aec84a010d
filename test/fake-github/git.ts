import { spawnSync } from "node:child_process";
import { appendFileSync, existsSync, readdirSync, readFileSync } from "node:fs";

/** Text or bytes of a file of a commit; `null` removes it. */
export type FileChange = string | Uint8Array | null;

/** Who made a commit and when; seconds since 1970, UTC. */
export type Signature = { readonly name: string; readonly email: string; readonly seconds: number };

/** A commit to write on a branch. */
export type CommitRequest = {
  readonly branch: string;
  readonly message: string;
  readonly author: Signature;
  readonly files: Readonly<Record<string, FileChange>>;
  /** File modes other than 100644: `120000` symlink, `160000` submodule (text = sha), `100755` executable. */
  readonly modes: Readonly<Record<string, string>>;
  /** Start of a new branch, or a rewritten one; absent continues the branch. */
  readonly from?: string;
};

/** Git's environment: no configuration of the machine, no prompt, no time zone. */
export const gitEnvironment = {
  PATH: process.env.PATH ?? "",
  HOME: "/nonexistent",
  TZ: "UTC",
  LC_ALL: "C",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_TERMINAL_PROMPT: "0",
  GIT_AUTHOR_NAME: "GitHub",
  GIT_AUTHOR_EMAIL: "noreply@github.com",
  GIT_COMMITTER_NAME: "GitHub",
  GIT_COMMITTER_EMAIL: "noreply@github.com",
};

/** How git is called: extra environment and standard input. */
export type GitCall = { readonly input?: string | Uint8Array; readonly env?: Readonly<Record<string, string>> };

/**
 * Runs git on a bare repository and returns its raw output.
 * @throws Error with git's message when it fails.
 */
export function gitBytes(dir: string, args: readonly string[], call: GitCall = {}): Buffer {
  const result = spawnSync("git", [`--git-dir=${dir}`, ...args], {
    env: { ...gitEnvironment, ...call.env },
    input: call.input ?? "",
    maxBuffer: 1 << 30,
  });
  if (result.error !== undefined) throw result.error;
  if (result.status !== 0) throw new Error(`git ${args.join(" ")}: ${result.stderr.toString()}`);
  return result.stdout;
}

/** Output of git as text without the last newline. */
export function git(dir: string, args: readonly string[], call: GitCall = {}): string {
  return gitBytes(dir, args, call).toString("utf8").replace(/\n$/, "");
}

/** Output of git as text, `undefined` when git fails (no such object or ref, for example). */
export function gitMaybe(dir: string, args: readonly string[], call: GitCall = {}): string | undefined {
  try {
    return git(dir, args, call);
  } catch {
    return undefined;
  }
}

const answered = new Map<string, string>();

/**
 * Runs git on objects named by their sha alone and remembers the answer: objects never change. A failure is not kept,
 * because objects may still be added.
 */
export function gitOfObjects(dir: string, args: readonly string[]): string {
  const key = [dir, ...args].join("\0");
  const known = answered.get(key);
  if (known !== undefined) return known;
  if (answered.size > 10_000) answered.clear();
  const text = git(dir, args);
  answered.set(key, text);
  return text;
}

/** Like {@link gitOfObjects}, `undefined` when git fails. */
export function gitOfObjectsMaybe(dir: string, args: readonly string[]): string | undefined {
  try {
    return gitOfObjects(dir, args);
  } catch {
    return undefined;
  }
}

/** Makes an empty bare repository that serves partial clones and fetches by commit. */
export function initRepository(dir: string, defaultBranch: string): void {
  spawnSync("git", ["init", "--bare", "-q", "--template=", `--initial-branch=${defaultBranch}`, dir], {
    env: gitEnvironment,
  });
  const serving = "[uploadpack]\n\tallowFilter = true\n\tallowAnySHA1InWant = true\n[http]\n\treceivepack = true\n";
  appendFileSync(`${dir}/config`, serving);
}

/** Sha of the commit a revision names (branch, tag or sha), `undefined` when there is none. */
export function resolveCommit(dir: string, revision: string): string | undefined {
  if (revision.startsWith("-")) return undefined;
  const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`];
  if (/^[0-9a-f]{40}/.test(revision)) return gitOfObjectsMaybe(dir, args);
  return looseRef(dir, revision) ?? gitMaybe(dir, args);
}

/** A branch or pull request ref read from its file, which spares a process; `undefined` when it is not there as a file. */
function looseRef(dir: string, ref: string): string | undefined {
  if (!/^refs\/(heads|pull)\/[\w./-]+$/.test(ref) || ref.includes("..")) return undefined;
  try {
    const text = readFileSync(`${dir}/${ref}`, "utf8").trim();
    return /^[0-9a-f]{40}$/.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

/** Writes one commit with one git process; returns its sha. */
export function writeCommit(dir: string, request: CommitRequest): string {
  const { author } = request;
  const who = `${author.name} <${author.email}> ${author.seconds} +0000`;
  const tip = request.from ?? resolveCommit(dir, `refs/heads/${request.branch}`);
  const chunks: (string | Uint8Array)[] = [
    `commit refs/heads/${request.branch}\nmark :1\nauthor ${who}\ncommitter ${who}\n`,
    ...data(Buffer.from(request.message)),
    ...(tip === undefined ? [] : [`from ${tip}\n`]),
  ];
  for (const [path, content] of Object.entries(request.files)) {
    const name = JSON.stringify(path);
    const mode = request.modes[path] ?? "100644";
    if (content === null) chunks.push(`D ${name}\n`);
    else if (mode === "160000") chunks.push(`M 160000 ${content} ${name}\n`);
    else chunks.push(`M ${mode} inline ${name}\n`, ...data(Buffer.from(content)));
  }
  chunks.push("\nget-mark :1\ndone\n");
  const input = Buffer.concat(chunks.map((chunk) => Buffer.from(chunk)));
  return git(dir, ["fast-import", "--quiet", "--done", "--force", "--date-format=raw"], { input });
}

function data(bytes: Uint8Array): (string | Uint8Array)[] {
  return [`data ${bytes.length}\n`, bytes, "\n"];
}

/** Environment that gives a commit its people and time. */
export function signed(author: Signature, committer: Signature = author): Readonly<Record<string, string>> {
  return {
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_AUTHOR_DATE: `${author.seconds} +0000`,
    GIT_COMMITTER_NAME: committer.name,
    GIT_COMMITTER_EMAIL: committer.email,
    GIT_COMMITTER_DATE: `${committer.seconds} +0000`,
  };
}

/** All refs of a repository with their shas, read from their files, which spares a process; git is asked once it packed them. */
export function readRefs(dir: string): ReadonlyMap<string, string> {
  if (existsSync(`${dir}/packed-refs`)) {
    const lines = git(dir, ["for-each-ref", "--format=%(refname) %(objectname)"]).split("\n");
    return new Map(lines.filter(Boolean).map((line) => [line.split(" ")[0] ?? "", line.split(" ")[1] ?? ""]));
  }
  const files = readdirSync(`${dir}/refs`, { recursive: true, withFileTypes: true });
  const names = files.filter((file) => file.isFile() && !file.name.endsWith(".lock"));
  const refs = names.map((file) => `${file.parentPath}/${file.name}`.slice(dir.length + 1)).sort();
  return new Map(refs.map((ref) => [ref, readFileSync(`${dir}/${ref}`, "utf8").trim()]));
}
