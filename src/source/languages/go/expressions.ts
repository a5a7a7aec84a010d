import type { Annotation, Argument, Call, Entry, Expression } from "../syntax/module.ts";
import { childAs, childrenOf, namedChildren, type SyntaxNode, textOf } from "../syntax/node.ts";
import { withoutEscapes } from "../syntax/strings.ts";

type Maker = (node: SyntaxNode) => Expression;

const number: Maker = (node) => ({ is: "number", text: textOf(node), node });
const name: Maker = (node) => ({ is: "name", path: dottedOf(node), node });
const inner: Maker = (node) => {
  const value = childAs(node, "operand") ?? namedChildren(node)[0];
  return value ? expressionOf(value) : other(node);
};

const makers: Readonly<Record<string, Maker>> = {
  interpreted_string_literal: (node) => ({ is: "text", parts: [withoutEscapes(textOf(node).slice(1, -1))], node }),
  raw_string_literal: (node) => ({ is: "text", parts: [textOf(node).slice(1, -1)], node }),
  int_literal: number,
  float_literal: number,
  true: (node) => ({ is: "boolean", value: true, node }),
  false: (node) => ({ is: "boolean", value: false, node }),
  nil: (node) => ({ is: "none", node }),
  identifier: name,
  field_identifier: name,
  selector_expression: name,
  binary_expression: (node) => ({
    is: "binary",
    operator: textOf(childAs(node, "operator")),
    left: expressionOf(childAs(node, "left") ?? node),
    right: expressionOf(childAs(node, "right") ?? node),
    node,
  }),
  unary_expression: (node) => {
    const operator = textOf(childAs(node, "operator"));
    if (operator === "&") return inner(node);
    const value = inner(node);
    if (operator !== "-" || value.is !== "number") return other(node);
    return { is: "binary", operator: "-", left: { is: "number", text: "0", node }, right: value, node };
  },
  parenthesized_expression: inner,
  literal_element: inner,
  call_expression: (node) => ({ is: "call", call: callOf(node), node }),
  type_conversion_expression: (node) => ({ is: "call", call: callOf(node), node }),
  composite_literal: (node) => compositeOf(node),
  literal_value: (node) => compositeOf(node),
  index_expression: (node) => {
    const key = childAs(node, "index");
    return key
      ? { is: "index", object: dottedOf(childAs(node, "operand")), key: expressionOf(key), node }
      : other(node);
  },
};

/** The expression of a node; `other` for what has no fixed value. */
export function expressionOf(node: SyntaxNode): Expression {
  return Object.hasOwn(makers, node.type) ? (makers[node.type]?.(node) ?? other(node)) : other(node);
}

/** A call, a conversion or a struct literal as a call. */
export function callOf(node: SyntaxNode): Call {
  const called = childAs(node, "function");
  const object = called?.type === "selector_expression" ? childAs(called, "operand") : undefined;
  const converted = node.type === "type_conversion_expression" ? childAs(node, "operand") : undefined;
  const given = converted ? [converted] : namedChildren(childAs(node, "arguments"));
  const args = given.map((value) => ({ value: expressionOf(value) }));
  const call = { callee: dottedOf(called ?? childAs(node, "type")), args, node };
  return object ? { ...call, receiver: expressionOf(object) } : call;
}

/** A map, a slice or a struct: a struct is a call with named arguments. */
function compositeOf(node: SyntaxNode): Expression {
  const body = node.type === "literal_value" ? node : childAs(node, "body");
  const type = childAs(node, "type");
  const entries = entriesOf(body);
  if (type?.type === "map_type") return { is: "map", entries, node };
  if (entries.length === 0) return { is: "list", items: childrenOf(body, "literal_element").map(expressionOf), node };
  if (entries.every(({ key }) => key.is !== "name")) return { is: "map", entries, node };
  return { is: "call", call: structOf(node), node };
}

/** A struct literal as a call of its type. */
export function structOf(node: SyntaxNode): Call {
  const body = node.type === "literal_value" ? node : childAs(node, "body");
  const args: Argument[] = entriesOf(body).map(({ key, value }) => ({ name: textOf(key.node), value }));
  return { callee: dottedOf(childAs(node, "type")), args, node };
}

const entriesByBody = new WeakMap<SyntaxNode, readonly Entry[]>();

/** Literals stand in literals, and each is looked at by itself too: without a memory the deepest is read most often. */
function entriesOf(body: SyntaxNode | undefined): readonly Entry[] {
  if (body === undefined) return [];
  const known = entriesByBody.get(body) ?? readEntries(body);
  entriesByBody.set(body, known);
  return known;
}

function readEntries(body: SyntaxNode): readonly Entry[] {
  return childrenOf(body, "keyed_element").flatMap((element) => {
    const [key, value] = [childAs(element, "key"), childAs(element, "value")];
    const named = namedChildren(key)[0] ?? key;
    return named && value ? [{ key: expressionOf(named), value: expressionOf(value) }] : [];
  });
}

/** Dotted name of what an expression reads; a call ends in `()`. */
export function dottedOf(node: SyntaxNode | undefined): string {
  switch (node?.type) {
    case "selector_expression":
      return join(dottedOf(childAs(node, "operand")), textOf(childAs(node, "field")));
    case "qualified_type":
      return join(textOf(childAs(node, "package")), textOf(childAs(node, "name")));
    case "call_expression":
      return `${dottedOf(childAs(node, "function"))}()`;
    case "pointer_type":
    case "generic_type":
    case "parenthesized_expression":
    case "unary_expression":
    case "slice_type":
      return dottedOf(childAs(node, "type") ?? childAs(node, "element") ?? namedChildren(node)[0]);
    case "index_expression":
      return dottedOf(childAs(node, "operand"));
    default:
      return /^\w+$/.test(textOf(node)) ? textOf(node) : "";
  }
}

function join(outer: string, last: string): string {
  return outer === "" ? last : `${outer}.${last}`;
}

/** Struct tags as annotations: `json:"port,omitempty" env:"PORT"`. */
export function tagsOf(node: SyntaxNode | undefined): Annotation[] {
  if (!node) return [];
  const raw = textOf(node).slice(1, -1);
  return [...raw.matchAll(/([\w-]+):"((?:[^"\\]|\\.)*)"/g)].map(([, key = "", value = ""]) => ({
    name: key,
    // `default:"[\"read\"]"`: Go reads what stands between the quotes as a text of its own.
    args: value
      .replace(/\\(["\\])/g, "$1")
      .split(",")
      .map((part): Argument => ({ value: { is: "text", parts: [part], node } })),
    node,
  }));
}

function other(node: SyntaxNode): Expression {
  return { is: "other", node };
}
