import { lastSegment } from "../names.ts";
import type { ClosedList, Fact } from "../types/index.ts";
import { type DeclaredTypes, type Fields, fieldsOf, type Holder } from "./declared-types.ts";
import { partsOf, siblingsOf } from "./key-paths.ts";
import { type SourceQuery, squeezed } from "./query.ts";

/** Types that declare the keys of one sample: more tell nothing. */
const mostBeside = 3;

/** The keys around the claimed one, from the root, without places in lists; empty where the page tells none. */
export function ownersOf({ kind, keyPath }: SourceQuery): readonly string[] {
  if (kind !== "config-key" || keyPath === undefined) return [];
  return partsOf(keyPath).slice(0, -1);
}

/** True for a key that a sample writes beside others, with no key around them. */
export function standsBesideOthers({ kind, keyPath, company = [] }: SourceQuery): boolean {
  return kind === "config-key" && keyPath !== undefined && partsOf(keyPath).length === 1 && company.length > 0;
}

/** Types that hold the claimed key by the keys around it, of which the files read tell no fields. */
export function unknownTypes(query: SourceQuery, types: DeclaredTypes): readonly string[] {
  const { holders } = holdersAround(ownersOf(query), types);
  return holders.filter((holder) => fieldsOf(holder, types) === undefined).map(({ type }) => type.name);
}

/** What the types that hold the claimed key say of it: the fields of those that lack it, and where all declare it. */
export type Parents = { readonly closedLists: readonly ClosedList[]; readonly facts: readonly Fact[] };

/**
 * What is known of the types that hold the claimed key, by what the page writes around it: `kiln.lid.angle` is a field of
 * what the `lid` of a kiln holds. A type counts where the key around its holder leads to it too, or where it declares
 * another key that the page states at the same place. Nothing where a type is not known, or only some declare the key.
 */
export function parentsOf(query: SourceQuery, types: DeclaredTypes): Parents {
  const owners = ownersOf(query);
  if (owners.length === 0) return { closedLists: typesBeside(query, types), facts: [] };
  const { holders, chained } = holdersAround(owners, types);
  if (holders.length === 0) return { closedLists: typesBelowReadersName(query, types), facts: [] };
  const found = holders.map((holder) => fieldsOf(holder, types));
  const all = [...new Set(found.flatMap((fields) => fields ?? []))];
  // Many types have a `spec` of their own: that of the sample declares the keys beside this one.
  const isMany = all.length > mostBeside;
  const name = squeezed(partsOf(query.keyPath ?? "").at(-1) ?? "");
  const siblings = siblingsOf(query);
  const known = isMany ? declaringMost(all, siblings).filter(({ members }) => isBeside(members, query)) : all;
  if (known.length === 0 || known.length > mostBeside || (found.includes(undefined) && !chained && !isMany))
    return none;
  const declared = ({ facts }: Fields, key: string): readonly Fact[] =>
    facts.filter(({ value }) => squeezed(lastSegment(value)) === key);
  const sure = known.filter((fields) => chained || siblings.some((key) => declared(fields, key).length > 0));
  if (known.every((fields) => declared(fields, name).length > 0))
    return { closedLists: [], facts: sure.flatMap((fields) => declared(fields, name)) };
  if (known.some((fields) => declared(fields, name).length > 0)) return none;
  return { closedLists: sure.map((fields) => listOf(fields, { owners, siblings })), facts: [] };
}

/** The types that declare most of the keys which a sample writes beside the claimed one. */
function typesBeside(query: SourceQuery, types: DeclaredTypes): readonly ClosedList[] {
  const siblings = keysBeside(query);
  if (siblings.length === 0) return [];
  const beside = [...types.fields.values()]
    .flat()
    .filter(({ members }) => met(members, siblings) * 2 >= siblings.length);
  return beside.length > mostBeside ? [] : beside.map((fields) => listOf(fields, { owners: [], siblings }));
}

/** Other keys that a sample must write below a name of the reader's own, before they tell the type. */
const leastBelow = 2;

