import type ts from "typescript";
import { declaredDefault } from "./environment.ts";
import { addType } from "./object-types.ts";
import { knownValue, type Observer, report, type Scene, stretchOf } from "./scene.ts";
import { callParts, enclosingName, ownerText, propertyNameOf } from "./syntax.ts";

/** Keys of zod-like schemas and of typed options, keys that code reads from options, and the bounds of schemas. */
export const observeSchemas: Observer = (node, scene) => {
  const { compiler } = scene;
  if (compiler.isCallExpression(node)) addSchema(scene, node);
  else if (compiler.isInterfaceDeclaration(node) || compiler.isTypeAliasDeclaration(node)) addType(scene, node);
  else if (compiler.isPropertyAccessExpression(node)) addRead(scene, node);
};

const objectCall = /(?:^|\.)(?:object|strictObject|looseObject|interface)$/;

/** `const config = z.object({ server: z.object({ port: z.number().default(1) }) })`: keys by path, outermost object only. */
function addSchema(scene: Scene, node: ts.CallExpression): void {
  const { compiler } = scene;
  if (!objectCall.test(ownerText(node.expression)) || isNested(scene, node)) return;
  const [shape] = node.arguments;
  if (shape === undefined || !compiler.isObjectLiteralExpression(shape)) return;
  const name = schemaName(scene, node);
  addShape(scene, shape, { path: "", name });
}

type Owner = { readonly path: string; readonly name: string | undefined };

function addShape(scene: Scene, shape: ts.ObjectLiteralExpression, owner: Owner): void {
  const { compiler } = scene;
  const members: string[] = [];
  for (const property of shape.properties) {
    const key = property.name === undefined ? undefined : propertyNameOf(compiler, property.name);
    if (key === undefined || !compiler.isPropertyAssignment(property)) continue;
    const path = owner.path === "" ? key : `${owner.path}.${key}`;
    members.push(path);
    const fallback = declaredDefault(scene, property.initializer);
    report(scene, { role: "key-declared", value: path, at: property, scope: { in: owner.name }, default: fallback });
    addBounds(scene, property.initializer, path);
    const inner = innerShape(scene, property.initializer);
    if (inner !== undefined) addShape(scene, inner, { path, name: owner.name });
  }
  if (members.length === shape.properties.length && members.length > 0)
    scene.facts.close({
      role: "key-declared",
      members,
      scope: { in: owner.name, parent: owner.path },
      at: stretchOf(scene, shape),
    });
}

/** The object that a property's schema holds, through `.optional()`, arrays and the like. */
function innerShape(scene: Scene, node: ts.Expression): ts.ObjectLiteralExpression | undefined {
  const { compiler } = scene;
  if (!compiler.isCallExpression(node)) return undefined;
  const [first] = node.arguments;
  if (objectCall.test(ownerText(node.expression)) && first !== undefined && compiler.isObjectLiteralExpression(first))
    return first;
  const inside = compiler.isPropertyAccessExpression(node.expression)
    ? innerShape(scene, node.expression.expression)
    : undefined;
  return inside ?? (first === undefined ? undefined : innerShape(scene, first));
}

function isNested(scene: Scene, node: ts.Node): boolean {
  for (let at: ts.Node = node.parent; at.parent !== undefined; at = at.parent) {
    if (scene.compiler.isStatement(at)) return false;
    if (scene.compiler.isCallExpression(at) && objectCall.test(ownerText(at.expression))) return true;
  }
  return false;
}

function schemaName(scene: Scene, node: ts.Node): string | undefined {
  const { compiler } = scene;
  for (let at: ts.Node = node.parent; at.parent !== undefined; at = at.parent) {
    if (compiler.isVariableDeclaration(at) || compiler.isPropertyAssignment(at)) return at.name.getText();
    if (compiler.isStatement(at)) break;
  }
  return enclosingName(compiler, node);
}

/** `.min(5).max(120)` in a chain. */
function addBounds(scene: Scene, node: ts.Expression, subject: string): void {
  const { compiler } = scene;
  for (let at: ts.Expression = node; compiler.isCallExpression(at); ) {
    const call = callParts(compiler, at);
    const [first] = at.arguments;
    const value = knownValue(scene, first);
    if (
      call !== undefined &&
      /^(?:min|max|gte|lte|gt|lt|length)$/.test(call.name) &&
      value?.kind === "number" &&
      first !== undefined
    )
      report(scene, {
        role: "limit",
        value: value.text,
        at: first,
        scope: {
          subject,
          bound: /^(?:min|gte|gt)$/.test(call.name) ? "min" : "max",
          type: /^[gl]t$/.test(call.name) ? "exclusive" : undefined,
        },
        via: value.via,
      });
    if (!compiler.isPropertyAccessExpression(at.expression)) return;
    at = at.expression.expression;
  }
}

/** `options.retries`: a key that code reads. */
function addRead(scene: Scene, node: ts.PropertyAccessExpression): void {
  const { compiler } = scene;
  const [, path] =
    /(?:^|\.)(?:\w*[oO]ptions|opts|\w*[cC]onfig|cfg|\w*[sS]ettings|props|params)((?:\.\w+)+)$/.exec(ownerText(node)) ??
    [];
  const called = compiler.isCallExpression(node.parent) && node.parent.expression === node;
  if (path === undefined || called || compiler.isPropertyAccessExpression(node.parent)) return;
  report(scene, { role: "key-read", value: path.slice(1), at: node });
}
