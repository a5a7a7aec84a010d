import { wordsOf } from "../../../names.ts";
import type { Argument, Call, Expression, Within } from "../syntax/module.ts";
import { lastName } from "../syntax/module.ts";
import { unitOf } from "../syntax/number.ts";
import { addValued, select } from "../syntax/patterns.ts";
import type { Reading, Step } from "../syntax/reading.ts";

/** Maps of settings, of the whole or of a part: `config`, `self.lid_config`. */
const map = /^(?:self\.)?(?:_{0,2}|(?<part>\w+_))(?:kwargs|options|opts|config|conf|settings)$/;
const taking = /^(?<object>.+)\.(?:pop|get|setdefault)$/;
/** Maps and modules whose name is a constant or says that they hold settings. */
const holder = /^(?:[A-Z][A-Z0-9_]*|(?:\w+\.)*\w*(?:config(?:uration)?|conf|settings))$/;
const constant = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/;

/**
 * What is taken by its name: keywords (`kwargs.pop("lid", True)`), settings (`getattr(settings, "LID", True)`,
 * `MAIL.get("PORT", 25)`) and variables that a library of settings reads (`config("LID", default=True, cast=bool)`).
 */
export const takenStep: Step = (reading) => {
  for (const call of reading.module.calls) {
    const { callee, args } = call;
    const [first, second] = args;
    if (first === undefined || first.name !== undefined) continue;
    const holding = map.exec(taking.exec(callee)?.groups?.object ?? "");
    if (holding) addTaken(reading, call, { name: first.value, fallback: second?.value, part: holding.groups?.part });
    else if (callee === "getattr") addAttribute(reading, call);
    else if (/\.(?:pop|get|setdefault)$/.test(callee) && holder.test(callee.replace(/\.\w+$/, "")))
      addConstantNamed(reading, call, { name: first.value, fallback: second?.value });
    else if (isVariable(reading, call, first)) addVariable(reading, call, first.value);
  }
  addFilledIn(reading);
  addIndexed(reading);
};

/** `self.lid_config["open-slowly"]`. */
function addIndexed({ module, facts }: Reading): void {
  const written = new Set(module.writes.map(({ key }) => key.node.start));
  for (const { object, key, in: within } of module.indexes) {
    if (key.is !== "text" || written.has(key.node.start) || !map.test(object)) continue;
    const subject = key.parts.join("");
    if (/^[a-z]\w*(?:[-_.]\w+)+$/.test(subject))
      facts.add({ role: "key-read", value: subject, at: key.node, scope: { in: within } });
  }
}

/** `config.lid = config.lid or "shut"`. */
const filledIn =
  /^[ \t]*((?:\w+\.)+(\w+))[ \t]*=[ \t]*\1[ \t]+or[ \t]+(?:"([^"\\\n]+)"|'([^'\\\n]+)'|(\d[\w.]*|True|False))[ \t]*(?:#.*)?$/gm;

/** What is put in the place of a setting that nobody gave. */
function addFilledIn({ module, facts }: Reading): void {
  const { source } = module.root;
  for (const match of source.text.matchAll(filledIn)) {
    const [whole, , subject = "", ...values] = match;
    const start = match.index;
    const value = values.find((one) => one !== undefined) ?? "";
    const unit = unitOf({ kind: /^\d/.test(value) ? "number" : "text" }, subject);
    const at = { start: start + whole.search(/\S/), end: start + whole.length, source };
    facts.add({ role: "default", value, at, scope: { subject, unit } });
  }
}

type Taken = {
  readonly name: Expression;
  readonly fallback: Expression | undefined;
  /** The part of the product whose settings they are, where the name of the map tells one. */
  readonly part?: string | undefined;
};

/** `getattr(settings, "LID", True)`. */
function addAttribute(reading: Reading, call: Call & Within): void {
  const [object, name, fallback] = call.args;
  if (object?.value.is !== "name" || !holder.test(object.value.path) || name === undefined) return;
  addConstantNamed(reading, call, { name: name.value, fallback: fallback?.value });
}

function addConstantNamed(reading: Reading, call: Call & Within, taken: Taken): void {
  if (taken.name.is === "text" && constant.test(taken.name.parts.join(""))) addTaken(reading, call, taken);
}

function addTaken({ evaluator, facts }: Reading, { node, in: within }: Call & Within, taken: Taken): void {
  const { name, fallback, part } = taken;
  const subject = name.is === "text" && name.parts.length === 1 ? name.parts[0] : undefined;
  if (typeof subject !== "string" || !/^[A-Za-z_][\w.-]*$/.test(subject)) return;
  if (name.is !== "text") return;
  facts.add({ role: "key-read", value: subject, at: node, text: name.node, scope: { in: within } });
  const known = fallback === undefined ? undefined : evaluator.evaluate(fallback, within);
  if (known === undefined || !known.complete) return;
  const unit = unitOf(known, subject);
  // Many parts have a setting of one common word, each with a default of its own.
  const type = part === undefined || wordsOf(subject).length > 1 ? undefined : "conditional";
  facts.add({
    role: "default",
    value: known.text,
    at: node,
    scope: { subject, unit, in: within, type },
    via: known.via,
  });
}

/** What libraries of settings are called with: `config("LID", default=True)`, `config("LID")` of starlette and decouple. */
function isVariable({ evaluator }: Reading, { callee, args }: Call, { value }: Argument): boolean {
  if (lastName(callee) !== "config" || value.is !== "text" || !constant.test(value.parts.join(""))) return false;
  const rest = args.slice(1);
  if (rest.length > 0) return rest.every(({ name }) => name === "default" || name === "cast");
  return callee === "config" && !/^flask\b/.test(evaluator.canonical(callee));
}

function addVariable(reading: Reading, { args, node, in: within }: Call & Within, value: Expression): void {
  addValued(reading, { role: "env-read", value, default: select(args, "default"), in: within, node });
}
