import type ts from "typescript";
import type { Compiler } from "./compiler.ts";

/** A place that gives a name its meaning. */
export type Declaration =
  | ts.VariableDeclaration
  | ts.BindingElement
  | ts.ParameterDeclaration
  | ts.FunctionDeclaration
  | ts.ClassDeclaration
  | ts.EnumDeclaration
  | ts.ImportSpecifier
  | ts.ImportClause
  | ts.NamespaceImport;

/** Declarations of a block, a function or a file by name, worked out once. */
const known = new WeakMap<ts.Node, ReadonlyMap<string, Declaration>>();

/** The declaration that a name means where it is used: the nearest one outwards; undefined for globals and unknown names. */
export function declarationOf(compiler: Compiler, name: ts.Identifier): Declaration | undefined {
  for (let node: ts.Node | undefined = name.parent; node !== undefined; node = node.parent) {
    const found = declarationsIn(compiler, node).get(name.text);
    if (found !== undefined && found !== name.parent) return found;
  }
  return undefined;
}

/** What a block, function or file itself declares; empty for other nodes. */
export function declarationsIn(compiler: Compiler, node: ts.Node): ReadonlyMap<string, Declaration> {
  if (!opensScope(compiler, node)) return empty;
  const before = known.get(node);
  if (before !== undefined) return before;
  const names = new Map<string, Declaration>();
  if (compiler.isFunctionLike(node)) for (const parameter of node.parameters) addBinding(compiler, parameter, names);
  if (compiler.isForOfStatement(node) || compiler.isForStatement(node)) addList(compiler, node.initializer, names);
  if (compiler.isSourceFile(node) || compiler.isBlock(node) || compiler.isModuleBlock(node))
    for (const statement of node.statements) addStatement(compiler, statement, names);
  if (compiler.isCaseBlock(node))
    for (const clause of node.clauses)
      for (const statement of clause.statements) addStatement(compiler, statement, names);
  known.set(node, names);
  return names;
}

const empty: ReadonlyMap<string, Declaration> = new Map();

/** Which kinds of nodes open a scope: asked for every node between a name and the top of its file. */
const openingKinds = new Map<ts.SyntaxKind, boolean>();

function opensScope(compiler: Compiler, node: ts.Node): boolean {
  const before = openingKinds.get(node.kind);
  if (before !== undefined) return before;
  const opens = isOpening(compiler, node);
  openingKinds.set(node.kind, opens);
  return opens;
}

function isOpening(compiler: Compiler, node: ts.Node): boolean {
  return (
    compiler.isSourceFile(node) ||
    compiler.isBlock(node) ||
    compiler.isModuleBlock(node) ||
    compiler.isCaseBlock(node) ||
    compiler.isForOfStatement(node) ||
    compiler.isForStatement(node) ||
    compiler.isFunctionLike(node)
  );
}

function addStatement(compiler: Compiler, statement: ts.Statement, names: Map<string, Declaration>): void {
  if (compiler.isVariableStatement(statement)) addList(compiler, statement.declarationList, names);
  else if (compiler.isImportDeclaration(statement)) addImport(compiler, statement.importClause, names);
  else if (
    (compiler.isFunctionDeclaration(statement) ||
      compiler.isClassDeclaration(statement) ||
      compiler.isEnumDeclaration(statement)) &&
    statement.name !== undefined
  )
    names.set(statement.name.text, statement);
}

function addList(compiler: Compiler, list: ts.Node | undefined, names: Map<string, Declaration>): void {
  if (list === undefined || !compiler.isVariableDeclarationList(list)) return;
  for (const declaration of list.declarations) addBinding(compiler, declaration, names);
}

function addBinding(
  compiler: Compiler,
  binding: ts.VariableDeclaration | ts.ParameterDeclaration | ts.BindingElement,
  names: Map<string, Declaration>,
): void {
  if (compiler.isIdentifier(binding.name)) {
    names.set(binding.name.text, binding);
    return;
  }
  for (const element of binding.name.elements)
    if (compiler.isBindingElement(element)) addBinding(compiler, element, names);
}

function addImport(compiler: Compiler, clause: ts.ImportClause | undefined, names: Map<string, Declaration>): void {
  if (clause === undefined) return;
  if (clause.name !== undefined) names.set(clause.name.text, clause);
  const bindings = clause.namedBindings;
  if (bindings === undefined) return;
  if (compiler.isNamespaceImport(bindings)) names.set(bindings.name.text, bindings);
  else for (const element of bindings.elements) names.set(element.name.text, element);
}

/** Declarations that nothing is known of beyond their place: parameters above all. */
export function parameterOf(compiler: Compiler, node: ts.Node): ts.ParameterDeclaration | undefined {
  if (compiler.isParameter(node)) return node;
  if (!compiler.isIdentifier(node)) return undefined;
  const declaration = declarationOf(compiler, node);
  return declaration !== undefined && compiler.isParameter(declaration) ? declaration : undefined;
}
