import type ts from "typescript";
import { exportsOf } from "./exports-of.ts";
import { takenBy } from "./parameters.ts";
import { givenBy } from "./results.ts";
import { type Observer, report, type Scene, stretchOf } from "./scene.ts";
import { propertyNameOf } from "./syntax.ts";

/** What a file exports, as facts and as a closed list where every re-export could be followed. */
export function reportExports(scene: Scene): void {
  const { compiler, resolver, source, facts, file } = scene;
  const module = resolver.modules.of(source);
  const list = exportsOf({ compiler, modules: resolver.modules }, module);
  const moduleName = moduleNameOf(file.path);
  for (const { name, node } of list.names) {
    const own = node.getSourceFile() === source;
    const via = own ? [] : [originOf(scene, node)];
    const at = own ? node : (exportStatement(scene, name) ?? source);
    report(scene, {
      role: "exported",
      value: name,
      at: nameOf(scene, at),
      scope: { in: undefined, module: moduleName, takes: takenBy(compiler, node), gives: givenBy(compiler, node) },
      via,
    });
  }
  if (list.complete && list.names.length > 0)
    facts.close({
      role: "exported",
      members: list.names.map(({ name }) => name),
      scope: { module: moduleName },
      at: stretchOf(scene, source.statements[0] ?? source),
    });
}

/** Where a re-exported name is declared, under the name it has there: `NAME in path:line`. */
function originOf(scene: Scene, node: ts.Node): string {
  const source = node.getSourceFile();
  const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
  return `${nameOf(scene, node).getText(source).slice(0, 80)} in ${source.fileName.replace(/^\//, "")}:${line}`;
}

function moduleNameOf(path: string): string {
  return path.replace(/\.(?:d\.)?[mc]?[jt]sx?$/, "").replace(/\/index$/, "");
}

/** The head of a declaration is its place: not the whole body of a function. */
function nameOf(scene: Scene, node: ts.Node): ts.Node {
  const { compiler } = scene;
  const named =
    compiler.isFunctionDeclaration(node) ||
    compiler.isClassDeclaration(node) ||
    compiler.isInterfaceDeclaration(node) ||
    compiler.isVariableDeclaration(node) ||
    compiler.isTypeAliasDeclaration(node) ||
    compiler.isEnumDeclaration(node);
  return named && node.name !== undefined ? node.name : node;
}

function exportStatement(scene: Scene, name: string): ts.Node | undefined {
  return scene.source.statements.find(
    (statement) =>
      scene.compiler.isExportDeclaration(statement) &&
      (statement.exportClause === undefined || statement.exportClause.getText().includes(name)),
  );
}

/** Members of classes and interfaces, and declarations that are not exported. */
export const observeDeclarations: Observer = (node, scene) => {
  const { compiler } = scene;
  const member =
    compiler.isMethodDeclaration(node) ||
    compiler.isPropertyDeclaration(node) ||
    compiler.isMethodSignature(node) ||
    compiler.isGetAccessorDeclaration(node);
  if (member) {
    const name = propertyNameOf(compiler, node.name);
    if (name !== undefined)
      report(scene, { role: "member", value: name, at: node.name, scope: { in: ownerOf(scene, node) } });
  } else if (compiler.isPropertyAssignment(node) && holdsFunction(scene, node.initializer)) {
    const name = propertyNameOf(compiler, node.name);
    if (name !== undefined && /^[\w$]+$/.test(name)) report(scene, { role: "member", value: name, at: node.name });
  } else if (
    (compiler.isFunctionDeclaration(node) || compiler.isClassDeclaration(node) || compiler.isEnumDeclaration(node)) &&
    node.name !== undefined
  )
    report(scene, { role: "declared", value: node.name.text, at: node.name, scope: { in: undefined } });
};

/** A function, or what one is made into: `createEndpoint("/lid", async (context) => …)`. */
function holdsFunction({ compiler }: Scene, node: ts.Expression): boolean {
  if (compiler.isArrowFunction(node) || compiler.isFunctionExpression(node)) return true;
  if (!compiler.isCallExpression(node)) return false;
  const last = node.arguments.at(-1);
  return last !== undefined && (compiler.isArrowFunction(last) || compiler.isFunctionExpression(last));
}

function ownerOf(scene: Scene, node: ts.Node): string | undefined {
  const { compiler } = scene;
  const { parent } = node;
  if (compiler.isClassLike(parent) || compiler.isInterfaceDeclaration(parent)) return parent.name?.text;
  return compiler.isVariableDeclaration(parent.parent) ? parent.parent.name.getText() : undefined;
}
