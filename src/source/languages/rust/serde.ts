import { recase } from "../syntax/case.ts";
import type { Annotation, Argument, Expression, Field, TypeShape } from "../syntax/module.ts";
import { select } from "../syntax/patterns.ts";
import type { Reading, Step } from "../syntax/reading.ts";

/** Keys of structs and members of enums as serde writes them. */
export const serdeStep: Step = (reading) => {
  for (const type of reading.module.types) {
    addWords(reading, type);
    if (!type.bases.some((base) => base === "Serialize" || base === "Deserialize")) continue;
    addNames(reading, type, type.kind === "enum" ? "enum-member" : "key-declared");
  }
};

/** `#[strum(serialize_all = "kebab-case")]`: the words that stand for the members of an enumeration. */
function addWords({ facts }: Reading, type: TypeShape): void {
  const given = strumArguments(type.annotations);
  const style = textIn(select(given, "serialize_all"));
  if (type.kind !== "enum" || style === undefined) return;
  for (const field of type.fields) {
    const own = textIn(select(strumArguments(field.annotations), ["serialize", "to_string"]));
    const value = own ?? recase(field.name, style === "kebab_case" ? "kebab-case" : style);
    facts.add({ role: "enum-member", value, at: field.node, scope: { in: type.name } });
  }
}

function strumArguments(annotations: readonly Annotation[]): Argument[] {
  return annotations.filter(({ name }) => name === "strum").flatMap(({ args }) => args);
}

function addNames(reading: Reading, type: TypeShape, role: "enum-member" | "key-declared"): void {
  let complete = !serdeArguments(type.annotations).some(({ name }) => name === "from" || name === "try_from");
  const members = type.fields.flatMap((field) => {
    const args = serdeArguments(field.annotations);
    const has = (word: string) => args.some(({ value }) => value.is === "name" && value.path === word);
    if (has("skip") || has("skip_deserializing")) return [];
    if (has("flatten") || has("other")) complete = false;
    const name = nameOfField(type, field);
    const aliases = args.flatMap((arg) => (arg.name === "alias" ? (textIn(arg.value) ?? []) : []));
    for (const value of [name, ...aliases])
      reading.facts.add({
        role,
        value,
        at: field.node,
        scope: { in: type.name, type: role === "key-declared" ? field.type : undefined },
      });
    return [name, ...aliases];
  });
  if (complete) reading.facts.close({ role, scope: { in: type.name }, members, at: type.node });
}

/** The name that serde writes for a field or variant; that of the code where no attribute says otherwise. */
export function nameOfField(type: TypeShape, field: Field): string {
  const style = textIn(select(serdeArguments(type.annotations), "rename_all"));
  const renamed = textIn(select(serdeArguments(field.annotations), "rename"));
  return renamed ?? (style === undefined ? field.name : recase(field.name, style));
}

/** What the attributes of serde are given; empty when there is none. */
export function serdeArguments(annotations: readonly Annotation[]): Argument[] {
  return annotations.filter(({ name }) => name === "serde").flatMap(({ args }) => args);
}

/** The text of a literal; undefined for anything else. */
export function textIn(expression: Expression | undefined): string | undefined {
  return expression?.is === "text" ? expression.parts.join("") : undefined;
}
