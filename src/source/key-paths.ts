import { type SourceQuery, squeezed } from "./query.ts";

/** The keys of a path, without places in lists. */
export function partsOf(path: string): readonly string[] {
  return path.split(/[.[\]]+/).filter((part) => part !== "" && !/^\d+$/.test(part));
}

/** Keys that the page writes within the same key as the claimed one. */
export function siblingsOf({ keyPath = "", keyPaths = [] }: SourceQuery): readonly string[] {
  const path = partsOf(keyPath);
  const name = squeezed(path.at(-1) ?? "");
  const beside = keysAround(keyPaths).get(squeezed(path.slice(0, -1).join("."))) ?? [];
  return [...new Set(beside.filter((key) => key !== name))];
}

const keysByPaths = new WeakMap<readonly string[], ReadonlyMap<string, readonly string[]>>();

/** Keys that a page states, by the keys around them; one page's paths are shared by many queries. */
function keysAround(paths: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const before = keysByPaths.get(paths);
  if (before !== undefined) return before;
  const keys = new Map<string, string[]>();
  for (const path of paths.map(partsOf)) {
    const owner = squeezed(path.slice(0, -1).join("."));
    keys.set(owner, [...(keys.get(owner) ?? []), squeezed(path.at(-1) ?? "")]);
  }
  keysByPaths.set(paths, keys);
  return keys;
}
