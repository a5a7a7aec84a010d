import { expressionReader, joinDotted, makeCall, type TextParts } from "../syntax/grammar.ts";
import type { Argument, Call, Entry, Expression } from "../syntax/module.ts";
import { childAs, childrenOf, namedChildren, type SyntaxNode, textOf } from "../syntax/node.ts";
import { withoutEscapes } from "../syntax/strings.ts";

/** Dotted name of what an expression reads; instance variables lose their sign, a call with arguments ends in `()`. */
export function dottedOf(node: SyntaxNode | undefined): string {
  switch (node?.type) {
    case "call": {
      const name = joinDotted(dottedOf(childAs(node, "receiver")), textOf(childAs(node, "method")));
      return childAs(node, "arguments") ? `${name}()` : name;
    }
    case "scope_resolution":
      return joinDotted(dottedOf(childAs(node, "scope")), textOf(childAs(node, "name")));
    case "element_reference":
      return dottedOf(childAs(node, "object"));
    case "instance_variable":
    case "class_variable":
    case "global_variable":
      return textOf(node).replace(/^[@$]+/, "");
    default:
      return /^\w+[?!]?$/.test(textOf(node)) ? textOf(node) : "";
  }
}

/** The expression of a node; `other` for what has no fixed value. */
export const expressionOf: (node: SyntaxNode) => Expression = expressionReader({
  texts: [
    "string",
    "simple_symbol",
    "hash_key_symbol",
    "bare_string",
    "bare_symbol",
    "regex",
    "delimited_symbol",
    "heredoc_body",
  ],
  partsOf: (node, read) => partsOf(node, read),
  numbers: ["integer", "float"],
  booleans: ["true", "false"],
  nothings: ["nil"],
  names: ["identifier", "constant", "scope_resolution", "instance_variable", "self"],
  dottedOf,
  binaries: ["binary"],
  negatives: ["unary"],
  wrappers: ["parenthesized_statements"],
  calls: ["call"],
  callOf: (node) => callOf(node),
  collections: ["array", "hash", "string_array", "symbol_array"],
  entriesOf: (node) => childrenOf(node, "pair").flatMap(entryOf),
  itemsOf: namedChildren,
  indexes: ["element_reference"],
  indexOf: (node) => ({ object: childAs(node, "object"), key: namedChildren(node)[1] }),
});

function partsOf(node: SyntaxNode, read: (node: SyntaxNode) => Expression): TextParts {
  if (node.type === "simple_symbol") return [textOf(node).slice(1)];
  if (node.type === "hash_key_symbol") return [textOf(node)];
  return namedChildren(node).flatMap((part): TextParts => {
    if (part.type !== "interpolation") return [node.type === "regex" ? textOf(part) : withoutEscapes(textOf(part))];
    const inner = namedChildren(part)[0];
    return inner ? [read(inner)] : [];
  });
}

function entryOf(pair: SyntaxNode): Entry[] {
  const [key, value] = [childAs(pair, "key"), childAs(pair, "value")];
  return key && value ? [{ key: expressionOf(key), value: expressionOf(value) }] : [];
}

/** A call with its keywords; a block that only gives a value is the argument named `block`. */
export function callOf(node: SyntaxNode): Call {
  const args = namedChildren(childAs(node, "arguments")).flatMap((argument): Argument[] => {
    const value = childAs(argument, "value");
    if (argument.type !== "pair") return [{ value: expressionOf(argument) }];
    return value ? [{ name: textOf(childAs(argument, "key")).replace(/^:|:$/g, ""), value: expressionOf(value) }] : [];
  });
  const body = namedChildren(childAs(childAs(node, "block"), "body"));
  const given = body.length === 1 && body[0] ? [{ name: "block", value: expressionOf(body[0]) }] : [];
  const object = childAs(node, "receiver");
  const callee = joinDotted(dottedOf(object), textOf(childAs(node, "method")));
  return makeCall({ callee, receiver: object ? expressionOf(object) : undefined, args: [...args, ...given], node });
}
