import type { Argument, Call, Expression, TypeShape } from "../syntax/module.ts";
import { joinNames, lastName } from "../syntax/module.ts";
import { unitOf } from "../syntax/number.ts";
import { select } from "../syntax/patterns.ts";
import type { Reading, Step } from "../syntax/reading.ts";

/** Entries that a table must have before it is one of settings. */
const leastEntries = 3;

/** Tables of settings: `{"lid.angle": Setting("How far it opens", 30, env_var="KILN_LID_ANGLE"), …}`. */
export const itemTableStep: Step = (reading) => {
  for (const { name, value } of reading.module.bindings) addTable(reading, value, name);
  for (const type of reading.module.types)
    for (const { name, value } of type.fields) if (value) addTable(reading, value, joinNames(type.name, name));
};

function addTable(reading: Reading, table: Expression, within: string): void {
  const entries = entriesOf(table);
  const [first] = entries;
  if (first === undefined || entries.length < leastEntries) return;
  const found = reading.evaluator.declarationOf(first.call.callee, "");
  const type = found?.module.types.find(({ name }) => name === lastName(found.path));
  for (const { key, call, node } of entries) {
    const given = argumentOf(call.args, type, /^default(?:_value)?$/);
    const known = given ? reading.evaluator.evaluate(given, "") : undefined;
    const unit = unitOf(known, key);
    const scope = { in: within, unit };
    reading.facts.add({ role: "key-declared", value: key, at: node, scope, default: known?.text });
    if (known) reading.facts.add({ role: "default", value: known.text, at: node, scope: { ...scope, subject: key } });
    addVariable(reading, argumentOf(call.args, type, /^env(?:_?var(?:iable)?)?(?:_name)?$/), {
      key,
      default: known?.text,
    });
  }
  const members = entries.map(({ key }) => key);
  reading.facts.close({ role: "key-declared", scope: { in: within }, members, at: table.node });
}

/** The entries of a table whose values are all made by one class; empty for any other. */
function entriesOf(table: Expression): readonly { key: string; call: Call; node: Expression["node"] }[] {
  if (table.is !== "map") return [];
  const entries = table.entries.flatMap(({ key, value }) =>
    key.is === "text" && value.is === "call" && /^[A-Z]\w*$/.test(lastName(value.call.callee))
      ? [{ key: key.parts.join(""), call: value.call, node: key.node }]
      : [],
  );
  const isOne = new Set(entries.map(({ call }) => call.callee)).size === 1;
  return isOne && entries.length === table.entries.length ? entries : [];
}

/** What a call gives to the field of its class that bears a name, by that name or by its place. */
function argumentOf(args: readonly Argument[], type: TypeShape | undefined, wanted: RegExp): Expression | undefined {
  const named = args.find(({ name }) => name !== undefined && wanted.test(name));
  // What is assigned without a type is no field of a data class.
  const fields = type?.fields.filter((field) => field.type !== "" && !field.type.includes("ClassVar")) ?? [];
  const at = fields.findIndex(({ name }) => wanted.test(name));
  return named?.value ?? (at < 0 ? undefined : select(args, at));
}

function addVariable(
  reading: Reading,
  stated: Expression | undefined,
  { key, default: fallback }: { readonly key: string; readonly default: string | undefined },
): void {
  const known = stated ? reading.evaluator.evaluate(stated, "") : undefined;
  if (!stated || known?.kind !== "text" || !/^[A-Z][A-Z0-9_]+$/.test(known.text)) return;
  const via = [`stands in for ${key}`];
  reading.facts.add({ role: "env-read", value: known.text, at: stated.node, scope: {}, default: fallback, via });
}
