import type ts from "typescript";
import { unitOfName } from "../syntax/number.ts";
import { knownString, knownValue, type Observer, report, type Scene, stretchOf } from "./scene.ts";
import { propertyNameOf } from "./syntax.ts";

/** Keywords of JSON Schema that hold schemas and name none. */
const holding = /^(?:schemas?|items|properties|oneOf|anyOf|allOf|not|if|then|else|meta|additionalProperties)$/;

/**
 * JSON Schemas that stand in code, as rules of linters, validators and servers have them: their keys with defaults, the
 * members of enumerations, and all keys of an object that takes no others.
 */
export const observeJsonSchemas: Observer = (node, scene) => {
  if (!scene.compiler.isObjectLiteralExpression(node)) return;
  const properties = memberOf(scene, node, "properties");
  if (properties !== undefined && scene.compiler.isObjectLiteralExpression(properties))
    addProperties(scene, node, properties);
  const members = memberOf(scene, node, "enum");
  if (members !== undefined && scene.compiler.isArrayLiteralExpression(members)) addEnum(scene, members);
};

function addProperties(scene: Scene, schema: ts.ObjectLiteralExpression, shape: ts.ObjectLiteralExpression): void {
  const { compiler } = scene;
  const additional = memberOf(scene, schema, "additionalProperties");
  const isSchema = memberOf(scene, schema, "$schema") !== undefined || additional !== undefined;
  if (!isSchema && knownString(scene, memberOf(scene, schema, "type"))?.text !== "object") return;
  const scope = { in: nameOf(scene, schema) };
  const members = shape.properties.flatMap((property) => addKey(scene, property, scope));
  const isWhole =
    members.length === shape.properties.length && memberOf(scene, schema, "patternProperties") === undefined;
  if (isWhole && members.length > 0 && additional?.kind === compiler.SyntaxKind.FalseKeyword)
    scene.facts.close({ role: "key-declared", members, scope, at: stretchOf(scene, shape) });
}

/** Adds one key with its default; empty for what a spread brings in. */
function addKey(
  scene: Scene,
  property: ts.ObjectLiteralElementLike,
  scope: { readonly in: string | undefined },
): readonly string[] {
  const { compiler } = scene;
  const key = property.name === undefined ? undefined : propertyNameOf(compiler, property.name);
  if (key === undefined) return [];
  const inner = compiler.isPropertyAssignment(property) ? property.initializer : undefined;
  const isOwn = inner !== undefined && compiler.isObjectLiteralExpression(inner);
  const fallback = isOwn ? knownValue(scene, memberOf(scene, inner, "default")) : undefined;
  const known = fallback?.complete === true ? fallback : undefined;
  report(scene, { role: "key-declared", value: key, at: property, scope, default: known?.text });
  const unit = known?.kind === "number" ? unitOfName(key) : undefined;
  if (known !== undefined)
    report(scene, {
      role: "default",
      value: known.text,
      at: property,
      scope: { ...scope, subject: key, unit },
      via: known.via,
    });
  return [key];
}

function addEnum(scene: Scene, list: ts.ArrayLiteralExpression): void {
  const scope = { in: nameOf(scene, list) };
  const members: string[] = [];
  for (const element of list.elements) {
    const value = knownString(scene, element);
    if (value === undefined || !value.complete) continue;
    members.push(value.text);
    report(scene, { role: "enum-member", value: value.text, at: element, scope, via: value.via });
  }
  if (members.length === list.elements.length && members.length > 0)
    scene.facts.close({ role: "enum-member", members, scope, at: stretchOf(scene, list) });
}

/** The nearest key or variable that names what a schema describes. */
function nameOf({ compiler }: Scene, node: ts.Node): string | undefined {
  for (let at: ts.Node = node.parent; at.parent !== undefined; at = at.parent) {
    const naming = compiler.isPropertyAssignment(at) || compiler.isVariableDeclaration(at) ? at.name : undefined;
    const name = naming === undefined ? undefined : propertyNameOf(compiler, naming);
    if (name !== undefined && name !== "enum" && !holding.test(name)) return name;
    if (compiler.isStatement(at)) return undefined;
  }
  return undefined;
}

function memberOf({ compiler }: Scene, node: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  const found = node.properties.find(
    (property) => property.name !== undefined && propertyNameOf(compiler, property.name) === name,
  );
  return found !== undefined && compiler.isPropertyAssignment(found) ? found.initializer : undefined;
}
