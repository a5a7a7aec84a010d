import type ts from "typescript";
import type { Compiler } from "./compiler.ts";
import { declarationsIn } from "./declarations.ts";
import type { Module, Modules } from "./modules.ts";
import { propertyNameOf } from "./syntax.ts";

/** What looking through exports needs. */
export type Look = {
  readonly compiler: Compiler;
  readonly modules: Modules;
  /** Names of a module that are not looked for; absent means none. */
  readonly passesOver?: (look: Look, module: Module, name: string) => boolean;
};

/** One exported name, and the node that says what it is: a declaration, an expression, or the source of a whole module. */
export type Exported = { readonly name: string; readonly node: ts.Node; readonly module?: Module };

/** What a module exports; `complete` is false when a re-exported module is not in the tree or not loaded. */
export type ExportList = { readonly names: readonly Exported[]; readonly complete: boolean };

/** Deepest chain of re-exports that is followed. */
const deepest = 8;

/**
 * The node a module exports under a name, through re-exports; undefined when it exports none. Only modules that can hold
 * the name are opened, so one name of a barrel does not open all that it gathers.
 */
export function exportNamed(look: Look, module: Module, name: string, depth = 0): Exported | undefined {
  if (!mayExport(module, name) || look.passesOver?.(look, module, name) === true) return undefined;
  for (const statement of module.source.statements) {
    const found = look.compiler.isExportDeclaration(statement)
      ? reExportNamed(look, module, { statement, name, depth })
      : ownExports(look.compiler, statement).find((exported) => exported.name === name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** False when the text alone tells that a name is not exported. */
function mayExport({ text }: Module, name: string): boolean {
  if (text.includes(name) || /\bexport\s*\*/.test(text)) return true;
  return text.includes("\\u") || (name === "default" && text.includes("module.exports"));
}

/** Everything a module exports, its own names first. */
export function exportsOf(look: Look, module: Module, depth = 0): ExportList {
  const names: Exported[] = [];
  let complete = true;
  for (const statement of module.source.statements) {
    names.push(...ownExports(look.compiler, statement));
    if (!look.compiler.isExportDeclaration(statement)) continue;
    const passed = reExports(look, module, statement, depth);
    names.push(...passed.names);
    complete &&= passed.complete;
  }
  return { names, complete };
}

function ownExports(compiler: Compiler, statement: ts.Statement): readonly Exported[] {
  return [...declaredExports(compiler, statement), ...commonExports(compiler, statement)];
}

/** `export const a`, `export function b`, `export default c`. */
function declaredExports(compiler: Compiler, statement: ts.Statement): Exported[] {
  if (compiler.isExportAssignment(statement)) return [{ name: "default", node: statement.expression }];
  const modifiers = compiler.canHaveModifiers(statement) ? (compiler.getModifiers(statement) ?? []) : [];
  const has = (kind: ts.SyntaxKind): boolean => modifiers.some((modifier) => modifier.kind === kind);
  if (!has(compiler.SyntaxKind.ExportKeyword)) return [];
  if (has(compiler.SyntaxKind.DefaultKeyword)) return [{ name: "default", node: statement }];
  if (compiler.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap((declaration) =>
      compiler.isIdentifier(declaration.name) ? [{ name: declaration.name.text, node: declaration }] : [],
    );
  if (
    compiler.isFunctionDeclaration(statement) ||
    compiler.isClassDeclaration(statement) ||
    compiler.isEnumDeclaration(statement) ||
    compiler.isInterfaceDeclaration(statement) ||
    compiler.isTypeAliasDeclaration(statement) ||
    compiler.isModuleDeclaration(statement)
  )
    return statement.name === undefined ? [] : [{ name: statement.name.text, node: statement }];
  return [];
}

/** `exports.a = …` and `module.exports = { a, b: … }`. */
function commonExports(compiler: Compiler, statement: ts.Statement): Exported[] {
  if (!compiler.isExpressionStatement(statement) || !compiler.isBinaryExpression(statement.expression)) return [];
  const { left, right, operatorToken } = statement.expression;
  if (operatorToken.kind !== compiler.SyntaxKind.EqualsToken) return [];
  const [, name] = /^(?:module\.)?exports\.(\w+)$/.exec(left.getText()) ?? [];
  if (name !== undefined) return [{ name, node: right }];
  if (left.getText() !== "module.exports") return [];
  if (!compiler.isObjectLiteralExpression(right)) return [{ name: "default", node: right }];
  return right.properties.flatMap((property): Exported[] => {
    const key = property.name === undefined ? undefined : propertyNameOf(compiler, property.name);
    if (key === undefined) return [];
    if (compiler.isPropertyAssignment(property)) return [{ name: key, node: property.initializer }];
    return [{ name: key, node: compiler.isShorthandPropertyAssignment(property) ? property.name : property }];
  });
}

function reExports(look: Look, module: Module, statement: ts.ExportDeclaration, depth: number): ExportList {
  const { exportClause } = statement;
  if (exportClause === undefined) {
    const target = reExported(look, module, statement);
    if (target === undefined || depth >= deepest) return { names: [], complete: false };
    const all = exportsOf(look, target, depth + 1);
    return { names: all.names.filter(({ name }) => name !== "default"), complete: all.complete };
  }
  if (look.compiler.isNamespaceExport(exportClause))
    return { names: [wholeModule(look, module, statement, exportClause)], complete: true };
  const names = exportClause.elements.map((element) => exportedElement(look, module, { statement, element, depth }));
  return { names, complete: true };
}

type Wanted = { readonly statement: ts.ExportDeclaration; readonly name: string; readonly depth: number };

function reExportNamed(look: Look, module: Module, { statement, name, depth }: Wanted): Exported | undefined {
  const { exportClause } = statement;
  if (exportClause === undefined) {
    if (name === "default" || depth >= deepest) return undefined;
    const target = reExported(look, module, statement);
    return target === undefined ? undefined : exportNamed(look, target, name, depth + 1);
  }
  if (look.compiler.isNamespaceExport(exportClause))
    return exportClause.name.text === name ? wholeModule(look, module, statement, exportClause) : undefined;
  const element = exportClause.elements.find((one) => one.name.text === name);
  return element === undefined ? undefined : exportedElement(look, module, { statement, element, depth });
}

/** The module that an export statement names; undefined when it names none, or none of the tree. */
function reExported({ compiler, modules }: Look, module: Module, statement: ts.ExportDeclaration): Module | undefined {
  const { moduleSpecifier } = statement;
  if (moduleSpecifier === undefined || !compiler.isStringLiteral(moduleSpecifier)) return undefined;
  return modules.imported(module, moduleSpecifier.text);
}

/** `export * as name from "./module"`. */
function wholeModule(
  look: Look,
  module: Module,
  statement: ts.ExportDeclaration,
  clause: ts.NamespaceExport,
): Exported {
  const whole = reExported(look, module, statement);
  const name = clause.name.text;
  if (whole === undefined) return { name, node: clause };
  return {
    name,
    module: whole,
    get node() {
      return whole.source;
    },
  };
}

type Element = {
  readonly statement: ts.ExportDeclaration;
  readonly element: ts.ExportSpecifier;
  readonly depth: number;
};

/** `export { inner as name }`, of this module or from another. */
function exportedElement(look: Look, module: Module, { statement, element, depth }: Element): Exported {
  const { compiler } = look;
  const inner = (element.propertyName ?? element.name).text;
  const target = depth >= deepest ? undefined : reExported(look, module, statement);
  const through = target === undefined ? undefined : exportNamed(look, target, inner, depth + 1);
  const isLocal = statement.moduleSpecifier === undefined || !compiler.isStringLiteral(statement.moduleSpecifier);
  const local = isLocal ? declarationsIn(compiler, module.source).get(inner) : undefined;
  const node = through?.node ?? (local === undefined ? element : localNode(compiler, local, element));
  return { name: element.name.text, node };
}

/** A locally declared name is followed by its identifier where it was imported itself. */
function localNode(compiler: Compiler, declaration: ts.Node, element: ts.ExportSpecifier): ts.Node {
  const imported =
    compiler.isImportSpecifier(declaration) ||
    compiler.isImportClause(declaration) ||
    compiler.isNamespaceImport(declaration);
  return imported ? (element.propertyName ?? element.name) : declaration;
}