/** The key above is a name that the reader gives, of a tenant, a shelf: the types that declare all keys beside the claimed one. */
function typesBelowReadersName(query: SourceQuery, types: DeclaredTypes): readonly ClosedList[] {
  const siblings = siblingsOf(query);
  // Headings of dotted names speak of names that were, too; a block is what a reader writes.
  if (siblings.length < leastBelow || query.qualifiers.path === undefined) return [];
  const declaring = siblings.map((key) => byMember(types).get(key) ?? []);
  const [first = [], ...others] = declaring.sort((a, b) => a.length - b.length);
  const beside = first.filter((one) => others.every((all) => all.includes(one)));
  return beside.length > mostBeside ? [] : beside.map((one) => listOf(one, { owners: [], siblings }));
}

const membersOf = new WeakMap<DeclaredTypes, ReadonlyMap<string, readonly Fields[]>>();

/** The types that declare a key, by its name. */
function byMember(types: DeclaredTypes): ReadonlyMap<string, readonly Fields[]> {
  const before = membersOf.get(types);
  if (before !== undefined) return before;
  const declaring = new Map<string, Fields[]>();
  for (const one of [...types.fields.values()].flat())
    for (const key of new Set(one.members.map(squeezed))) {
      const known = declaring.get(key);
      if (known === undefined) declaring.set(key, [one]);
      else known.push(one);
    }
  membersOf.set(types, declaring);
  return declaring;
}

/** False where a type declares none of the keys right above and below the claimed one: these are another type's. */
function isBeside(members: readonly string[], query: SourceQuery): boolean {
  const keys = keysBeside(query);
  return keys.length === 0 || met(members, keys) > 0;
}

/** Keys that stand beside the claimed one, without a key around them. */
function keysBeside({ company = [], value }: SourceQuery): readonly string[] {
  return company.filter((name) => name !== value && !name.includes(".")).map(squeezed);
}

function met(members: readonly string[], keys: readonly string[]): number {
  const own = new Set(members.map(squeezed));
  return keys.filter((key) => own.has(key)).length;
}

/** Of many types those that declare the most of the keys which the page states at the same place, two at least. */
function declaringMost(all: readonly Fields[], keys: readonly string[]): readonly Fields[] {
  const counts = all.map(({ members }) => met(members, keys));
  const most = Math.max(0, ...counts);
  return most < 2 ? [] : all.filter((_, index) => counts[index] === most);
}

const none: Parents = { closedLists: [], facts: [] };

/** The fields of a type as a list, with the keys around it and those that the page states at the same place. */
export function listOf(
  { name, first: { role, place, blob, snippet }, members, closed }: Fields,
  { owners, siblings }: { readonly owners: readonly string[]; readonly siblings: readonly string[] },
): ClosedList {
  const type = closed ? "closed" : "open";
  const scope = { in: name, parent: owners.join("."), type, stated: siblings.join(" ") };
  return { role, scope, members, place, blob, snippet };
}

/** What may hold a key by the keys around it; `chained` where the key before these leads there too. */
function holdersAround(
  owners: readonly string[],
  { holders }: DeclaredTypes,
): { readonly holders: readonly Holder[]; readonly chained: boolean } {
  const holding = (path: readonly string[]): { all: readonly Holder[]; outer: readonly string[] } => {
    const named = holders.get(squeezed(path.at(-1) ?? "")) ?? [];
    // What stands in a map has a name that the reader gives it.
    const all = named.filter(({ type }) => !type.isMap);
    if (named.length > 0 || path.length < 2) return { all, outer: path.slice(0, -1) };
    const maps = (holders.get(squeezed(path.at(-2) ?? "")) ?? []).filter(({ type }) => type.isMap);
    return { all: maps, outer: path.slice(0, -2) };
  };
  const { all, outer } = holding(owners);
  const leading = new Set(outer.length === 0 ? [] : holding(outer).all.map(({ type }) => type.name));
  const inner = all.filter(({ fact }) => leading.has(fact.scope.in ?? ""));
  return inner.length > 0 ? { holders: inner, chained: true } : { holders: all, chained: false };
}
