import type { Annotation, Argument, Call, Expression } from "../syntax/module.ts";
import { childAs, childOf, namedChildren, type SyntaxNode, textOf } from "../syntax/node.ts";
import { withoutEscapes } from "../syntax/strings.ts";

type Maker = (node: SyntaxNode) => Expression;

const text: Maker = (node) => ({ is: "text", parts: [contentOf(node)], node });
const number: Maker = (node) => ({ is: "number", text: textOf(node), node });
const name: Maker = (node) => ({ is: "name", path: dottedOf(node), node });
const list: Maker = (node) => ({ is: "list", items: namedChildren(node).map(expressionOf), node });
const inner: Maker = (node) => {
  const value = childAs(node, "value") ?? namedChildren(node)[0];
  return value ? expressionOf(value) : other(node);
};

const makers: Readonly<Record<string, Maker>> = {
  string_literal: text,
  raw_string_literal: text,
  char_literal: (node) => ({ is: "text", parts: [withoutEscapes(textOf(node).slice(1, -1))], node }),
  integer_literal: number,
  float_literal: number,
  boolean_literal: (node) => ({ is: "boolean", value: textOf(node) === "true", node }),
  identifier: (node) => (textOf(node) === "None" ? { is: "none", node } : name(node)),
  scoped_identifier: name,
  field_expression: name,
  self: name,
  binary_expression: (node) => ({
    is: "binary",
    operator: textOf(childAs(node, "operator")),
    left: expressionOf(childAs(node, "left") ?? node),
    right: expressionOf(childAs(node, "right") ?? node),
    node,
  }),
  unary_expression: (node) => {
    const value = expressionOf(namedChildren(node)[0] ?? node.children[0] ?? node);
    if (!textOf(node).startsWith("-") || value.is !== "number") return other(node);
    return { is: "binary", operator: "-", left: { is: "number", text: "0", node }, right: value, node };
  },
  call_expression: (node) => ({ is: "call", call: callOf(node), node }),
  macro_invocation: (node) => ({ is: "call", call: callOf(node), node }),
  struct_expression: (node) => ({ is: "call", call: callOf(node), node }),
  reference_expression: inner,
  parenthesized_expression: inner,
  await_expression: inner,
  try_expression: inner,
  type_cast_expression: inner,
  array_expression: list,
  tuple_expression: list,
  index_expression: (node) => {
    const [object, key] = namedChildren(node);
    return key ? { is: "index", object: dottedOf(object), key: expressionOf(key), node } : other(node);
  },
};

/** The expression of a node; `other` for what has no fixed value. */
export function expressionOf(node: SyntaxNode): Expression {
  return Object.hasOwn(makers, node.type) ? (makers[node.type]?.(node) ?? other(node)) : other(node);
}

/** A call, a macro or a struct literal as a call. */
export function callOf(node: SyntaxNode): Call {
  if (node.type === "macro_invocation")
    return { callee: dottedOf(childAs(node, "macro")), args: tokenArguments(childOf(node, "token_tree")), node };
  if (node.type === "struct_expression")
    return { callee: dottedOf(childAs(node, "name")), args: initialisers(node), node };
  const called = childAs(node, "function");
  const target = called?.type === "generic_function" ? childAs(called, "function") : called;
  const object = target?.type === "field_expression" ? childAs(target, "value") : undefined;
  const args = namedChildren(childAs(node, "arguments")).map((value) => ({ value: expressionOf(value) }));
  const call = { callee: dottedOf(target), args, node };
  return object ? { ...call, receiver: expressionOf(object) } : call;
}

function initialisers(node: SyntaxNode): Argument[] {
  return namedChildren(childAs(node, "body")).flatMap((field) => {
    const value = childAs(field, "value");
    return value ? [{ name: textOf(childAs(field, "field")), value: expressionOf(value) }] : [];
  });
}

