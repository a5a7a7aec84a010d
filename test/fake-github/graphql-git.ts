import type { Call } from "./call.ts";
import { gitOfObjects } from "./git.ts";
import { entryAt, readBlob, readTree, type TreeEntry } from "./git-read.ts";
import { nodeId } from "./render.ts";
import type { Repository } from "./state.ts";

/** A tree or blob with its content. */
export function gitObject(call: Call, repository: Repository, entry: TreeEntry): Record<string, unknown> {
  const base = { id: nodeId("G", entry.sha), oid: entry.sha, abbreviatedOid: entry.sha.slice(0, 7) };
  if (entry.type === "tree") {
    const rows = (): unknown[] =>
      readTree(repository.dir, entry.sha, "flat").map((row) => ({
        ...{ name: row.path, path: entry.path === "" ? row.path : `${entry.path}/${row.path}` },
        ...{ mode: Number.parseInt(row.mode, 8), type: row.type, oid: row.sha, size: row.size ?? 0 },
        object: () => (row.type === "commit" ? null : gitObject(call, repository, row)),
      }));
    return { __typename: "Tree", ...base, entries: rows };
  }
  const size = Number(gitOfObjects(repository.dir, ["cat-file", "-s", entry.sha]));
  const bytes = readBlob(repository.dir, entry.sha);
  const isBinary = bytes.subarray(0, 8_000).includes(0);
  const isTruncated = size > call.world.limits.contentBytes;
  const text = isBinary ? null : bytes.toString("utf8").slice(0, isTruncated ? 512_000 : undefined);
  return { __typename: "Blob", ...base, byteSize: size, isBinary, isTruncated, text };
}

/** The entry of a path in the tree of a commit, `null` when there is none. */
export function fileAt(
  call: Call,
  repository: Repository,
  { sha, path }: { readonly sha: string; readonly path: string },
): Record<string, unknown> | null {
  const entry = entryAt(repository.dir, sha, path);
  if (entry === undefined) return null;
  const name = path.split("/").at(-1) ?? path;
  const object = () => (entry.type === "commit" ? null : gitObject(call, repository, entry));
  return { __typename: "TreeEntry", name, path, oid: entry.sha, type: entry.type, object };
}
