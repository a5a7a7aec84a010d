import { kebab } from "../syntax/case.ts";
import type { Argument, Expression, Field, FunctionShape, TypeShape } from "../syntax/module.ts";
import { lastName } from "../syntax/module.ts";
import { unitOfName } from "../syntax/number.ts";
import { addOption, closeOptions, type DeclaredOption } from "../syntax/options.ts";
import { select } from "../syntax/patterns.ts";
import type { Reading, Step } from "../syntax/reading.ts";

/** Annotations that bound a field. */
const bounds: Readonly<Record<string, readonly (readonly [string | number, "max" | "min"])[]>> = {
  Max: [
    [0, "max"],
    ["value", "max"],
  ],
  Min: [
    [0, "min"],
    ["value", "min"],
  ],
  Size: [
    ["max", "max"],
    ["min", "min"],
  ],
  Length: [
    ["max", "max"],
    ["min", "min"],
  ],
  Range: [
    ["max", "max"],
    ["min", "min"],
  ],
};

/** Properties, bounds and picocli options, as fields state them. */
export const springStep: Step = (reading) => {
  const options: DeclaredOption[] = [];
  for (const type of reading.module.types) {
    addProperties(reading, type);
    for (const field of type.fields) {
      addValue(reading, field, type.name);
      addBounds(reading, field, type.name);
      options.push(...optionOf(reading, field, type));
    }
    const command = textIn(
      reading,
      select(type.annotations.find(({ name }) => name === "Command")?.args ?? [], "name"),
    );
    if (command !== undefined)
      reading.facts.add({ role: "command-declared", value: command, at: type.annotations[0]?.node ?? type.node });
  }
  for (const shape of reading.module.functions) for (const param of shape.params) addParameter(reading, param, shape);
  for (const option of options) addOption(reading, option);
  closeOptions(reading, options, { incomplete: new Set(), everywhere: ["--help", "-h", "--version", "-V"] });
};

function addParameter(reading: Reading, param: Field, shape: FunctionShape): void {
  addValue(reading, param, shape.name);
  addBounds(reading, param, shape.name);
}

/** `@Value("${app.port:8080}")`: a key, its default, and the variable that stands for it. */
function addValue(reading: Reading, field: Field, within: string): void {
  const stated = field.annotations.find(({ name }) => lastName(name) === "Value");
  const [, key, fallback] =
    /^\$\{([\w.-]+)(?::([^}]*))?\}$/.exec(textIn(reading, select(stated?.args ?? [], ["value", 0])) ?? "") ?? [];
  if (!stated || key === undefined) return;
  const at = stated.node;
  if (/^[A-Z][A-Z0-9_]+$/.test(key))
    reading.facts.add({ role: "env-read", value: key, at, scope: { in: within }, default: fallback });
  else addProperty(reading, { key, fallback, at: field.node, in: within, role: "key-read" });
  if (fallback) reading.facts.add({ role: "default", value: fallback, at, scope: { subject: key, in: within } });
}

type Property = {
  key: string;
  fallback: string | undefined;
  at: Field["node"];
  in: string;
  role: "key-read" | "key-declared";
};

/** Spring also takes a property from the variable of its name in upper case. */
function addProperty(reading: Reading, { key, fallback, at, in: within, role }: Property): void {
  reading.facts.add({ role, value: key, at, scope: { in: within }, default: fallback });
  const variable = key.replaceAll("-", "").replace(/[.]/g, "_").toUpperCase();
  reading.facts.add({
    role: "env-read",
    value: variable,
    at,
    scope: { in: within },
    default: fallback,
    via: [`property ${key}`],
  });
}

/** Types that hold one value: a type of the project's own has properties of its own. */
const plainType =
  /^(?:byte|short|int|long|float|double|boolean|char|String|Integer|Long|Double|Float|Boolean|Duration|DataSize|Path|URL|URI|Instant|(?:List|Set|Collection)<\w+>|\w+\[\])$/;

/** `@ConfigurationProperties("app.lamp")`: every field is a property below the prefix. */
function addProperties(reading: Reading, type: TypeShape): void {
  const annotation = type.annotations.find(({ name }) => lastName(name) === "ConfigurationProperties");
  const prefix = annotation ? textIn(reading, select(annotation.args, ["prefix", "value", 0])) : undefined;
  if (prefix === undefined) return;
  const members = type.fields.map((field) => {
    const key = `${prefix}.${kebab(field.name)}`;
    const known = field.value ? reading.evaluator.evaluate(field.value, type.name) : undefined;
    addProperty(reading, { key, fallback: known?.text, at: field.node, in: type.name, role: "key-declared" });
    const unit = known?.unit ?? unitOfName(field.name);
    if (known)
      reading.facts.add({
        role: "default",
        value: known.text,
        at: field.node,
        scope: { subject: key, unit, in: type.name },
        via: known.via,
      });
    return key;
  });
  if (type.bases.length === 0 && type.fields.every((field) => plainType.test(field.type)))
    reading.facts.close({ role: "key-declared", scope: { in: prefix }, members, at: type.node });
}

function addBounds(reading: Reading, field: Field, within: string): void {
  for (const { name, args, node } of field.annotations) {
    for (const [selector, bound] of bounds[lastName(name)] ?? []) {
      const value = select(args, selector);
      const known = value ? reading.evaluator.evaluate(value, within) : undefined;
      if (known?.kind === "number")
        reading.facts.add({
          role: "limit",
          value: known.text,
          at: node,
          scope: { subject: field.name, bound, unit: unitOfName(field.name), in: within },
          via: known.via,
        });
    }
  }
}

/** picocli: `@Option(names = {"-p", "--port"}, defaultValue = "80")`. */
function optionOf(reading: Reading, field: Field, type: TypeShape): DeclaredOption[] {
  const annotation = field.annotations.find(({ name }) => /(?:^|\.)Option$/.test(name));
  const names = annotation ? textsIn(reading, select(annotation.args, ["names", 0])) : [];
  if (!annotation || names.length === 0) return [];
  const command = type.annotations.find(({ name }) => lastName(name) === "Command");
  const own = command ? textIn(reading, select(command.args, "name")) : undefined;
  const hasParts =
    command !== undefined && select(command.args, ["subcommands", "mixinStandardHelpOptions"]) !== undefined;
  const ordered = names
    .filter((name) => name.startsWith("-"))
    .sort((a, b) => Number(b.startsWith("--")) - Number(a.startsWith("--")));
  const fallback = select(annotation.args, "defaultValue") ?? field.value;
  return [
    {
      names: ordered,
      command: hasParts ? "" : own,
      type: field.type,
      default: fallback,
      in: type.name,
      node: annotation.node,
      open: true,
    },
  ];
}

/** Texts of one value or of a list. */
export function textsIn(reading: Reading, expression: Expression | undefined): string[] {
  const items = expression?.is === "list" ? expression.items : expression ? [expression] : [];
  return items.flatMap((item) => textIn(reading, item) ?? []);
}

/** The text of an expression, undefined when it is not known. */
export function textIn(reading: Reading, expression: Argument["value"] | undefined): string | undefined {
  const known = expression ? reading.evaluator.evaluate(expression, "") : undefined;
  return known?.kind === "text" ? known.text : undefined;
}
