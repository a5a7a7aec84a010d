import type ts from "typescript";
import type { Compiler } from "./compiler.ts";
import { declarationsIn } from "./declarations.ts";
import { propertyNameOf } from "./syntax.ts";

/**
 * What a function gives, as far as its head or its `return` tells: `Kiln`, `Kiln&{open,shut}`; a `*` stands for names that
 * are not known. Undefined where nothing is known. A promise is what it holds.
 */
export function givenBy(compiler: Compiler, node: ts.Node): string | undefined {
  const held = compiler.isVariableDeclaration(node) ? node.initializer : node;
  const passedOn = held === undefined ? undefined : importedAs(compiler, held);
  if (passedOn !== undefined) return passedOn;
  const isFunction =
    held !== undefined &&
    (compiler.isFunctionDeclaration(held) || compiler.isArrowFunction(held) || compiler.isFunctionExpression(held));
  if (!isFunction) return undefined;
  if (held.type !== undefined) {
    const parts = partsOf(compiler, held.type, new Set((held.typeParameters ?? []).map(({ name }) => name.text)));
    return parts.every((part) => part === "*") ? undefined : parts.join("&");
  }
  if (held.body === undefined || held.asteriskToken !== undefined) return undefined;
  const results = compiler.isBlock(held.body) ? returned(compiler, held.body) : [held.body];
  const keys = results.map((result) => keysOf(compiler, result));
  return keys.length === 0 || keys.includes(undefined)
    ? undefined
    : `{${[...new Set(keys.flatMap((one) => one ?? []))].join(",")}}`;
}

/** `from @acme/kiln#useKiln`: what another package gives under a name that this one passes on. */
function importedAs(compiler: Compiler, node: ts.Node): string | undefined {
  const named = compiler.isIdentifier(node) ? declarationsIn(compiler, node.getSourceFile()).get(node.text) : node;
  if (named === undefined || !(compiler.isImportSpecifier(named) || compiler.isExportSpecifier(named)))
    return undefined;
  const { moduleSpecifier } = compiler.isImportSpecifier(named) ? named.parent.parent.parent : named.parent.parent;
  if (
    moduleSpecifier === undefined ||
    !compiler.isStringLiteral(moduleSpecifier) ||
    /^[.#~]/.test(moduleSpecifier.text)
  )
    return undefined;
  return `from ${moduleSpecifier.text}#${(named.propertyName ?? named.name).text}`;
}

/** Names of types, and the keys of what has none. */
function partsOf(compiler: Compiler, type: ts.TypeNode, given: ReadonlySet<string>): readonly string[] {
  if (compiler.isParenthesizedTypeNode(type)) return partsOf(compiler, type.type, given);
  if (compiler.isIntersectionTypeNode(type)) return type.types.flatMap((one) => partsOf(compiler, one, given));
  if (compiler.isTypeLiteralNode(type)) {
    const keys = type.members.map(({ name }) => (name === undefined ? "*" : (propertyNameOf(compiler, name) ?? "*")));
    return [`{${keys.join(",")}}`];
  }
  if (!compiler.isTypeReferenceNode(type)) return ["*"];
  const name = type.typeName.getText();
  const [first] = type.typeArguments ?? [];
  if (/^(?:Promise|Readonly|NonNullable)$/.test(name) && first !== undefined) return partsOf(compiler, first, given);
  return [/^[A-Z]\w*$/.test(name) && !given.has(name) ? name : "*"];
}

/** What a function returns, without the functions within it. */
function returned(compiler: Compiler, body: ts.Node): readonly (ts.Expression | undefined)[] {
  const found: (ts.Expression | undefined)[] = [];
  const visit = (node: ts.Node): void => {
    if (compiler.isFunctionLike(node) || compiler.isClassLike(node)) return;
    if (compiler.isReturnStatement(node)) found.push(node.expression);
    compiler.forEachChild(node, visit);
  };
  compiler.forEachChild(body, visit);
  return found;
}

function keysOf(compiler: Compiler, node: ts.Expression | undefined): readonly string[] | undefined {
  if (node === undefined) return undefined;
  if (compiler.isParenthesizedExpression(node) || compiler.isAsExpression(node) || compiler.isSatisfiesExpression(node))
    return compiler.isAsExpression(node) && node.type.getText() !== "const"
      ? undefined
      : keysOf(compiler, node.expression);
  if (!compiler.isObjectLiteralExpression(node)) return undefined;
  return node.properties.map(({ name }) => (name === undefined ? "*" : (propertyNameOf(compiler, name) ?? "*")));
}
