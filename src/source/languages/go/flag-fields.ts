import type { Call, Field, TypeShape, Within } from "../syntax/module.ts";
import { lastName, outerName } from "../syntax/module.ts";
import { unitOf } from "../syntax/number.ts";
import type { Reading, Step } from "../syntax/reading.ts";
import { heldType, keyOf } from "./tags.ts";

/** Methods of a set of flags that fill a variable: what it is called and its default follow. */
const fills = /^(?:String|Int|Int64|Uint|Uint64|Bool|Float64|Duration)Var$/;

/**
 * Defaults of fields that flags fill, by the keys under which files have them: `f.IntVar(&cfg.MaxHeat, prefix+"heat", 900, …)`
 * in a method of the type that has a `MaxHeat` of the tag `yaml:"max_heat"`.
 */
export const flagFieldStep: Step = (reading) => {
  const { calls, types } = reading.module;
  if (types.length === 0) return;
  for (const call of calls) if (fills.test(lastName(call.callee))) addDefault(reading, call);
};

function addDefault({ module, evaluator, facts }: Reading, call: Call & Within): void {
  const [target, , stated] = call.args;
  const type = module.types.find(({ name }) => name === outerName(call.in));
  if (target?.value.is !== "name" || stated === undefined || type === undefined) return;
  const [, ...path] = target.value.path.split(".");
  const found = fieldAt(module.types, type, path);
  const subject = found && keyOf(found.field);
  const known = evaluator.evaluate(stated.value, call.in);
  if (found === undefined || subject === undefined || !known?.complete || known.text === "") return;
  const scope = { subject, unit: unitOf(known, found.field.name), in: found.type.name };
  facts.add({ role: "default", value: known.text, at: call.node, scope, via: known.via });
}

type Found = { readonly type: TypeShape; readonly field: Field };

/** The field that a path of fields leads to; undefined where a type on the way is none of this file. */
export function fieldAt(
  types: readonly TypeShape[],
  type: TypeShape,
  [name, ...rest]: readonly string[],
): Found | undefined {
  const field = type.fields.find((one) => one.name === name);
  if (field === undefined || rest.length === 0) return field && { type, field };
  const inner = types.find((one) => one.name === heldType(field));
  return inner && fieldAt(types, inner, rest);
}
