import type ts from "typescript";
import type { Compiler } from "./compiler.ts";

/** The text of a property's name where it stands there literally; undefined for computed and private names. */
export function propertyNameOf(compiler: Compiler, name: ts.Node): string | undefined {
  if (compiler.isIdentifier(name) || compiler.isStringLiteralLike(name) || compiler.isNumericLiteral(name))
    return name.text;
  if (compiler.isComputedPropertyName(name) && compiler.isStringLiteralLike(name.expression))
    return name.expression.text;
  return undefined;
}

/** A call taken apart: `a.b.c(x)` has the name `c` on `a.b`. */
export type CallParts = {
  readonly name: string;
  /** Text before the last dot without blanks, `?` and `!`; empty for a plain function. */
  readonly on: string;
  readonly args: readonly ts.Expression[];
  readonly node: ts.CallExpression | ts.NewExpression;
};

/** Calls that were taken apart: every observer asks for them. */
const takenApart = new WeakMap<ts.Node, CallParts | "nameless">();

/** Takes a call or a construction apart; undefined for other nodes and for calls of expressions without a name. */
export function callParts(compiler: Compiler, node: ts.Node): CallParts | undefined {
  if (!compiler.isCallExpression(node) && !compiler.isNewExpression(node)) return undefined;
  const parts = takenApart.get(node) ?? partsOf(compiler, node) ?? "nameless";
  takenApart.set(node, parts);
  return parts === "nameless" ? undefined : parts;
}

function partsOf(compiler: Compiler, node: ts.CallExpression | ts.NewExpression): CallParts | undefined {
  const args = node.arguments ?? [];
  const callee = node.expression;
  if (compiler.isIdentifier(callee)) return { name: callee.text, on: "", args, node };
  if (compiler.isPropertyAccessExpression(callee))
    return { name: callee.name.text, on: ownerText(callee.expression), args, node };
  return undefined;
}

/** Longest text of an owner that is looked at, in characters. */
const longestOwner = 200;

/**
 * The text of an owner as tables of patterns see it: one line, its last 200 characters. Only the end of a long chain of
 * calls is read: the chain holds an owner for each of its calls, and together their texts grow with its square.
 */
export function ownerText(node: ts.Node): string {
  const source = node.getSourceFile();
  const { text } = source;
  const [start, end] = [node.getStart(source), node.getEnd()];
  for (let length = 4 * longestOwner; ; length *= 4) {
    const from = Math.max(start, end - length);
    const tail = text.slice(from, end).replace(/\s+|[?!](?=\.|$)/g, "");
    if (from === start || tail.length >= longestOwner) return tail.slice(-longestOwner);
  }
}

/**
 * The function or type a node stands in: the nearest one with a name, `Class.method` inside a class, the constant's name
 * for functions handed to a wrapper (`const auth = wrap(() => …)`); undefined at the top level.
 */
export function enclosingName(compiler: Compiler, { parent }: ts.Node): string | undefined {
  if (parent === undefined) return undefined;
  const before = enclosing.get(parent);
  if (before !== undefined) return before.name;
  const name = nameAround(compiler, parent);
  enclosing.set(parent, { name });
  return name;
}

/** What nodes stand in: most nodes have neighbours that were asked about before. */
const enclosing = new WeakMap<ts.Node, { readonly name: string | undefined }>();

function nameAround(compiler: Compiler, innermost: ts.Node): string | undefined {
  let inFunction = false;
  for (let at = innermost; at !== undefined; at = at.parent) {
    if (compiler.isFunctionLike(at)) {
      inFunction = true;
      const name = nameOfFunction(compiler, at);
      if (name !== undefined) return name;
    }
    if (compiler.isVariableDeclaration(at) && inFunction && compiler.isIdentifier(at.name)) return at.name.text;
    if (compiler.isClassLike(at) || compiler.isInterfaceDeclaration(at) || compiler.isTypeAliasDeclaration(at))
      return at.name?.text;
    if (compiler.isEnumDeclaration(at)) return at.name.text;
    if (compiler.isExportAssignment(at) && inFunction) return "default";
  }
  return undefined;
}

function nameOfFunction(compiler: Compiler, node: ts.SignatureDeclaration): string | undefined {
  const own = node.name === undefined ? undefined : propertyNameOf(compiler, node.name);
  const { parent } = node;
  if (compiler.isClassLike(parent)) {
    const method = own ?? (compiler.isConstructorDeclaration(node) ? "constructor" : undefined);
    return method === undefined || parent.name === undefined ? method : `${parent.name.text}.${method}`;
  }
  if (own !== undefined) return own;
  if (compiler.isVariableDeclaration(parent) && compiler.isIdentifier(parent.name)) return parent.name.text;
  if (compiler.isPropertyAssignment(parent)) return propertyNameOf(compiler, parent.name);
  if (compiler.isPropertyDeclaration(parent)) {
    const name = propertyNameOf(compiler, parent.name);
    const owner = compiler.isClassLike(parent.parent) ? parent.parent.name?.text : undefined;
    return owner === undefined || name === undefined ? name : `${owner}.${name}`;
  }
  if (compiler.isBinaryExpression(parent) && parent.right === node) return /[\w$]+$/.exec(parent.left.getText())?.[0];
  return undefined;
}
