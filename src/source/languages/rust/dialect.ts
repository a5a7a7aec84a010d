import type { Annotation, Dialect, Field, Import, OpenModule, Shaper } from "../syntax/module.ts";
import { ancestorOf, childAs, childOf, childrenOf, namedChildren, type SyntaxNode, textOf } from "../syntax/node.ts";
import { attributeOf, callOf, dottedOf, expressionOf } from "./expressions.ts";
import { filesOf } from "./files.ts";
import { units } from "./units.ts";

const addUse: Shaper = (node, module) => {
  const argument = childAs(node, "argument");
  if (argument) module.imports.push(...usesOf(argument, ""));
};

function usesOf(node: SyntaxNode, outer: string): Import[] {
  const path = (inner: SyntaxNode | undefined) => [outer, dottedOf(inner)].filter((part) => part !== "").join(".");
  const named = (whole: string, local?: string): Import => {
    const [last = "", ...rest] = whole.split(".").reverse();
    const module = rest.reverse().join(".");
    return module === "" ? { local: local ?? last, module: last } : { local: local ?? last, module, name: last };
  };
  switch (node.type) {
    case "scoped_use_list":
      return namedChildren(childAs(node, "list")).flatMap((item) => usesOf(item, path(childAs(node, "path"))));
    case "use_list":
      return namedChildren(node).flatMap((item) => usesOf(item, outer));
    case "use_wildcard":
      return [{ local: "*", module: path(namedChildren(node)[0]) }];
    case "use_as_clause":
      return [named(path(childAs(node, "path")), textOf(childAs(node, "alias")))];
    default:
      return textOf(node) === "self" ? [named(outer)] : [named(path(node))];
  }
}

const addConstant: Shaper = (node, module, within) => {
  const value = childAs(node, "value");
  const pattern = childAs(node, "name") ?? childAs(node, "pattern");
  const name = pattern?.type === "mut_pattern" ? namedChildren(pattern).at(-1) : pattern;
  if (!value || !name || !/^\w+$/.test(textOf(name))) return;
  const constant = node.type !== "let_declaration";
  module.bindings.push({
    name: textOf(name),
    value: expressionOf(value),
    in: within,
    exported: isPublic(node),
    constant,
    node,
  });
};

const addFunction: Shaper = (node, module, within) => {
  const params = namedChildren(childAs(node, "parameters")).flatMap((param): Field[] => {
    const [pattern, type] = [childAs(param, "pattern"), childAs(param, "type")];
    return param.type === "parameter"
      ? [{ name: textOf(pattern), type: textOf(type), annotations: attributesOf(param), node: param }]
      : [];
  });
  module.functions.push({
    name: textOf(childAs(node, "name")),
    in: within,
    params,
    annotations: attributesOf(node),
    exported: isPublic(node),
    node,
  });
};

const addStruct: Shaper = (node, module, within) => {
  const fields = childrenOf(childAs(node, "body"), "field_declaration").map(fieldOf);
  module.types.push({ ...typeOf(node, within), kind: node.type === "trait_item" ? "interface" : "class", fields });
};

const addEnum: Shaper = (node, module, within) => {
  const fields = childrenOf(childAs(node, "body"), "enum_variant").map((variant): Field => {
    const [body, value] = [childAs(variant, "body"), childAs(variant, "value")];
    const type = body?.type === "ordered_field_declaration_list" ? dottedOf(boxed(childAs(body, "type"))) : "";
    const field = { name: textOf(childAs(variant, "name")), type, annotations: attributesOf(variant), node: variant };
    return value ? { ...field, value: expressionOf(value) } : field;
  });
  module.types.push({ ...typeOf(node, within), kind: "enum", fields });
};

/** What a `Box<T>` holds. */
function boxed(type: SyntaxNode | undefined): SyntaxNode | undefined {
  if (textOf(childAs(type, "type")) !== "Box") return type;
  return namedChildren(childAs(type, "type_arguments"))[0];
}

function typeOf(node: SyntaxNode, within: string) {
  const annotations = attributesOf(node);
  return {
    name: textOf(childAs(node, "name")),
    in: within,
    bases: derived(annotations),
    annotations,
    exported: isPublic(node),
    node,
  };
}

