import type ts from "typescript";
import { holdsNoMembers, holdsNoValue } from "./code-names.ts";
import type { Compiler } from "./compiler.ts";
import { type Declaration, declarationOf } from "./declarations.ts";
import { exportNamed, type Look } from "./exports-of.ts";
import type { Module, Modules } from "./modules.ts";
import { callParts, propertyNameOf } from "./syntax.ts";
import { moduleTarget, type Target } from "./target.ts";

/** Follows names to what they stand for. */
export type Resolver = {
  readonly compiler: Compiler;
  readonly modules: Modules;
  /** The node an expression stands for: through constants, members, enums, imports and re-exports; itself when it leads nowhere. */
  readonly resolve: (node: ts.Node) => Target;
  /** As `resolve`, where only a value is of use: names of functions and classes of other files lead nowhere. */
  readonly resolveValue: (node: ts.Node) => Target;
  /** The member of an object literal, enum, class or module; undefined when it has none of that name. */
  readonly member: (target: Target, name: string) => Target | undefined;
};

/** Longest way that is followed, in steps: a cycle ends here. */
const longestWay = 12;
/** Modules longer than this are an interface or generated: parsing one to follow a name costs more than all else, in characters. */
const longestFollowed = 200_000;

/** Creates the resolver over the files that are loaded. */
export function createResolver(compiler: Compiler, modules: Modules): Resolver {
  const whole = followWith({ compiler, modules });
  const owners = followWith({ compiler, modules, passesOver: holdsNoMembers });
  const value = followWith({ compiler, modules, passesOver: holdsNoValue }, owners);
  return {
    compiler,
    modules,
    resolve: (node) => whole.resolve(node, []),
    resolveValue: (node) => value.resolve(node, []),
    member: whole.member,
  };
}

type Follow = Pick<Resolver, "compiler" | "modules" | "member"> & {
  readonly look: Look;
  readonly resolve: (node: ts.Node, via: readonly string[]) => Target;
  /** Leads to what a member is taken of: a class says nothing itself, and its members may. */
  readonly resolveOwner: (node: ts.Node, via: readonly string[]) => Target;
};

function followWith(look: Look, ofOwners?: Follow): Follow {
  const follow: Follow = {
    compiler: look.compiler,
    modules: look.modules,
    look,
    resolve: (node, via) => resolveNode(follow, node, via),
    resolveOwner: (node, via) => resolveNode(ofOwners ?? follow, node, via),
    member: (target, name) => memberOf(follow, target, name),
  };
  return follow;
}

function resolveNode(follow: Follow, node: ts.Node, via: readonly string[]): Target {
  const { compiler } = follow;
  if (via.length > longestWay) return { node, via };
  const inner = unwrapped(compiler, node);
  if (inner !== undefined) return follow.resolve(inner, via);
  if (compiler.isIdentifier(node)) {
    const declaration = declarationOf(compiler, node);
    return declaration === undefined ? { node, via } : resolveDeclaration(follow, declaration, via);
  }
  const [owner, name] = accessOf(follow, node);
  if (owner === undefined || name === undefined) return { node, via };
  const target =
    owner.kind === compiler.SyntaxKind.ThisKeyword
      ? ownMember(follow, owner, name, via)
      : follow.member(follow.resolveOwner(owner, via), name);
  return target ?? { node, via };
}

/** What parentheses, assertions and `Object.freeze` are around; undefined for other nodes. */
function unwrapped(compiler: Compiler, node: ts.Node): ts.Node | undefined {
  if (
    compiler.isParenthesizedExpression(node) ||
    compiler.isAsExpression(node) ||
    compiler.isSatisfiesExpression(node) ||
    compiler.isNonNullExpression(node) ||
    compiler.isTypeAssertionExpression(node) ||
    compiler.isAwaitExpression(node)
  )
    return node.expression;
  const call = callParts(compiler, node);
  if (call?.name === "freeze" && call.on === "Object") return call.args[0];
  return undefined;
}

