import { expressionReader, joinDotted, makeCall } from "../syntax/grammar.ts";
import type { Annotation, Argument, Call, Entry, Expression } from "../syntax/module.ts";
import { childAs, namedChildren, type SyntaxNode, textOf } from "../syntax/node.ts";
import { withoutEscapes } from "../syntax/strings.ts";

/** Dotted name of what an expression reads; a call ends in `()`. */
export function dottedOf(node: SyntaxNode | undefined): string {
  switch (node?.type) {
    case "field_access":
      return joinDotted(dottedOf(childAs(node, "object")), textOf(childAs(node, "field")));
    case "method_invocation":
      return `${joinDotted(dottedOf(childAs(node, "object")), textOf(childAs(node, "name")))}()`;
    case "object_creation_expression":
      return `${dottedOf(childAs(node, "type"))}()`;
    case "scoped_identifier":
      return textOf(node);
    case "generic_type":
      return dottedOf(namedChildren(node)[0]);
    case "scoped_type_identifier":
      return textOf(node);
    default:
      return /^\w+$/.test(textOf(node)) ? textOf(node) : "";
  }
}

/** The expression of a node; `other` for what has no fixed value. */
export const expressionOf: (node: SyntaxNode) => Expression = expressionReader({
  texts: ["string_literal", "character_literal"],
  partsOf: (node) => {
    const raw = textOf(node);
    const block = /^"""[ \t]*\n([\s\S]*)"""$/.exec(raw)?.[1];
    return [withoutEscapes(block ?? raw.slice(1, -1))];
  },
  numbers: [
    "decimal_integer_literal",
    "hex_integer_literal",
    "binary_integer_literal",
    "decimal_floating_point_literal",
  ],
  booleans: ["true", "false"],
  nothings: ["null_literal"],
  names: ["identifier", "field_access", "scoped_identifier", "this"],
  dottedOf,
  binaries: ["binary_expression"],
  negatives: ["unary_expression"],
  wrappers: ["parenthesized_expression", "cast_expression"],
  calls: ["method_invocation", "object_creation_expression"],
  callOf: (node) => callOf(node),
  collections: ["array_initializer", "element_value_array_initializer", "array_creation_expression"],
  entriesOf: (): Entry[] => [],
  itemsOf: (node) => namedChildren(childAs(node, "value") ?? node),
  indexes: ["array_access"],
  indexOf: (node) => ({ object: childAs(node, "array"), key: childAs(node, "index") }),
});

/** A call or the making of an object as a call. */
export function callOf(node: SyntaxNode): Call {
  const args = namedChildren(childAs(node, "arguments")).map((value): Argument => ({ value: expressionOf(value) }));
  if (node.type === "object_creation_expression") return { callee: dottedOf(childAs(node, "type")), args, node };
  const object = childAs(node, "object");
  const callee = joinDotted(dottedOf(object), textOf(childAs(node, "name")));
  return makeCall({ callee, receiver: object ? expressionOf(object) : undefined, args, node });
}

/** `Map.of("a", 1)` as entries; empty for other calls. */
export function mapOfEntries({ callee, args }: Call): Entry[] {
  if (!/(?:^|\.)(?:Map|ImmutableMap)\.of$/.test(callee)) return [];
  return args.flatMap(({ value: key }, index) => {
    const value = args[index + 1]?.value;
    return index % 2 === 0 && value ? [{ key, value }] : [];
  });
}

/** Annotations among the modifiers of a declaration. */
export function annotationsOf(node: SyntaxNode): Annotation[] {
  const modifiers = node.children.find(({ type }) => type === "modifiers");
  return namedChildren(modifiers)
    .filter(({ type }) => type.endsWith("annotation"))
    .map((annotation) => ({
      name: dottedOf(childAs(annotation, "name")),
      args: pairsOf(childAs(annotation, "arguments")),
      node: annotation,
    }));
}

function pairsOf(list: SyntaxNode | undefined): Argument[] {
  return namedChildren(list).map((node) => {
    const value = childAs(node, "value");
    if (node.type !== "element_value_pair" || !value) return { value: expressionOf(node) };
    return { name: textOf(childAs(node, "key")), value: expressionOf(value) };
  });
}
