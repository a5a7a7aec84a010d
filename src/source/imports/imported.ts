import type { ClosedList, Fact } from "../../types/index.ts";
import type { Session } from "../reading.ts";
import type { SourceTree } from "../tree.ts";

/** The tree and its reader, and which files may speak. */
export type ImportScope = {
  readonly tree: SourceTree;
  readonly session: Session;
  readonly inScope: (path: string) => boolean;
};

/** A package of the tree whose modules can be imported. */
export type Package = {
  /** True for a package that cannot be one of the tree: what its modules give is not known. Absent for one of the tree. */
  readonly isStranger?: true;
  /** What says that the module of this path is there; empty when nothing does. */
  readonly moduleAt: (path: string) => readonly Fact[];
  /** Import paths that a missing one may have been meant to be; undefined when there may be others than those. */
  readonly modulesFor: (path: string) => ClosedList | undefined;
  /** What a module gives: facts, and the list of its names where it was read completely. Undefined when its file is not known. */
  readonly namesOf: (path: string) => Promise<ModuleNames | undefined>;
  /** Modules that give a name, as they are imported, nearest to the root first. */
  readonly modulesWith: (name: string) => Promise<readonly Fact[]>;
  /** Other packages that files belong to; absent where packages are not told by their folders. */
  readonly othersOf?: (paths: readonly string[]) => readonly Package[];
};

/** Finds the package that an import path leads into; undefined when it is none of the tree. */
export type FindPackage = (module: string) => Promise<Package | undefined>;

/** What one module gives. */
export type ModuleNames = {
  readonly facts: readonly Fact[];
  readonly list?: ClosedList;
  /** True for a name that no declaration gives and the module may still have; absent where its declarations tell all. */
  readonly mayGive?: (name: string) => boolean;
};

/** Scope of facts and lists that speak of what one import statement can take. */
export function importScope(module: string): Readonly<Record<string, string>> {
  return { module, type: "import" };
}

/** What every fact and list of imports has, at a line of a file, 1-based. */
export function exportedAt({ tree }: ImportScope, path: string, { line, text }: { line: number; text: string }) {
  return {
    role: "exported",
    place: { path, startLine: line, endLine: line },
    blob: tree.files.get(path)?.blob ?? "",
    snippet: text,
    via: [],
  } as const;
}

/**
 * Where a name is declared that a module passes on, by the last step of how it was found; undefined where it passes on none,
 * and without a name where that step tells none. The line is 1-based.
 */
export function originOf({
  via,
}: Fact): { readonly name?: string; readonly path: string; readonly line: number } | undefined {
  const [, name, path, line] = /(?:^([\w$]+))? in (.+):(\d+)$/.exec(via.at(-1) ?? "") ?? [];
  return path === undefined ? undefined : { path, line: Number(line), ...(name === undefined ? {} : { name }) };
}
