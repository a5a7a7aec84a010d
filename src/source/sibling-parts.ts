import { wordsOf } from "../names.ts";
import { subjectOfPage } from "../page-subject.ts";
import type { Fact } from "../types/index.ts";
import { type SourceQuery, squeezed } from "./query.ts";

/** Marks what siblings of the part that a page is about state of a setting. */
export type Siblings = { readonly marked: (query: SourceQuery, facts: readonly Fact[]) => readonly Fact[] };

/**
 * Starts without any page looked at. A part is built as the one that a page is about when both hold a file of one name:
 * `vents/chimney/config.py` for a page about `vents/flue`, which has a `config.py` too; or when it is a file beside the one
 * that bears the page's name, with a class called after it: `ChimneyVent` in `vents/chimney.ts`; or when it is one of several
 * files of a family, in the folder or below it: `chimney_vent.go` for a page about `flue`, which has a `flue_vent.go`. What such a
 * file states of a setting holds for its own part, and gets the type `sibling`.
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
      const { families, folders, kinds, isSubject } = about(page);
      const isOfSibling = ({ place }: Fact): boolean =>
        folders.some((part) => !place.path.startsWith(`${part}/`) && files.has(`${part}/${within(place.path, part)}`));
      const isBesideSubject = ({ place: { path }, scope }: Fact): boolean =>
        bearsNameOfFile(scope.in ?? "", path) && !isSubject(path) && kinds.has(kindOfFile(path));
      const isOfFamily = ({ place: { path } }: Fact): boolean =>
        families.some(({ folder, own }) => path.startsWith(folder) && path !== own) && !isSubject(path);
      const isSibling = (fact: Fact): boolean => isOfSibling(fact) || isBesideSubject(fact) || isOfFamily(fact);
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
  const isDefault = role === "constant" && wordsOf(scope.subject ?? "").includes("default");
  return (role === "default" || role === "limit" || isDefault) && scope.type === undefined;
}

/** What of a tree a page is about. */
type Parts = {
  readonly isSubject: (path: string) => boolean;
  /** The folders that bear the name of the page and stand in others. */
  readonly folders: readonly string[];
  /** What stands beside the files that the page is about, see {@link kindOfFile}. */
  readonly kinds: ReadonlySet<string>;
  /** The file of the part among those that end in one word, and their folder. */
  readonly families: readonly Family[];
};

type Family = { readonly folder: string; readonly own: string };

/** Files of one folder whose names end in one word, before they are a family. */
const leastOfFamily = 3;

/** The families of files in which one bears the name of the page before their common word: `flue_vent.go` for `flue.md`. */
function familiesAbout(page: string, paths: Iterable<string>): readonly Family[] {
  const name = wordsOf((page.split("/").at(-1) ?? "").replace(/\.\w+$/, "")).join(" ");
  const counts = new Map<string, { readonly count: number; readonly own?: string }>();
  for (const path of paths) {
    const at = path.lastIndexOf("/") + 1;
    const file = /^(?<stem>[a-z\d]+(?:[_-][a-z\d]+)+)\.(?<ending>go|py|rb|rs|[jt]s|php)$/.exec(path.slice(at))?.groups;
    if (file === undefined) continue;
    const words = wordsOf(file.stem ?? "");
    const key = `${path.slice(0, at)}*${words.at(-1)}.${file.ending}`;
    const { count = 0, own } = counts.get(key) ?? {};
    const isOwn = words.slice(0, -1).join(" ") === name;
    counts.set(key, { count: count + 1, ...(isOwn ? { own: path } : own === undefined ? {} : { own }) });
  }
  return [...counts.values()].flatMap(({ count, own }) =>
    own === undefined || count < leastOfFamily ? [] : [{ folder: own.slice(0, own.lastIndexOf("/") + 1), own }],
  );
}

function partsAbout(page: string, paths: Iterable<string>): Parts {
  const isSubject = subjectOfPage(page);
  const folders = new Set<string>();
  const kinds = new Set<string>();
  const all = [...paths];
  for (const path of all) {
    if (!isSubject(path)) continue;
    kinds.add(kindOfFile(path));
    const names = path.split("/");
    for (let index = 1; index < names.length - 1; index += 1)
      if (isSubject(names[index] ?? "")) folders.add(names.slice(0, index + 1).join("/"));
  }
  return { isSubject, folders: [...folders], kinds, families: familiesAbout(page, all) };
}

/** What a path holds below the folder beside a part; empty for a path that is not in one. */
function within(path: string, part: string): string {
  const outer = part.slice(0, part.lastIndexOf("/") + 1);
  return path.startsWith(outer) ? path.slice(path.indexOf("/", outer.length) + 1 || path.length) : "";
}