/** One field of a struct or of a variant with fields. */
export function fieldOf(node: SyntaxNode): Field {
  return {
    name: textOf(childAs(node, "name")).replace(/^r#/, ""),
    type: textOf(childAs(node, "type")),
    annotations: attributesOf(node),
    node,
  };
}

/** Attributes that stand before an item. */
export function attributesOf(node: SyntaxNode): Annotation[] {
  const siblings = node.parent?.children ?? [];
  const found: Annotation[] = [];
  for (let at = siblings.indexOf(node) - 1; at >= 0; at -= 1) {
    const before = siblings[at];
    if (before?.type === "attribute_item") found.unshift(attributeOf(before));
    else if (!before?.type.endsWith("comment")) break;
  }
  return found;
}

/** Traits in `#[derive(…)]`. */
function derived(annotations: readonly Annotation[]): string[] {
  return annotations
    .filter(({ name }) => name === "derive")
    .flatMap(({ args }) => args.flatMap(({ value }) => (value.is === "name" ? [value.path.replace(/^.*\./, "")] : [])));
}

function isPublic(node: SyntaxNode): boolean {
  return childOf(node, "visibility_modifier") !== undefined;
}

const addCall: Shaper = (node, module, within) => {
  const call = callOf(node);
  module.calls.push({ ...call, in: within });
  if (
    /^(?:panic|bail|ensure|anyhow|todo|unimplemented|unreachable|eyre|compile_error)$/.test(call.callee) ||
    call.callee === "Err"
  )
    module.throws.push({ node, in: within });
};

const addText: Shaper = (node, module, within) =>
  void module.texts.push({ expression: expressionOf(node), in: within });

const addBinary: Shaper = (node, module: OpenModule, within) => {
  const expression = expressionOf(node);
  if (expression.is === "binary") {
    const { operator, left, right } = expression;
    module.comparisons.push({ operator, left, right, in: within, node });
  }
};

const addAssignment: Shaper = (node, module, within) => {
  const [left, right] = [childAs(node, "left"), childAs(node, "right")];
  const target = left && right ? expressionOf(left) : undefined;
  if (target?.is === "index" && right)
    module.writes.push({ object: target.object, key: target.key, value: expressionOf(right), in: within });
};

const addIndex: Shaper = (node, module, within) => {
  const index = expressionOf(node);
  if (index.is === "index") module.indexes.push({ object: index.object, key: index.key, node, in: within });
};

const scopes: Readonly<Record<string, string>> = {
  function_item: "name",
  struct_item: "name",
  enum_item: "name",
  trait_item: "name",
  impl_item: "type",
};

/** Syntax of Rust. */
export const dialect: Dialect = {
  shapers: {
    use_declaration: addUse,
    const_item: addConstant,
    static_item: addConstant,
    let_declaration: addConstant,
    function_item: addFunction,
    struct_item: addStruct,
    trait_item: addStruct,
    enum_item: addEnum,
    call_expression: addCall,
    macro_invocation: addCall,
    string_literal: addText,
    raw_string_literal: addText,
    binary_expression: addBinary,
    assignment_expression: addAssignment,
    index_expression: addIndex,
  },
  comments: ["line_comment", "block_comment"],
  isTest: (node) =>
    (node.type === "mod_item" || node.type === "function_item") &&
    attributesOf(node).some(
      ({ name, args }) =>
        /(?:^|\.)test$/.test(name) ||
        (name === "cfg" && args.some(({ value }) => value.is === "name" && value.path === "test")),
    ),
  scopeOf: (node) => {
    const field = scopes[node.type];
    const named = field === undefined ? undefined : childAs(node, field);
    return named && ancestorOf(node, "macro_definition") === undefined ? dottedOf(named) || undefined : undefined;
  },
  expressionOf,
  filesOf,
  transparent: {
    Some: 0,
    Ok: 0,
    "String.from": 0,
    "*.to_string": "receiver",
    "*.to_owned": "receiver",
    "*.into": "receiver",
    "*.as_str": "receiver",
    "*.clone": "receiver",
    "*.trim": "receiver",
    "*.to_lowercase": "lower",
    "*.to_uppercase": "upper",
    "*.to_ascii_lowercase": "lower",
    "*.HeaderName.from_static": 0,
    "HeaderName.from_static": 0,
    "*.HeaderValue.from_static": 0,
    "HeaderValue.from_static": 0,
    "*.NonZeroU32.new": 0,
    "NonZeroU32.new": 0,
    "NonZeroU64.new": 0,
    "*.NonZeroU64.new": 0,
    "NonZeroUsize.new": 0,
    "*.NonZeroUsize.new": 0,
    "NonZero.new": 0,
    "*.NonZero.new": 0,
    concat: 0,
    "*.unwrap": "receiver",
    "Cow.Borrowed": 0,
    "PathBuf.from": 0,
    "Path.new": 0,
    "*.from_str": 0,
  },
  formats: { format: "braces", format_args: "braces", "std.format": "braces" },
  names: {},
  units,
};
