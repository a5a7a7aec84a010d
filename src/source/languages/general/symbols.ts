import type { Field, FunctionShape, TypeShape } from "../syntax/module.ts";
import { joinNames, lastName } from "../syntax/module.ts";
import { unitOf } from "../syntax/number.ts";
import type { Reading, Step } from "../syntax/reading.ts";
import { boundOfDefault } from "./constants.ts";

/** A step for functions, types, their members and the defaults of parameters and fields. */
export function symbolStep(moduleNameOf: (path: string) => string): Step {
  return (reading) => {
    const name = moduleNameOf(reading.module.path);
    const types = new Set(reading.module.types.map((type) => joinNames(type.in, type.name)));
    for (const shape of reading.module.functions) addFunction(reading, shape, types, name);
    for (const type of reading.module.types) addType(reading, type, name);
    for (const { name: local, exported, in: within, constant, node } of reading.module.bindings) {
      if (within === "" && exported && constant)
        reading.facts.add({ role: "exported", value: local, at: node, scope: { module: name, type: "variable" } });
    }
  };
}

function addFunction(reading: Reading, shape: FunctionShape, types: ReadonlySet<string>, module: string): void {
  const at = headOf(shape.node);
  const path = joinNames(shape.in, shape.name);
  if (types.has(shape.in)) {
    reading.facts.add({ role: "member", value: shape.name, at, scope: { in: shape.in, type: "method" } });
  } else if (shape.exported && shape.in === "") {
    reading.facts.add({ role: "exported", value: shape.name, at, scope: { module, type: "function" } });
  } else {
    reading.facts.add({ role: "declared", value: shape.name, at, scope: { in: shape.in, type: "function" } });
  }
  for (const param of shape.params) addDefault(reading, param, path);
}

function addType(reading: Reading, type: TypeShape, module: string): void {
  const path = joinNames(type.in, type.name);
  const at = headOf(type.node);
  if (type.exported) reading.facts.add({ role: "exported", value: type.name, at, scope: { module, type: type.kind } });
  else reading.facts.add({ role: "declared", value: type.name, at, scope: { in: type.in, type: type.kind } });
  if (type.kind === "enum") addMembers(reading, type, path);
  for (const field of type.kind === "enum" ? [] : type.fields) {
    reading.facts.add({ role: "member", value: field.name, at: field.node, scope: { in: path, type: field.type } });
    addDefault(reading, field, path);
  }
}

/** Members by name and, where they carry a text, by that text: documents use either. */
function addMembers(reading: Reading, type: TypeShape, path: string): void {
  const members = type.fields.flatMap((field) => {
    const known = field.value ? reading.evaluator.evaluate(field.value, path) : undefined;
    const names = known && known.text !== field.name && known.complete ? [field.name, known.text] : [field.name];
    for (const value of names) reading.facts.add({ role: "enum-member", value, at: field.node, scope: { in: path } });
    return names;
  });
  reading.facts.close({ role: "enum-member", scope: { in: path }, members, at: type.node });
}

function addDefault(reading: Reading, field: Field, within: string): void {
  const known = field.value ? reading.evaluator.evaluate(field.value, within) : undefined;
  if (!known && field.value) addMemberDefault(reading, field, within);
  if (!known || !field.value) return;
  const unit = unitOf(known, field.name);
  const scope = { subject: field.name, unit, in: within };
  const at = field.node;
  reading.facts.add({ role: "default", value: known.text, at, scope, via: known.via });
  const bound = boundOfDefault(lastName(field.name));
  if (bound && known.kind === "number")
    reading.facts.add({ role: "limit", value: known.text, at, scope: { ...scope, bound }, via: known.via });
}

/** `Glaze Glaze = Glaze.Matt`: a member of the field's own type. */
function addMemberDefault({ facts }: Reading, { name, type, value, node }: Field, within: string): void {
  const [, owner, member] = (value?.is === "name" && /^(?:\w+\.)*([A-Z]\w*)\.([A-Z]\w*)$/.exec(value.path)) || [];
  if (owner === undefined || member === undefined || lastName(type.replace(/\?$/, "")) !== owner) return;
  facts.add({ role: "default", value: member, at: node, scope: { subject: name, in: within } });
}

/** A declaration without its body. */
function headOf(node: FunctionShape["node"]): FunctionShape["node"] {
  return node.children.find(({ field }) => field === "name") ?? node;
}
