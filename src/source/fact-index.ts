import type { Fact, FactRole } from "../types/index.ts";
import type { FileFacts } from "./languages/language.ts";
import { squeezed } from "./query.ts";

const indexes = new WeakMap<FileFacts, ReadonlyMap<string, readonly Fact[]>>();
const roleIndexes = new WeakMap<FileFacts, Map<string, readonly Fact[]>>();
const lowerCase = new WeakMap<FileFacts, readonly string[]>();

/** Facts of a file whose value is a name, however its words are written; in the order of the file, empty when there is none. */
export function factsNamed(file: FileFacts, name: string): readonly Fact[] {
  const index = indexes.get(file) ?? indexOf(file);
  indexes.set(file, index);
  const key = squeezed(name);
  // Signs alone are the same only as they are.
  return key === "" ? file.facts.filter(({ value }) => value === name) : (index.get(key) ?? []);
}

/** Facts of a file that have one of the roles, in the order of the file. */
export function factsInRoles(file: FileFacts, roles: readonly FactRole[]): readonly Fact[] {
  const index = roleIndexes.get(file) ?? new Map<string, readonly Fact[]>();
  roleIndexes.set(file, index);
  const key = roles.join(" ");
  const facts = index.get(key) ?? file.facts.filter(({ role }) => roles.includes(role));
  index.set(key, facts);
  return facts;
}

/** Facts of a file whose value holds one of the needles, letter case aside; in the order of the file. */
export function factsHolding(file: FileFacts, lowerCaseNeedles: readonly string[]): readonly Fact[] {
  const values = lowerCase.get(file) ?? file.facts.map(({ value }) => value.toLowerCase());
  lowerCase.set(file, values);
  return file.facts.filter((_, index) => lowerCaseNeedles.some((needle) => values[index]?.includes(needle)));
}

function indexOf({ facts }: FileFacts): ReadonlyMap<string, readonly Fact[]> {
  const index = new Map<string, Fact[]>();
  for (const fact of facts) {
    const key = squeezed(fact.value);
    const known = index.get(key);
    if (known === undefined) index.set(key, [fact]);
    else known.push(fact);
  }
  return index;
}
