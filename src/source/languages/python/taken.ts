import type { Argument, Call, Expression, Within } from "../syntax/module.ts";
import { lastName } from "../syntax/module.ts";
import { unitOf } from "../syntax/number.ts";
import { addValued, select } from "../syntax/patterns.ts";
import type { Reading, Step } from "../syntax/reading.ts";

/** Maps of settings. */
const settings = /^(?:self\.)?_?(?:kwargs|options|opts|config|conf|settings)\.(?:pop|get|setdefault)$/;
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
    if (settings.test(callee)) addTaken(reading, call, { name: first.value, fallback: second?.value });
    else if (callee === "getattr") addAttribute(reading, call);
    else if (/\.(?:pop|get|setdefault)$/.test(callee) && holder.test(callee.replace(/\.\w+$/, "")))
      addConstantNamed(reading, call, { name: first.value, fallback: second?.value });
    else if (isVariable(reading, call, first)) addVariable(reading, call, first.value);
  }
};

type Taken = { readonly name: Expression; readonly fallback: Expression | undefined };

/** `getattr(settings, "LID", True)`. */
function addAttribute(reading: Reading, call: Call & Within): void {
  const [object, name, fallback] = call.args;
  if (object?.value.is !== "name" || !holder.test(object.value.path) || name === undefined) return;
  addConstantNamed(reading, call, { name: name.value, fallback: fallback?.value });
}

function addConstantNamed(reading: Reading, call: Call & Within, taken: Taken): void {
  if (taken.name.is === "text" && constant.test(taken.name.parts.join(""))) addTaken(reading, call, taken);
}

function addTaken({ evaluator, facts }: Reading, { node, in: within }: Call & Within, { name, fallback }: Taken): void {
  const subject = name.is === "text" && name.parts.length === 1 ? name.parts[0] : undefined;
  if (typeof subject !== "string" || !/^[A-Za-z_][\w.-]*$/.test(subject)) return;
  if (name.is !== "text") return;
  facts.add({ role: "key-read", value: subject, at: node, text: name.node, scope: { in: within } });
  const known = fallback === undefined ? undefined : evaluator.evaluate(fallback, within);
  if (known === undefined || !known.complete) return;
  const unit = unitOf(known, subject);
  facts.add({ role: "default", value: known.text, at: node, scope: { subject, unit, in: within }, via: known.via });
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
