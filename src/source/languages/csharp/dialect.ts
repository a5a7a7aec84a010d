import type { Dialect, Field, Shaper } from "../syntax/module.ts";
import { filesNamed, siblingsOf } from "../syntax/neighbours.ts";
import { ancestorOf, childAs, childOf, childrenOf, namedChildren, type SyntaxNode, textOf } from "../syntax/node.ts";
import { commonShapers } from "../syntax/shapers.ts";
import { attributesOf, callOf, dottedOf, expressionOf } from "./expressions.ts";

const common = commonShapers(expressionOf, callOf);

const modifiersOf = (node: SyntaxNode): string => childrenOf(node, "modifier").map(textOf).join(" ");
const isPublic = (node: SyntaxNode): boolean => /\bpublic\b/.test(modifiersOf(node));

/** The value after `=`, which the grammar does not name. */
function initialOf(declarator: SyntaxNode): SyntaxNode | undefined {
  const named = namedChildren(declarator).filter(
    ({ field, type }) => field !== "name" && field !== "type" && !/list|modifier/.test(type),
  );
  return named.at(-1);
}

const addVariables: Shaper = (node, module, within) => {
  const owner = node.parent;
  const constant = owner?.type === "field_declaration" && /\b(?:const|readonly)\b/.test(modifiersOf(owner));
  const isTop =
    ancestorOf(node, "global_statement", "method_declaration", "constructor_declaration")?.type === "global_statement";
  for (const declarator of childrenOf(node, "variable_declarator")) {
    const value = initialOf(declarator);
    const name = textOf(childAs(declarator, "name"));
    if (value)
      module.bindings.push({
        name,
        value: expressionOf(value),
        in: within,
        exported: false,
        constant: constant || isTop,
        node: owner ?? node,
      });
  }
};

const addAssignment: Shaper = (node, module, within) => {
  const [left, right] = [childAs(node, "left"), childAs(node, "right")];
  const target = left ? expressionOf(left) : undefined;
  if (target?.is === "index" && right)
    module.writes.push({ object: target.object, key: target.key, value: expressionOf(right), in: within });
};

const addMethod: Shaper = (node, module, within) => {
  const params = paramsOf(childAs(node, "parameters"));
  module.functions.push({
    name: textOf(childAs(node, "name")),
    in: within,
    params,
    annotations: attributesOf(node),
    exported: isPublic(node),
    node,
  });
};

function paramsOf(list: SyntaxNode | undefined): Field[] {
  return childrenOf(list, "parameter").map((node) => {
    const value = initialOf(node);
    const plain = {
      name: textOf(childAs(node, "name")),
      type: textOf(childAs(node, "type")),
      annotations: attributesOf(node),
      node,
    };
    return value ? { ...plain, value: expressionOf(value) } : plain;
  });
}

const addType: Shaper = (node, module, within) => {
  const body = childAs(node, "body");
  const fields = [...paramsOf(childOf(node, "parameter_list")), ...namedChildren(body).flatMap(memberOf)];
  const kind =
    node.type === "enum_declaration" ? "enum" : node.type === "interface_declaration" ? "interface" : "class";
  const bases = namedChildren(childOf(node, "base_list")).map(dottedOf);
  module.types.push({
    name: textOf(childAs(node, "name")),
    in: within,
    kind,
    bases,
    fields,
    annotations: attributesOf(node),
    exported: isPublic(node),
    node,
  });
};

function memberOf(node: SyntaxNode): Field[] {
  const annotations = attributesOf(node);
  if (node.type === "field_declaration") {
    const variables = childOf(node, "variable_declaration");
    return childrenOf(variables, "variable_declarator").map((declarator) => {
      const value = initialOf(declarator);
      const plain = {
        name: textOf(childAs(declarator, "name")),
        type: textOf(childAs(variables, "type")),
        annotations,
        node,
      };
      return value && !/\bconst\b|static readonly/.test(modifiersOf(node))
        ? { ...plain, value: expressionOf(value) }
        : plain;
    });
  }
  if (node.type !== "property_declaration" && node.type !== "enum_member_declaration") return [];
  const value = childAs(node, "value");
  const plain = { name: textOf(childAs(node, "name")), type: textOf(childAs(node, "type")), annotations, node };
  return [value && value.type !== "arrow_expression_clause" ? { ...plain, value: expressionOf(value) } : plain];
}

const scopes = new Set([
  "class_declaration",
  "interface_declaration",
  "record_declaration",
  "struct_declaration",
  "enum_declaration",
  "method_declaration",
  "constructor_declaration",
  "local_function_statement",
]);

/** Files that bear the name of a type: namespaces say nothing of folders. */
function filesOf(module: string, from: string, paths: ReadonlySet<string>): string[] {
  const last = module.split(".").find((part) => /^[A-Z]/.test(part));
  if (last === undefined) return [];
  const beside = siblingsOf(from, `/${last}.cs`, paths);
  const found = filesNamed(`${last}.cs`, paths);
  return beside.length > 0 ? beside : found.length === 1 ? [...found] : [];
}

/** Syntax of C#. */
export const dialect: Dialect = {
  shapers: {
    variable_declaration: addVariables,
    assignment_expression: addAssignment,
    method_declaration: addMethod,
    constructor_declaration: addMethod,
    local_function_statement: addMethod,
    class_declaration: addType,
    record_declaration: addType,
    struct_declaration: addType,
    interface_declaration: addType,
    enum_declaration: addType,
    invocation_expression: common.call,
    object_creation_expression: common.call,
    initializer_expression: common.map,
    string_literal: common.text,
    verbatim_string_literal: common.text,
    raw_string_literal: common.text,
    interpolated_string_expression: common.text,
    binary_expression: common.comparison,
    element_access_expression: common.index,
    throw_statement: common.raised,
    throw_expression: common.raised,
  },
  comments: ["comment"],
  scopeOf: (node) => (scopes.has(node.type) ? textOf(childAs(node, "name")) : undefined),
  expressionOf,
  filesOf,
  transparent: {
    "*.ToString": "receiver",
    "*.Trim": "receiver",
    "*.ToLower": "lower",
    "*.ToLowerInvariant": "lower",
    "*.ToUpperInvariant": "upper",
    "int.Parse": 0,
    "new Regex": 0,
    PathString: 0,
  },
  formats: { "string.Format": "braces", "String.Format": "braces" },
  names: {},
  units: {
    "TimeSpan.FromMilliseconds": "ms",
    "TimeSpan.FromSeconds": "s",
    "TimeSpan.FromMinutes": "min",
    "TimeSpan.FromHours": "h",
    "TimeSpan.FromDays": "d",
  },
};
