import { type Node, type ParseError, parseTree } from "jsonc-parser";
import { canonicalJson, wordsOfBlock } from "./canonical.ts";
import type { Entry } from "./structure.ts";

/** Deeper than this is no example for people, and the parser recurses. */
const maxDepth = 64;

/** Entries of JSON with comments, also of a fragment without its outer braces or with `...` in it. */
export function readJson(text: string): readonly Entry[] {
  if (tooDeep(text)) return [];
  const bare = /^\s*"[^"\n]*"\s*:/.test(text);
  const padding = bare ? 1 : 0;
  const errors: ParseError[] = [];
  const root = parseTree(bare ? `{${text}}` : text, errors, { allowTrailingComma: true });
  if (root === undefined || (root.type !== "object" && root.type !== "array")) return [];
  const value = plainOf(root);
  const whole: Entry = {
    path: [],
    value: { start: root.offset - padding, end: root.offset + root.length - padding },
    text: canonicalJson(value),
    qualifiers: wordsOfBlock(value),
  };
  return [...(errors.length === 0 && !bare ? [whole] : []), ...entries(root, [], padding)];
}

function entries(node: Node, path: readonly string[], padding: number): Entry[] {
  if (node.type === "array") {
    return (node.children ?? []).flatMap((item, index) => [
      ...leaf(item, [...path, String(index)], padding),
      ...entries(item, [...path, String(index)], padding),
    ]);
  }
  if (node.type !== "object") return [];
  return (node.children ?? []).flatMap((property) => {
    const [key, value] = property.children ?? [];
    if (key === undefined) return [];
    const here = [...path, String(key.value)];
    const entry: Entry = { path: here, key: inside(key, padding), qualifiers: { path: here.join(".") } };
    if (value === undefined) return [entry];
    return [{ ...entry, value: inside(value, padding) }, ...entries(value, here, padding)];
  });
}

function leaf(node: Node, path: readonly string[], padding: number): Entry[] {
  return [{ path, value: inside(node, padding), qualifiers: { path: path.join(".") } }];
}

/** The stretch of a node without the quotes of a string. */
function inside(node: Node, padding: number): { start: number; end: number } {
  const quote = node.type === "string" || node.type === "property" ? 1 : 0;
  return { start: node.offset + quote - padding, end: node.offset + node.length - quote - padding };
}

function plainOf(node: Node): unknown {
  if (node.type === "array") return (node.children ?? []).map(plainOf);
  if (node.type !== "object") return node.value;
  return Object.fromEntries(
    (node.children ?? []).map(({ children = [] }) => [
      String(children[0]?.value),
      children[1] === undefined ? null : plainOf(children[1]),
    ]),
  );
}

function tooDeep(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === "{" || character === "[") depth += 1;
    else if (character === "}" || character === "]") depth -= 1;
    if (depth > maxDepth) return true;
  }
  return false;
}
