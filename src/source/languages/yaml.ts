import type { Node, Pair } from "yaml";
import { exportsOf } from "./common-js.ts";
import { type ConfigEntry, type ConfigNode, deepestLevel } from "./config/tree.ts";
import { createFactList, type FactList } from "./facts.ts";
import { configSteps } from "./json.ts";
import type { Language } from "./language.ts";
import { lineStartsOf, type SourceText } from "./syntax/node.ts";

/** YAML: compose files, workflows, action.yml, OpenAPI, settings. */
export const yaml: Language = {
  id: "yaml",
  files: [".yml", ".yaml"],
  load: async () => {
    const library = exportsOf(await import("yaml"));
    return (file) => {
      const facts = createFactList(file);
      const source = { text: file.text, lineStarts: lineStartsOf(file.text) };
      addComments(facts, source);
      if (/(?:^|\/)pnpm-lock\.yaml$/.test(file.path)) return facts.result();
      for (const document of library.parseAllDocuments(file.text, { logLevel: "silent", uniqueKeys: false })) {
        if (!("contents" in document) || !library.isNode(document.contents)) continue;
        const root = nodeOf(library, { node: document.contents, source, depth: 0 });
        const reading = { file, root, facts };
        configSteps.some((step) => step(reading));
      }
      return facts.result();
    };
  },
};

/** Whole lines that are comments. */
export function addComments(facts: FactList, source: SourceText): void {
  for (const { index, 0: line, 1: text = "" } of source.text.matchAll(/^[ \t]*#+(.*)$/gm))
    facts.add({
      role: "comment",
      value: text.trim(),
      at: { start: index, end: index + line.length, source },
      strength: "comment",
    });
}

type Library = typeof import("yaml");
type At = { readonly node: Node; readonly source: SourceText; readonly depth: number };

function nodeOf(library: Library, { node, source, depth }: At): ConfigNode {
  const [start = 0, end = start] = node.range ?? [];
  const at = { start, end, source };
  if (library.isMap(node) && depth <= deepestLevel) {
    const entries = node.items.flatMap((pair) => entryOf(library, pair, { source, depth }));
    return { is: "map", entries, at };
  }
  if (library.isSeq(node) && depth <= deepestLevel) {
    const items = node.items
      .filter((item) => library.isNode(item))
      .map((item) => nodeOf(library, { node: item, source, depth: depth + 1 }));
    return { is: "list", items, at };
  }
  const value = library.isScalar(node) ? node.value : null;
  const isPlain = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
  return { is: "scalar", value: isPlain ? value : null, at };
}

function entryOf(library: Library, pair: Pair, { source, depth }: Pick<At, "source" | "depth">): ConfigEntry[] {
  const { key, value } = pair;
  if (!library.isScalar(key)) return [];
  const [start = 0, end = start] = key.range ?? [];
  const empty: ConfigNode = { is: "scalar", value: null, at: { start, end, source } };
  const inner = library.isNode(value) ? nodeOf(library, { node: value, source, depth: depth + 1 }) : empty;
  return [{ key: String(key.value), at: { start, end: Math.max(end, inner.at.end), source }, value: inner }];
}
