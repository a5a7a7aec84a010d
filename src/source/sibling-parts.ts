import { subjectOfPage } from "../page-subject.ts";
import type { Fact } from "../types/index.ts";
import { type SourceQuery, squeezed } from "./query.ts";

/** Marks what siblings of the part that a page is about state of a setting. */
export type Siblings = { readonly marked: (query: SourceQuery, facts: readonly Fact[]) => readonly Fact[] };

/**
 * Starts without any page looked at. A part is built as the one that a page is about when both hold a file of one name:
 * `vents/chimney/config.py` for a page about `vents/flue`, which has a `config.py` too; or when it is a file beside the one
 * that bears the page's name, with a class called after it: `ChimneyVent` in `vents/chimney.ts`. What such a file states of a
 * setting holds for its own part, and gets the type `sibling`.
 */
export function createSiblings(files: ReadonlyMap<string, unknown>): Siblings {
  const known = new Map<string, Parts>();
  const about = (page: string): Parts => {
    const parts = known.get(page) ?? partsAbout(page, files.keys());
    known.set(page, parts);
    return parts;
  };
  return {
    marked: ({ page, qualifiers }, facts) => {
      if (page === undefined || qualifiers.subject === undefined || !facts.some(isStated)) return facts;
      const { folders, kinds, isSubject } = about(page);
      const isOfSibling = ({ place }: Fact): boolean =>
        folders.some((part) => !place.path.startsWith(`${part}/`) && files.has(`${part}/${within(place.path, part)}`));
      const isBesideSubject = ({ place: { path }, scope }: Fact): boolean =>
        bearsNameOfFile(scope.in ?? "", path) && !isSubject(path) && kinds.has(kindOfFile(path));
      const isSibling = (fact: Fact): boolean => isOfSibling(fact) || isBesideSubject(fact);
      return facts.map((fact) =>
        isStated(fact) && isSibling(fact) ? { ...fact, scope: { ...fact.scope, type: "sibling" } } : fact,
      );
    },
  };
}

/** Folder and ending of a file: files of one kind stand beside each other. */
function kindOfFile(path: string): string {
  return `${path.slice(0, path.lastIndexOf("/") + 1)}*${/\.\w+$/.exec(path)?.[0] ?? ""}`;
}

/** True for a type that is called after its file. */
function bearsNameOfFile(type: string, path: string): boolean {
  const name = squeezed(path.slice(path.lastIndexOf("/") + 1).replace(/\..*$/, ""));
  return name.length > 3 && /^[A-Z]/.test(type) && squeezed(type).includes(name);
}

/** A default or a limit of which nothing is known yet. */
function isStated({ role, scope }: Fact): boolean {
  return (role === "default" || role === "limit") && scope.type === undefined;
}

/** What of a tree a page is about. */
type Parts = {
  readonly isSubject: (path: string) => boolean;
  /** The folders that bear the name of the page and stand in others. */
  readonly folders: readonly string[];
  /** What stands beside the files that the page is about, see {@link kindOfFile}. */
  readonly kinds: ReadonlySet<string>;
};

function partsAbout(page: string, paths: Iterable<string>): Parts {
  const isSubject = subjectOfPage(page);
  const folders = new Set<string>();
  const kinds = new Set<string>();
  for (const path of paths) {
    if (!isSubject(path)) continue;
    kinds.add(kindOfFile(path));
    const names = path.split("/");
    for (let index = 1; index < names.length - 1; index += 1)
      if (isSubject(names[index] ?? "")) folders.add(names.slice(0, index + 1).join("/"));
  }
  return { isSubject, folders: [...folders], kinds };
}

/** What a path holds below the folder beside a part; empty for a path that is not in one. */
function within(path: string, part: string): string {
  const outer = part.slice(0, part.lastIndexOf("/") + 1);
  return path.startsWith(outer) ? path.slice(path.indexOf("/", outer.length) + 1 || path.length) : "";
}
