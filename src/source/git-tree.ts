import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runGit } from "./git.ts";
import { createBlobReader, type Reading } from "./git-blobs.ts";
import { historyOf } from "./history/changes.ts";
import { gitDirOf, unopened } from "./revision.ts";
import { endingsLeftOut } from "./strength.ts";
import type { Opened, SearchResult, SkippedFile, TreeFile } from "./tree.ts";
import { unreadableMarks } from "./unread.ts";

/** Where a tree is: a repository (bare, or the folder around `.git`) and the full id of a commit. */
export type GitLocation = { readonly gitDir: string; readonly commit: string };

/** Endings of files that are left out of a search: each costs a comparison for every file of the tree. */
const mostEndings = 40;

/**
 * Opens a commit of a local repository. The repository's own configuration, hooks, attributes, replace refs and
 * remotes are never read: git runs in an empty repository that borrows its objects, so a missing object is missing.
 * A folder without a repository, or a repository without the commit, comes back as a reason.
 */
export async function openTree({ gitDir, commit }: GitLocation): Promise<Opened> {
  if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit))
    return unopened("malformed", "expected the full id of a commit; resolve names first");
  if (!existsSync(gitDir)) return unopened("not-found-or-no-access", `no repository at ${gitDir}`);
  const objects = await objectsOf(gitDirOf(gitDir));
  if (objects === undefined) return unopened("not-found-or-no-access", `no repository at ${gitDir}`);
  const reading: Reading = { gitDir: await emptyRepository(commit), objects, commit };
  const remove = (): Promise<void> => rm(reading.gitDir, { recursive: true, force: true });
  const listed = await listFiles(reading);
  if (listed === undefined) {
    await remove();
    return unopened("no-commit", `the repository holds no commit ${commit}, or not all of its folders`);
  }
  const { files, sizes } = listed;
  // Files that are no source are left out, because reading them is the dearest part.
  const excluded = endingsLeftOut(files.keys()).slice(0, mostEndings);
  const search = (needles: readonly string[]) => searchTree({ reading, files, excluded }, needles);
  const { readEach, close: endReading } = createBlobReader(reading, sizes);
  const close = (): Promise<void> => {
    endReading();
    return remove();
  };
  return { ok: true, tree: { commit, files, search, readEach, history: historyOf(reading), close } };
}

async function objectsOf(gitDir: string): Promise<string | undefined> {
  const { code, stdout } = await runGit(["rev-parse", "--path-format=absolute", "--git-path", "objects"], { gitDir });
  const path = stdout.toString("utf8").replace(/\r?\n$/, "");
  return code === 0 && existsSync(path) ? path : undefined;
}

async function emptyRepository(commit: string): Promise<string> {
  const gitDir = await mkdtemp(join(tmpdir(), "docs-verdict-"));
  const format = commit.length === 64 ? "\trepositoryformatversion = 1\n[extensions]\n\tobjectformat = sha256\n" : "";
  await Promise.all([
    mkdir(join(gitDir, "objects")),
    mkdir(join(gitDir, "refs")),
    writeFile(join(gitDir, "HEAD"), "ref: refs/heads/none\n"),
    writeFile(join(gitDir, "config"), `[core]\n\tbare = true\n${format}`),
  ]);
  return gitDir;
}

type Listed = {
  readonly files: ReadonlyMap<string, TreeFile>;
  /** Size by blob, in bytes; blobs that the repository lacks have none. */
  readonly sizes: ReadonlyMap<string, number>;
};

/** Every entry of the tree by path; undefined when the commit or one of its folders is not there. */
async function listFiles(reading: Reading): Promise<Listed | undefined> {
  const { code, stdout } = await runGit(["ls-tree", "-r", "-l", "-z", "--full-tree", reading.commit], reading);
  if (code !== 0) return undefined;
  const files = new Map<string, TreeFile>();
  const sizes = new Map<string, number>();
  for (const entry of stdout.toString("utf8").split("\0")) {
    const match = /^(\d{6}) \w+ ([0-9a-f]+) +(\w+|-)\t([\s\S]+)$/.exec(entry);
    const [, mode, blob, size, path] = match ?? [];
    if (mode === undefined || blob === undefined || path === undefined) continue;
    files.set(path, { path, blob, kind: mode === "120000" ? "symlink" : mode === "160000" ? "submodule" : "file" });
    if (/^\d+$/.test(size ?? "")) sizes.set(blob, Number(size));
  }
  return { files, sizes };
}

type Searched = {
  readonly reading: Reading;
  readonly files: ReadonlyMap<string, TreeFile>;
  readonly excluded: readonly string[];
};

async function searchTree({ reading, files, excluded }: Searched, needles: readonly string[]): Promise<SearchResult> {
  const words = withoutLonger(needles.filter((needle) => needle.trim() !== "" && !/[\n\r\0]/.test(needle)));
  if (words.length === 0) return { paths: [], skipped: [] };
  const pathspecs = excluded.map((ending) => `:(exclude)*.${ending}`);
  const { stdout, stderr } = await runGit(
    ["grep", "--no-textconv", "-l", "-z", "-F", "-i", "-f", "-", reading.commit, "--", ...pathspecs],
    { ...reading, input: patternsOf(words) },
  );
  const paths = stdout
    .toString("utf8")
    .split("\0")
    .map((name) => name.slice(reading.commit.length + 1))
    .filter((path) => files.get(path)?.kind === "file")
    .sort();
  return { paths, skipped: missingFiles(stderr, files) };
}

/** Git's time grows with the needles, and a file that holds a needle holds every part of it: only the shortest matter. */
function withoutLonger(needles: readonly string[]): readonly string[] {
  const kept: string[] = [];
  const distinct = new Set(needles.map((needle) => needle.toLowerCase()));
  for (const needle of [...distinct].sort((a, b) => a.length - b.length))
    if (!kept.some((short) => needle.includes(short))) kept.push(needle);
  return kept;
}

/** One needle a line, and the marks of files that only reading can tell apart. */
function patternsOf(words: readonly string[]): Buffer {
  const lineEnd = Buffer.from("\n");
  return Buffer.concat(
    [...words.map((word) => Buffer.from(word)), ...unreadableMarks].flatMap((one) => [one, lineEnd]),
  );
}

/** Files whose objects git could not read, told by its complaints: a partial clone holds only some. */
function missingFiles(stderr: string, files: ReadonlyMap<string, TreeFile>): readonly SkippedFile[] {
  const missing = new Set([...stderr.matchAll(/unable to read ([0-9a-f]{40,64})/g)].map(([, blob]) => blob));
  if (missing.size === 0) return [];
  return [...files.values()]
    .filter(({ blob }) => missing.has(blob))
    .map(({ path }) => ({ path, reason: "missing-object" }));
}
