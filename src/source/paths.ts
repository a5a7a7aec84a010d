import type { ClosedList, Fact, FactRole, SourceFacts } from "../types/index.ts";
import { asksForModule } from "./imports/index.ts";
import type { SourceQuery } from "./query.ts";
import type { Session } from "./reading.ts";
import type { SourceTree } from "./tree.ts";

/** Files of the same name that are handed on. */
const mostNamesakes = 5;
/** Names of a folder or file that are handed on. */
const mostMembers = 400;
/** Facts of a pinned name that are handed on. */
const mostPinned = 40;

/** True for a query whose answer is a place in the tree: the list of files answers it, not a search. */
export function asksForPath(query: Pick<SourceQuery, "kind" | "value" | "qualifiers" | "roles">): boolean {
  return query.roles.includes("file-present") || asksForModule(query);
}

/**
 * Answers a query that names a file: the file or folder itself, files of that name elsewhere, and what the nearest folder
 * holds. A pin goes on into the file: what it states of the pinned name, and all names that it declares.
 */
export async function pathFacts(tree: SourceTree, session: Session, query: SourceQuery): Promise<SourceFacts> {
  const written = query.qualifiers.path ?? query.value;
  const path = written.replace(/^\.\//, "").replace(/\/+$/, "");
  const answer = { needles: [path], filesSearched: tree.files.size, skipped: [] };
  const found = placesOf(tree, path, query.kind === "file-path");
  if (found.length === 0)
    return { ...answer, facts: [], nearest: alike(tree, path), closedLists: foldersOf(tree, path) };
  const present = found.map((name) => presence(tree, name, path));
  const name = query.qualifiers.in ?? query.qualifiers.subject;
  if (query.kind === "file-path" || name === undefined || !tree.files.has(path))
    return { ...answer, facts: present, nearest: [], closedLists: [] };
  const file = (await session.factsOf([path], "all")).get(path);
  const reason = session.reasonOf(path);
  const facts = file?.facts ?? [];
  return {
    ...answer,
    filesSearched: 1,
    skipped: reason === undefined ? [] : [{ path, reason }],
    facts: [...present, ...facts.filter((fact) => isOf(fact, name)).slice(0, mostPinned)],
    nearest: [],
    closedLists: declaredIn(path, tree, facts),
  };
}

/** The paths that a path of a page stands for: itself, or where pages leave out the folder of a package, what ends with it. */
function placesOf(tree: SourceTree, path: string, mayBeShortened: boolean): readonly string[] {
  if (tree.files.has(path)) return [path];
  const inside = [...tree.files.keys()].find((name) => name.startsWith(`${path}/`));
  if (inside !== undefined) return [inside];
  if (!mayBeShortened || !path.includes("/")) return [];
  const longer = [...tree.files.keys()].filter((name) => name.endsWith(`/${path}`) || name.includes(`/${path}/`));
  return longer.slice(0, 1);
}

function presence(tree: SourceTree, path: string, value: string): Fact {
  const blob = tree.files.get(path)?.blob ?? "";
  const place = { path, startLine: 1, endLine: 1 };
  return { role: "file-present", value, scope: {}, place, blob, strength: "code", via: [], snippet: "" };
}

/** Files of the same name elsewhere, or of the same folder but for ending and letter case; the reader of the claim chooses. */
function alike(tree: SourceTree, path: string): readonly Fact[] {
  const [folder, name] = split(path);
  const stem = stemOf(name);
  const names = [...tree.files.keys()].filter((each) => {
    const [otherFolder, otherName] = split(each);
    if (each.toLowerCase() === path.toLowerCase() || otherName === name) return true;
    return otherFolder === folder && (stemOf(otherName) === stem || isClose(stemOf(otherName), stem));
  });
  return names.slice(0, mostNamesakes).map((each) => presence(tree, each, each));
}

/** Cheap test before the names are compared letter by letter. */
function isClose(one: string, other: string): boolean {
  return Math.abs(one.length - other.length) <= 2 && one.slice(0, 2) === other.slice(0, 2);
}

function split(path: string): readonly [folder: string, name: string] {
  const at = path.lastIndexOf("/");
  return [path.slice(0, Math.max(0, at)), path.slice(at + 1)];
}

function stemOf(name: string): string {
  return name.replace(/\.[A-Za-z]+$/, "");
}

/** What the folders above a missing path hold, deepest first: each is a list that was read completely. */
function foldersOf(tree: SourceTree, path: string): readonly ClosedList[] {
  const segments = path.split("/").slice(0, -1);
  const folders = segments.map((_, index) => segments.slice(0, index + 1).join("/")).reverse();
  return ["", ...folders.reverse()].reverse().flatMap((folder) => {
    const start = folder === "" ? "" : `${folder}/`;
    const inside = [...tree.files.keys()].filter((name) => name.startsWith(start));
    const [first] = inside;
    if (first === undefined) return [];
    const members = [...new Set(inside.map((name) => start + (name.slice(start.length).split("/")[0] ?? "")))];
    return [listOf("file-present", folder, { path: first, members, blob: tree.files.get(first)?.blob ?? "" })];
  });
}

type Members = { readonly path: string; readonly members: readonly string[]; readonly blob: string };

function listOf(role: FactRole, scope: string, { path, members, blob }: Members): ClosedList {
  const place = { path, startLine: 1, endLine: 1 };
  return { role, scope: { path: scope }, members: members.slice(0, mostMembers), place, blob, snippet: "" };
}

/** Roles that say that a name is declared. */
const declaring: ReadonlySet<FactRole> = new Set(["exported", "declared", "member"]);

/** Whether a fact states something of a name: `turn`, `Lathe.turn`, or what happens inside it. */
function isOf({ role, value, scope }: Fact, name: string): boolean {
  const [last, of] = [name.split(".").at(-1), name.split(".").slice(0, -1).join(".")];
  const isInside = (within: string | undefined): boolean => within === name || within?.endsWith(`.${name}`) === true;
  if (role === "called") return isInside(scope.in);
  if (declaring.has(role) || role === "key-declared")
    return value === name || value.endsWith(`.${name}`) || (value === last && isSame(scope.in, of));
  return scope.subject === name || (scope.subject === last && isSame(scope.in, of));
}

function isSame(within: string | undefined, of: string): boolean {
  return of === "" || within === of || within?.endsWith(`.${of}`) === true;
}

/** Every name that a file declares; none where its language tells no names. */
function declaredIn(path: string, tree: SourceTree, facts: readonly Fact[]): readonly ClosedList[] {
  const names = facts.flatMap(({ role, value, scope }) =>
    declaring.has(role) ? [value] : role === "constant" && scope.subject !== undefined ? [scope.subject] : [],
  );
  if (names.length === 0) return [];
  return [listOf("declared", path, { path, members: [...new Set(names)], blob: tree.files.get(path)?.blob ?? "" })];
}
