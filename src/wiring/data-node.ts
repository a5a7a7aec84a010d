import { type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";

/** A value in a JSON file or a JavaScript literal, with its place in the text; ends are exclusive. */
export type DataNode = {
  readonly type: "object" | "array" | "property" | "string" | "other";
  readonly start: number;
  readonly end: number;
  /** Decoded text of a string, or the name of a property. */
  readonly text: string;
  /** Items of an array, properties of an object, the value of a property. */
  readonly children: readonly DataNode[];
};

/** A mistake in a data file, with where it stands. */
export type DataProblem = { readonly message: string; readonly start: number };

/** A data file as read; `root` is absent when nothing could be read. */
export type DataFile = { readonly root?: DataNode; readonly problems: readonly DataProblem[] };

/** Nesting deeper than this is refused before parsing, so that the parser's stack holds. */
const maxDepth = 200;

/** Reads JSON with comments, trailing commas and a byte order mark; broken JSON and duplicate keys are problems. */
export function readJson(text: string): DataFile {
  const deep = tooDeepAt(text);
  if (deep !== undefined) {
    return { problems: [{ message: `Unexpected nesting, expected at most ${maxDepth} levels.`, start: deep }] };
  }
  // A byte order mark is blanked, not cut, so that offsets stay.
  const blanked = text.startsWith("\uFEFF") ? ` ${text.slice(1)}` : text;
  const errors: ParseError[] = [];
  const tree = parseTree(blanked, errors, { allowTrailingComma: true });
  // What follows the first mistake is mostly its consequence.
  const problems = errors.slice(0, 1).map(({ error, offset }) => ({
    message: `Unexpected text, expected JSON (${printParseErrorCode(error)}).`,
    start: offset,
  }));
  if (tree === undefined) {
    return {
      problems: problems.length > 0 ? problems : [{ message: "Unexpected empty file, expected JSON.", start: 0 }],
    };
  }
  const root = toDataNode(tree);
  return { root, problems: [...problems, ...duplicateKeys(root)] };
}

/** The value under a key of an object; undefined when there is none. */
export function memberOf(node: DataNode | undefined, key: string): DataNode | undefined {
  if (node?.type !== "object") return undefined;
  return node.children.find((child) => child.type === "property" && child.text === key)?.children[0];
}

/** The text under the first of some keys that holds a string, with its node; undefined when none does. */
export function stringOf(node: DataNode, keys: readonly string[]): DataNode | undefined {
  for (const key of keys) {
    const value = memberOf(node, key);
    if (value?.type === "string") return value;
  }
  return undefined;
}

/** Keys that an object names twice, everywhere below a node. */
export function duplicateKeys(node: DataNode): DataProblem[] {
  const seen = new Set<string>();
  const own =
    node.type === "object"
      ? node.children.filter((child) => child.type === "property" && seen.size === seen.add(child.text).size)
      : [];
  return [
    ...own.map(({ text, start }) => ({ message: `Unexpected second key "${text}", expected each key once.`, start })),
    ...node.children.flatMap(duplicateKeys),
  ];
}

function toDataNode(node: Node): DataNode {
  const children = node.children ?? [];
  const isProperty = node.type === "property";
  const named = isProperty ? children[0] : node;
  const type = node.type === "object" || node.type === "array" || node.type === "string" ? node.type : "other";
  return {
    type: isProperty ? "property" : type,
    start: node.offset,
    end: node.offset + node.length,
    text: typeof named?.value === "string" ? named.value : "",
    children: (isProperty ? children.slice(1) : children).map(toDataNode),
  };
}

function tooDeepAt(text: string): number | undefined {
  let depth = 0;
  for (const match of text.matchAll(/"(?:[^"\\\n]|\\.)*"|[[{\]}]/g)) {
    if (match[0] === "[" || match[0] === "{") depth += 1;
    else if (match[0] === "]" || match[0] === "}") depth -= 1;
    if (depth > maxDepth) return match.index;
  }
  return undefined;
}
