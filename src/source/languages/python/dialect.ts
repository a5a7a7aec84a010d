import type { Annotation, Dialect, Field, OpenModule, Shaper } from "../syntax/module.ts";
import { lastName } from "../syntax/module.ts";
import { foldersAbove, inFolder } from "../syntax/neighbours.ts";
import {
  ancestorOf,
  childAs,
  childOf,
  childrenAs,
  childrenOf,
  descendants,
  namedChildren,
  type SyntaxNode,
  textOf,
} from "../syntax/node.ts";
import { callOf, dottedOf, expressionOf } from "./expressions.ts";

const addImport: Shaper = (node, module) => {
  for (const name of childrenAs(node, "name")) {
    const whole = textOf(childAs(name, "name") ?? name);
    const alias = childAs(name, "alias");
    const [first = whole] = whole.split(".");
    module.imports.push(alias ? { local: textOf(alias), module: whole } : { local: first, module: first });
  }
};

const addImportFrom: Shaper = (node, module) => {
  const from = textOf(childAs(node, "module_name"));
  if (childOf(node, "wildcard_import")) module.imports.push({ local: "*", module: from });
  for (const name of childrenAs(node, "name")) {
    const imported = textOf(childAs(name, "name") ?? name);
    module.imports.push({ local: textOf(childAs(name, "alias")) || imported, module: from, name: imported });
  }
};

const addAssignment: Shaper = (node, module, within) => {
  const [left, right] = [childAs(node, "left"), childAs(node, "right")];
  if (!left || !right) return;
  const value = expressionOf(right);
  if (left.type === "subscript") {
    const target = expressionOf(left);
    if (target.is === "index") module.writes.push({ object: target.object, key: target.key, value, in: within });
    return;
  }
  const around = ancestorOf(node, "function_definition", "class_definition", "lambda")?.type;
  const common = { value, exported: !textOf(left).startsWith("_"), node };
  if (left.type === "identifier") {
    module.bindings.push({ ...common, name: textOf(left), in: within, constant: around !== "function_definition" });
  } else if (/^self\.\w+$/.test(textOf(left)) && within.includes(".")) {
    const owner = within.slice(0, within.lastIndexOf("."));
    module.bindings.push({
      ...common,
      name: lastName(textOf(left)),
      in: owner,
      constant: within.endsWith(".__init__"),
    });
  }
};

const addFunction: Shaper = (node, module, within) => {
  const name = textOf(childAs(node, "name"));
  const exported = !name.startsWith("_");
  const params = namedChildren(childAs(node, "parameters")).flatMap(paramOf);
  module.functions.push({ name, in: within, params, annotations: decoratorsOf(node), exported, node });
};

const addClass: Shaper = (node, module, within) => {
  const name = textOf(childAs(node, "name"));
  const bases = namedChildren(childAs(node, "superclasses"))
    .filter(({ type }) => type !== "keyword_argument")
    .map(dottedOf);
  const kind = bases.some((base) => /(?:Enum|Flag)$/.test(base)) ? "enum" : "class";
  const fields = namedChildren(childAs(node, "body")).flatMap(fieldOf);
  const shape = {
    name,
    in: within,
    kind,
    bases,
    fields,
    annotations: decoratorsOf(node),
    exported: !name.startsWith("_"),
    node,
  } as const;
  module.types.push(shape);
};

const addString: Shaper = (node, module, within) => {
  const above = node.parent?.type;
  if (above === "expression_statement") module.comments.push(node);
  else if (above !== "concatenated_string") module.texts.push({ expression: expressionOf(node), in: within });
};

const addComparison: Shaper = (node, module, within) => {
  const operands = node.children.filter(({ field, named }) => field !== "operators" && named);
  childrenAs(node, "operators").forEach((operator, index) => {
    const [left, right] = [operands[index], operands[index + 1]];
    if (left && right)
      module.comparisons.push({
        operator: textOf(operator),
        left: expressionOf(left),
        right: expressionOf(right),
        in: within,
        node,
      });
  });
};

const addCall: Shaper = (node, module, within) => void module.calls.push({ ...callOf(node), in: within });

const addMap: Shaper = (node, module, within) => {
  const map = expressionOf(node);
  if (map.is === "map") module.maps.push({ entries: map.entries, node, in: within });
};

