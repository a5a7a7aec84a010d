import type { Entry, Expression } from "../syntax/module.ts";
import { lastName } from "../syntax/module.ts";
import { select } from "../syntax/patterns.ts";
import type { Reading, Step } from "../syntax/reading.ts";

/** Maps deeper than this are data, not schemas. */
const deepest = 6;

/** Keys of voluptuous and of the library schema: `SCHEMA = {"lid": str, Optional("cones", default=3): int}`. */
export const schemaMapStep: Step = (reading) => {
  for (const { name, value, in: within } of reading.module.bindings)
    if (/schema$/i.test(name) && within === "") addKeys(reading, mapIn(value), "", 0);
};

/** The map of a schema, or the one that a call is given first: `Schema({…})`. */
function mapIn(value: Expression): Expression {
  const given = value.is === "call" && /schema$/i.test(lastName(value.call.callee)) ? value.call.args[0] : undefined;
  return given?.value ?? value;
}

function addKeys(reading: Reading, value: Expression, path: string, depth: number): void {
  if (value.is !== "map" || depth > deepest) return;
  for (const entry of value.entries) {
    const name = addKey(reading, entry, path);
    // What a schema says of keys that readers choose holds for what stands below them.
    addKeys(reading, mapIn(entry.value), name ?? path, depth + 1);
  }
}

/** Adds the key of an entry; its path, undefined for one that is no text. */
function addKey({ evaluator, facts }: Reading, { key }: Entry, path: string): string | undefined {
  const call = key.is === "call" && /(?:^|\.)(?:Optional|Required)$/.test(key.call.callee) ? key.call : undefined;
  const stated = call === undefined ? key : call.args[0]?.value;
  const known = stated && evaluator.evaluate(stated, "");
  if (known?.kind !== "text" || !known.complete) return undefined;
  const value = path === "" ? known.text : `${path}.${known.text}`;
  const given = call && select(call.args, "default");
  const fallback = given && evaluator.evaluate(given, "");
  facts.add({ role: "key-declared", value, at: key.node, default: fallback?.text });
  if (fallback?.complete && fallback.kind !== "none")
    facts.add({ role: "default", value: fallback.text, at: key.node, scope: { subject: value } });
  return value;
}
