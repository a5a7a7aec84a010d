import type { Fact, FactRole } from "../types/index.ts";
import type { FileFacts } from "./languages/language.ts";
import { squeezed } from "./query.ts";

/**
 * A name, and what is left of it without letter case and what joins its words; that is empty for signs alone and for long
 * texts.
 */
export type Name = { readonly text: string; readonly key: string };

/** A fact with what queries compare it by, worked out once for all of them. */
export type Entry = {
  readonly fact: Fact;
  readonly value: Name;
  /** Its subject; its value where it has none. */
  readonly named: Name;
  /** The last segment of that. */
  readonly last: Name;
  /** The value in lower case. */
  readonly lower: string;
  /** The subject in lower case; empty where there is none. */
  readonly lowerSubject: string;
  /** False for a name that is only used. */
  readonly isText: boolean;
};

/** What entries are looked up by. */
type Part = "value" | "named" | "last";

type Index = {
  readonly entries: readonly Entry[];
  readonly texts: readonly Entry[];
  readonly byPart: Map<Part, ReadonlyMap<string, readonly Entry[]>>;
  readonly byRoles: Map<string, readonly Entry[]>;
};

const indexes = new WeakMap<FileFacts, Index>();

/** Longer texts are no names: they are the same only as they are; in UTF-16 units. */
const longestName = 200;

/** A name ready to be compared. */
export function nameOf(text: string): Name {
  return { text, key: text.length > longestName ? "" : squeezed(text) };
}

/** True when two names are the same but for letter case and the characters between their words. */
export function isSame(one: Name, other: Name): boolean {
  return one.text === other.text || (one.key === other.key && one.key !== "");
}

/** The last word of a name of several, whatever joins them: dots, slashes, blanks. */
export function lastWord(name: string): string {
  return name.split(/[.\s/]/).at(-1) ?? name;
}

/** Entries of a file that are more than a name which is used, in the order of its facts. */
export function textsIn(file: FileFacts): readonly Entry[] {
  return indexOf(file).texts;
}

/** Entries of a file whose facts have one of the roles, in the order of the file. */
export function entriesInRoles(file: FileFacts, roles: readonly FactRole[]): readonly Entry[] {
  const { entries, byRoles } = indexOf(file);
  const key = roles.join(" ");
  const known = byRoles.get(key) ?? entries.filter(({ fact }) => roles.includes(fact.role));
  byRoles.set(key, known);
  return known;
}

/** Entries of a file whose value is a name, however its words are written; empty when there is none. */
export function entriesNamed(file: FileFacts, name: string): readonly Entry[] {
  return heldBy(indexOf(file), "value", nameOf(name));
}

/** Entries of a file that speak of a subject, by its whole name or by its last segment; one may come twice. */
export function entriesOn(file: FileFacts, subject: string): readonly Entry[] {
  const index = indexOf(file);
  return [...heldBy(index, "named", nameOf(subject)), ...heldBy(index, "last", nameOf(lastWord(subject)))];
}

function heldBy(index: Index, part: Part, name: Name): readonly Entry[] {
  // Signs alone are the same only as they are.
  if (name.key === "") return index.entries.filter((entry) => entry[part].text === name.text);
  const known = index.byPart.get(part) ?? keyed(index.entries, part);
  index.byPart.set(part, known);
  return known.get(name.key) ?? [];
}

function keyed(entries: readonly Entry[], part: Part): ReadonlyMap<string, readonly Entry[]> {
  const index = new Map<string, Entry[]>();
  for (const entry of entries) {
    const { key } = entry[part];
    const known = index.get(key);
    if (known === undefined) index.set(key, [entry]);
    else known.push(entry);
  }
  return index;
}

function indexOf(file: FileFacts): Index {
  const known = indexes.get(file);
  if (known !== undefined) return known;
  const entries = file.facts.map(entryOf);
  const index = { entries, texts: entries.filter(({ isText }) => isText), byPart: new Map(), byRoles: new Map() };
  indexes.set(file, index);
  return index;
}

function entryOf(fact: Fact): Entry {
  const { subject } = fact.scope;
  const value = nameOf(fact.value);
  const named = subject === undefined ? value : nameOf(subject);
  const end = named.key === "" ? named.text : lastWord(named.text);
  const last = end === named.text ? named : nameOf(end);
  const [lower, lowerSubject] = [fact.value.toLowerCase(), subject?.toLowerCase() ?? ""];
  return { fact, value, named, last, lower, lowerSubject, isText: fact.role !== "identifier" };
}
