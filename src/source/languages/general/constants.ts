import type { Binding, Call, Entry, Expression } from "../syntax/module.ts";
import { lastName } from "../syntax/module.ts";
import { textOf } from "../syntax/node.ts";
import { unitOfName } from "../syntax/number.ts";
import type { Reading, Step } from "../syntax/reading.ts";

/** Names that say that a value bounds something. */
const maximum =
  /(?:^|[_.])(?:max|maximum|limits?|quotas?|cap|ceiling)(?:$|[_.])|^(?:max|limit)(?=[A-Z])|[a-z](?:Max|Limits?|Quotas?)(?:$|[A-Z.])|(?:_per_|Per)(?:second|sec|minute|min|hour|day|month)s?$|^Max[A-Z]/i;
const minimum = /(?:^|[_.])(?:min|minimum)(?:$|[_.])|^min(?=[A-Z])|[a-z]Min(?:$|[A-Z.])|^Min[A-Z]/;

/** Containers deeper than this are data, not settings. */
const deepest = 5;
/** Containers of more values are data, not settings. */
const mostLeaves = 200;

/** Bound that a name speaks of, undefined when it speaks of none. */
export function boundOfName(name: string): "max" | "min" | undefined {
  if (minimum.test(name.toLowerCase() === name || name.toUpperCase() === name ? name.toLowerCase() : name))
    return "min";
  return maximum.test(name) ? "max" : undefined;
}

/** Bound that a default is: only where the name says maximum or minimum, for a `limit` may be a page size. */
export function boundOfDefault(name: string): "max" | "min" | undefined {
  return /max|min/i.test(name) ? boundOfName(name) : undefined;
}

/** Adds the values of named constants, and of the names inside constant maps and objects. */
export const constantStep: Step = (reading) => {
  for (const binding of reading.module.bindings) {
    if (!binding.constant) continue;
    const leaves = [...leavesOf(binding.value, binding.name, 0)].slice(0, mostLeaves);
    for (const leaf of leaves) addConstant(reading, binding, leaf);
  }
};

type Leaf = { readonly path: string; readonly value: Expression };

function* leavesOf(value: Expression, path: string, depth: number): Generator<Leaf> {
  if (value.is === "map" && depth < deepest) {
    for (const entry of value.entries) yield* leavesOf(entry.value, `${path}.${keyOf(entry)}`, depth + 1);
  } else if (value.is === "call" && value.call.receiver && /(?:^|\.)(?:deep_)?freeze$/.test(value.call.callee)) {
    yield* leavesOf(value.call.receiver, path, depth + 1);
  } else if (value.is === "call" && depth < deepest && isObject(value.call, depth)) {
    yield { path, value };
    for (const { name, value: inner } of value.call.args)
      if (name !== undefined) yield* leavesOf(inner, `${path}.${name}`, depth + 1);
  } else {
    yield { path, value };
  }
}

/** A call that makes an object of named values: inside a map any, at the top one that names a class. */
function isObject({ callee, args }: Call, depth: number): boolean {
  const isClass = /^[A-Z]\w*$/.test(lastName(callee)) && !/(?:Field|Dict|Column|Option|Argument)$/.test(callee);
  return args.some(({ name }) => name !== undefined) && (depth > 0 || isClass);
}

function keyOf({ key }: Entry): string {
  if (key.is === "text" && key.parts.every((part) => typeof part === "string")) return key.parts.join("");
  return key.is === "name" ? lastName(key.path) : textOf(key.node);
}

/** Files of nothing but the names of variables. */
const holdsVariables = /(?:^|[/_-])env(?:s|[_-]?vars?|ironment)?(?:[/_-][\w-]*)?\.\w+$/i;

/** `KILN_LID = "KILN_LID"`: what other modules read a variable by. */
function isNamedAfter(name: string, text: string): boolean {
  return lastName(name) === text && /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(text);
}

function addConstant(reading: Reading, binding: Binding, leaf: Leaf): void {
  const within = binding.in;
  const known = reading.evaluator.evaluate(leaf.value, within);
  if (!known || (known.kind === "none" && leaf.path === binding.name)) return;
  const { kind, via } = known;
  const unit = known.unit ?? (kind === "number" ? unitOfName(lastName(leaf.path)) : undefined);
  const bound = boundOfName(leaf.path) ?? (/(?:limits?|quotas?)$/i.test(within) ? "max" : undefined);
  const at = leaf.path === binding.name ? binding.node : (leaf.value.node.parent ?? leaf.value.node);
  const scope = { subject: leaf.path, unit, in: within };
  const text = kind === "none" ? "null" : known.text;
  reading.facts.add({ role: "constant", value: text, at, scope, via });
  if (kind === "text" && isNamedAfter(leaf.path, text) && holdsVariables.test(reading.module.path))
    reading.facts.add({ role: "env-read", value: text, at, scope: { in: within }, via });
  if (kind === "number" && /(?:^|_)EXIT(?:_|$)|ExitCode|^exit[A-Z]/.test(leaf.path) && Number(text) < 256)
    reading.facts.add({ role: "exit-code", value: text, at, scope: { subject: leaf.path, in: within }, via });
  if (bound && (kind === "number" || kind === "none"))
    reading.facts.add({
      role: "limit",
      value: kind === "none" ? "unlimited" : text,
      at,
      scope: { ...scope, bound },
      via,
    });
}
