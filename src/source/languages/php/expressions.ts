import { expressionReader, joinDotted, makeCall, type TextParts } from "../syntax/grammar.ts";
import type { Annotation, Argument, Call, Entry, Expression } from "../syntax/module.ts";
import { childAs, childOf, childrenOf, namedChildren, type SyntaxNode, textOf } from "../syntax/node.ts";
import { withoutEscapes } from "../syntax/strings.ts";

/** Dotted name of what an expression reads, without `$`; `this`, `self` and `static` stay; a call ends in `()`. */
export function dottedOf(node: SyntaxNode | undefined): string {
  switch (node?.type) {
    case "variable_name":
      return textOf(node).replace(/^\$/, "");
    case "member_access_expression":
    case "nullsafe_member_access_expression":
      return joinDotted(dottedOf(childAs(node, "object")), dottedOf(childAs(node, "name")));
    case "class_constant_access_expression":
    case "scoped_property_access_expression": {
      const [scope, name] = namedChildren(node);
      return joinDotted(dottedOf(scope), dottedOf(name));
    }
    case "member_call_expression":
    case "nullsafe_member_call_expression":
    case "scoped_call_expression":
    case "function_call_expression":
      return `${calleeOf(node)}()`;
    case "qualified_name":
    case "namespace_name":
      return textOf(node).replace(/^\\/, "").replaceAll("\\", ".");
    case "subscript_expression":
      return dottedOf(namedChildren(node)[0]);
    default:
      return /^\w+$/.test(textOf(node)) ? textOf(node) : "";
  }
}

function calleeOf(node: SyntaxNode): string {
  if (node.type === "function_call_expression") return dottedOf(childAs(node, "function"));
  return joinDotted(dottedOf(childAs(node, "object") ?? childAs(node, "scope")), textOf(childAs(node, "name")));
}

/** The expression of a node; `other` for what has no fixed value. */
export const expressionOf: (node: SyntaxNode) => Expression = expressionReader({
  texts: ["string", "encapsed_string", "heredoc", "nowdoc"],
  partsOf: (node, read) => partsOf(node, read),
  numbers: ["integer", "float"],
  booleans: ["boolean"],
  nothings: ["null"],
  names: [
    "name",
    "variable_name",
    "qualified_name",
    "member_access_expression",
    "class_constant_access_expression",
    "scoped_property_access_expression",
  ],
  dottedOf,
  binaries: ["binary_expression"],
  negatives: ["unary_op_expression"],
  wrappers: ["parenthesized_expression", "cast_expression"],
  calls: [
    "function_call_expression",
    "member_call_expression",
    "nullsafe_member_call_expression",
    "scoped_call_expression",
    "object_creation_expression",
  ],
  callOf: (node) => callOf(node),
  collections: ["array_creation_expression"],
  entriesOf: (node) => entriesOf(node),
  itemsOf: (node) => childrenOf(node, "array_element_initializer").flatMap((item) => namedChildren(item)),
  indexes: ["subscript_expression"],
  indexOf: (node) => {
    const [object, key] = namedChildren(node);
    return { object, key };
  },
});

function partsOf(node: SyntaxNode, read: (node: SyntaxNode) => Expression): TextParts {
  const body = node.type === "heredoc" || node.type === "nowdoc" ? (childAs(node, "value") ?? node) : node;
  return namedChildren(body).flatMap((part): TextParts => {
    if (/^(?:string_content|escape_sequence|nowdoc_string|heredoc_start|heredoc_end)$/.test(part.type))
      return part.type.startsWith("heredoc_") ? [] : [withoutEscapes(textOf(part))];
    return [read(part)];
  });
}

function entriesOf(node: SyntaxNode): Entry[] {
  return childrenOf(node, "array_element_initializer").flatMap((item): Entry[] => {
    const [key, value] = namedChildren(item);
    return key && value ? [{ key: expressionOf(key), value: expressionOf(value) }] : [];
  });
}

/** A call or the making of an object as a call. */
export function callOf(node: SyntaxNode): Call {
  const args = argumentsIn(childAs(node, "arguments") ?? childOf(node, "arguments"));
  if (node.type === "object_creation_expression")
    return { callee: dottedOf(childOf(node, "name", "qualified_name")), args, node };
  const object = childAs(node, "object");
  return makeCall({ callee: calleeOf(node), receiver: object ? expressionOf(object) : undefined, args, node });
}

function argumentsIn(list: SyntaxNode | undefined): Argument[] {
  return childrenOf(list, "argument").flatMap((argument): Argument[] => {
    const value = namedChildren(argument).at(-1);
    const name = childAs(argument, "name");
    if (!value) return [];
    return [
      name && name !== value ? { name: textOf(name), value: expressionOf(value) } : { value: expressionOf(value) },
    ];
  });
}

/** Attributes before a declaration: `#[Route('/x')]`. */
export function attributesOf(node: SyntaxNode): Annotation[] {
  return childrenOf(childAs(node, "attributes"), "attribute_group")
    .flatMap((group) => childrenOf(group, "attribute"))
    .map((attribute) => ({
      name: dottedOf(namedChildren(attribute)[0]),
      args: argumentsIn(childAs(attribute, "parameters")),
      node: attribute,
    }));
}
