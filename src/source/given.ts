import { lastSegment } from "../names.ts";
import type { ClosedList, Fact } from "../types/index.ts";
import { type DeclaredTypes, type Fields, fieldsOf, type TypeName } from "./declared-types.ts";
import { listOf } from "./parents.ts";
import { type SourceQuery, squeezed } from "./query.ts";

/** A function that a sample calls, and the types of what it takes. */
export type Taker = { readonly fact: Fact; readonly takes: readonly string[] };

/** The call in which a key stands: `oven().lid.angle` is the `angle` of the `lid` that `oven` is given first. */
export type Call = { readonly name: string; readonly argument: number; readonly keys: readonly string[] };

/** The call that the page tells for a key; undefined for a key of none. */
export function callOf({ qualifiers: { package: module, path } }: Pick<SourceQuery, "qualifiers">): Call | undefined {
  const [, name, argument, keys] = /^([\w$]+)\((\d*)\)\.(.+)$/.exec(path ?? "") ?? [];
  if (module === undefined || name === undefined || keys === undefined) return undefined;
  return { name, argument: Number(argument), keys: keys.split(".") };
}

/** What is known of the type in which a key stands that a call is given. */
export type Given = {
  readonly closedLists: readonly ClosedList[];
  readonly facts: readonly Fact[];
  /** The type that has to be known before more can be said. */
  readonly unknown?: string;
};

const nothing: Given = { closedLists: [], facts: [] };

/**
 * Follows the keys around a key from the type that a function takes: the field of that name, or the list of fields that lacks
 * it. Nothing where a key on the way holds a map, what the reader names, or a type of which not all is known.
 */
export function givenTo({ fact, takes }: Taker, call: Call, types: DeclaredTypes): Given {
  const names = (takes[call.argument] ?? "").split("|").filter((name) => name !== "");
  const given = names.map((name) => givenToType({ fact, type: { name, isMap: false } }, call, types));
  const facts = given.flatMap((one) => one.facts);
  const unknown = given.find((one) => one.unknown !== undefined)?.unknown;
  if (facts.length > 0) return { ...nothing, facts };
  const lists = given.flatMap((one) => one.closedLists);
  // Where the function may be given something else, too, no list tells all.
  const isOpen = given.some((one) => one.closedLists.length === 0);
  const closedLists = isOpen ? lists.map((list) => ({ ...list, scope: { ...list.scope, type: "open" } })) : lists;
  return { ...nothing, closedLists, ...(unknown === undefined ? {} : { unknown }) };
}

/** The type of a place in the source. */
type PlacedType = { readonly fact: Pick<Fact, "place">; readonly type: TypeName };

function givenToType(taken: PlacedType, call: Call, types: DeclaredTypes): Given {
  let at: PlacedType | undefined = taken;
  for (const key of call.keys.slice(0, -1)) {
    const known: Known = at === undefined ? nowhere : allFieldsOf(at, types);
    const { fields, unknown } = known;
    const next: PlacedType | undefined = fields === undefined ? undefined : holderIn(fields, key, types);
    if (fields === undefined || (next === undefined && unknown !== undefined))
      return { ...nothing, ...(unknown === undefined ? {} : { unknown }) };
    at = next;
  }
  if (at === undefined) return nothing;
  const { fields, unknown } = allFieldsOf(at, types);
  const told = unknown === undefined ? nothing : { ...nothing, unknown };
  if (fields === undefined) return told;
  const wanted = call.keys.at(-1) ?? "";
  const facts = fields.facts.filter((one) => isKey(lastSegment(one.value), wanted));
  if (facts.length > 0) return { ...nothing, facts };
  return {
    ...told,
    closedLists: [listOf(fields, { owners: [`${call.name}()`, ...call.keys.slice(0, -1)], siblings: [] })],
  };
}

/** The same key; what another language joins with underscores is the same in camel case, and letter case alone makes another one. */
function isKey(one: string, other: string): boolean {
  return one === other || (one.includes("_") !== other.includes("_") && squeezed(one) === squeezed(other));
}

/** The fields of a type, and the first type that has to be known before all of them are. */
type Known = { readonly fields?: Fields; readonly unknown?: string };

const nowhere: Known = {};
/** Types that extend each other are followed so far. */
const mostBases = 8;

/** The fields of what a field holds with those of the types that it extends or is joined with, as far as these are known. */
function allFieldsOf(at: PlacedType, types: DeclaredTypes): Known {
  const fields = fieldsOf(at, types);
  if (fields === undefined) return { unknown: at.type.name };
  let [all, unknown]: [Fields, string | undefined] = [fields, undefined];
  const open = [fields];
  for (let seen = 0; seen < open.length && unknown === undefined; seen += 1) {
    const { first, bases } = open[seen] ?? fields;
    for (const name of bases) {
      const base = seen > mostBases ? undefined : fieldsOf({ fact: first, type: { name, isMap: false } }, types);
      if (base === undefined) unknown ??= name;
      else if (!open.includes(base)) {
        open.push(base);
        all = { ...all, members: [...all.members, ...base.members], facts: [...all.facts, ...base.facts] };
      }
    }
  }
  const closed = unknown === undefined && open.every((one) => one.closed || one.bases.length > 0);
  return { fields: { ...all, closed }, ...(unknown === undefined ? {} : { unknown }) };
}

/** What a field holds, where that has named fields. */
function holderIn(fields: Fields, key: string, { holders }: DeclaredTypes) {
  const named = holders.get(squeezed(key)) ?? [];
  const own = named.filter(({ fact }) => fields.facts.includes(fact));
  const [only] = own;
  return only === undefined || only.type.isMap || !isOneType(only.fact.scope.type ?? "") ? undefined : only;
}

/** One named type, or a list of it: of several, and of what a function takes or returns, none is sure. */
function isOneType(type: string): boolean {
  const names = type.match(/\b\p{Lu}\w*/gu) ?? [];
  const isList = names.length === 2 && /^(?:Array|ReadonlyArray|Partial|Readonly)$/.test(names[0] ?? "");
  return type.length < 80 && !/=>|&/.test(type) && (names.length < 2 || isList);
}
