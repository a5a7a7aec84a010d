import type ts from "typescript";
import { knownString, knownValue, type Observer, report, type Scene } from "./scene.ts";
import { callParts, ownerText, propertyNameOf } from "./syntax.ts";

const environmentOwner = /(?:^|\.)(?:process\.env|import\.meta\.env|Bun\.env|globalThis\.process\.env)$/;
/** An object called `env` is taken for the environment only for names in capitals. */
const likelyOwner = /(?:^|\.)(?:env|environment|Env)$/;
const capitals = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$|^[A-Z]{3,}[0-9]*$/;

/** The expression that names the variable which a node reads from the environment; undefined when it reads none. */
export function environmentKeyOf(scene: Scene, node: ts.Node): ts.Expression | ts.Identifier | undefined {
  const { compiler } = scene;
  if (compiler.isElementAccessExpression(node) && isEnvironment(scene, node.expression)) return node.argumentExpression;
  if (compiler.isPropertyAccessExpression(node) && compiler.isIdentifier(node.name)) {
    if (isEnvironment(scene, node.expression)) return node.name;
    if (likelyOwner.test(ownerText(node.expression)) && capitals.test(node.name.text)) return node.name;
  }
  const call = callParts(compiler, node);
  if (call !== undefined && call.name === "get" && /(?:^|\.)Deno\.env$/.test(call.on)) return call.args[0];
  return undefined;
}

function isEnvironment(scene: Scene, node: ts.Expression): boolean {
  if (environmentOwner.test(ownerText(node))) return true;
  if (!scene.compiler.isIdentifier(node)) return false;
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
    default: fallbackOf(scene, node),
    via: value?.via ?? [],
  });
}

/** Functions that read a text, with what they answer where there is none as second argument. */
const readers = /(?:parse|read|to|as|get|or|with|default|fallback|number|int|integer|float|bool|boolean|flag|rate)/i;

/**
 * The default that stands beside a read: `x ?? "3000"`, `x || "3000"`, also around `Number(x)`, or `parseFlag(x, true)`;
 * undefined when there is none.
 */
export function fallbackOf(scene: Scene, node: ts.Node): string | undefined {
  const { compiler } = scene;
  const { SyntaxKind } = compiler;
  for (let at = node; at.parent !== undefined; at = at.parent) {
    const { parent } = at;
    if (
      compiler.isBinaryExpression(parent) &&
      parent.left === at &&
      (parent.operatorToken.kind === SyntaxKind.QuestionQuestionToken ||
        parent.operatorToken.kind === SyntaxKind.BarBarToken)
    )
      return knownValue(scene, parent.right)?.text;
    const second = secondArgument(scene, parent, at);
    if (second !== undefined) return second;
    const passes =
      compiler.isParenthesizedExpression(parent) ||
      compiler.isNonNullExpression(parent) ||
      compiler.isAsExpression(parent) ||
      (compiler.isCallExpression(parent) &&
        /^(?:Number|parseInt|parseFloat|String)$/.test(parent.expression.getText()));
    if (!passes) return undefined;
  }
  return undefined;
}

/** A number or truth value that a function takes beside the text that it reads; a radix is none. */
function secondArgument(scene: Scene, call: ts.Node, read: ts.Node): string | undefined {
  const { compiler } = scene;
  if (!compiler.isCallExpression(call) || call.arguments[0] !== read || call.arguments.length !== 2) return undefined;
  const name = compiler.isPropertyAccessExpression(call.expression)
    ? call.expression.name.text
    : call.expression.getText();
  if (/^(?:parseInt|Number)$/.test(name) || !readers.test(name)) return undefined;
  const value = knownValue(scene, call.arguments[1]);
  return value !== undefined && /^(?:-?[\d._]+|true|false)$/.test(value.text) ? value.text : undefined;
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
  for (const shape of shapes) for (const object of objectsIn(scene, shape)) addKeys(scene, object);
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

function addKeys(scene: Scene, object: ts.ObjectLiteralExpression): void {
  if (object.getSourceFile() !== scene.source) return;
  for (const property of object.properties) {
    const name = property.name === undefined ? undefined : propertyNameOf(scene.compiler, property.name);
    if (name === undefined || !capitals.test(name) || !scene.compiler.isPropertyAssignment(property)) continue;
    report(scene, {
      role: "env-read",
      value: name,
      at: property,
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
