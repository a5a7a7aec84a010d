import { canonicalJson } from "../canonical.ts";
import type { FactList, Stretch } from "../facts.ts";
import type { FileText } from "../language.ts";

/** One value of a configuration file, the same for JSON, YAML and TOML. */
export type ConfigNode = { readonly at: Stretch } & (
  | { readonly is: "map"; readonly entries: readonly ConfigEntry[] }
  | { readonly is: "list"; readonly items: readonly ConfigNode[] }
  | { readonly is: "scalar"; readonly value: string | number | boolean | null }
);

/** One key with its value; `at` covers both. */
export type ConfigEntry = { readonly key: string; readonly at: Stretch; readonly value: ConfigNode };

/** A configuration file while its facts are gathered. */
export type ConfigReading = { readonly file: FileText; readonly root: ConfigNode; readonly facts: FactList };

/** One way to understand a configuration file; says whether the file was of its kind. */
export type ConfigStep = (reading: ConfigReading) => boolean;

/** Containers deeper than this are cut. */
export const deepestLevel = 24;

/** Entries of a map; empty for anything else. */
export function entriesOf(node: ConfigNode | undefined): readonly ConfigEntry[] {
  return node?.is === "map" ? node.entries : [];
}

/** Items of a list; empty for anything else. */
export function itemsOf(node: ConfigNode | undefined): readonly ConfigNode[] {
  return node?.is === "list" ? node.items : [];
}

/** The entry under a key path, undefined when it is not there. */
export function entryAt(node: ConfigNode | undefined, ...path: readonly string[]): ConfigEntry | undefined {
  let at = node;
  let found: ConfigEntry | undefined;
  for (const key of path) {
    found = entriesOf(at).find((entry) => entry.key === key);
    at = found?.value;
  }
  return at ? found : undefined;
}

/** The value under a key path, undefined when it is not there. */
export function valueAt(node: ConfigNode | undefined, ...path: readonly string[]): ConfigNode | undefined {
  return entryAt(node, ...path)?.value;
}

/** Canonical text of a value: scalars as they are, lists and maps as JSON; undefined for no value. */
export function textOfConfig(node: ConfigNode | undefined): string | undefined {
  if (!node) return undefined;
  return node.is === "scalar" ? String(node.value) : canonicalJson(plainOf(node));
}

/** The text of a scalar, undefined for containers and for no value. */
export function scalarText(node: ConfigNode | undefined): string | undefined {
  return node?.is === "scalar" && node.value !== null ? String(node.value) : undefined;
}

function plainOf(node: ConfigNode): unknown {
  if (node.is === "scalar") return node.value;
  if (node.is === "list") return node.items.map(plainOf);
  return Object.fromEntries(node.entries.map(({ key, value }) => [key, plainOf(value)]));
}

/** A key path with one more key. */
export function joinKeys(outer: string, key: string): string {
  return outer === "" ? key : `${outer}.${key}`;
}
