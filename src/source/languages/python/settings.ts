import { boundOfDefault } from "../general/constants.ts";
import type { Argument, Expression, Field, TypeShape } from "../syntax/module.ts";
import { lastName } from "../syntax/module.ts";
import { textOf } from "../syntax/node.ts";
import { unitOf, unitOfName } from "../syntax/number.ts";
import { addValued, select } from "../syntax/patterns.ts";
import type { Reading, Step } from "../syntax/reading.ts";

/** Keyword arguments that bound a value. */
const bounds: Readonly<Record<string, "max" | "min">> = {
  ge: "min",
  gt: "min",
  le: "max",
  lt: "max",
  min_length: "min",
  max_length: "max",
  min_items: "min",
  max_items: "max",
  max_value: "max",
  min_value: "min",
};

/** Settings classes, data classes and models: keys, variables, defaults and bounds. */
export const settingsStep: Step = (reading) => {
  for (const type of reading.module.types) {
    if (type.kind !== "class" || type.fields.length === 0) continue;
    if (isSettings(reading, type)) addSettings(reading, type);
    if (isData(reading, type)) addKeys(reading, type);
    for (const field of type.fields) addFieldCall(reading, field, type.name);
  }
  for (const shape of reading.module.functions)
    for (const param of shape.params) addParameter(reading, param, shape.name);
};

function isSettings(reading: Reading, type: TypeShape): boolean {
  return basesOf(reading, type, 0).some((base) => /(?:^|\.)BaseSettings$/.test(base));
}

function isData(reading: Reading, type: TypeShape): boolean {
  const decorated = type.annotations.some(({ name }) => /(?:^|\.)(?:dataclass|define|frozen|s|attrs)$/.test(name));
  return (
    decorated ||
    basesOf(reading, type, 0).some((base) =>
      /(?:^|\.)(?:BaseModel|BaseSettings|TypedDict|NamedTuple|Struct)$/.test(base),
    )
  );
}

/** Names of the classes above, followed through this file and its imports. */
function basesOf(reading: Reading, type: TypeShape, depth: number): string[] {
  if (depth > 4) return [];
  return type.bases.flatMap((base) => {
    const found = reading.evaluator.declarationOf(base, "");
    const above = found?.module.types.find(({ name }) => name === lastName(found.path));
    return [base, ...(above && above !== type ? basesOf(reading, above, depth + 1) : [])];
  });
}

/** Fields of a settings class are variables: prefix and name in upper case, or the names they state. */
function addSettings(reading: Reading, type: TypeShape): void {
  const prefix = prefixOf(reading, type);
  if (prefix === undefined) return;
  for (const field of type.fields.filter(isField)) {
    const call =
      field.value?.is === "call" && lastName(field.value.call.callee) === "Field" ? field.value.call : undefined;
    const args = [...(call?.args ?? []), ...field.annotations.flatMap((annotation) => annotation.args)];
    const stated = aliasesOf(select(args, ["validation_alias", "alias", "env"]));
    const via = [`field ${type.name}.${field.name}`];
    const fallback = defaultOf(field);
    const known = fallback ? reading.evaluator.evaluate(fallback, type.name) : undefined;
    const unit = unitOf(known, field.name);
    const names = stated.length > 0 ? stated : [`${prefix}${field.name}`.toUpperCase()];
    for (const value of names) {
      addBounds(reading, { ...field, name: value }, args, type.name);
      reading.facts.add({
        role: "env-read",
        value,
        at: field.node,
        scope: { in: type.name, unit },
        default: known?.text,
        via,
      });
      if (known)
        reading.facts.add({
          role: "default",
          value: known.text,
          at: field.node,
          scope: { subject: value, unit, in: type.name },
          via,
        });
    }
  }
}

/** Empty when none is stated, undefined when it is stated but not known. */
function prefixOf(reading: Reading, type: TypeShape): string | undefined {
  const config = type.fields.find(({ name }) => name === "model_config")?.value;
  const inner = reading.module.types.find((other) => other.name === "Config" && other.in === type.name);
  const entries =
    config?.is === "map"
      ? config.entries.find(({ key }) => key.is === "text" && key.parts.join("") === "env_prefix")?.value
      : undefined;
  const stated =
    entries ??
    (config?.is === "call"
      ? select(config.call.args, "env_prefix")
      : inner?.fields.find(({ name }) => name === "env_prefix")?.value);
  return stated ? reading.evaluator.evaluate(stated, type.name)?.text : "";
}

function isField(field: Field): boolean {
  return field.name !== "model_config" && !field.name.startsWith("_") && !field.type.includes("ClassVar");
}

