import type { Dialect, Field, Shaper } from "../syntax/module.ts";
import { lastName } from "../syntax/module.ts";
import { filesIn, siblingsOf } from "../syntax/neighbours.ts";
import {
  ancestorOf,
  childAs,
  childOf,
  childrenAs,
  childrenOf,
  namedChildren,
  type SyntaxNode,
  textOf,
} from "../syntax/node.ts";
import { callOf, dottedOf, expressionOf, structOf, tagsOf } from "./expressions.ts";

const isExported = (name: string): boolean => /^[A-Z]/.test(name);

const addImport: Shaper = (node, module) => {
  const path = textOf(childAs(node, "path")).slice(1, -1);
  const alias = textOf(childAs(node, "name"));
  const local =
    alias === "."
      ? "*"
      : alias || (path.split("/").findLast((part) => !/^v\d+$/.test(part)) ?? path).replace(/^go-|[.-]go$/g, "");
  module.imports.push({ local, module: path });
};

const addSpec: Shaper = (node, module, within) => {
  const names = childrenAs(node, "name").filter(({ named }) => named);
  const values = namedChildren(childAs(node, "value"));
  names.forEach((name, index) => {
    const value = values[index];
    const constant = node.type === "const_spec" || within === "";
    if (value)
      module.bindings.push({
        name: textOf(name),
        value: expressionOf(value),
        in: within,
        exported: isExported(textOf(name)),
        constant,
        node,
      });
  });
};

const addAssignment: Shaper = (node, module, within) => {
  const [left, right] = [namedChildren(childAs(node, "left")), namedChildren(childAs(node, "right"))];
  left.forEach((target, index) => {
    const value = right[index] ? expressionOf(right[index]) : undefined;
    const name = textOf(target);
    const key = target.type === "index_expression" ? expressionOf(target) : undefined;
    if (key?.is === "index" && value) module.writes.push({ object: key.object, key: key.key, value, in: within });
    else if (/^\w+$/.test(name) && name !== "_")
      module.bindings.push({
        name,
        value: value ?? { is: "other", node },
        in: within,
        exported: false,
        constant: false,
        node,
      });
  });
};

const addFunction: Shaper = (node, module, within) => {
  const owner = receiverOf(node);
  const name = textOf(childAs(node, "name"));
  const params = [...paramsOf(childAs(node, "receiver")), ...paramsOf(childAs(node, "parameters"))];
  const shape = {
    name,
    in: owner === undefined ? within : owner,
    params,
    annotations: [],
    exported: isExported(name),
    node,
  };
  module.functions.push(shape);
};

/** Parameters by name; several names may share a type. */
function paramsOf(list: SyntaxNode | undefined): Field[] {
  return namedChildren(list).flatMap((param) => {
    const type = dottedOf(childAs(param, "type")) || textOf(childAs(param, "type"));
    return childrenAs(param, "name")
      .filter(({ named }) => named)
      .map((name) => ({ name: textOf(name), type, annotations: [], node: param }));
  });
}

function receiverOf(node: SyntaxNode): string | undefined {
  const [receiver] = namedChildren(childAs(node, "receiver"));
  return receiver ? dottedOf(childAs(receiver, "type")) : undefined;
}

const addType: Shaper = (node, module, within) => {
  const name = textOf(childAs(node, "name"));
  const type = childAs(node, "type");
  const list = childOf(type, "field_declaration_list");
  const fields = childrenOf(list, "field_declaration").flatMap((field): Field[] => {
    const kind = textOf(childAs(field, "type"));
    const names = childrenAs(field, "name").filter(({ named }) => named);
    const annotations = tagsOf(childAs(field, "tag"));
    const inner = { type: kind, annotations, node: field };
    return names.length === 0
      ? [{ ...inner, name: lastName(kind.replace(/^\*/, "")) }]
      : names.map((one) => ({ ...inner, name: textOf(one) }));
  });
  const kind = type?.type === "interface_type" ? "interface" : "class";
  module.types.push({
    name,
    in: within,
    kind,
    bases: embedded(list),
    annotations: [],
    fields,
    exported: isExported(name),
    node,
  });
};

/** Types that a struct embeds. */
function embedded(list: SyntaxNode | undefined): string[] {
  return childrenOf(list, "field_declaration")
    .filter((field) => !childAs(field, "name"))
    .map((field) => dottedOf(childAs(field, "type")));
}

