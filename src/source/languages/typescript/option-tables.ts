import type ts from "typescript";
import { knownString, knownValue, type Observer, report, type Scene } from "./scene.ts";
import { propertyNameOf } from "./syntax.ts";

/** Names of tables that a program goes through to declare its options. */
const tableName = /cli|argv|command_?line|flags/i;

/** Options that stand in a table: `{ option: "port", type, description }` of optionator, and tables of a program's own. */
export const observeOptionTables: Observer = (node, scene) => {
  const { compiler } = scene;
  if (!compiler.isObjectLiteralExpression(node)) return;
  if (addEntry(scene, node)) return;
  const name = heldBy(scene, node);
  if (name !== undefined && tableName.test(name)) addTable(scene, node, "");
};

/** Name and type of the variable that holds an object, where it holds it directly. */
function heldBy({ compiler }: Scene, { parent }: ts.ObjectLiteralExpression): string | undefined {
  const at = compiler.isSatisfiesExpression(parent) || compiler.isAsExpression(parent) ? parent.parent : parent;
  return compiler.isVariableDeclaration(at) ? `${at.name.getText()} ${at.type?.getText() ?? ""}` : undefined;
}

function addEntry(scene: Scene, node: ts.ObjectLiteralExpression): boolean {
  const name = memberOf(scene, node, "option");
  const value = knownString(scene, name);
  if (name === undefined || value === undefined || !/^[a-z][\w-]*$/.test(value.text)) return false;
  if (memberOf(scene, node, "description") === undefined || memberOf(scene, node, "type") === undefined) return false;
  scene.taken.add(name);
  addOption(scene, node, `--${value.text}`);
  return true;
}

/** Entries that describe themselves; those below `subcommands` are options of the option above. */
function addTable(scene: Scene, table: ts.ObjectLiteralExpression, prefix: string): void {
  const { compiler } = scene;
  for (const property of table.properties) {
    const name = property.name === undefined ? undefined : propertyNameOf(compiler, property.name);
    if (name === undefined || !compiler.isPropertyAssignment(property)) continue;
    const entry = property.initializer;
    if (!compiler.isObjectLiteralExpression(entry) || memberOf(scene, entry, "description") === undefined) continue;
    addOption(scene, entry, `--${prefix}${name}`);
    const below = memberOf(scene, entry, "subcommands");
    if (below !== undefined && compiler.isObjectLiteralExpression(below)) addTable(scene, below, `${prefix}${name}.`);
  }
}

function addOption(scene: Scene, entry: ts.ObjectLiteralExpression, value: string): void {
  const at = memberOf(scene, entry, "description") ?? entry;
  const short = knownString(scene, memberOf(scene, entry, "alias") ?? memberOf(scene, entry, "shorthand"))?.text ?? "";
  const stated = memberOf(scene, entry, "default");
  const fallback = stated === undefined ? undefined : knownValue(scene, stated)?.text;
  const place = at.parent ?? at;
  report(scene, { role: "option-declared", value, at: place, default: fallback });
  if (/^[A-Za-z]$/.test(short))
    report(scene, { role: "option-declared", value: `-${short}`, at: place, default: fallback });
}

function memberOf({ compiler }: Scene, node: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  const found = node.properties.find((property) => property.name?.getText() === name);
  return found !== undefined && compiler.isPropertyAssignment(found) ? found.initializer : undefined;
}
