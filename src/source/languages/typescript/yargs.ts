import type ts from "typescript";
import { knownString, type Observer, report, type Scene } from "./scene.ts";

/** What a module or an object has beside `command` that yargs runs. */
const beside = /^(?:builder|handler|describe|desc)$/;

/**
 * Commands of yargs that stand in a module or an object of their own: `export const command = "fire <lid>"` beside a
 * `handler`, `{ command: "fire", builder, handler }`.
 */
export const observeCommandModules: Observer = (node, scene) => {
  const { compiler } = scene;
  if (compiler.isObjectLiteralExpression(node)) {
    const command = propertyOf(scene, node, "command");
    if (command === undefined || !compiler.isPropertyAssignment(command)) return;
    if (propertyOf(scene, node, "handler") !== undefined) addCommand(scene, command.initializer);
  } else if (compiler.isVariableDeclaration(node) && node.name.getText() === "command") {
    if (node.initializer !== undefined && isExported(scene, node) && isCommandModule(scene))
      addCommand(scene, node.initializer);
  }
};

/** The first name is the command's, those behind it are other names; `$0` is the program itself. */
function addCommand(scene: Scene, value: ts.Expression): void {
  const names = scene.compiler.isArrayLiteralExpression(value) ? value.elements : [value];
  for (const name of names) {
    const command = knownString(scene, name)
      ?.text.split(/\s+[[<]/)[0]
      ?.trim();
    if (command !== undefined && /^[a-z][\w:-]*(?: [a-z][\w:-]*)*$/.test(command))
      report(scene, { role: "command-declared", value: command, at: name });
  }
}

function isCommandModule({ compiler, source }: Scene): boolean {
  return source.statements.some((statement) => {
    if (compiler.isFunctionDeclaration(statement)) return beside.test(statement.name?.text ?? "");
    if (!compiler.isVariableStatement(statement)) return false;
    return statement.declarationList.declarations.some(({ name }) => beside.test(name.getText()));
  });
}

function isExported({ compiler }: Scene, node: ts.VariableDeclaration): boolean {
  const statement = node.parent.parent;
  if (!compiler.isVariableStatement(statement) || !compiler.isSourceFile(statement.parent)) return false;
  return statement.modifiers?.some(({ kind }) => kind === compiler.SyntaxKind.ExportKeyword) === true;
}

function propertyOf(
  { compiler }: Scene,
  { properties }: ts.ObjectLiteralExpression,
  wanted: string,
): ts.ObjectLiteralElementLike | undefined {
  return properties.find(({ name }) => name !== undefined && compiler.isIdentifier(name) && name.text === wanted);
}