const addCall: Shaper = (node, module, within) => {
  const call = callOf(node);
  module.calls.push({ ...call, in: within });
  const [left, right] = call.args;
  if (/(?:^|\.)EqualFold$/.test(call.callee) && left && right)
    module.comparisons.push({ operator: "==", left: left.value, right: right.value, in: within, node });
};

const addComposite: Shaper = (node, module, within) => {
  const value = expressionOf(node);
  if (value.is === "map") module.maps.push({ entries: value.entries, node, in: within });
  if (value.is === "call") module.calls.push({ ...structOf(node), in: within });
};

/** A struct in a list, whose type the list states. */
const addImplicit: Shaper = (node, module, within) => {
  const value = node.parent?.type === "literal_element" ? expressionOf(node) : undefined;
  if (value?.is === "call") module.calls.push({ ...value.call, in: within });
};

const addText: Shaper = (node, module, within) => {
  if (node.field !== "tag" && node.parent?.type !== "import_spec")
    module.texts.push({ expression: expressionOf(node), in: within });
};

const addBinary: Shaper = (node, module, within) => {
  const value = expressionOf(node);
  if (value.is === "binary")
    module.comparisons.push({ operator: value.operator, left: value.left, right: value.right, in: within, node });
};

const addIndex: Shaper = (node, module, within) => {
  const index = expressionOf(node);
  if (index.is === "index") module.indexes.push({ object: index.object, key: index.key, node, in: within });
};

/** Megabytes that generators write for protocols, copies and doubles: nothing that other files take a value from. */
const generated = /(?:\.pb(?:\.gw)?|[/_]generated|\.gen|\/zz_generated[\w.]*|_mocks?)\.go$/;

/** Files of an imported package: those of the deepest folder of the tree that its path ends in. */
function filesOf(module: string, from: string, paths: ReadonlySet<string>): string[] {
  const isSource = (path: string) => !path.endsWith("_test.go") && !generated.test(path);
  if (module === "") return siblingsOf(from, ".go", paths).filter(isSource);
  const parts = module.split("/");
  for (let cut = 1; cut < parts.length; cut += 1) {
    const found = filesIn(parts.slice(cut).join("/"), ".go", paths).filter(isSource);
    if (found.length > 0) return found;
  }
  return [];
}

/** Syntax of Go. */
export const dialect: Dialect = {
  shapers: {
    import_spec: addImport,
    const_spec: addSpec,
    var_spec: addSpec,
    short_var_declaration: addAssignment,
    assignment_statement: addAssignment,
    function_declaration: addFunction,
    method_declaration: addFunction,
    type_spec: addType,
    call_expression: addCall,
    composite_literal: addComposite,
    literal_value: addImplicit,
    interpreted_string_literal: addText,
    raw_string_literal: addText,
    binary_expression: addBinary,
    index_expression: addIndex,
  },
  comments: ["comment"],
  scopeOf: (node) => {
    const name = textOf(childAs(node, "name"));
    if (node.type === "function_declaration") return name;
    if (node.type === "method_declaration") return `${receiverOf(node) ?? ""}.${name}`;
    return node.type === "type_spec" && !ancestorOf(node, "function_declaration") ? name : undefined;
  },
  expressionOf,
  filesOf,
  transparent: {
    int: 0,
    int32: 0,
    int64: 0,
    uint: 0,
    uint32: 0,
    uint64: 0,
    float64: 0,
    string: 0,
    byte: 0,
    // Pointers to a value, by the libraries that make them.
    "*.To": 0,
    "*.ToPtr": 0,
    "*.Ptr": 0,
    "time.Duration": 0,
    "*.Duration": 0,
    "strings.ToLower": 0,
    "strings.TrimSpace": 0,
    "http.CanonicalHeaderKey": 0,
    "regexp.MustCompile": 0,
    "errors.New": 0,
  },
  formats: { "fmt.Sprintf": "percent", "*.Sprintf": "percent" },
  names: {
    "time.Nanosecond": { number: 1e-6, unit: "ms" },
    "time.Microsecond": { number: 1e-3, unit: "ms" },
    "time.Millisecond": { number: 1, unit: "ms" },
    "time.Second": { number: 1, unit: "s" },
    "time.Minute": { number: 1, unit: "min" },
    "time.Hour": { number: 1, unit: "h" },
  },
  units: {},
};
