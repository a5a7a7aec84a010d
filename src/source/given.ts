import { lastSegment } from "../names.ts";
import type { ClosedList, Fact } from "../types/index.ts";
import { type DeclaredTypes, type Fields, fieldsOf, listOf, type TypeName } from "./parents.ts";
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
  const name = takes[call.argument] ?? "";
  let at = name === "" ? undefined : { fact, type: { name, isMap: false } as TypeName };
  for (const key of call.keys.slice(0, -1)) {
    const fields = at === undefined ? undefined : fieldsOf(at, types);
    if (fields === undefined) return { ...nothing, ...(at === undefined ? {} : { unknown: at.type.name }) };
    at = holderIn(fields, key, types);
  }
  if (at === undefined) return nothing;
  const fields = fieldsOf(at, types);
  if (fields === undefined) return { ...nothing, unknown: at.type.name };
  const wanted = squeezed(call.keys.at(-1) ?? "");
  const facts = fields.facts.filter((one) => squeezed(lastSegment(one.value)) === wanted);
  if (facts.length > 0) return { ...nothing, facts };
  return {
    ...nothing,
    closedLists: [listOf(fields, { owners: [`${call.name}()`, ...call.keys.slice(0, -1)], siblings: [] })],
  };
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
