import { posix } from "node:path";
import type { Scope } from "./ranking.ts";
import { standingOf } from "./strength.ts";
import type { BlobText, SkippedFile, SourceTree } from "./tree.ts";

/**
 * Bytes that stand in every file whose content no search can read: the marks of UTF-16, the first line of a Git LFS
 * pointer. Searched for together with the needles, so that such files come to light in the same pass.
 */
export const unreadableMarks: readonly Buffer[] = [
  Buffer.from([0xff, 0xfe]),
  Buffer.from([0xfe, 0xff]),
  Buffer.from("version https://git-lfs.github.com/spec/v1"),
];

/** Why a file of source that may hold a name was not read; a missing object is told of the queries that it matters to. */
const counted: ReadonlySet<SkippedFile["reason"]> = new Set(["lfs-pointer", "too-deep", "too-large", "utf-16"]);
/** Symbolic links that are looked at. */
const mostLinks = 200;

/**
 * Entries of a tree that may hold what pages speak of and were not read, with the reason, in the order of paths: files
 * of code or configuration that no search can read, files that hold a name and are too large or nested too deeply to read,
 * links that lead out of the tree, submodules. Links to files of the tree are left out, because those files are read where they stand.
 */
export async function unreadFiles(
  tree: SourceTree,
  inScope: Scope,
  reasonOf: (path: string) => SkippedFile["reason"] | undefined,
): Promise<readonly SkippedFile[]> {
  const found: SkippedFile[] = [];
  const links = new Map<string, string[]>();
  for (const { path, kind, blob } of tree.files.values()) {
    if (!inScope(path) || !mayProve(path)) continue;
    if (kind === "submodule") found.push({ path, reason: "submodule" });
    const reason = kind === "file" ? reasonOf(path) : undefined;
    // What is minified is made from source that stands elsewhere.
    if (reason !== undefined && counted.has(reason)) found.push({ path, reason });
    if (kind === "symlink" && links.size < mostLinks) links.set(blob, [...(links.get(blob) ?? []), path]);
  }
  await tree.readEach([...links.keys()], (blob, target) => {
    for (const path of links.get(blob) ?? []) if (leadsOut(tree, path, target)) found.push({ path, reason: "symlink" });
  });
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function mayProve(path: string): boolean {
  const { strength, generated } = standingOf(path);
  return !generated && (strength === "code" || strength === "config");
}

/** True unless the target is a file or a folder of the tree. */
function leadsOut({ files }: SourceTree, path: string, target: BlobText): boolean {
  if (!target.ok || target.text.startsWith("/")) return true;
  const place = posix.join(posix.dirname(path), target.text).replace(/\/$/, "");
  if (place === ".." || place.startsWith("../") || place === path) return true;
  if (place === "." || files.has(place)) return false;
  for (const other of files.keys()) if (other.startsWith(`${place}/`)) return false;
  return true;
}
