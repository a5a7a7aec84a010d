import { unitOfName } from "../syntax/number.ts";
import {
  type ConfigEntry,
  type ConfigNode,
  type ConfigReading,
  type ConfigStep,
  entriesOf,
  itemsOf,
  joinKeys,
  scalarText,
  textOfConfig,
  valueAt,
} from "./tree.ts";

/** References to definitions are followed this far. */
const deepest = 8;
/** Keywords of JSON Schema that bound a value. */
const bounds: Readonly<Record<string, "max" | "min">> = {
  minimum: "min",
  exclusiveMinimum: "min",
  minLength: "min",
  minItems: "min",
  maximum: "max",
  exclusiveMaximum: "max",
  maxLength: "max",
  maxItems: "max",
};

/** JSON Schema: keys, defaults, members of enumerations, bounds, and the complete list of keys at every level. */
export const schemaStep: ConfigStep = (reading) => {
  const { root } = reading;
  const declared = /json-schema\.org/.test(scalarText(valueAt(root, "$schema")) ?? "");
  const shaped = valueAt(root, "properties")?.is === "map" && scalarText(valueAt(root, "type")) === "object";
  if (!declared && !shaped) return false;
  const closed = addLevel(reading, root, { path: "", depth: 0 });
  closeLevel(reading, root, "", closed);
  return true;
};

/** A schema that is being read, by the key path of the value it describes. */
export type SchemaLevel = { readonly path: string; readonly depth: number };

type Found = { readonly members: readonly string[]; readonly complete: boolean };

/** Adds what a schema says of the value at a key path; gives back the keys below it. */
export function addLevel(reading: ConfigReading, node: ConfigNode, level: SchemaLevel): Found {
  if (level.depth > deepest) return { members: [], complete: false };
  const schema = resolved(reading.root, node);
  if (!schema) return { members: [], complete: false };
  addValueFacts(reading, schema, level.path);
  const own = entriesOf(valueAt(schema, "properties"));
  for (const entry of own) addProperty(reading, entry, level);
  const parts = ["allOf", "anyOf", "oneOf"].flatMap((key) => itemsOf(valueAt(schema, key)));
  const items = [valueAt(schema, "items"), valueAt(schema, "additionalProperties")].flatMap((inner) =>
    inner?.is === "map" ? [inner] : [],
  );
  const inner = { ...level, depth: level.depth + 1 };
  const below = items.map((item) => addLevel(reading, item, inner));
  const merged = parts.map((part) => addLevel(reading, part, inner));
  for (const found of below) closeLevel(reading, schema, level.path, found);
  return {
    members: [...own.map(({ key }) => key), ...merged.flatMap(({ members }) => members)],
    complete: !valueAt(schema, "patternProperties") && items.length === 0 && merged.every(({ complete }) => complete),
  };
}

function addProperty(reading: ConfigReading, { key, value, at }: ConfigEntry, level: SchemaLevel): void {
  const path = joinKeys(level.path, key);
  const schema = resolved(reading.root, value) ?? value;
  const fallback = textOfConfig(valueAt(value, "default") ?? valueAt(schema, "default"));
  reading.facts.add({
    role: "key-declared",
    value: path,
    at: headOf(at, value),
    scope: { in: level.path, type: textOfConfig(valueAt(schema, "type")) },
    default: fallback,
  });
  if (schema !== value) addValueFacts(reading, value, path);
  const found = addLevel(reading, value, { path, depth: level.depth + 1 });
  closeLevel(reading, value, path, found);
}

/** The key itself: a whole schema is too much to show. */
function headOf(at: ConfigNode["at"], value: ConfigNode): ConfigNode["at"] {
  return { ...at, end: Math.min(at.end, value.at.start + 1) };
}

function closeLevel({ facts }: ConfigReading, at: ConfigNode, path: string, found: Found): void {
  if (found.complete && found.members.length > 0)
    facts.close({
      role: "key-declared",
      scope: { in: path },
      members: found.members.map((key) => joinKeys(path, key)),
      at: at.at,
    });
}

function addValueFacts({ facts }: ConfigReading, schema: ConfigNode, path: string): void {
  if (path === "") return;
  const unit = unitOfName(path.slice(path.lastIndexOf(".") + 1));
  for (const { key, value, at } of entriesOf(schema)) {
    const text = textOfConfig(value) ?? "";
    const isNumber = value.is === "scalar" && typeof value.value === "number";
    const scope = { subject: path, unit: isNumber ? unit : undefined };
    if (key === "default") facts.add({ role: "default", value: text, at, scope });
    if (key === "const") facts.add({ role: "enum-member", value: text, at, scope: { in: path } });
    const type = key.startsWith("exclusive") ? "exclusive" : undefined;
    if (key in bounds && isNumber)
      facts.add({ role: "limit", value: text, at, scope: { ...scope, bound: bounds[key], type } });
    if (key === "enum") addEnum(facts, value, path);
  }
}

function addEnum(facts: ConfigReading["facts"], list: ConfigNode, path: string): void {
  const members = itemsOf(list).flatMap((item) => scalarText(item) ?? []);
  for (const item of itemsOf(list)) {
    const value = scalarText(item);
    if (value !== undefined) facts.add({ role: "enum-member", value, at: item.at, scope: { in: path } });
  }
  facts.close({ role: "enum-member", scope: { in: path }, members, at: list.at });
}

/** The schema that a `$ref` inside the file points at; undefined when it points elsewhere. */
function resolved(root: ConfigNode, node: ConfigNode): ConfigNode | undefined {
  let at: ConfigNode | undefined = node;
  for (let steps = 0; steps < deepest && at; steps += 1) {
    const reference = scalarText(valueAt(at, "$ref"));
    if (reference === undefined) return at;
    if (!reference.startsWith("#")) return undefined;
    const path = reference
      .slice(1)
      .split("/")
      .filter((part) => part !== "")
      .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
    at = path.length === 0 ? undefined : valueAt(root, ...path);
  }
  return at;
}