/** Dotted name of what an expression reads: `a::b` and `a.b` are `a.b`, a call ends in `()`. */
export function dottedOf(node: SyntaxNode | undefined): string {
  switch (node?.type) {
    case "scoped_identifier":
    case "scoped_type_identifier":
      return join(dottedOf(childAs(node, "path")), textOf(childAs(node, "name")));
    case "field_expression":
      return join(dottedOf(childAs(node, "value")), textOf(childAs(node, "field")));
    case "call_expression":
      return `${dottedOf(childAs(node, "function"))}()`;
    case "macro_invocation":
      return `${dottedOf(childAs(node, "macro"))}()`;
    case "generic_type":
    case "generic_function":
      return dottedOf(childAs(node, "type") ?? childAs(node, "function"));
    case "await_expression":
    case "try_expression":
    case "parenthesized_expression":
    case "reference_expression":
    case "reference_type":
      return dottedOf(childAs(node, "value") ?? childAs(node, "type") ?? namedChildren(node)[0]);
    default:
      return /^(?:[\w]+)$/.test(textOf(node)) ? textOf(node) : "";
  }
}

function join(outer: string, last: string): string {
  return outer === "" ? last : `${outer}.${last}`;
}

/** An attribute as an annotation: `#[arg(long, env = X)]`. */
export function attributeOf(item: SyntaxNode): Annotation {
  const attribute = childOf(item, "attribute");
  const value = childAs(attribute, "value");
  const args = value ? [{ value: expressionOf(value) }] : tokenArguments(childAs(attribute, "arguments"));
  return { name: dottedOf(namedChildren(attribute)[0]), args, node: item };
}

/** Arguments out of the raw tokens of a macro or an attribute. */
export function tokenArguments(tree: SyntaxNode | undefined): Argument[] {
  const groups: SyntaxNode[][] = [[]];
  for (const token of tree?.children.slice(1, -1) ?? []) {
    if (!token.named && textOf(token) === ",") groups.push([]);
    else if (!token.type.endsWith("comment")) groups.at(-1)?.push(token);
  }
  return groups.filter((group) => group.length > 0).map(tokenArgument);
}

function tokenArgument(tokens: readonly SyntaxNode[]): Argument {
  const [first, second, ...rest] = tokens;
  if (first && second && textOf(second) === "=" && rest.length > 0)
    return { name: textOf(first), value: tokenValue(rest) };
  if (first?.type === "identifier" && second?.type === "token_tree" && rest.length === 0)
    return {
      name: textOf(first),
      value: { is: "list", items: tokenArguments(second).map(({ value }) => value), node: second },
    };
  return { value: tokenValue(tokens) };
}

function tokenValue(tokens: readonly SyntaxNode[]): Expression {
  const plain = tokens.filter((token) => textOf(token) !== "&");
  const [first] = plain;
  const last = plain.at(-1);
  if (!first || !last) return { is: "other", node: tokens[0] ?? emptyToken(tokens) };
  if (plain.length === 1)
    return first.type === "token_tree"
      ? { is: "list", items: tokenArguments(first).map(({ value }) => value), node: first }
      : expressionOf(first);
  const words = plain.map(textOf).join("");
  if (/^[\w:.]+$/.test(words)) return { is: "name", path: words.replaceAll("::", "."), node: first };
  const head = plain.slice(0, -1).map(textOf).join("");
  if (last.type === "token_tree" && /^[\w:.]+!?$/.test(head))
    return {
      is: "call",
      call: { callee: head.replaceAll("::", ".").replace("!", ""), args: tokenArguments(last), node: first },
      node: first,
    };
  return sum(plain) ?? other(first);
}

/** `60 * 5` out of raw tokens. */
function sum(tokens: readonly SyntaxNode[]): Expression | undefined {
  const at = tokens.findLastIndex((token) => /^(?:[*+/-]|<<)$/.test(textOf(token)));
  const operator = tokens[at];
  if (!operator || at < 1 || at === tokens.length - 1) return undefined;
  const [left, right] = [tokenValue(tokens.slice(0, at)), tokenValue(tokens.slice(at + 1))];
  return { is: "binary", operator: textOf(operator), left, right, node: operator };
}

function emptyToken(tokens: readonly SyntaxNode[]): SyntaxNode {
  const source = { text: "", lineStarts: [0] };
  return (
    tokens[0] ?? {
      type: "empty",
      named: false,
      field: undefined,
      start: 0,
      end: 0,
      children: [],
      parent: undefined,
      source,
    }
  );
}

function contentOf(node: SyntaxNode): string {
  const raw = textOf(node);
  const found = /^[bc]?r?#*"([\s\S]*?)"?#*$/.exec(raw)?.[1] ?? raw;
  return node.type === "raw_string_literal" ? found : withoutEscapes(found.replace(/\\\n\s*/g, ""));
}

function other(node: SyntaxNode): Expression {
  return { is: "other", node };
}
