import type { Dialect, Field, Shaper } from "../syntax/module.ts";
import { lastName } from "../syntax/module.ts";
import { filesNamed } from "../syntax/neighbours.ts";
import { childAs, childOf, childrenOf, namedChildren, type SyntaxNode, textOf } from "../syntax/node.ts";
import { commonShapers } from "../syntax/shapers.ts";
import { attributesOf, callOf, dottedOf, expressionOf } from "./expressions.ts";

const common = commonShapers(expressionOf, callOf);

const addUse: Shaper = (node, module) => {
  const path = dottedOf(childOf(node, "qualified_name") ?? childOf(node, "name"));
  const alias = textOf(childAs(node, "alias"));
  const last = lastName(path);
  module.imports.push({ local: alias || last, module: path, name: last });
};

const isPrivate = (node: SyntaxNode): boolean => /private|protected/.test(textOf(childOf(node, "visibility_modifier")));

const addConstants: Shaper = (node, module, within) => {
  for (const element of childrenOf(node, "const_element")) {
    const [name, value] = namedChildren(element);
    if (name && value)
      module.bindings.push({
        name: textOf(name),
        value: expressionOf(value),
        in: within,
        exported: !isPrivate(node),
        constant: true,
        node: element,
      });
  }
};

const addAssignment: Shaper = (node, module, within) => {
  const [left, right] = [childAs(node, "left"), childAs(node, "right")];
  if (!left || !right) return;
  const value = expressionOf(right);
  const target = expressionOf(left);
  if (target.is === "index") module.writes.push({ object: target.object, key: target.key, value, in: within });
  if (left.type === "variable_name")
    module.bindings.push({ name: dottedOf(left), value, in: within, exported: false, constant: within === "", node });
};

const addFunction: Shaper = (node, module, within) => {
  const params = namedChildren(childAs(node, "parameters")).map(fieldOf);
  module.functions.push({
    name: textOf(childAs(node, "name")),
    in: within,
    params,
    annotations: attributesOf(node),
    exported: !isPrivate(node),
    node,
  });
};

/** A parameter or one property of a declaration. */
function fieldOf(node: SyntaxNode): Field {
  const value = childAs(node, "default_value");
  const owner = node.type === "property_element" ? (node.parent ?? node) : node;
  const plain = {
    name: dottedOf(childAs(node, "name")),
    type: textOf(childAs(owner, "type")),
    annotations: attributesOf(owner),
    node,
  };
  return value ? { ...plain, value: expressionOf(value) } : plain;
}

const addClass: Shaper = (node, module, within) => {
  const body = childAs(node, "body");
  const properties = childrenOf(body, "property_declaration").flatMap((one) =>
    childrenOf(one, "property_element").map(fieldOf),
  );
  const cases = childrenOf(body, "enum_case").map((one): Field => {
    const value = childAs(one, "value");
    const plain = { name: textOf(childAs(one, "name")), type: "", annotations: [], node: one };
    return value ? { ...plain, value: expressionOf(value) } : plain;
  });
  const kind =
    node.type === "enum_declaration" ? "enum" : node.type === "interface_declaration" ? "interface" : "class";
  const bases = namedChildren(childOf(node, "base_clause")).map(dottedOf);
  const fields = kind === "enum" ? cases : properties;
  module.types.push({
    name: textOf(childAs(node, "name")),
    in: within,
    kind,
    bases,
    fields,
    annotations: attributesOf(node),
    exported: true,
    node,
  });
};

const addCall: Shaper = (node, module, within) => {
  common.call(node, module, within);
  const { callee, args } = callOf(node);
  const [name, value] = args;
  if (callee === "define" && name?.value.is === "text" && value)
    module.bindings.push({
      name: name.value.parts.join(""),
      value: value.value,
      in: "",
      exported: true,
      constant: true,
      node,
    });
};

const scopes = new Set([
  "class_declaration",
  "trait_declaration",
  "interface_declaration",
  "enum_declaration",
  "method_declaration",
  "function_definition",
]);

/** Files of a class: the end of its namespace is the end of its folder. */
function filesOf(module: string, _from: string, paths: ReadonlySet<string>): string[] {
  const parts = module.split(".");
  const found = filesNamed(`${parts.at(-1) ?? ""}.php`, paths);
  const exact = found.filter((path) => parts.length > 1 && path.endsWith(`${parts.slice(1).join("/")}.php`));
  return exact.length > 0 ? exact : found.length === 1 ? [...found] : [];
}

/** `a ?: b` compares like `a ?? b`; a condition with three parts states no fallback. */
const addElvis: Shaper = (node, module, within) => {
  const [left, right] = [childAs(node, "condition"), childAs(node, "alternative")];
  if (left && right && !childAs(node, "body"))
    module.comparisons.push({
      operator: "?:",
      left: expressionOf(left),
      right: expressionOf(right),
      in: within,
      node,
    });
};

/** Syntax of PHP. */
export const dialect: Dialect = {
  shapers: {
    namespace_use_clause: addUse,
    const_declaration: addConstants,
    assignment_expression: addAssignment,
    method_declaration: addFunction,
    function_definition: addFunction,
    class_declaration: addClass,
    trait_declaration: addClass,
    interface_declaration: addClass,
    enum_declaration: addClass,
    function_call_expression: addCall,
    member_call_expression: addCall,
    nullsafe_member_call_expression: addCall,
    scoped_call_expression: addCall,
    object_creation_expression: addCall,
    string: common.text,
    encapsed_string: common.text,
    array_creation_expression: common.map,
    subscript_expression: common.index,
    binary_expression: common.comparison,
    conditional_expression: addElvis,
    throw_expression: common.raised,
  },
  comments: ["comment"],
  scopeOf: (node) => (scopes.has(node.type) ? textOf(childAs(node, "name")) || undefined : undefined),
  expressionOf,
  filesOf,
  transparent: { trim: 0, strtolower: 0, intval: 0, strval: 0, "*.toString": "receiver" },
  formats: { sprintf: "percent" },
  names: {},
  units: {},
};
