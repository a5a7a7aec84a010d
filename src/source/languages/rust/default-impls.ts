import type { Argument, Expression, Field, FunctionShape, TypeShape } from "../syntax/module.ts";
import {
  ancestorOf,
  childAs,
  childrenOf,
  descendants,
  namedChildren,
  type SyntaxNode,
  textOf,
} from "../syntax/node.ts";
import { unitOf } from "../syntax/number.ts";
import type { Reading, Step } from "../syntax/reading.ts";
import { expressionOf } from "./expressions.ts";
import { implied, textMade } from "./made-defaults.ts";
import { nameOfField, serdeArguments, textIn } from "./serde.ts";

/**
 * Values that `impl Default` gives to the fields of a struct, and what `#[serde(default = "kiln_heat")]` makes of one that
 * is not stated.
 */
export const defaultImplStep: Step = (reading) => {
  for (const implementation of descendants(reading.module.root, "impl_item")) {
    if (!/(?:^|::)Default$/.test(textOf(childAs(implementation, "trait")))) continue;
    const type = typeOf(implementation);
    const written = childrenOf(childAs(implementation, "body"), "function_item")[0];
    const literal = lastOf(childAs(written, "body"));
    if (type === "" || literal?.type !== "struct_expression") continue;
    const name = textOf(childAs(literal, "name")).replace(/<.*$/, "");
    if (name !== "Self" && name !== type) continue;
    for (const field of childrenOf(childAs(literal, "body"), "field_initializer")) addField(reading, type, field);
  }
  for (const type of reading.module.types) {
    for (const field of type.fields) addNamed(reading, type, field);
    if (isFilledIn(type)) for (const field of type.fields) addImplied(reading, type, field);
  }
};

/** `#[serde(default)]` above a struct that derives `Default`: each field that is not stated is empty. */
function isFilledIn({ kind, bases, annotations }: TypeShape): boolean {
  const isStated = serdeArguments(annotations).some(({ value }) => textOf(value.node) === "default");
  return kind !== "enum" && bases.includes("Default") && isStated;
}

function addImplied({ facts, module }: Reading, type: TypeShape, field: Field): void {
  const text = serdeArguments(field.annotations).length > 0 ? undefined : implied(module, field.type);
  if (text === undefined) return;
  facts.add({
    role: "default",
    value: text,
    at: field.node,
    scope: { subject: nameOfField(type, field), in: type.name },
  });
}

/** What a block gives back: its last expression. */
function lastOf(block: SyntaxNode | undefined): SyntaxNode | undefined {
  const last = namedChildren(block)
    .filter(({ type }) => !type.endsWith("comment"))
    .at(-1);
  return last?.type === "expression_statement" ? undefined : last;
}

function addField(reading: Reading, type: string, node: SyntaxNode): void {
  const [name, value] = [textOf(childAs(node, "field")), childAs(node, "value")];
  const shape = reading.module.types.find((one) => one.name === type);
  const field = shape?.fields.find((one) => one.name === name);
  const subject = shape && field ? nameOfField(shape, field) : name;
  if (value !== undefined) addDefault(reading, { subject, field: name, in: type, node }, expressionOf(value));
}

/** `#[serde(default = "kiln_heat")]`: what the function of that name gives back. */
function addNamed(reading: Reading, type: TypeShape, field: Field): void {
  const callee = textIn(argumentNamed(serdeArguments(field.annotations), "default"));
  const written = callee === undefined ? undefined : functionOf(reading, type, callee);
  const value = lastOf(childAs(written?.node, "body"));
  if (value === undefined) return;
  const subject = nameOfField(type, field);
  addDefault(reading, { subject, field: field.name, in: type.name, node: field.node }, expressionOf(value));
}

/** The function that a path names: `kiln_heat` of the file, `Kiln::heat` and `Self::heat` of a type. */
function functionOf({ module }: Reading, type: TypeShape, path: string): FunctionShape | undefined {
  const [name, owner] = path.split("::").reverse();
  const named = module.functions.filter((written) => written.name === name);
  if (owner === undefined) return named[0];
  const wanted = owner === "Self" ? type.name : owner;
  const own = named.find(({ node }) => typeOf(ancestorOf(node, "impl_item")) === wanted);
  return own ?? (/^[a-z]/.test(owner) && named.length === 1 ? named[0] : undefined);
}

function typeOf(implementation: SyntaxNode | undefined): string {
  return /^\w+/.exec(textOf(childAs(implementation, "type")))?.[0] ?? "";
}

function argumentNamed(args: readonly Argument[], name: string): Expression | undefined {
  return args.find((argument) => argument.name === name)?.value;
}

type Setting = { readonly subject: string; readonly field: string; readonly in: string; readonly node: SyntaxNode };

function addDefault({ evaluator, facts, module }: Reading, setting: Setting, value: Expression): void {
  const { subject, in: owner, node: at } = setting;
  const known = evaluator.evaluate(value, `${owner}.default`);
  const type = module.types.find(({ name }) => name === owner)?.fields.find(({ name }) => name === setting.field)?.type;
  const text = known?.text ?? textMade(module, value, type ?? "");
  if (text === undefined || known?.complete === false) return;
  const unit = unitOf(known, setting.field);
  facts.add({ role: "default", value: text, at, scope: { subject, unit, in: owner }, via: known?.via ?? [] });
}
