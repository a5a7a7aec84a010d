import type { Call, Expression, Field, TypeShape, Within } from "../syntax/module.ts";
import { lastName } from "../syntax/module.ts";
import { childAs, type SyntaxNode, textOf } from "../syntax/node.ts";
import { unitOfName } from "../syntax/number.ts";
import { addOption, closeOptions, type DeclaredOption } from "../syntax/options.ts";
import { addValued, conditionOf, select } from "../syntax/patterns.ts";
import type { Reading, Step } from "../syntax/reading.ts";
import { statusOfPhrase } from "../syntax/status.ts";
import { expressionOf } from "./expressions.ts";

/** Attributes that bound a property. */
const bounds: Readonly<Record<string, readonly (readonly [string | number, "max" | "min"])[]>> = {
  Range: [
    [0, "min"],
    [1, "max"],
  ],
  MaxLength: [[0, "max"]],
  MinLength: [[0, "min"]],
  StringLength: [
    [0, "max"],
    ["MinimumLength", "min"],
  ],
};

/** Environment, configuration, option classes, results by name, and command-line options. */
export const settingsStep: Step = (reading) => {
  for (const call of reading.module.calls) {
    addEnvironment(reading, call);
    addConfiguration(reading, call);
    addResult(reading, call);
  }
  for (const { object, key, in: within, node } of reading.module.indexes) {
    if (/(?:^|\.|_)[Cc]onfig(?:uration)?$/.test(object))
      addKey(reading, { key, fallback: fallbackAfter(node), in: within });
  }
  const options = reading.module.types.flatMap((type) => readType(reading, type));
  for (const option of options) addOption(reading, option);
  closeOptions(reading, options, { incomplete: new Set(), everywhere: ["--help", "--version"] });
};

function addEnvironment(reading: Reading, call: Call & Within): void {
  const [name] = call.args;
  if (name && /(?:^|\.)GetEnvironmentVariable$/.test(call.callee))
    addValued(reading, {
      role: "env-read",
      value: name.value,
      default: fallbackAfter(call.node),
      in: call.in,
      node: call.node,
    });
}

/** The right side of the `??` that a value is the left side of. */
function fallbackAfter(node: SyntaxNode): Expression | undefined {
  const above = node.parent;
  const isLeft =
    above?.type === "binary_expression" && textOf(childAs(above, "operator")) === "??" && node.field === "left";
  const right = isLeft ? childAs(above, "right") : undefined;
  return right ? expressionOf(right) : undefined;
}

function addConfiguration(reading: Reading, call: Call & Within): void {
  const [key, fallback] = call.args;
  if (
    key &&
    /(?:^|\.|_)[Cc]onfig(?:uration)?\.(?:GetValue|GetSection|GetRequiredSection|GetConnectionString)$/.test(call.callee)
  )
    addKey(reading, { key: key.value, fallback: fallback?.value, in: call.in });
}

/** A configuration key also comes from the variable with `__` for `:`. */
function addKey(
  reading: Reading,
  { key, fallback, in: within }: { key: Expression; fallback: Expression | undefined; in: string },
): void {
  if (!addValued(reading, { role: "key-read", value: key, default: fallback, in: within })) return;
  const known = reading.evaluator.evaluate(key, within);
  if (known?.complete && known.text.includes(":"))
    reading.facts.add({
      role: "env-read",
      value: known.text.replaceAll(":", "__"),
      at: key.node,
      scope: { in: within },
      via: [`key ${known.text}`],
    });
}

/** `Unauthorized()`, `Results.NotFound()`. */
function addResult(reading: Reading, call: Call & Within): void {
  const name = lastName(call.callee);
  const isResult =
    /^(?:Typed)?Results\./.test(call.callee) || (call.callee === name && /^[A-Z]/.test(name) && call.in.includes("."));
  const status = isResult
    ? name === "Forbid"
      ? 403
      : statusOfPhrase(name.replace(/(?:Object)?Result$/, ""))
    : undefined;
  if (status !== undefined)
    reading.facts.add({
      role: "status-returned",
      value: String(status),
      at: call.node,
      scope: { in: call.in, condition: conditionOf(call.node) },
    });
}

function readType(reading: Reading, type: TypeShape): DeclaredOption[] {
  const section = type.fields.find(({ name }) => /^(?:Section(?:Name|Key)?|Position|ConfigSection)$/.test(name));
  const named = section ? ({ is: "name", path: section.name, node: section.node } as const) : undefined;
  const prefix = named ? reading.evaluator.evaluate(named, type.name)?.text : undefined;
  for (const field of type.fields) {
    if (prefix !== undefined && field.node.type === "property_declaration") addBound(reading, { type, field, prefix });
    addBounds(reading, field, type.name);
  }
  return type.fields.flatMap((field) => optionOf(reading, field, type));
}

type BoundProperty = { readonly type: TypeShape; readonly field: Field; readonly prefix: string };

/** A property that a section of the configuration is bound to. */
function addBound(reading: Reading, { type, field, prefix }: BoundProperty): void {
  const known = field.value ? reading.evaluator.evaluate(field.value, type.name) : undefined;
  const key = `${prefix}:${field.name}`;
  const common = { at: field.node, default: known?.text };
  reading.facts.add({ ...common, role: "key-declared", value: key, scope: { in: type.name, type: field.type } });
  const variable = key.replaceAll(":", "__");
  reading.facts.add({ ...common, role: "env-read", value: variable, scope: { in: type.name }, via: [`key ${key}`] });
}

function addBounds(reading: Reading, field: Field, within: string): void {
  for (const { name, args, node } of field.annotations) {
    for (const [selector, bound] of bounds[name] ?? []) {
      const value = select(args, selector);
      const known = value ? reading.evaluator.evaluate(value, within) : undefined;
      const scope = { subject: field.name, bound, unit: unitOfName(field.name), in: within };
      if (known?.kind === "number") reading.facts.add({ role: "limit", value: known.text, at: node, scope });
    }
  }
}

/** CommandLineParser: `[Option('p', "port", Default = 80)]`, commands by `[Verb("x")]`. */
function optionOf(reading: Reading, field: TypeShape["fields"][number], type: TypeShape): DeclaredOption[] {
  const annotation = field.annotations.find(({ name }) => name === "Option");
  const texts = (annotation?.args ?? []).flatMap(({ name, value }) =>
    name === undefined && value.is === "text" ? [value.parts.join("")] : [],
  );
  if (!annotation || texts.length === 0) return [];
  const verb = type.annotations.find(({ name }) => name === "Verb")?.args[0]?.value;
  const command = verb ? reading.evaluator.evaluate(verb, "")?.text : "";
  if (verb && command !== undefined) reading.facts.add({ role: "command-declared", value: command, at: verb.node });
  const names = texts.map((text) => (text.length === 1 ? `-${text}` : `--${text}`)).sort((a, b) => b.length - a.length);
  return [
    {
      names,
      command,
      type: field.type,
      default: select(annotation.args, "Default") ?? field.value,
      in: type.name,
      node: annotation.node,
    },
  ];
}
