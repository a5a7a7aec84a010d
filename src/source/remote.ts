import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { UnavailableReason } from "../types/index.ts";
import { type GitResult, type GitServer, runGit } from "./git.ts";
import type { Reading } from "./git-blobs.ts";
import { historyOf } from "./history/changes.ts";
import { ownCode } from "./history/own-code.ts";

/** A repository to fetch from, and the credential that may read it. */
export type Remote = GitServer & {
  /** Folder for git directories, one per URL; holds only content-addressed objects and may be deleted at any time. */
  readonly cacheDir: string;
  /** Folders and files that matter; empty means all. */
  readonly roots: readonly string[];
  /** Commits before it that are brought along, with the versions of source that they hold; none when absent. */
  readonly history?: number;
};

/** The git directory that now holds the commit and the blobs that matter, or why it does not. */
export type Fetched =
  | { readonly ok: true; readonly gitDir: string; readonly commit: string }
  | { readonly ok: false; readonly reason: UnavailableReason; readonly detail: string };

/** Names that a server can resolve: a full hash, or a branch or tag name that git itself would accept. */
const revisionPattern = /^(?:[0-9a-f]{40}|HEAD|(?!-)(?!.*(?:\.\.|@\{|\/\/|\.lock$))[\w][\w./-]{0,200})$/;
/** Endings of files that hold no text to check. */
const binaryEnding =
  /\.(?:png|jpe?g|gif|webp|ico|svg|pdf|zip|gz|tgz|woff2?|ttf|otf|mp[34]|mov|wasm|jar|exe|dll|so|dylib|snap)$/i;

/**
 * Fetches one commit, and as much of what led to it as is asked for, with two requests: trees without any blob, then all
 * blobs that matter in one batch. Nothing is checked out. `revision` is a full hash, a branch, a tag or `HEAD`.
 */
export async function fetchCommit(remote: Remote, revision: string): Promise<Fetched> {
  if (!revisionPattern.test(revision))
    return refuse("unsupported", "the revision is neither a full hash nor a branch or tag name");
  const gitDir = join(remote.cacheDir, `${createHash("sha256").update(remote.url).digest("hex").slice(0, 32)}.git`);
  const git: Git = (args, input = "") => runGit(args, { gitDir, input });
  const fetch: Git = (args, input = "") => runGit([...fetchArgs, ...args], { gitDir, input, server: remote });
  if (!existsSync(join(gitDir, "HEAD"))) {
    await mkdir(gitDir, { recursive: true });
    await git(["init", "--bare", "--quiet", "--template="]);
  }
  const depth = 1 + (remote.history ?? 0);
  const known =
    /^[0-9a-f]{40}$/.test(revision) &&
    (await git(["cat-file", "-e", `${revision}^{tree}`])).code === 0 &&
    (await reachesBack(git, revision, depth));
  const local = `refs/docs-verdict/${createHash("sha256").update(revision).digest("hex").slice(0, 16)}`;
  if (!known) {
    const trees = await fetch([`--depth=${depth}`, "--filter=blob:none", remote.url, `+${revision}:${local}`]);
    if (trees.code !== 0) return fetchFailure(trees);
  }
  const commit = known ? revision : text(await git(["rev-parse", "--verify", `${local}^{commit}`])).trim();
  const earlier =
    depth === 1 ? [] : await earlierVersions({ gitDir, objects: join(gitDir, "objects"), commit }, remote.roots);
  const missing = await missingBlobs(git, commit, { roots: remote.roots, earlier });
  if (missing.length > 0) {
    const blobs = await fetch(["--filter=blob:none", "--stdin", remote.url], `${missing.join("\n")}\n`);
    if (blobs.code !== 0) return fetchFailure(blobs);
  }
  return { ok: true, gitDir, commit };
}

const fetchArgs = [
  "-c",
  "fetch.negotiationAlgorithm=noop",
  "fetch",
  "--quiet",
  "--no-tags",
  "--no-write-fetch-head",
  "--no-auto-gc",
  "--recurse-submodules=no",
];

type Git = (args: readonly string[], input?: string) => Promise<GitResult>;

function text({ stdout }: GitResult): string {
  return stdout.toString("utf8");
}

/** True when so many commits are here, this one among them, or all that there are. */
async function reachesBack(git: Git, commit: string, depth: number): Promise<boolean> {
  const count = await git(["rev-list", "--count", "--first-parent", `--max-count=${depth}`, commit]);
  return Number(text(count)) >= depth || text(await git(["rev-parse", "--is-shallow-repository"])).trim() === "false";
}

/** Blobs of the source in the commits before, as far as they are asked what became of a name. */
async function earlierVersions(reading: Reading, roots: readonly string[]): Promise<readonly string[]> {
  const isOwnCode = ownCode({ roots, excluded: [], firstPaths: [] });
  const changes = (await historyOf(reading).changes()).filter(
    ({ path }) => isOwnCode(path) && !binaryEnding.test(path),
  );
  return changes.flatMap(({ before = [], after = [] }) => [before, after].flat());
}

/** Blobs that matter and are not here yet; a lazy fetch, one request a blob, never happens. */
async function missingBlobs(
  git: Git,
  commit: string,
  { roots, earlier }: { readonly roots: readonly string[]; readonly earlier: readonly string[] },
): Promise<string[]> {
  const listing = await git(["--literal-pathspecs", "ls-tree", "-r", "-z", "--full-tree", commit, "--", ...roots]);
  const wanted = text(listing)
    .split("\0")
    .map((line) => /^100\d+ blob (?<id>[0-9a-f]+)\t(?<path>.*)$/s.exec(line)?.groups)
    .filter((entry) => entry !== undefined && !binaryEnding.test(entry.path ?? ""))
    .map((entry) => entry?.id ?? "");
  const walk = earlier.length === 0 ? ["--no-walk"] : [];
  const known = await git(["rev-list", "--objects", "--missing=print", ...walk, commit]);
  const absent = new Set(
    text(known)
      .split("\n")
      .filter((line) => line.startsWith("?"))
      .map((line) => line.slice(1)),
  );
  return [...new Set([...wanted, ...earlier])].filter((id) => absent.has(id));
}

function fetchFailure({ code, stderr }: GitResult): Fetched {
  if (code === -1) return refuse("unsupported", "git could not be run");
  if (code === 124) return refuse("timeout", "git did not finish in time");
  if (
    /authentication failed|could not read username|403|401|repository .*not found|does not appear to be a git/i.test(
      stderr,
    )
  ) {
    return refuse("not-found-or-no-access", "the repository does not exist or the token may not read it");
  }
  if (/not our ref|couldn't find remote ref|unadvertised object/i.test(stderr)) {
    return refuse("no-commit", "the repository does not hold the commit; its history may have been rewritten");
  }
  return refuse("network", "the repository could not be fetched");
}

function refuse(reason: UnavailableReason, detail: string): Fetched {
  return { ok: false, reason, detail };
}
