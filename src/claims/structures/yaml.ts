import { isMap, isScalar, isSeq, type Node, parseAllDocuments, type Scalar } from "yaml";
import type { StructureNode } from "./node.ts";

/** Blocks longer than this are not read, in UTF-16 units. */
const maxLength = 64 * 1024;
/** Levels that are walked. */
const maxDepth = 20;

/** Walks YAML, all documents of the block; aliases are not followed. */
export function readYamlBlock(text: string): readonly StructureNode[] {
  if (text.length > maxLength || /[[{]{20}/.test(text)) return [];
  const nodes: StructureNode[] = [];
  for (const document of parseAllDocuments(text, { logLevel: "silent", uniqueKeys: false })) {
    if (!("contents" in document) || document.errors.length > 0) return [];
    walk(document.contents, "", nodes, 0);
  }
  return nodes;
}

function walk(node: Node | null, path: string, nodes: StructureNode[], depth: number): void {
  if (depth > maxDepth) return;
  if (isSeq(node)) for (const item of node.items) visit(item, join(path, "[]"), nodes, depth);
  if (!isMap(node)) return;
  for (const { key, value } of node.items) {
    if (!isScalar(key)) continue;
    const here = join(path, String(key.value));
    const stated = isScalar(value) ? { value: scalarOf(value) } : {};
    nodes.push({ path: here, key: scalarOf(key), ...stated, qualifiers: { path: here } });
    if (isMap(value) || isSeq(value)) walk(value, here, nodes, depth + 1);
  }
}

/** An item of a list. */
function visit(item: unknown, path: string, nodes: StructureNode[], depth: number): void {
  if (isScalar(item)) nodes.push({ path, value: scalarOf(item), qualifiers: { path } });
  else if (isMap(item) || isSeq(item)) walk(item, path, nodes, depth + 1);
}

function join(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

function scalarOf(scalar: Scalar): { text: string; span: { start: number; end: number } } {
  const [start = 0, end = 0] = scalar.range ?? [];
  const quotes = scalar.type === "QUOTE_DOUBLE" || scalar.type === "QUOTE_SINGLE" ? 1 : 0;
  return { text: scalar.source ?? String(scalar.value), span: { start: start + quotes, end: end - quotes } };
}