function aliasesOf(expression: Expression | undefined): string[] {
  if (expression?.is === "text") return [expression.parts.join("")];
  if (expression?.is === "list") return expression.items.flatMap(aliasesOf);
  return expression?.is === "call" ? expression.call.args.flatMap(({ value }) => aliasesOf(value)) : [];
}

/** The default of a field: the value itself, or what `Field(…)` and its like state. */
function defaultOf(field: Field): Expression | undefined {
  if (field.value?.is !== "call") return field.value;
  if (!isFieldCall(field.value.call.callee)) return field.value;
  const stated = select(field.value.call.args, ["default", 0]);
  return stated?.is === "other" ? undefined : stated;
}

function isFieldCall(callee: string): boolean {
  return /(?:^|\.)(?:Field|field|attrib|Query|Header|Cookie|Path|Body|Form|Option|mapped_column)$/.test(callee);
}

/** What a factory of Python's own makes: `default_factory=list`. */
function emptyOf(factory: Expression | undefined): string | undefined {
  const name = factory === undefined ? "" : textOf(factory.node);
  return name === "list" ? "[]" : name === "dict" ? "{}" : undefined;
}

function addKeys(reading: Reading, type: TypeShape): void {
  const fields = type.fields.filter(isField);
  const members = fields.map((field) => {
    const args = field.value?.is === "call" ? field.value.call.args : [];
    const [alias] = aliasesOf(select(args, ["serialization_alias", "alias"]));
    const value = alias ?? field.name;
    const fallback = defaultOf(field);
    const known = fallback ? reading.evaluator.evaluate(fallback, type.name) : undefined;
    reading.facts.add({
      role: "key-declared",
      value,
      at: field.node,
      scope: { in: type.name, type: field.type },
      default: known?.text,
    });
    return value;
  });
  const open = type.fields.some(
    ({ name, node }) => name === "model_config" && /extra\W+(?:"|'|Extra\.)allow/.test(textOf(node)),
  );
  const plain =
    !open &&
    type.bases.every((base) => /(?:^|\.)(?:BaseModel|BaseSettings|TypedDict|NamedTuple|object|Struct)$/.test(base));
  if (plain) reading.facts.close({ role: "key-declared", scope: { in: type.name }, members, at: type.node });
}

/** Defaults and bounds that `Field(default, ge=…)` and its like state. */
function addFieldCall(reading: Reading, field: Field, within: string): void {
  const calls = [
    ...(field.value?.is === "call" ? [field.value.call] : []),
    ...field.annotations.map(({ name, args, node }) => ({ callee: name, args, node })),
  ];
  for (const call of calls) {
    if (!isFieldCall(call.callee)) continue;
    addBounds(reading, field, call.args, within);
    const empty = emptyOf(select(call.args, "default_factory"));
    if (empty !== undefined)
      reading.facts.add({ role: "default", value: empty, at: field.node, scope: { subject: field.name, in: within } });
    const stated = field.value?.is === "call" ? defaultOf(field) : undefined;
    const known = stated ? reading.evaluator.evaluate(stated, within) : undefined;
    if (!known) continue;
    const unit = unitOf(known, field.name);
    const scope = { subject: field.name, unit, in: within };
    reading.facts.add({ role: "default", value: known.text, at: field.node, scope, via: known.via });
    const bound = boundOfDefault(field.name);
    if (bound && known.kind === "number")
      reading.facts.add({
        role: "limit",
        value: known.text,
        at: field.node,
        scope: { ...scope, bound },
        via: known.via,
      });
  }
}

function addBounds(reading: Reading, field: Field, args: readonly Argument[], within: string): void {
  for (const { name, value } of args) {
    const bound = name === undefined ? undefined : bounds[name];
    const known = bound ? reading.evaluator.evaluate(value, within) : undefined;
    if (bound && known?.kind === "number")
      reading.facts.add({
        role: "limit",
        value: known.text,
        at: value.node,
        scope: {
          subject: field.name,
          bound,
          unit: known.unit ?? unitOfName(field.name),
          in: within,
          type: /^[gl]t$/.test(name ?? "") ? "exclusive" : undefined,
        },
        via: known.via,
      });
  }
}

/** Parameters of handlers: headers by their name or alias, bounds and defaults of queries. */
function addParameter(reading: Reading, param: Field, within: string): void {
  addFieldCall(reading, param, within);
  const call = param.value?.is === "call" ? param.value.call : undefined;
  const header = [
    ...param.annotations,
    ...(call ? [{ name: call.callee, args: call.args, node: call.node }] : []),
  ].find(({ name }) => /(?:^|\.)Header$/.test(name));
  if (!header) return;
  const alias =
    select(header.args, "alias") ??
    ({ is: "text", parts: [param.name.replaceAll("_", "-")], node: param.node } as const);
  addValued(reading, { role: "header-read", value: alias, in: within, node: param.node });
}
