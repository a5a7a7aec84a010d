import type { Expression, FunctionShape, Within } from "../syntax/module.ts";
import { joinNames, lastName } from "../syntax/module.ts";
import { ancestorOf, childAs, descendants, namedChildren, type SyntaxNode, textOf } from "../syntax/node.ts";
import { unitOf } from "../syntax/number.ts";
import type { Reading, Step } from "../syntax/reading.ts";
import { expressionOf } from "./expressions.ts";
import { fieldAt } from "./flag-fields.ts";
import { keyOf } from "./tags.ts";

/** Functions that give fields their defaults: `SetDefaults`, `applyDefaults`, `fillDefaultValues`, `RegisterFlagsAndApplyDefaults`. */
const setter =
  /^(?:set|apply|fill|init|load|ensure|with|add|register_?flags_?and_?apply_?)?_?defaults?(?:values|config|settings|options)?$|^register_?flags$/i;
/** Functions that declare flags, and give values to what others declare. */
const registers = /^register/i;
/** Functions that make a whole configuration out of nothing: what they write is what holds unless somebody sets it. */
const maker = /^(?:new|make)\w*(?:config(?:uration)?|options|settings)$/i;

/** Defaults that functions write into fields: `func (c *Config) SetDefaults() { c.MaxHeat = 900 }`. */
export const defaultsStep: Step = (reading) => {
  for (const shape of reading.module.functions) {
    if (setter.test(shape.name)) addAssigned(reading, shape);
    else if (maker.test(shape.name) && shape.params.length === 0) addMade(reading, shape);
  }
};

function addAssigned(reading: Reading, shape: FunctionShape & Within): void {
  const within = joinNames(shape.in, shape.name);
  for (const node of descendants(shape.node, "assignment_statement")) {
    const [left, right] = [namedChildren(childAs(node, "left")), namedChildren(childAs(node, "right"))];
    const [target, value] = [textOf(left[0]), right[0]];
    if (left.length !== 1 || !value || !/^\w+(?:\.\w+)+$/.test(target) || isConditional(node, shape.node)) continue;
    const owner = target.split(".").slice(1, -1).at(-1) ?? (shape.in || shape.name);
    const path = target.split(".").slice(1);
    const key = keyAt(reading, shape.in, path);
    // A type of another file is held by several, and each gives its fields other values.
    if (key === undefined && path.length > 1 && registers.test(shape.name)) continue;
    const subject = key ?? lastName(target);
    addDefault(reading, { subject, value: expressionOf(value), node, within, in: owner });
    addWritten(reading, { from: value, within, end: shape.node });
  }
}

/** The key under which files have the field that a path of fields leads to; undefined where its type is of another file. */
function keyAt({ module: { types } }: Reading, within: string, path: readonly string[]): string | undefined {
  const type = types.find(({ name }) => name === within);
  const found = type && fieldAt(types, type, path);
  return found && keyOf(found.field);
}

/** Fields of the structs that are written as a value: `cfg.Lid = LidConfig{Angle: 30}`. */
function addWritten(
  reading: Reading,
  { from, within, end }: { from: SyntaxNode; within: string; end: SyntaxNode },
): void {
  for (const { node, in: place, callee, args } of reading.module.calls) {
    if (place !== within || node.start < from.start || node.end > from.end || !/^[A-Z]\w*$/.test(lastName(callee)))
      continue;
    if (isConditional(node, end)) continue;
    for (const { name, value } of args) {
      const subject = name && (keyAt(reading, lastName(callee), [name]) ?? name);
      if (subject !== undefined) addDefault(reading, { subject, value, node: value.node, within, in: callee });
    }
  }
}

function addMade(reading: Reading, shape: FunctionShape & Within): void {
  const within = joinNames(shape.in, shape.name);
  for (const call of reading.module.calls.filter((one) => one.in === within && /^[A-Z]\w*$/.test(lastName(one.callee))))
    for (const { name, value } of call.args)
      if (name !== undefined) addDefault(reading, { subject: name, value, node: value.node, within, in: call.callee });
}

function isConditional(node: SyntaxNode, end: SyntaxNode): boolean {
  const branch = ancestorOf(node, "if_statement", "for_statement", "expression_switch_statement", "func_literal");
  return branch !== undefined && branch.start > end.start && branch.end <= end.end;
}

type Stated = {
  readonly subject: string;
  readonly value: Expression;
  readonly node: SyntaxNode;
  readonly within: string;
  readonly in: string;
};

function addDefault({ evaluator, facts }: Reading, { subject, value, node, within, in: owner }: Stated): void {
  const known = evaluator.evaluate(value, within);
  // An empty struct says nothing of its fields.
  if (!known?.complete || known.text === "[]") return;
  const unit = unitOf(known, subject);
  facts.add({ role: "default", value: known.text, at: node, scope: { subject, unit, in: owner }, via: known.via });
}