const addIndex: Shaper = (node, module, within) => {
  const index = expressionOf(node);
  if (index.is === "index") module.indexes.push({ object: index.object, key: index.key, node, in: within });
};

function paramOf(node: SyntaxNode): Field[] {
  const name = textOf(childAs(node, "name") ?? (node.type === "typed_parameter" ? node.children[0] : node));
  const value = childAs(node, "value");
  const type = childAs(node, "type");
  if (!/^\w+$/.test(name) || name === "self" || name === "cls") return [];
  const field = { name, type: textOf(type), annotations: annotatedIn(type), node };
  return [value ? { ...field, value: expressionOf(value) } : field];
}

function fieldOf(statement: SyntaxNode): Field[] {
  const node = childOf(statement, "assignment");
  const name = childAs(node, "left");
  if (!node || name?.type !== "identifier") return [];
  const [type, value] = [childAs(node, "type"), childAs(node, "right")];
  const field = { name: textOf(name), type: textOf(type), annotations: annotatedIn(type), node };
  return [value ? { ...field, value: expressionOf(value) } : field];
}

/** Calls inside `Annotated[…]`. */
function annotatedIn(type: SyntaxNode | undefined): Annotation[] {
  if (!type || !textOf(type).includes("Annotated[")) return [];
  return descendants(type, "call").map((node) => {
    const { callee, args } = callOf(node);
    return { name: callee, args, node };
  });
}

function decoratorsOf(node: SyntaxNode): Annotation[] {
  if (node.parent?.type !== "decorated_definition") return [];
  return childrenOf(node.parent, "decorator").map((decorator) => {
    const [target] = namedChildren(decorator);
    if (target?.type !== "call") return { name: dottedOf(target), args: [], node: decorator };
    const { callee, args } = callOf(target);
    return { name: callee, args, node: decorator };
  });
}

function filesOf(module: string, from: string, paths: ReadonlySet<string>): string[] {
  if (module === "") return [];
  const dots = /^\.*/.exec(module)?.[0].length ?? 0;
  const file = module.slice(dots).replaceAll(".", "/");
  const folders = foldersAbove(from);
  const roots =
    dots > 0 ? folders.slice(dots - 1, dots) : folders.flatMap((folder) => [folder, inFolder(folder, "src")]);
  const names = file === "" ? ["__init__.py"] : [`${file}.py`, `${file}/__init__.py`];
  return roots.flatMap((root) => names.map((name) => inFolder(root, name))).filter((path) => paths.has(path));
}

const raised: Shaper = (node, module: OpenModule, within) => void module.throws.push({ node, in: within });

/** Syntax of Python. */
export const dialect: Dialect = {
  shapers: {
    import_statement: addImport,
    import_from_statement: addImportFrom,
    assignment: addAssignment,
    function_definition: addFunction,
    class_definition: addClass,
    string: addString,
    concatenated_string: addString,
    comparison_operator: addComparison,
    call: addCall,
    dictionary: addMap,
    subscript: addIndex,
    raise_statement: raised,
  },
  comments: ["comment"],
  scopeOf: ({ type, children }) =>
    type === "function_definition" || type === "class_definition"
      ? textOf(children.find(({ field }) => field === "name"))
      : undefined,
  expressionOf,
  filesOf,
  transparent: {
    int: 0,
    str: 0,
    float: 0,
    bool: 0,
    bytes: 0,
    frozenset: 0,
    tuple: 0,
    list: 0,
    set: 0,
    Path: 0,
    "pathlib.Path": 0,
    SecretStr: 0,
    Decimal: 0,
    Literal: 0,
    "*.encode": "receiver",
    "*.decode": "receiver",
    "*.lower": "lower",
    "*.upper": "upper",
    "*.strip": "receiver",
    "*.rstrip": "receiver",
    "re.compile": 0,
    "*.total_seconds": "receiver",
  },
  formats: { "*.format": "braces" },
  names: {},
  units: {
    "datetime.timedelta": "d",
    timedelta: "d",
    milliseconds: "ms",
    seconds: "s",
    minutes: "min",
    hours: "h",
    days: "d",
  },
};
