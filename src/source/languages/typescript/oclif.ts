import type ts from "typescript";
import { declaredDefault } from "./environment.ts";
import { knownString, knownValue, type Observer, report, type Scene } from "./scene.ts";
import { propertyNameOf } from "./syntax.ts";

/** Where oclif looks for commands: the path below is the command. */
const commandFile = /(?:^|\/)commands\/(?<path>.+?)(?:\/index)?\.[cm]?[jt]sx?$/;

/** Commands of oclif: a class whose name is its file's place and whose options are a static object. */
export const observeCommandClasses: Observer = (node, scene) => {
  const { compiler, file } = scene;
  if (!compiler.isClassDeclaration(node) || !isCommand(scene, node)) return;
  const command = commandFile.exec(file.path)?.groups?.path?.replaceAll("/", " ");
  if (command !== undefined) report(scene, { role: "command-declared", value: command, at: node.name ?? node });
  for (const member of node.members) {
    if (!compiler.isPropertyDeclaration(member) || member.initializer === undefined) continue;
    const name = propertyNameOf(compiler, member.name);
    if (/^(?:flags|baseFlags)$/.test(name ?? "")) addFlags(scene, member.initializer, command);
    if (name === "aliases") addAliases(scene, member.initializer);
  }
};

function addAliases(scene: Scene, list: ts.Expression): void {
  if (!scene.compiler.isArrayLiteralExpression(list)) return;
  for (const alias of list.elements) {
    const text = knownString(scene, alias)?.text;
    if (text !== undefined) report(scene, { role: "command-declared", value: text.replaceAll(":", " "), at: alias });
  }
}

/** A class that extends `Command` or a base of the project's own that is named so. */
function isCommand({ compiler }: Scene, node: ts.ClassDeclaration): boolean {
  const [parent] = node.heritageClauses?.find(({ token }) => token === compiler.SyntaxKind.ExtendsKeyword)?.types ?? [];
  return /Command$/.test(parent?.expression.getText() ?? "");
}

function addFlags(scene: Scene, shape: ts.Expression, command: string | undefined): void {
  const { compiler } = scene;
  if (!compiler.isObjectLiteralExpression(shape)) return;
  for (const property of shape.properties) {
    const name = property.name === undefined ? undefined : propertyNameOf(compiler, property.name);
    if (name === undefined || !compiler.isPropertyAssignment(property)) continue;
    const made = compiler.isCallExpression(property.initializer) ? property.initializer : undefined;
    const char = optionOf(scene, made, "char");
    const variable = optionOf(scene, made, "env");
    const fallback = made === undefined ? undefined : declaredDefault(scene, made);
    const names = [`--${name}`, ...(char === undefined ? [] : [`-${char}`])];
    for (const value of names)
      report(scene, { role: "option-declared", value, at: property, scope: { command }, default: fallback });
    if (variable !== undefined) report(scene, { role: "env-read", value: variable, at: property, default: fallback });
  }
}

function optionOf(scene: Scene, call: ts.CallExpression | undefined, name: string): string | undefined {
  const { compiler } = scene;
  for (const argument of call?.arguments ?? []) {
    if (!compiler.isObjectLiteralExpression(argument)) continue;
    const found = argument.properties.find((property) => property.name?.getText() === name);
    if (found !== undefined && compiler.isPropertyAssignment(found)) return knownValue(scene, found.initializer)?.text;
  }
  return undefined;
}
