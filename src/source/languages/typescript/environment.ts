import type ts from "typescript";
import { addTruthTest, fallbackOf } from "./fallbacks.ts";
import { knownString, knownValue, type Observer, report, type Scene } from "./scene.ts";
import { callParts, ownerText, propertyNameOf } from "./syntax.ts";

const environmentOwner = /(?:^|\.)(?:process\.env|import\.meta\.env|Bun\.env|globalThis\.process\.env)$/;
/** An object called `env` is taken for the environment only for names in capitals. */
const likelyOwner = /(?:^|\.)(?:env|environment|Env)$/;
/** How variables are written: what else is taken of a constant is no reason to ask what the constant stands for. */
const written = /^[A-Z_][A-Z0-9_]*$|^[a-z]+(?:_[a-z0-9]+)+$/;
const capitals = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$|^[A-Z]{3,}[0-9]*$/;

/** The expression that names the variable which a node reads from the environment; undefined when it reads none. */
export function environmentKeyOf(scene: Scene, node: ts.Node): ts.Expression | ts.Identifier | undefined {
  const { compiler } = scene;
  if (compiler.isElementAccessExpression(node) && isEnvironment(scene, node.expression)) return node.argumentExpression;
  if (compiler.isPropertyAccessExpression(node) && compiler.isIdentifier(node.name)) {
    if (!compiler.isIdentifier(node.expression) || written.test(node.name.text))
      if (isEnvironment(scene, node.expression)) return node.name;
    if (capitals.test(node.name.text) && likelyOwner.test(ownerText(node.expression))) return node.name;
  }
  const call = callParts(compiler, node);
  if (call !== undefined && call.name === "get" && /(?:^|\.)Deno\.env$/.test(call.on)) return call.args[0];
  return undefined;
}

function isEnvironment(scene: Scene, node: ts.Expression): boolean {
  const { compiler } = scene;
  if (compiler.isPropertyAccessExpression(node) && node.name.text !== "env") return false;
  if (!compiler.isIdentifier(node)) return environmentOwner.test(ownerText(node));
  const target = scene.resolver.resolveValue(node);
  return target.module === undefined && target.node !== node && environmentOwner.test(ownerText(target.node));
}

/** Environment variables that code reads, with their defaults. */
export const observeEnvironment: Observer = (node, scene) => {
  const { compiler } = scene;
  const key = environmentKeyOf(scene, node);
  if (key !== undefined) addRead(scene, node, key);
  else if (compiler.isVariableDeclaration(node)) addTakenApart(scene, node);
  else if (compiler.isCallExpression(node)) addSchema(scene, node);
};

