import { expressionReader, joinDotted, makeCall, type TextParts } from "../syntax/grammar.ts";
import type { Annotation, Argument, Call, Entry, Expression } from "../syntax/module.ts";
import { childAs, childOf, childrenOf, namedChildren, type SyntaxNode, textOf } from "../syntax/node.ts";
import { withoutEscapes } from "../syntax/strings.ts";

/** Dotted name of what an expression reads; a call ends in `()`. */
export function dottedOf(node: SyntaxNode | undefined): string {
  switch (node?.type) {
    case "member_access_expression":
      return joinDotted(dottedOf(childAs(node, "expression")), dottedOf(childAs(node, "name")));
    case "conditional_access_expression":
      return joinDotted(dottedOf(namedChildren(node)[0]), dottedOf(namedChildren(node)[1]));
    case "member_binding_expression":
      return dottedOf(childAs(node, "name"));
    case "invocation_expression":
      return `${dottedOf(childAs(node, "function"))}()`;
    case "element_access_expression":
      return dottedOf(childAs(node, "expression"));
    case "qualified_name":
      return textOf(node);
    case "generic_name":
    case "nullable_type":
    case "parenthesized_expression":
    case "await_expression":
    case "postfix_unary_expression":
      return dottedOf(namedChildren(node)[0]);
    default:
      return /^\w+$/.test(textOf(node)) ? textOf(node) : "";
  }
}

/** The expression of a node; `other` for what has no fixed value. */
export const expressionOf: (node: SyntaxNode) => Expression = expressionReader({
  texts: [
    "string_literal",
    "verbatim_string_literal",
    "raw_string_literal",
    "interpolated_string_expression",
    "character_literal",
  ],
  partsOf: (node, read) =>
    node.type === "interpolated_string_expression" ? interpolated(node, read) : [plainText(node)],
  numbers: ["integer_literal", "real_literal"],
  booleans: ["boolean_literal"],
  nothings: ["null_literal"],
  names: ["identifier", "member_access_expression", "qualified_name"],
  dottedOf,
  binaries: ["binary_expression"],
  negatives: ["prefix_unary_expression"],
  wrappers: ["parenthesized_expression", "cast_expression", "await_expression", "postfix_unary_expression"],
  calls: ["invocation_expression", "object_creation_expression", "implicit_object_creation_expression"],
  callOf: (node) => callOf(node),
  collections: [
    "initializer_expression",
    "implicit_array_creation_expression",
    "array_creation_expression",
    "collection_expression",
  ],
  entriesOf: (node) => entriesOf(node),
  itemsOf: (node) =>
    namedChildren(childOf(node, "initializer_expression") ?? node).flatMap((item) =>
      item.type === "collection_element" ? namedChildren(item) : [item],
    ),
  indexes: ["element_access_expression"],
  indexOf: (node) => ({
    object: childAs(node, "expression"),
    key: namedChildren(namedChildren(childAs(node, "subscript"))[0])[0],
  }),
});

function plainText(node: SyntaxNode): string {
  const raw = textOf(node);
  if (node.type === "verbatim_string_literal") return raw.slice(2, -1).replaceAll('""', '"');
  if (node.type === "raw_string_literal") return raw.replace(/^"{3,}\n?|\n?\s*"{3,}$/g, "");
  return withoutEscapes(raw.slice(1, -1));
}

function interpolated(node: SyntaxNode, read: (node: SyntaxNode) => Expression): TextParts {
  return namedChildren(node).flatMap((part): TextParts => {
    if (part.type === "string_content" || part.type === "escape_sequence") return [withoutEscapes(textOf(part))];
    const inner =
      part.type === "interpolation"
        ? namedChildren(part).find(({ type }) => !type.startsWith("interpolation_"))
        : undefined;
    return inner ? [read(inner)] : [];
  });
}

/** A call or the making of an object as a call; an object's initialiser gives named arguments. */
export function callOf(node: SyntaxNode): Call {
  const args = argumentsIn(childAs(node, "arguments"));
  if (node.type !== "invocation_expression") {
    const set = childrenOf(childAs(node, "initializer"), "assignment_expression").flatMap((pair): Argument[] => {
      const [left, right] = [childAs(pair, "left"), childAs(pair, "right")];
      return left?.type === "identifier" && right ? [{ name: textOf(left), value: expressionOf(right) }] : [];
    });
    return { callee: dottedOf(childAs(node, "type")), args: [...args, ...set], node };
  }
  const called = childAs(node, "function");
  const object = called?.type === "member_access_expression" ? childAs(called, "expression") : undefined;
  return makeCall({ callee: dottedOf(called), receiver: object ? expressionOf(object) : undefined, args, node });
}

function argumentsIn(list: SyntaxNode | undefined): Argument[] {
  return childrenOf(list, "argument", "attribute_argument").flatMap((argument): Argument[] => {
    const value = namedChildren(argument).at(-1);
    const name = childAs(argument, "name");
    if (!value) return [];
    return [
      name && name !== value ? { name: textOf(name), value: expressionOf(value) } : { value: expressionOf(value) },
    ];
  });
}

/** `["a"] = 1` and `{ "b", 2 }` inside an initialiser. */
function entriesOf(node: SyntaxNode): Entry[] {
  return namedChildren(node).flatMap((item): Entry[] => {
    const [first, second] =
      item.type === "assignment_expression"
        ? [childAs(item, "left"), childAs(item, "right")]
        : item.type === "initializer_expression"
          ? namedChildren(item)
          : [];
    const key = first?.type === "element_binding_expression" ? namedChildren(namedChildren(first)[0])[0] : first;
    return key && second ? [{ key: expressionOf(key), value: expressionOf(second) }] : [];
  });
}

/** Attributes before a declaration. */
export function attributesOf(node: SyntaxNode): Annotation[] {
  return childrenOf(node, "attribute_list")
    .flatMap((list) => childrenOf(list, "attribute"))
    .map((attribute) => ({
      name: dottedOf(childAs(attribute, "name")).replace(/Attribute$/, ""),
      args: argumentsIn(childOf(attribute, "attribute_argument_list")),
      node: attribute,
    }));
}
