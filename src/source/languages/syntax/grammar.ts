import type { Call, Entry, Expression } from "./module.ts";
import { childAs, namedChildren, type SyntaxNode, textOf } from "./node.ts";

/** Parts of a text: what stands there, and expressions that are put in. */
export type TextParts = (string | Expression)[];

/** Which nodes of a grammar are which expressions; everything not named here has no fixed value. */
export type ExpressionGrammar = {
  readonly texts: readonly string[];
  readonly partsOf: (node: SyntaxNode, expressionOf: (node: SyntaxNode) => Expression) => TextParts;
  readonly numbers: readonly string[];
  readonly booleans: readonly string[];
  readonly nothings: readonly string[];
  readonly names: readonly string[];
  /** Dotted name of a node, empty when it has none. */
  readonly dottedOf: (node: SyntaxNode | undefined) => string;
  readonly binaries: readonly string[];
  readonly negatives: readonly string[];
  /** Nodes that stand for what they hold: parentheses, casts. */
  readonly wrappers: readonly string[];
  readonly calls: readonly string[];
  readonly callOf: (node: SyntaxNode, expressionOf: (node: SyntaxNode) => Expression) => Call;
  /** Arrays and maps: entries where there are any, else items. */
  readonly collections: readonly string[];
  readonly entriesOf: (node: SyntaxNode, expressionOf: (node: SyntaxNode) => Expression) => Entry[];
  readonly itemsOf: (node: SyntaxNode) => SyntaxNode[];
  readonly indexes: readonly string[];
  readonly indexOf: (node: SyntaxNode) => {
    readonly object: SyntaxNode | undefined;
    readonly key: SyntaxNode | undefined;
  };
};

type Reader = (node: SyntaxNode) => Expression;

/** Makes the function that reads expressions of a grammar. */
export function expressionReader(grammar: ExpressionGrammar): Reader {
  const readers = new Map<string, Reader>();
  const expressionOf: Reader = (node) => readers.get(node.type)?.(node) ?? { is: "other", node };
  const assign = (types: readonly string[], reader: Reader): void => {
    for (const type of types) readers.set(type, reader);
  };
  assign(grammar.texts, (node) => ({ is: "text", parts: grammar.partsOf(node, expressionOf), node }));
  assign(grammar.numbers, (node) => ({ is: "number", text: textOf(node), node }));
  assign(grammar.booleans, (node) => ({ is: "boolean", value: /^true$/i.test(textOf(node)), node }));
  assign(grammar.nothings, (node) => ({ is: "none", node }));
  assign(grammar.names, (node) => ({ is: "name", path: grammar.dottedOf(node), node }));
  assign(grammar.binaries, (node) => binaryOf(node, expressionOf));
  assign(grammar.negatives, (node) => negativeOf(node, expressionOf));
  assign(grammar.wrappers, (node) => innerOf(node, expressionOf));
  assign(grammar.calls, (node) => ({ is: "call", call: grammar.callOf(node, expressionOf), node }));
  assign(grammar.collections, (node) => collectionOf(node, grammar, expressionOf));
  assign(grammar.indexes, (node) => {
    const { object, key } = grammar.indexOf(node);
    return key
      ? { is: "index", object: grammar.dottedOf(object), key: expressionOf(key), node }
      : { is: "other", node };
  });
  return expressionOf;
}

function binaryOf(node: SyntaxNode, expressionOf: Reader): Expression {
  const [left, right] = [childAs(node, "left"), childAs(node, "right")];
  if (!left || !right) return { is: "other", node };
  const operator = textOf(childAs(node, "operator"));
  return { is: "binary", operator, left: expressionOf(left), right: expressionOf(right), node };
}

function negativeOf(node: SyntaxNode, expressionOf: Reader): Expression {
  const [inner] = namedChildren(node);
  const value = inner && textOf(node).startsWith("-") ? expressionOf(inner) : undefined;
  if (value?.is !== "number") return { is: "other", node };
  return { is: "binary", operator: "-", left: { is: "number", text: "0", node }, right: value, node };
}

function innerOf(node: SyntaxNode, expressionOf: Reader): Expression {
  const inner = childAs(node, "value") ?? namedChildren(node).at(-1);
  return inner ? expressionOf(inner) : { is: "other", node };
}

function collectionOf(node: SyntaxNode, grammar: ExpressionGrammar, expressionOf: Reader): Expression {
  const entries = grammar.entriesOf(node, expressionOf);
  if (entries.length > 0) return { is: "map", entries, node };
  return { is: "list", items: grammar.itemsOf(node).map(expressionOf), node };
}

/** A call out of its parts. */
export function makeCall(parts: {
  callee: string;
  receiver: Expression | undefined;
  args: Call["args"];
  node: SyntaxNode;
}): Call {
  const { callee, receiver, args, node } = parts;
  return receiver ? { callee, receiver, args, node } : { callee, args, node };
}

/** Two parts of a dotted name. */
export function joinDotted(outer: string, last: string): string {
  return outer === "" ? last : `${outer}.${last}`;
}