/** Owner and name of `a.b` or `a["b"]`, where the name is a literal or a constant. */
function accessOf(follow: Follow, node: ts.Node): [ts.Node | undefined, string | undefined] {
  const { compiler } = follow;
  if (compiler.isPropertyAccessExpression(node)) return [node.expression, node.name.text];
  if (!compiler.isElementAccessExpression(node)) return [undefined, undefined];
  const key = follow.resolve(node.argumentExpression, []).node;
  return [node.expression, compiler.isStringLiteralLike(key) ? key.text : undefined];
}

function resolveDeclaration(follow: Follow, declaration: Declaration, via: readonly string[]): Target {
  const { compiler, modules } = follow;
  const here = { node: declaration, via };
  if (compiler.isVariableDeclaration(declaration)) return resolveVariable(follow, declaration, via);
  if (compiler.isBindingElement(declaration))
    return resolveBinding(follow, declaration, via) ?? resolveDefault(follow, declaration, via) ?? here;
  if (compiler.isParameter(declaration)) return resolveDefault(follow, declaration, via) ?? here;
  if (
    compiler.isImportSpecifier(declaration) ||
    compiler.isImportClause(declaration) ||
    compiler.isNamespaceImport(declaration)
  ) {
    const module = moduleOf(follow, declaration);
    if (module === undefined) return here;
    if (compiler.isNamespaceImport(declaration)) return moduleTarget(module, via);
    const name = compiler.isImportClause(declaration) ? "default" : (declaration.propertyName ?? declaration.name).text;
    return exportOf(follow, moduleTarget(module, via), name) ?? here;
  }
  return { node: declaration, via: [...via, stepOf(modules, declaration.name, declaration)] };
}

function resolveVariable(follow: Follow, declaration: ts.VariableDeclaration, via: readonly string[]): Target {
  const { compiler, modules } = follow;
  const { initializer } = declaration;
  const constant = (compiler.getCombinedNodeFlags(declaration) & compiler.NodeFlags.Const) !== 0;
  if (initializer === undefined || !constant) return { node: declaration, via };
  const required = requiredSpecifier(compiler, initializer);
  if (required !== undefined) {
    const module = modules.imported(modules.of(declaration), required);
    return module === undefined ? { node: declaration, via } : moduleTarget(module, via);
  }
  return follow.resolve(initializer, [...via, stepOf(modules, declaration.name, declaration)]);
}

function requiredSpecifier(compiler: Compiler, node: ts.Expression): string | undefined {
  const call = callParts(compiler, node);
  if (call?.name !== "require" || call.on !== "") return undefined;
  const [specifier] = call.args;
  return specifier !== undefined && compiler.isStringLiteralLike(specifier) ? specifier.text : undefined;
}

/** `const { a: { b } } = object`: the member of what the pattern takes apart. */
function resolveBinding(follow: Follow, element: ts.BindingElement, via: readonly string[]): Target | undefined {
  const { compiler } = follow;
  if (!compiler.isObjectBindingPattern(element.parent) || element.dotDotDotToken !== undefined) return undefined;
  const name = propertyNameOf(compiler, element.propertyName ?? element.name);
  const outer = element.parent.parent;
  if (name === undefined || compiler.isParameter(outer)) return undefined;
  const owner = compiler.isBindingElement(outer)
    ? resolveBinding(follow, outer, via)
    : outer.initializer === undefined
      ? undefined
      : requiredOrResolved(follow, outer, via);
  return owner === undefined ? undefined : follow.member(owner, name);
}

/** `function f(name = "x")`, `({ name = "x" }) => …`: the value unless a caller says otherwise. */
function resolveDefault(
  follow: Follow,
  declaration: ts.BindingElement | ts.ParameterDeclaration,
  via: readonly string[],
): Target | undefined {
  const { initializer, name } = declaration;
  if (initializer === undefined) return undefined;
  return follow.resolve(initializer, [...via, `default of ${stepOf(follow.modules, name, declaration)}`]);
}

function requiredOrResolved(follow: Follow, outer: ts.VariableDeclaration, via: readonly string[]): Target | undefined {
  const { initializer } = outer;
  if (initializer === undefined) return undefined;
  const required = requiredSpecifier(follow.compiler, initializer);
  if (required === undefined) return follow.resolveOwner(initializer, via);
  const module = follow.modules.imported(follow.modules.of(outer), required);
  return module === undefined ? undefined : moduleTarget(module, via);
}

