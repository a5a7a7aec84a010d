import type { Node } from "jsonc-parser";
import { actionStep, environmentKeyStep, rewriteStep } from "./config/deployments.ts";
import { keyStep } from "./config/keys.ts";
import { manifestStep } from "./config/manifests.ts";
import { placeholderStep } from "./config/placeholders.ts";
import { schemaStep } from "./config/schema.ts";
import { type ConfigNode, type ConfigStep, deepestLevel } from "./config/tree.ts";
import { createFactList } from "./facts.ts";
import type { Language } from "./language.ts";
import { openApiStep } from "./openapi.ts";
import { lineStartsOf, type SourceText } from "./syntax/node.ts";

/** Ways to understand a configuration file, most telling first; the first that knows the file is the last to read it. */
export const configSteps: readonly ConfigStep[] = [
  manifestStep,
  environmentKeyStep,
  placeholderStep,
  rewriteStep,
  openApiStep,
  actionStep,
  schemaStep,
  keyStep,
];

/** Levels of brackets that settings never reach. */
const deepestNesting = 500;

/** JSON with or without comments: package manifests, JSON Schema, OpenAPI, settings. */
export const json: Language = {
  id: "json",
  files: [".json", ".jsonc", ".json5", ".webmanifest"],
  load: async () => {
    const { parseTree } = await import("jsonc-parser");
    return (file) => {
      const facts = createFactList(file);
      const skipped =
        isTooDeep(file.text) || /(?:^|\/)(?:package-lock|npm-shrinkwrap|composer\.lock)\b/.test(file.path);
      const root = skipped
        ? undefined
        : parseTree(file.text, [], { allowTrailingComma: true, disallowComments: false });
      if (root) {
        const source = { text: file.text, lineStarts: lineStartsOf(file.text) };
        const reading = { file, root: nodeOf(root, source, 0), facts };
        configSteps.some((step) => step(reading));
      }
      return facts.result();
    };
  },
};

/** True for text nested so deep that the parser, which recurses, would not end well. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const bracket of text.matchAll(/[[\]{}]/g)) {
    depth += bracket[0] === "[" || bracket[0] === "{" ? 1 : -1;
    if (depth > deepestNesting) return true;
  }
  return false;
}

function nodeOf(node: Node, source: SourceText, depth: number): ConfigNode {
  const at = { start: node.offset, end: node.offset + node.length, source };
  if (node.type === "array" && depth <= deepestLevel)
    return { is: "list", items: (node.children ?? []).map((child) => nodeOf(child, source, depth + 1)), at };
  if (node.type !== "object" || depth > deepestLevel) return { is: "scalar", value: scalarOf(node.value), at };
  const entries = (node.children ?? []).flatMap((property) => {
    const [key, value] = property.children ?? [];
    if (!key || !value) return [];
    const where = { start: property.offset, end: property.offset + property.length, source };
    return [{ key: String(key.value), at: where, value: nodeOf(value, source, depth + 1) }];
  });
  return { is: "map", entries, at };
}

function scalarOf(value: unknown): string | number | boolean | null {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}
