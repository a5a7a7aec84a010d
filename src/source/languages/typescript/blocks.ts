import type ts from "typescript";
import { canonicalJson } from "../canonical.ts";
import { knownValue, type Observer, report, type Scene } from "./scene.ts";
import { propertyNameOf } from "./syntax.ts";

/** Deepest nesting that is read. */
const deepest = 8;

/** Object literals whose every value is known, with at least one object inside: what source states as configuration. */
export const observeBlocks: Observer = (node, scene) => {
  const { compiler } = scene;
  if (!compiler.isObjectLiteralExpression(node) || isInside(scene, node)) return;
  if (
    !node.properties.some(
      (property) => compiler.isPropertyAssignment(property) && compiler.isObjectLiteralExpression(property.initializer),
    )
  )
    return;
  const value = plainOf(scene, node, 0);
  if (value !== undefined) report(scene, { role: "config-block", value: canonicalJson(value.plain), at: node });
};

function isInside(scene: Scene, node: ts.Node): boolean {
  return scene.compiler.isPropertyAssignment(node.parent) || scene.compiler.isArrayLiteralExpression(node.parent);
}

type Plain = { readonly plain: unknown };

/** The plain value of a literal; undefined when a part cannot be known. */
function plainOf(scene: Scene, node: ts.Expression, depth: number): Plain | undefined {
  const { compiler } = scene;
  if (depth > deepest) return undefined;
  const target = scene.resolver.resolve(node).node;
  if (compiler.isObjectLiteralExpression(target)) return objectOf(scene, target, depth);
  if (compiler.isArrayLiteralExpression(target)) {
    const items = target.elements.map((element) => plainOf(scene, element, depth + 1));
    return items.some((item) => item === undefined) ? undefined : { plain: items.map((item) => item?.plain) };
  }
  const value = knownValue(scene, node);
  if (value === undefined) return undefined;
  if (value.kind === "number") return { plain: Number(value.text) };
  if (value.kind === "boolean") return { plain: value.text === "true" };
  return { plain: value.kind === "null" ? null : value.text };
}

function objectOf(scene: Scene, node: ts.ObjectLiteralExpression, depth: number): Plain | undefined {
  const entries: [string, unknown][] = [];
  for (const property of node.properties) {
    const name = property.name === undefined ? undefined : propertyNameOf(scene.compiler, property.name);
    if (name === undefined || !scene.compiler.isPropertyAssignment(property)) return undefined;
    const value = plainOf(scene, property.initializer, depth + 1);
    if (value === undefined) return undefined;
    entries.push([name, value.plain]);
  }
  return { plain: Object.fromEntries(entries) };
}
