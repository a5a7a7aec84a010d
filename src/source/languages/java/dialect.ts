import type { Dialect, Field, OpenModule, Shaper, TypeShape } from "../syntax/module.ts";
import { filesNamed, siblingsOf } from "../syntax/neighbours.ts";
import { childAs, childOf, childrenAs, childrenOf, namedChildren, type SyntaxNode, textOf } from "../syntax/node.ts";
import { commonShapers } from "../syntax/shapers.ts";
import { annotationsOf, callOf, dottedOf, expressionOf, mapOfEntries } from "./expressions.ts";

const common = commonShapers(expressionOf, callOf);

const addImport: Shaper = (node, module) => {
  const path = dottedOf(childOf(node, "scoped_identifier"));
  const parts = path.split(".");
  const last = parts.at(-1) ?? path;
  const type = parts.find((part) => /^[A-Z]/.test(part)) ?? last;
  const file = parts.slice(0, parts.indexOf(type) + 1).join(".");
  const inside = parts.slice(parts.indexOf(type)).join(".");
  module.imports.push({ local: last, module: file, name: inside });
};

const modifiersOf = (node: SyntaxNode): string => textOf(childOf(node, "modifiers"));

/** The value of a constant is no default: nobody can give another. */
const isConstant = (field: SyntaxNode): boolean =>
  /\bfinal\b/.test(modifiersOf(field)) || field.type === "constant_declaration";

const addField: Shaper = (node, module, within) => {
  const constant = isConstant(node);
  const isLocal = node.type === "local_variable_declaration";
  for (const declarator of childrenAs(node, "declarator")) {
    const value = childAs(declarator, "value");
    const name = textOf(childAs(declarator, "name"));
    if (value)
      module.bindings.push({
        name,
        value: expressionOf(value),
        in: within,
        exported: false,
        constant: constant && !isLocal,
        node,
      });
  }
};

const addMethod: Shaper = (node, module, within) => {
  const params = namedChildren(childAs(node, "parameters")).map(paramOf);
  const exported = /\bpublic\b/.test(modifiersOf(node));
  module.functions.push({
    name: textOf(childAs(node, "name")),
    in: within,
    params,
    annotations: annotationsOf(node),
    exported,
    node,
  });
};

function paramOf(node: SyntaxNode): Field {
  return {
    name: textOf(childAs(node, "name")),
    type: textOf(childAs(node, "type")),
    annotations: annotationsOf(node),
    node,
  };
}

const addClass: Shaper = (node, module, within) => {
  const body = childAs(node, "body");
  const declared = childrenOf(body, "field_declaration", "constant_declaration").flatMap((field) =>
    childrenAs(field, "declarator").map((declarator): Field => {
      const value = childAs(declarator, "value");
      const plain = {
        name: textOf(childAs(declarator, "name")),
        type: textOf(childAs(field, "type")),
        annotations: annotationsOf(field),
        node: field,
      };
      return value && !isConstant(field) ? { ...plain, value: expressionOf(value) } : plain;
    }),
  );
  const components = node.type === "record_declaration" ? namedChildren(childAs(node, "parameters")).map(paramOf) : [];
  addType(module, node, within, {
    kind: node.type === "interface_declaration" ? "interface" : "class",
    fields: [...components, ...declared],
  });
};

const addEnum: Shaper = (node, module, within) => {
  const fields = childrenOf(childAs(node, "body"), "enum_constant").map((member): Field => {
    const plain = { name: textOf(childAs(member, "name")), type: "", annotations: annotationsOf(member), node: member };
    const [first] = namedChildren(childAs(member, "arguments"));
    return first?.type === "string_literal" ? { ...plain, value: expressionOf(first) } : plain;
  });
  addType(module, node, within, { kind: "enum", fields });
};

function addType(module: OpenModule, node: SyntaxNode, within: string, own: Pick<TypeShape, "kind" | "fields">): void {
  const heads = [childAs(node, "superclass"), ...namedChildren(childOf(childAs(node, "interfaces"), "type_list"))];
  const bases = heads.flatMap((head) =>
    head ? [dottedOf(head.type === "superclass" ? namedChildren(head)[0] : head)] : [],
  );
  const exported = /\bpublic\b/.test(modifiersOf(node));
  module.types.push({
    ...own,
    name: textOf(childAs(node, "name")),
    in: within,
    bases,
    annotations: annotationsOf(node),
    exported,
    node,
  });
}

const addCall: Shaper = (node, module, within) => {
  common.call(node, module, within);
  const entries = mapOfEntries(callOf(node));
  if (entries.length > 0) module.maps.push({ entries, node, in: within });
};

const scopes = new Set([
  "class_declaration",
  "interface_declaration",
  "enum_declaration",
  "record_declaration",
  "method_declaration",
  "constructor_declaration",
]);

function filesOf(module: string, from: string, paths: ReadonlySet<string>): string[] {
  if (module === "") return [];
  const file = `${module.replaceAll(".", "/")}.java`;
  const beside = siblingsOf(from, `/${file}`, paths);
  const [last = ""] = file.split("/").slice(-1);
  const found = filesNamed(last, paths).filter((path) => path === file || path.endsWith(`/${file}`));
  return beside.length > 0 ? beside : found.length === 1 || file.includes("/") ? [...found] : [];
}

/** Syntax of Java. */
export const dialect: Dialect = {
  shapers: {
    import_declaration: addImport,
    field_declaration: addField,
    constant_declaration: addField,
    local_variable_declaration: addField,
    method_declaration: addMethod,
    constructor_declaration: addMethod,
    class_declaration: addClass,
    interface_declaration: addClass,
    record_declaration: addClass,
    enum_declaration: addEnum,
    method_invocation: addCall,
    object_creation_expression: addCall,
    string_literal: common.text,
    binary_expression: common.comparison,
    throw_statement: common.raised,
  },
  comments: ["line_comment", "block_comment"],
  scopeOf: (node) => (scopes.has(node.type) ? textOf(childAs(node, "name")) : undefined),
  expressionOf,
  filesOf,
  transparent: {
    "Integer.parseInt": 0,
    "Long.parseLong": 0,
    "Integer.valueOf": 0,
    "String.valueOf": 0,
    "*.trim": "receiver",
    "*.toLowerCase": "lower",
    "*.toUpperCase": "upper",
    "Set.of": 0,
    "Pattern.compile": 0,
    "*.toMillis": "receiver",
    "*.getSeconds": "receiver",
  },
  formats: { "String.format": "percent", "*.formatted": "percent" },
  names: {},
  units: {
    "Duration.ofMillis": "ms",
    "Duration.ofSeconds": "s",
    "Duration.ofMinutes": "min",
    "Duration.ofHours": "h",
    "Duration.ofDays": "d",
    "DataSize.ofBytes": "B",
    "DataSize.ofKilobytes": "KiB",
    "DataSize.ofMegabytes": "MiB",
    "DataSize.ofGigabytes": "GiB",
    "TimeUnit.SECONDS.toMillis": "s",
    "TimeUnit.MINUTES.toMillis": "min",
    "TimeUnit.MINUTES.toSeconds": "min",
    "TimeUnit.HOURS.toMillis": "h",
    "TimeUnit.DAYS.toMillis": "d",
  },
};
