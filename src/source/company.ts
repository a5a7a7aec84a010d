import type { ClosedList, Fact, FactRole } from "../types/index.ts";
import { entriesInRoles, type Name, nameOf } from "./fact-index.ts";
import type { FileFacts } from "./languages/language.ts";
import { type SourceQuery, squeezed } from "./query.ts";

/** Of the names beside the claimed one, those that a place must declare to be what the page lists there. */
const leastMet = 2;
/** Other names of the page that a place must declare, where those beside the claimed one do not tell it. */
const leastOnPage = 4;
/** Files that are read because they declare the names beside the claimed one. */
const mostForCompany = 3;
/** Roles that declare a name among others of its sort; a plain text or a name that is only used declares nothing. */
const declaring: ReadonlySet<FactRole> = new Set([
  "option-declared",
  "key-declared",
  "env-read",
  "enum-member",
  "member",
  "exported",
  "header-read",
  "header-sent",
  "command-declared",
  "route-declared",
  "exit-code",
]);

/** The names of one kind that a file declares. */
type Declared = { readonly path: string; readonly names: ReadonlySet<string> };

/**
 * Tells of a query which files declare most of the other names of the page, best first. Claims of one kind share their
 * names and roles, so the files are read through once for all of them.
 */
export function companyAmong(files: ReadonlyMap<string, FileFacts>): (query: SourceQuery) => readonly string[] {
  const declared = new Map<readonly string[], Map<string, readonly Declared[]>>();
  const declaredOf = ({ others, roles }: SourceQuery): readonly Declared[] => {
    const byRoles = declared.get(others) ?? new Map<string, readonly Declared[]>();
    const known = byRoles.get(roles.join(" ")) ?? declaredNames(files, others, roles);
    declared.set(others, byRoles.set(roles.join(" "), known));
    return known;
  };
  return (query) => {
    if (query.others.length - (query.others.includes(query.value) ? 1 : 0) < leastMet) return [];
    return declaredOf(query)
      .map(({ path, names }) => ({
        path,
        met: names.size - [...names].filter((name) => isMetAlone(name, query)).length,
      }))
      .filter(({ met }) => met >= leastMet)
      .sort((a, b) => b.met - a.met || (a.path < b.path ? -1 : 1))
      .slice(0, mostForCompany)
      .map(({ path }) => path);
  };
}

/** True for a declared name that only the query's own one meets: it is no company. */
function isMetAlone(name: string, { value, others }: SourceQuery): boolean {
  if (!name.endsWith(value)) return false;
  return name === value || !others.some((other) => other !== value && name.endsWith(other));
}

function declaredNames(
  files: ReadonlyMap<string, FileFacts>,
  others: readonly string[],
  roles: readonly FactRole[],
): readonly Declared[] {
  const wanted = new Set(others);
  return [...files].flatMap(([path, file]) => {
    const names = entriesInRoles(file, roles)
      .map(({ fact }) => fact)
      .filter((fact) => isDeclared(fact) && isWanted(fact, wanted));
    return names.length < leastMet ? [] : [{ path, names: new Set(names.map(({ value }) => value)) }];
  });
}

/**
 * Places that declare most of the names beside the claimed one, as lists of all they declare: the claimed name belongs
 * there too. `met` of the scope counts the names met, `of` those that the page lists, `left` is the only one that it does not. Where those beside it tell no place,
 * all names of the page are asked, and the list says so by its `type`.
 */
export function companyLists(query: SourceQuery, files: ReadonlyMap<string, FileFacts>): readonly ClosedList[] {
  const { company = [], onPage = [], value } = query;
  const others = onPage.filter((name) => name !== value);
  if (company.length < leastMet && others.length < leastOnPage) return [];
  const groups = [...files.values()].flatMap((file) => declarationsIn(file, query.roles));
  const near =
    company.length < leastMet
      ? []
      : best(listsMeeting(groups, company, Math.max(leastMet, Math.ceil(company.length / 2))));
  if (near.length > 0 || others.length < leastOnPage) return near;
  return best(listsMeeting(groups, others, leastOnPage)).map((list) => ({
    ...list,
    scope: { ...list.scope, type: "page" },
  }));
}

/** The lists of the places that declare at least so many of the names. */
function listsMeeting(
  groups: readonly Declaration[],
  company: readonly string[],
  least: number,
): readonly ClosedList[] {
  const names = company.map(nameOf);
  return groups.flatMap((group) => {
    const met = names.filter(({ text, key }) =>
      // Signs alone are the same only as they are.
      key === "" ? group.members.includes(text) : group.bare.has(key),
    ).length;
    return met < least ? [] : [listOf(group, names, met)];
  });
}

function best(lists: readonly ClosedList[]): readonly ClosedList[] {
  return [...lists]
    .sort((a, b) => Number(b.scope.met) - Number(a.scope.met) || (a.place.path < b.place.path ? -1 : 1))
    .slice(0, 2);
}

/** What one place declares. */
type Declaration = {
  readonly first: Fact;
  readonly members: readonly string[];
  /** The names without what joins their words. */
  readonly bare: ReadonlySet<string>;
};

const declarationsByFile = new WeakMap<FileFacts, Map<string, readonly Declaration[]>>();

/** What a file declares in some roles, by the place that declares it; worked out once for all claims of a kind. */
function declarationsIn(file: FileFacts, roles: readonly FactRole[]): readonly Declaration[] {
  const known = declarationsByFile.get(file) ?? new Map<string, readonly Declaration[]>();
  declarationsByFile.set(file, known);
  const key = roles.join(" ");
  const declarations = known.get(key) ?? readDeclarations(file, roles);
  known.set(key, declarations);
  return declarations;
}

function readDeclarations(file: FileFacts, roles: readonly FactRole[]): readonly Declaration[] {
  const groups = new Map<string, [Fact, ...Fact[]]>();
  for (const { fact } of entriesInRoles(file, roles)) {
    if (!isDeclared(fact)) continue;
    const key = `${fact.role} ${groupOf(fact)}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [fact]);
    else known.push(fact);
  }
  return [...groups.values()].map((facts) => {
    const members = [...new Set(facts.map(({ value }) => value))];
    return { first: facts[0], members, bare: new Set(members.map(squeezed)) };
  });
}

/** A route is named by its end. */
function isWanted({ role, value }: Fact, wanted: ReadonlySet<string>): boolean {
  return wanted.has(value) || (role === "route-declared" && [...wanted].some((name) => value.endsWith(name)));
}

/** Options and variables are declared for a program, wherever in a file; keys and members for their type. */
function groupOf({ role, scope }: Fact): string {
  return role === "key-declared" || role === "member" || role === "enum-member" ? (scope.in ?? "") : "";
}

function isDeclared({ role, strength }: Fact): boolean {
  return declaring.has(role) && (strength === "code" || strength === "config");
}

function listOf({ first, members }: Declaration, company: readonly Name[], met: number): ClosedList {
  const { role, place, blob, snippet } = first;
  const listed = new Set(company.map(({ key }) => key));
  // A value may be listed as code names it and as readers write it.
  const left = members.filter((member) => !listed.has(squeezed(member)));
  const written = left.find((member) => /^[a-z]/.test(member)) ?? left[0];
  const isOne = new Set(left.map(squeezed)).size === 1;
  const counted = { met: String(met), of: String(company.length) };
  const lent = first.scope.extends === undefined ? {} : { extends: first.scope.extends };
  const scope = { ...counted, ...lent, ...(isOne && written !== undefined ? { left: written } : {}) };
  return { role, scope, members, place, blob, snippet };
}
