import { kebab } from "../syntax/case.ts";
import type { Dialect, Field, Shaper } from "../syntax/module.ts";
import { filesNamed } from "../syntax/neighbours.ts";
import { childAs, childrenOf, namedChildren, type SyntaxNode, textOf } from "../syntax/node.ts";
import { commonShapers } from "../syntax/shapers.ts";
import { callOf, dottedOf, expressionOf } from "./expressions.ts";

const common = commonShapers(expressionOf, callOf);

const addAssignment: Shaper = (node, module, within) => {
  const [left, right] = [childAs(node, "left"), childAs(node, "right")];
  if (!left || !right) return;
  const value = expressionOf(right);
  const target = expressionOf(left);
  if (target.is === "index") module.writes.push({ object: target.object, key: target.key, value, in: within });
  if (!/^(?:constant|identifier|instance_variable)$/.test(left.type)) return;
  const constant = left.type === "constant";
  const owner = left.type === "instance_variable" ? within.slice(0, Math.max(0, within.lastIndexOf("."))) : within;
  module.bindings.push({ name: dottedOf(left), value, in: owner, exported: constant, constant, node });
};

const addMethod: Shaper = (node, module, within) => {
  const params = namedChildren(childAs(node, "parameters")).map((param): Field => {
    const value = childAs(param, "value");
    const plain = { name: textOf(childAs(param, "name") ?? param), type: "", annotations: [], node: param };
    return value ? { ...plain, value: expressionOf(value) } : plain;
  });
  module.functions.push({
    name: textOf(childAs(node, "name")),
    in: within,
    params,
    annotations: [],
    exported: true,
    node,
  });
};

const addClass: Shaper = (node, module, within) => {
  const above = namedChildren(childAs(node, "superclass"))[0];
  const fields = childrenOf(childAs(node, "body"), "call").flatMap(attributesOf);
  const bases = above ? [dottedOf(above)] : [];
  module.types.push({
    name: dottedOf(childAs(node, "name")),
    in: within,
    kind: "class",
    bases,
    fields,
    annotations: [],
    exported: true,
    node,
  });
};

/** `attr_accessor :name`. */
function attributesOf(node: SyntaxNode): Field[] {
  const call = callOf(node);
  if (!/^attr_(?:accessor|reader|writer)$/.test(call.callee)) return [];
  return call.args.flatMap(({ value }) =>
    value.is === "text" ? [{ name: value.parts.join(""), type: "", annotations: [], node: value.node }] : [],
  );
}

const addCall: Shaper = (node, module, within) => {
  common.call(node, module, within);
  const method = textOf(childAs(node, "method"));
  if (method === "raise" || method === "fail") module.throws.push({ node, in: within });
};

const addText: Shaper = (node, module, within) => {
  if (node.parent?.type !== "pair" || node.field !== "key") common.text(node, module, within);
};

const scopes = new Set(["class", "module", "method", "singleton_method"]);

/** Files that bear the name of a constant's class in snake case. */
function filesOf(module: string, _from: string, paths: ReadonlySet<string>): string[] {
  const parts = module.split(".").filter((part) => /^[A-Z]/.test(part));
  const last = parts.at(-1);
  if (last === undefined) return [];
  const file = `${kebab(last).replaceAll("-", "_")}.rb`;
  const found = filesNamed(file, paths);
  const folder = parts
    .slice(0, -1)
    .map((part) => kebab(part).replaceAll("-", "_"))
    .join("/");
  const exact = found.filter((path) => folder !== "" && path.endsWith(`${folder}/${file}`));
  return exact.length > 0 ? exact : found.length === 1 ? [...found] : [];
}

/** Syntax of Ruby. */
export const dialect: Dialect = {
  shapers: {
    assignment: addAssignment,
    method: addMethod,
    singleton_method: addMethod,
    class: addClass,
    module: addClass,
    call: addCall,
    string: addText,
    hash: common.map,
    element_reference: common.index,
    binary: common.comparison,
  },
  comments: ["comment"],
  scopeOf: (node) =>
    scopes.has(node.type) && node.children.length > 0 ? dottedOf(childAs(node, "name")) || undefined : undefined,
  expressionOf,
  filesOf,
  transparent: {
    "*.freeze": "receiver",
    "*.to_s": "receiver",
    "*.to_i": "receiver",
    "*.to_sym": "receiver",
    "*.strip": "receiver",
    "*.downcase": "lower",
    "*.upcase": "upper",
    Integer: 0,
    Float: 0,
    String: 0,
  },
  formats: { format: "percent", sprintf: "percent" },
  names: {},
  units: {
    "*.second": "s",
    "*.seconds": "s",
    "*.minute": "min",
    "*.minutes": "min",
    "*.hour": "h",
    "*.hours": "h",
    "*.day": "d",
    "*.days": "d",
    "*.kilobytes": "KiB",
    "*.megabytes": "MiB",
    "*.gigabytes": "GiB",
  },
};
