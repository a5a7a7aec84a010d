import { type Node, parseTree } from "jsonc-parser";
import type { StructureNode } from "./node.ts";

/** Walks JSON, with or without comments; objects and lists are nodes too, with their text as value. */
export function readJson(text: string): readonly StructureNode[] {
  const nodes: StructureNode[] = [];
  const root = parseTree(text, [], { allowTrailingComma: true });
  if (root === undefined || (root.type !== "object" && root.type !== "array")) return [];
  nodes.push({ path: "", value: contentOf(root, text), qualifiers: {} });
  walk(root, "", text, nodes);
  return nodes;
}

function walk(node: Node, path: string, text: string, nodes: StructureNode[]): void {
  for (const child of node.children ?? []) {
    if (node.type === "array") {
      const here = path === "" ? "[]" : `${path}.[]`;
      nodes.push({ path: here, value: contentOf(child, text), qualifiers: { path: here } });
      walk(child, here, text, nodes);
      continue;
    }
    const [key, value] = child.children ?? [];
    if (key === undefined || value === undefined) continue;
    const here = path === "" ? String(key.value) : `${path}.${key.value}`;
    const span = { start: key.offset + 1, end: key.offset + key.length - 1 };
    nodes.push({
      path: here,
      key: { text: String(key.value), span },
      value: contentOf(value, text),
      qualifiers: { path: here },
    });
    walk(value, here, text, nodes);
  }
}

function contentOf(node: Node, text: string): { text: string; span: { start: number; end: number } } {
  const quotes = node.type === "string" ? 1 : 0;
  const span = { start: node.offset + quotes, end: node.offset + node.length - quotes };
  return { text: node.type === "string" ? String(node.value) : text.slice(span.start, span.end), span };
}
