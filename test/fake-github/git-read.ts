import { gitBytes, gitOfObjects, gitOfObjectsMaybe } from "./git.ts";

/** A commit as git stores it. */
export type CommitFacts = {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author: { readonly name: string; readonly email: string; readonly date: string };
  readonly committer: { readonly name: string; readonly email: string; readonly date: string };
};

/** One changed file between two commits. */
export type FileDiff = {
  readonly path: string;
  readonly previousPath?: string;
  readonly status: "added" | "removed" | "modified" | "renamed" | "copied" | "changed";
  /** Blob after the change, or before it for a removed file. */
  readonly blob: string;
  readonly additions: number;
  readonly deletions: number;
  /** Hunks as text; absent for binary files and pure renames. */
  readonly patch?: string;
};

/** An entry of a tree. */
export type TreeEntry = {
  readonly mode: string;
  readonly type: "blob" | "tree" | "commit";
  readonly sha: string;
  readonly size?: number;
  readonly path: string;
};

const commitFormat = ["%H", "%T", "%P", "%an", "%ae", "%at", "%cn", "%ce", "%ct", "%B"].join("%x1f");

/** Commits of a `git log` call, in git's order. */
export function readCommits(dir: string, args: readonly string[]): CommitFacts[] {
  const text = gitOfObjects(dir, ["log", "-z", `--format=${commitFormat}`, ...args]);
  return text.split("\0").filter(Boolean).map(commitFacts);
}

function commitFacts(record: string): CommitFacts {
  const [sha = "", tree = "", parents = "", an = "", ae = "", at = "", cn = "", ce = "", ct = "", body = ""] =
    record.split("\x1f");
  return {
    sha,
    tree,
    parents: parents.split(" ").filter(Boolean),
    message: body.replace(/\n+$/, ""),
    author: { name: an, email: ae, date: isoSeconds(Number(at) * 1000) },
    committer: { name: cn, email: ce, date: isoSeconds(Number(ct) * 1000) },
  };
}

/** A time as GitHub writes it, UTC with seconds. */
export function isoSeconds(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, "Z");
}

/** One commit by sha. */
export function readCommit(dir: string, sha: string): CommitFacts {
  const [commit] = readCommits(dir, ["-n1", sha]);
  if (commit === undefined) throw new Error(`no commit ${sha}`);
  return commit;
}

/** Best common ancestor of two commits, `undefined` for unrelated histories. */
export function mergeBase(dir: string, a: string, b: string): string | undefined {
  return gitOfObjectsMaybe(dir, ["merge-base", a, b]);
}

/** Whether `ancestor` is reachable from `tip`. */
export function isAncestor(dir: string, ancestor: string, tip: string): boolean {
  return gitOfObjectsMaybe(dir, ["merge-base", "--is-ancestor", ancestor, tip]) !== undefined;
}

/** Number of commits reachable from the second and not from the first revision. */
export function countBetween(dir: string, from: string, to: string): number {
  return Number(gitOfObjects(dir, ["rev-list", "--count", `${from}..${to}`]));
}

/** Changed files between two trees or commits, with counts and hunks. */
export function readDiff(dir: string, from: string, to: string): FileDiff[] {
  const flags = ["-M", "--no-color", "--no-ext-diff", "--no-textconv"];
  const raw = gitOfObjects(dir, ["diff", "--raw", "-z", "--no-abbrev", ...flags, from, to]).split("\0");
  const sections = splitPatch(diffText(dir, from, to));
  const files: FileDiff[] = [];
  for (let at = 0; at < raw.length; ) {
    const [, , before = "", after = "", letter = ""] = (raw[at] ?? "").split(" ");
    if (letter === "") break;
    const moved = letter.startsWith("R") || letter.startsWith("C");
    const first = raw[at + 1] ?? "";
    const path = moved ? (raw[at + 2] ?? "") : first;
    const status = statusNames[letter[0] ?? ""] ?? "changed";
    files.push({
      path,
      ...(moved ? { previousPath: first } : {}),
      status,
      blob: status === "removed" ? before : after,
      ...hunks(sections[files.length] ?? ""),
    });
    at += moved ? 3 : 2;
  }
  return files;
}

const statusNames: Readonly<Record<string, FileDiff["status"]>> = {
  A: "added",
  D: "removed",
  M: "modified",
  R: "renamed",
  C: "copied",
  T: "changed",
};

/** The difference as one text, as the diff media type answers it. */
export function diffText(dir: string, from: string, to: string): string {
  const flags = ["-M", "--full-index", "--no-color", "--no-ext-diff", "--no-textconv"];
  const text = gitOfObjects(dir, ["diff", "-p", ...flags, from, to]);
  return text === "" ? "" : `${text}\n`;
}

function splitPatch(text: string): string[] {
  return text.split(/^(?=diff --git )/m).filter(Boolean);
}

function hunks(section: string): Pick<FileDiff, "additions" | "deletions" | "patch"> {
  const start = section.search(/^@@ /m);
  if (start < 0) return { additions: 0, deletions: 0 };
  const patch = section.slice(start).replace(/\n$/, "");
  const lines = patch.split("\n");
  return {
    additions: lines.filter((line) => line.startsWith("+")).length,
    deletions: lines.filter((line) => line.startsWith("-")).length,
    patch,
  };
}

/** Entries of a tree: `recursive` walks into folders and lists them too. */
export function readTree(dir: string, tree: string, walk: "recursive" | "flat"): TreeEntry[] {
  const flags = walk === "recursive" ? ["-r", "-t"] : [];
  const text = gitOfObjects(dir, ["ls-tree", "-z", "-l", "--full-tree", ...flags, tree]);
  return text.split("\0").filter(Boolean).map(treeEntry);
}

function treeEntry(line: string): TreeEntry {
  const tab = line.indexOf("\t");
  const [mode = "", type = "", sha = "", size = "-"] = line.slice(0, tab).split(/ +/);
  return {
    mode,
    type: type === "tree" ? "tree" : type === "commit" ? "commit" : "blob",
    sha,
    ...(size === "-" ? {} : { size: Number(size) }),
    path: line.slice(tab + 1),
  };
}

/** The entry at a path of a commit, `undefined` when there is none. */
export function entryAt(dir: string, commit: string, path: string): TreeEntry | undefined {
  const clean = path.replace(/^\/+|\/+$/g, "");
  if (clean === "") {
    const sha = gitOfObjects(dir, ["rev-parse", `${commit}^{tree}`]);
    return { mode: "040000", type: "tree", sha, path: "" };
  }
  const text = gitOfObjectsMaybe(dir, ["ls-tree", "-z", "-l", "--full-tree", commit, "--", clean]) ?? "";
  return text
    .split("\0")
    .filter(Boolean)
    .map(treeEntry)
    .find((entry) => entry.path === clean);
}

const blobs = new Map<string, Buffer>();

/** Bytes of a blob, remembered while it is short: a blob never changes. */
export function readBlob(dir: string, sha: string): Buffer {
  const key = `${dir}\0${sha}`;
  const known = blobs.get(key);
  if (known !== undefined) return known;
  const bytes = gitBytes(dir, ["cat-file", "blob", sha]);
  if (blobs.size > 1000) blobs.clear();
  if (bytes.length < 100_000) blobs.set(key, bytes);
  return bytes;
}

/** Type of an object, `undefined` when there is no such object. */
export function objectType(dir: string, sha: string): string | undefined {
  return /^[0-9a-f]{40}$/.test(sha) ? gitOfObjectsMaybe(dir, ["cat-file", "-t", sha]) : undefined;
}