function addRead(scene: Scene, node: ts.Node, key: ts.Expression): void {
  const { compiler } = scene;
  const direct = compiler.isPropertyAccessExpression(node);
  const value = direct ? undefined : knownString(scene, key);
  const name = direct ? key.getText() : value?.text;
  if (name === undefined || !/^[A-Za-z_{][\w{}]*$/.test(name)) return;
  scene.taken.add(key);
  report(scene, {
    role: "env-read",
    value: name,
    at: node,
    scope: direct && !isEnvironment(scene, node.expression) ? { type: "object" } : aliasOf(scene, node, name),
    default: fallbackOf(scene, node),
    via: value?.via ?? [],
  });
  addTruthTest(scene, node, name);
}

/** `runtimeEnv: { LID: process.env.OVEN_LID }`: the name within the program is another one than that of the variable. */
function aliasOf({ compiler }: Scene, { parent }: ts.Node, name: string): Readonly<Record<string, string>> {
  if (!compiler.isPropertyAssignment(parent) || !compiler.isIdentifier(parent.name)) return {};
  const { text } = parent.name;
  const holder = parent.parent.parent;
  const isOfNames =
    (compiler.isPropertyAssignment(holder) && /runtimeEnv/i.test(holder.name.getText())) ||
    (compiler.isVariableDeclaration(holder) && /^env$/i.test(holder.name.getText()));
  if (!isOfNames || !capitals.test(text)) return {};
  return text === name ? { type: "passed" } : { subject: text, type: "alias" };
}

/** `const { PORT = "3000", HOST: host } = process.env`. */
function addTakenApart(scene: Scene, node: ts.VariableDeclaration): void {
  const { compiler } = scene;
  if (!compiler.isObjectBindingPattern(node.name) || node.initializer === undefined) return;
  if (!isEnvironment(scene, node.initializer)) return;
  for (const element of node.name.elements) {
    const name = propertyNameOf(compiler, element.propertyName ?? element.name);
    if (name !== undefined && element.dotDotDotToken === undefined)
      report(scene, {
        role: "env-read",
        value: name,
        at: element,
        default: knownValue(scene, element.initializer)?.text,
      });
  }
}

/** `schema.parse(process.env)`, `cleanEnv(process.env, { … })`, `createEnv({ server: { … } })`: every key is read. */
function addSchema(scene: Scene, node: ts.CallExpression): void {
  const { compiler } = scene;
  const readsAll = node.arguments.some((argument) => environmentOwner.test(ownerText(argument)));
  const call = callParts(compiler, node);
  if (call === undefined || !(readsAll || call.name === "createEnv")) return;
  const shapes = [
    ...node.arguments,
    ...(compiler.isPropertyAccessExpression(node.expression) ? [node.expression.expression] : []),
  ];
  // What such a schema names is the program's own name of a variable, which may be another one.
  const scope = readsAll ? {} : { type: "schema" };
  for (const shape of shapes) for (const object of objectsIn(scene, shape)) addKeys(scene, object, scope);
}

/** The object literals that describe variables: itself, the argument of `z.object`, or the groups of `createEnv`. */
function objectsIn(scene: Scene, node: ts.Expression): readonly ts.ObjectLiteralExpression[] {
  const { compiler } = scene;
  const target = scene.resolver.resolve(node).node;
  if (compiler.isCallExpression(target)) {
    const [first] = target.arguments;
    return /(?:^|\.)object$/.test(target.expression.getText()) && first !== undefined ? objectsIn(scene, first) : [];
  }
  if (!compiler.isObjectLiteralExpression(target)) return [];
  const groups = target.properties.flatMap((property) =>
    compiler.isPropertyAssignment(property) && /^(?:server|client|shared)$/.test(property.name.getText())
      ? objectsIn(scene, property.initializer)
      : [],
  );
  return groups.length > 0 ? groups : [target];
}

function addKeys(scene: Scene, object: ts.ObjectLiteralExpression, scope: Readonly<Record<string, string>>): void {
  if (object.getSourceFile() !== scene.source) return;
  for (const property of object.properties) {
    const name = property.name === undefined ? undefined : propertyNameOf(scene.compiler, property.name);
    if (name === undefined || !capitals.test(name) || !scene.compiler.isPropertyAssignment(property)) continue;
    report(scene, {
      role: "env-read",
      value: name,
      at: property,
      scope,
      default: declaredDefault(scene, property.initializer),
    });
  }
}

/** `.default(3000)` in a chain, or `{ default: 3000 }` in its arguments; undefined when there is none. */
export function declaredDefault(scene: Scene, node: ts.Expression): string | undefined {
  const { compiler } = scene;
  if (!compiler.isCallExpression(node)) return undefined;
  const call = callParts(compiler, node);
  if (call?.name === "default" || call?.name === "catch") return knownValue(scene, node.arguments[0])?.text;
  // Valibot: `v.optional(v.number(), 5)`.
  if (/^(?:optional|nullish|nullable|fallback)$/.test(call?.name ?? "") && node.arguments.length === 2)
    return knownValue(scene, node.arguments[1])?.text;
  for (const argument of node.arguments) {
    if (!compiler.isObjectLiteralExpression(argument)) continue;
    const found = argument.properties.find((property) => property.name?.getText() === "default");
    if (found !== undefined && compiler.isPropertyAssignment(found)) return knownValue(scene, found.initializer)?.text;
  }
  return compiler.isPropertyAccessExpression(node.expression)
    ? declaredDefault(scene, node.expression.expression)
    : undefined;
}
