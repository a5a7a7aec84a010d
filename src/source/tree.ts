import type { UnavailableReason } from "../types/index.ts";

/** One file of a tree: an entry that is no plain file has no text to read. */
export type TreeFile = {
  readonly path: string;
  /** Git object id. */
  readonly blob: string;
  readonly kind: "file" | "symlink" | "submodule";
};

/** Why a file was not read; stable, shown in reports. */
export type SkipReason =
  | "binary"
  | "utf-16"
  | "too-large"
  | "lfs-pointer"
  | "minified"
  | "symlink"
  | "submodule"
  | "missing-object"
  | "too-deep"
  | "over-budget"
  | "vendored";

/** A file that was passed over, with the reason. */
export type SkippedFile = { readonly path: string; readonly reason: SkipReason };

/** The text of a blob, or why there is none. */
export type BlobText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: SkipReason };

/** What a search brought: paths whose content holds a needle, and files that could not be searched. */
export type SearchResult = { readonly paths: readonly string[]; readonly skipped: readonly SkippedFile[] };

/** A file that an earlier commit added, changed or removed. */
export type PastChange = {
  /** Full id of the commit. */
  readonly commit: string;
  /** Its day, UTC: `2026-04-08`. */
  readonly day: string;
  readonly path: string;
  /** Blob before the commit; absent where the file was added. */
  readonly before?: string;
  /** Blob after the commit; absent where the file was removed. */
  readonly after?: string;
};

/** What led to a tree, as far as the repository at hand tells. */
export type History = {
  /** Changes of the latest commits, the latest first; empty where no earlier commit is at hand. */
  readonly changes: () => Promise<readonly PastChange[]>;
  /** Hands on the text of every blob asked for, once, as {@link SourceTree.readEach} does for those of the tree. */
  readonly readEach: (blobs: readonly string[], see: (blob: string, text: BlobText) => void) => Promise<void>;
};

/** A commit of a repository, read through git objects: never a work tree. */
export type SourceTree = {
  /** Full id of the commit. */
  readonly commit: string;
  readonly files: ReadonlyMap<string, TreeFile>;
  /** Files whose content holds one of the needles, letter case aside, and files whose content cannot be searched (UTF-16, Git LFS); in the order of paths. One pass. */
  readonly search: (needles: readonly string[]) => Promise<SearchResult>;
  /** Hands on the text of every blob asked for, one after the other, once: only one is held at a time. */
  readonly readEach: (blobs: readonly string[], see: (blob: string, text: BlobText) => void) => Promise<void>;
  readonly history: History;
  /** Removes what was set up for reading. */
  readonly close: () => Promise<void>;
};

/** A look into a repository that failed: data, never an exception. */
export type Unopened = { readonly ok: false; readonly reason: UnavailableReason; readonly detail: string };

/** A tree, or why there is none. */
export type Opened = { readonly ok: true; readonly tree: SourceTree } | Unopened;
