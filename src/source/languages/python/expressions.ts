import type { Argument, Call, Expression } from "../syntax/module.ts";
import { childAs, childrenOf, namedChildren, type SyntaxNode, textOf } from "../syntax/node.ts";
import { withoutEscapes } from "../syntax/strings.ts";

type Maker = (node: SyntaxNode) => Expression;

const makers: Readonly<Record<string, Maker>> = {
  string: (node) => ({ is: "text", parts: partsOf(node), node }),
  concatenated_string: (node) => ({ is: "text", parts: childrenOf(node, "string").flatMap(partsOf), node }),
  integer: (node) => ({ is: "number", text: textOf(node), node }),
  float: (node) => ({ is: "number", text: textOf(node), node }),
  true: (node) => ({ is: "boolean", value: true, node }),
  false: (node) => ({ is: "boolean", value: false, node }),
  none: (node) => ({ is: "none", node }),
  identifier: (node) => ({ is: "name", path: textOf(node), node }),
  attribute: (node) => ({ is: "name", path: dottedOf(node), node }),
  binary_operator: (node) => ({
    is: "binary",
    operator: textOf(childAs(node, "operator")),
    left: expressionOf(childAs(node, "left") ?? node),
    right: expressionOf(childAs(node, "right") ?? node),
    node,
  }),
  unary_operator: (node) => negative(node),
  parenthesized_expression: (node) => inner(node),
  await: (node) => inner(node),
  call: (node) => ({ is: "call", call: callOf(node), node }),
  list: (node) => ({ is: "list", items: namedChildren(node).map(expressionOf), node }),
  tuple: (node) => ({ is: "list", items: namedChildren(node).map(expressionOf), node }),
  set: (node) => ({ is: "list", items: namedChildren(node).map(expressionOf), node }),
  dictionary: (node) => ({ is: "map", entries: childrenOf(node, "pair").flatMap(entryOf), node }),
  subscript: (node) => ({
    is: "index",
    object: dottedOf(childAs(node, "value")),
    key: expressionOf(childAs(node, "subscript") ?? node),
    node,
  }),
};

/** The expression of a node; `other` for what has no fixed value. */
export function expressionOf(node: SyntaxNode): Expression {
  return Object.hasOwn(makers, node.type) ? (makers[node.type]?.(node) ?? other(node)) : other(node);
}

/** A call node as a call. */
export function callOf(node: SyntaxNode): Call {
  const called = childAs(node, "function");
  const object = called?.type === "attribute" ? childAs(called, "object") : undefined;
  const call = { callee: dottedOf(called), args: argumentsOf(childAs(node, "arguments")), node };
  return object ? { ...call, receiver: expressionOf(object) } : call;
}

/** Arguments of a call, by position and by keyword. */
export function argumentsOf(list: SyntaxNode | undefined): Argument[] {
  return namedChildren(list).map((node) => {
    const value = childAs(node, "value");
    if (node.type !== "keyword_argument" || !value) return { value: expressionOf(node) };
    return { name: textOf(childAs(node, "name")), value: expressionOf(value) };
  });
}

/** Dotted name of what an expression reads: `scope["headers"]` is `scope.headers`, a call ends in `()`. */
export function dottedOf(node: SyntaxNode | undefined): string {
  switch (node?.type) {
    case "identifier":
      return textOf(node);
    case "attribute":
      return `${dottedOf(childAs(node, "object"))}.${textOf(childAs(node, "attribute"))}`;
    case "call":
      return `${dottedOf(childAs(node, "function"))}()`;
    case "subscript": {
      const key = childAs(node, "subscript");
      return `${dottedOf(childAs(node, "value"))}.${textOf(key).replace(/^[rbu]*["']|["']$/gi, "")}`;
    }
    case "await":
    case "parenthesized_expression":
      return dottedOf(namedChildren(node)[0]);
    default:
      return "";
  }
}

function partsOf(node: SyntaxNode): (string | Expression)[] {
  const prefix = textOf(node.children[0]).toLowerCase();
  const read = (text: string): string => {
    const plain = prefix.includes("r") ? text : withoutEscapes(text);
    return prefix.includes("f") ? plain.replaceAll("{{", "{").replaceAll("}}", "}") : plain;
  };
  return namedChildren(node).flatMap((part): (string | Expression)[] => {
    if (part.type === "string_content") return [read(textOf(part))];
    const value = part.type === "interpolation" ? childAs(part, "expression") : undefined;
    return value ? [expressionOf(value)] : [];
  });
}

function entryOf(pair: SyntaxNode) {
  const [key, value] = [childAs(pair, "key"), childAs(pair, "value")];
  return key && value ? [{ key: expressionOf(key), value: expressionOf(value) }] : [];
}

function negative(node: SyntaxNode): Expression {
  const number = expressionOf(childAs(node, "argument") ?? node.children[1] ?? node.children[0] ?? node);
  if (textOf(childAs(node, "operator")) !== "-" || number.is !== "number") return other(node);
  return { is: "binary", operator: "-", left: { is: "number", text: "0", node }, right: number, node };
}

function inner(node: SyntaxNode): Expression {
  const [value] = namedChildren(node);
  return value ? expressionOf(value) : other(node);
}

function other(node: SyntaxNode): Expression {
  return { is: "other", node };
}
