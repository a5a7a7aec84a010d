import { kebab } from "../syntax/case.ts";
import type { Annotation, Field, TypeShape } from "../syntax/module.ts";
import { lastName } from "../syntax/module.ts";
import { readNumber, unitOfName } from "../syntax/number.ts";
import { addOption } from "../syntax/options.ts";
import type { Reading, Step } from "../syntax/reading.ts";

const keyTags = ["json", "yaml", "mapstructure", "toml", "koanf", "hcl", "bson", "js"];

/** Struct tags: variables, keys, defaults, bounds and (for kong) options. */
export const tagStep: Step = (reading) => {
  for (const type of reading.module.types) {
    if (type.fields.every(({ annotations }) => annotations.length === 0)) continue;
    for (const field of type.fields) addField(reading, type, field);
    closeKeys(reading, type);
  }
};

const tagOf = (field: Field, ...names: readonly string[]): Annotation | undefined =>
  field.annotations.find(({ name }) => names.includes(name));

function firstOf(annotation: Annotation | undefined): string {
  return partsOf(annotation)[0] ?? "";
}

function partsOf(annotation: Annotation | undefined): string[] {
  return annotation?.args.flatMap(({ value }) => (value.is === "text" ? [value.parts.join("")] : [])) ?? [];
}

function addField(reading: Reading, type: TypeShape, field: Field): void {
  const { facts } = reading;
  const at = field.node;
  const key = keyOf(field);
  const fallback = fallbackOf(field);
  if (key !== undefined)
    facts.add({ role: "key-declared", value: key, at, scope: { in: type.name, type: field.type }, default: fallback });
  const variable = firstOf(tagOf(field, "env", "envconfig"));
  for (const prefix of variable === "" ? [] : prefixesOf(reading, type.name, 0)) {
    facts.add({
      role: "env-read",
      value: prefix + variable,
      at,
      scope: { in: type.name },
      default: fallback,
      via: [`tag of ${type.name}.${field.name}`],
    });
    if (fallback !== undefined) addDefault(reading, { field, subject: prefix + variable, fallback, in: type.name });
  }
  if (fallback !== undefined) addDefault(reading, { field, subject: key ?? field.name, fallback, in: type.name });
  addBounds(reading, type, field, key ?? field.name);
  addChoices(reading, field, key ?? field.name, schemaParts(field, "enum"));
  if (tagOf(field, "help") && !tagOf(field, "arg")) addKong(reading, type, field, fallback);
}

function fallbackOf(field: Field): string | undefined {
  const stated = tagOf(field, "default", "envDefault", "env-default");
  return stated ? partsOf(stated).join(",") : schemaParts(field, "default")[0];
}

/** The default of the field that a path of keys leads to, such as `oven.shelves`; undefined where several fields do, or none. */
export function defaultAt(reading: Reading, path: string): string | undefined {
  const [only, ...others] = fieldsAt(reading, path.split("."), reading.module.types);
  return only === undefined || others.length > 0 ? undefined : fallbackOf(only.field);
}

type Found = { readonly type: TypeShape; readonly field: Field };

function fieldsAt(reading: Reading, [key, ...rest]: readonly string[], types: readonly TypeShape[]): readonly Found[] {
  const here = types.flatMap((type) =>
    type.fields.filter((field) => keyOf(field) === key).map((field) => ({ type, field })),
  );
  if (rest.length === 0) return here;
  const held = new Set(here.map(({ field }) => heldType(field)));
  const inner = reading.module.types.filter(({ name }) => held.has(name));
  return fieldsAt(reading, rest, inner);
}

/** The name of the type that a field holds, without what says how many, and without its package. */
export function heldType(field: Field): string {
  return lastName(field.type.replace(/^[*[\]]+/, ""));
}

/** The key that the first tag of a field for files gives it; undefined where none does. */
export function keyOf(field: Field): string | undefined {
  const key = firstOf(tagOf(field, ...keyTags));
  return key === "" || key === "-" ? undefined : key;
}

