import type { ClosedList, Fact, Strength } from "../../types/index.ts";

/** One file of the tree, decoded. */
export type FileText = {
  readonly path: string;
  /** Git object id. */
  readonly blob: string;
  readonly text: string;
  /** What the file's place in the tree makes of it: code, config, test, prose. Comments inside are always `comment`. */
  readonly strength: Strength;
};

/** What one file holds. */
export type FileFacts = {
  readonly facts: readonly Fact[];
  readonly closedLists: readonly ClosedList[];
};

/** What a reader may know of the rest of the tree. */
export type ReadContext = {
  /** Every path of the tree. */
  readonly paths: ReadonlySet<string>;
  /**
   * Text of another file of the tree, to follow an import or a mount. Undefined while it is not loaded: the wish is
   * noted, the file is loaded and the reader is called again, so a reader never waits and never fails for it.
   */
  readonly textOf: (path: string) => string | undefined;
};

/** Reads the facts of one file; never throws on source that does not parse: it returns what it could read. */
export type Reader = (file: FileText, context: ReadContext) => FileFacts;

/** One language: its parser is loaded only when a file of it must be read. */
export type Language = {
  readonly id: string;
  /** Endings of file names, with the dot, or whole names. */
  readonly files: readonly string[];
  readonly load: () => Promise<Reader>;
  /** True for a reader that tells examples from settings by itself: examples are read by it too, not as plain text. */
  readonly knowsExamples?: true;
  /** Files of the tree that a text names: they are loaded before it is read, so that it is read once. Absent for none. */
  readonly named?: (file: Pick<FileText, "path" | "text">, paths: ReadonlySet<string>) => readonly string[];
};