function moduleOf(follow: Follow, declaration: ts.Node): Module | undefined {
  for (let node: ts.Node | undefined = declaration; node !== undefined; node = node.parent) {
    if (!follow.compiler.isImportDeclaration(node)) continue;
    const specifier = node.moduleSpecifier;
    if (!follow.compiler.isStringLiteral(specifier)) return undefined;
    return follow.modules.imported(follow.modules.of(node), specifier.text);
  }
  return undefined;
}

function exportOf(follow: Follow, target: Target, name: string): Target | undefined {
  const { compiler, modules } = follow;
  const module = target.module ?? (compiler.isSourceFile(target.node) ? modules.of(target.node) : undefined);
  if (module === undefined || module.text.length > longestFollowed || target.via.length > longestWay) return undefined;
  const found = exportNamed(follow.look, module, name);
  if (found?.module !== undefined) return moduleTarget(found.module, target.via);
  if (found === undefined) return undefined;
  const { node } = found;
  if (compiler.isVariableDeclaration(node)) return resolveVariable(follow, node, target.via);
  return compiler.isIdentifier(node) || compiler.isExpression(node)
    ? follow.resolve(node, target.via)
    : { node, via: target.via };
}

function memberOf(follow: Follow, target: Target, name: string): Target | undefined {
  const { compiler } = follow;
  if (target.module !== undefined || compiler.isSourceFile(target.node)) return exportOf(follow, target, name);
  const { node, via } = target;
  if (compiler.isObjectLiteralExpression(node)) return propertyOf(follow, node, name, via);
  if (compiler.isEnumDeclaration(node)) {
    const member = node.members.find((one) => propertyNameOf(compiler, one.name) === name);
    return member === undefined ? undefined : { node: member, via };
  }
  if (compiler.isClassLike(node)) return classMember(follow, node, name, via);
  return undefined;
}

function propertyOf(
  follow: Follow,
  object: ts.ObjectLiteralExpression,
  name: string,
  via: readonly string[],
): Target | undefined {
  const { compiler } = follow;
  for (const property of [...object.properties].reverse()) {
    if (compiler.isSpreadAssignment(property)) {
      const spread = follow.member(follow.resolveOwner(property.expression, via), name);
      if (spread !== undefined) return spread;
      continue;
    }
    if (keyOf(follow, property.name) !== name) continue;
    if (compiler.isPropertyAssignment(property)) return follow.resolve(property.initializer, via);
    if (!compiler.isShorthandPropertyAssignment(property)) return { node: property, via };
    const declaration = declarationOf(compiler, property.name);
    return declaration === undefined ? undefined : resolveDeclaration(follow, declaration, via);
  }
  return undefined;
}

function keyOf(follow: Follow, name: ts.PropertyName): string | undefined {
  if (!follow.compiler.isComputedPropertyName(name)) return propertyNameOf(follow.compiler, name);
  const key = follow.resolve(name.expression, []).node;
  return follow.compiler.isStringLiteralLike(key) ? key.text : undefined;
}

function classMember(
  follow: Follow,
  node: ts.ClassLikeDeclaration,
  name: string,
  via: readonly string[],
): Target | undefined {
  const { compiler } = follow;
  const member = node.members.find((one) => one.name !== undefined && propertyNameOf(compiler, one.name) === name);
  if (member === undefined) return undefined;
  if (compiler.isPropertyDeclaration(member) && member.initializer !== undefined)
    return follow.resolve(member.initializer, [...via, stepOf(follow.modules, member.name, member)]);
  return { node: member, via };
}

function ownMember(follow: Follow, self: ts.Node, name: string, via: readonly string[]): Target | undefined {
  for (let node: ts.Node | undefined = self; node !== undefined; node = node.parent)
    if (follow.compiler.isClassLike(node)) return classMember(follow, node, name, via);
  return undefined;
}

/** One step of a way, for people: `NAME in path:line`. */
function stepOf(modules: Modules, name: ts.Node | undefined, at: ts.Node): string {
  const { path, source } = modules.of(at);
  const line = source.getLineAndCharacterOfPosition(at.getStart(source)).line + 1;
  return `${name?.getText(source) ?? "it"} in ${path}:${line}`;
}