/** Prefixes from the fields that hold a struct: `envPrefix:"DB_"`; one empty prefix when there are none. */
function prefixesOf(reading: Reading, name: string, depth: number): string[] {
  if (depth > 4) return [""];
  const holders = reading.module.types.flatMap((type) =>
    type.fields.filter((field) => heldType(field) === name && type.name !== name).map((field) => ({ type, field })),
  );
  if (holders.length === 0) return [""];
  return holders.flatMap(({ type, field }) => {
    const own = firstOf(tagOf(field, "envPrefix", "env-prefix"));
    return prefixesOf(reading, type.name, depth + 1).map((outer) => outer + own);
  });
}

function addDefault(reading: Reading, stated: { field: Field; subject: string; fallback: string; in: string }): void {
  const { field, subject, fallback } = stated;
  const [, amount = fallback, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(fallback) ?? [];
  const known =
    unit === "m" ? "min" : (unit ?? (readNumber(fallback) === undefined ? undefined : unitOfName(field.name)));
  reading.facts.add({ role: "default", value: amount, at: field.node, scope: { subject, unit: known, in: stated.in } });
}

/** `validate:"min=1,max=10,oneof=a b"`. */
function addBounds(reading: Reading, type: TypeShape, field: Field, subject: string): void {
  for (const rule of partsOf(tagOf(field, "validate", "binding"))) {
    const [name = "", value = ""] = rule.split("=");
    const bound = { min: "min", gte: "min", gt: "min", max: "max", lte: "max", lt: "max" }[name];
    if (bound !== undefined && readNumber(value) !== undefined)
      reading.facts.add({
        role: "limit",
        value,
        at: field.node,
        scope: {
          subject,
          bound,
          unit: unitOfName(field.name),
          in: type.name,
          type: /^[gl]t$/.test(name) ? "exclusive" : undefined,
        },
      });
    if (name !== "oneof") continue;
    const members = value.split(" ").filter((member) => member !== "");
    addChoices(reading, field, subject, members);
  }
}

/** The only values that a field may have. */
function addChoices({ facts }: Reading, field: Field, subject: string, members: readonly string[]): void {
  if (members.length === 0) return;
  for (const member of members)
    facts.add({ role: "enum-member", value: member, at: field.node, scope: { in: subject } });
  facts.close({ role: "enum-member", scope: { in: subject }, members, at: field.node });
}

/** Values of one name in `jsonschema:"enum=a,enum=b,default=a"`. */
function schemaParts(field: Field, name: string): string[] {
  const parts = partsOf(tagOf(field, "jsonschema"));
  return parts.filter((part) => part.startsWith(`${name}=`)).map((part) => part.slice(name.length + 1));
}

/** kong: a field is an option in kebab case, or a command. */
function addKong(reading: Reading, type: TypeShape, field: Field, fallback: string | undefined): void {
  const name = firstOf(tagOf(field, "name")) || kebab(field.name);
  if (tagOf(field, "cmd")) {
    reading.facts.add({ role: "command-declared", value: name, at: field.node });
    return;
  }
  const short = firstOf(tagOf(field, "short"));
  addOption(reading, {
    names: short === "" ? [`--${name}`] : [`--${name}`, `-${short}`],
    command: "",
    type: field.type,
    in: type.name,
    node: field.node,
    ...(fallback === undefined ? {} : { implied: fallback }),
  });
}

/** Keys of a struct of which every field has one: embedded fields without a name bring keys that are not seen here. */
function closeKeys(reading: Reading, type: TypeShape): void {
  const members = type.fields.map(keyOf);
  if (type.bases.length > 0 || members.some((member) => member === undefined)) return;
  reading.facts.close({
    role: "key-declared",
    scope: { in: type.name },
    members: members.filter((member) => member !== undefined),
    at: type.node,
  });
}
