import type { Fact } from "../types/index.ts";
import type { FileFacts } from "./languages/language.ts";
import { squeezed } from "./query.ts";

const indexes = new WeakMap<FileFacts, ReadonlyMap<string, readonly Fact[]>>();

/** Facts of a file whose value is a name, however its words are written; in the order of the file, empty when there is none. */
export function factsNamed(file: FileFacts, name: string): readonly Fact[] {
  const index = indexes.get(file) ?? indexOf(file);
  indexes.set(file, index);
  const key = squeezed(name);
  // Signs alone are the same only as they are.
  return key === "" ? file.facts.filter(({ value }) => value === name) : (index.get(key) ?? []);
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
