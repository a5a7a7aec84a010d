import type ts from "typescript";
import { unitOfName } from "../syntax/number.ts";
import { knownValue, type Observer, report, type Scene, stretchOf } from "./scene.ts";
import { enclosingName, propertyNameOf } from "./syntax.ts";

/** Values of named constants, defaults of parameters and options, bounds, members of enums and unions. */
export const observeValues: Observer = (node, scene) => {
  const { compiler } = scene;
  if (compiler.isVariableDeclaration(node) || compiler.isPropertyDeclaration(node)) addConstant(scene, node);
  else if (compiler.isParameter(node) || compiler.isBindingElement(node)) addDefault(scene, node);
  else if (compiler.isPropertyAssignment(node)) addProperty(scene, node);
  else if (compiler.isBinaryExpression(node)) addBinary(scene, node);
  else if (compiler.isEnumMember(node)) addEnumMember(scene, node);
  else if (compiler.isLiteralTypeNode(node)) addUnionMember(scene, node);
};

function addConstant(scene: Scene, node: ts.VariableDeclaration | ts.PropertyDeclaration): void {
  const { compiler } = scene;
  const isPrivate = compiler.isPrivateIdentifier(node.name);
  const name = isPrivate ? node.name.getText().slice(1) : propertyNameOf(compiler, node.name);
  const value = knownValue(scene, node.initializer);
  if (name === undefined || value === undefined || !value.complete) return;
  report(scene, {
    role: "constant",
    value: value.text,
    at: node,
    // What a private field begins with may be replaced before anybody sees it.
    scope: { subject: name, unit: unitOfName(name), type: isPrivate ? "private" : undefined },
    via: value.via,
  });
}

/** `function f(limit = 10)`, `const { limit = 10 } = options`. */
function addDefault(scene: Scene, node: ts.ParameterDeclaration | ts.BindingElement): void {
  const { compiler } = scene;
  const named = compiler.isBindingElement(node) ? (node.propertyName ?? node.name) : node.name;
  const name = propertyNameOf(compiler, named);
  const value = knownValue(scene, node.initializer);
  // `constructor({ retries })`: a setting that is taken here and has no default here.
  if (name !== undefined && node.initializer === undefined && compiler.isBindingElement(node) && isTaken(scene, node))
    report(scene, { role: "key-read", value: name, at: node, scope: { type: "taken" } });
  if (name === undefined || value === undefined || !value.complete) return;
  const scope = { subject: name, unit: unitOfName(name) };
  report(scene, { role: "default", value: value.text, at: node, scope, via: value.via });
}

/** True for a member of an object that a function takes apart right where it takes it. */
function isTaken({ compiler }: Scene, node: ts.BindingElement): boolean {
  return compiler.isObjectBindingPattern(node.parent) && compiler.isParameter(node.parent.parent);
}

/** Literal members of objects named after defaults are defaults; others are constants of their object. */
function addProperty(scene: Scene, node: ts.PropertyAssignment): void {
  const { compiler } = scene;
  const name = propertyNameOf(compiler, node.name);
  if (name !== undefined && choices.test(name)) addChoices(scene, node);
  const value = knownValue(scene, node.initializer);
  if (name === undefined || value === undefined || !value.complete) return;
  const owner = objectName(scene, node);
  const role = /default/i.test(owner ?? "") ? "default" : "constant";
  // A member of an object that has no name is given to somebody: it is a value of many.
  const type = owner === undefined ? "given" : undefined;
  const scope = { subject: name, unit: unitOfName(name), in: owner ?? enclosingName(compiler, node), type };
  report(scene, { role, value: value.text, at: node, scope, via: value.via });
  // Plain JavaScript says nowhere else which options there are.
  if (role === "default" && /\.[cm]?js$/.test(scene.source.fileName)) {
    const [, ...around] = (owner ?? "").split(".");
    report(scene, { role: "key-declared", value: [...around, name].join("."), at: node, default: value.text });
  }
}

/** Names of the lists in which a description of a setting says what it takes. */
const choices = /^(?:allowedValues|choices|enum|oneOf|validValues)$/;

/** `{ name: "lid", allowedValues: ["shut", "open"] }`: what the setting beside it takes. */
function addChoices(scene: Scene, { initializer, parent }: ts.PropertyAssignment): void {
  const { compiler } = scene;
  if (!compiler.isArrayLiteralExpression(initializer)) return;
  const named = parent.properties.find((other) => other.name?.getText() === "name");
  const name = named !== undefined && compiler.isPropertyAssignment(named) ? named.initializer : undefined;
  const owner =
    name !== undefined && compiler.isStringLiteralLike(name)
      ? name.text
      : compiler.isPropertyAssignment(parent.parent)
        ? propertyNameOf(compiler, parent.parent.name)
        : undefined;
  for (const member of initializer.elements) {
    if (!compiler.isStringLiteralLike(member) || member.text === "") continue;
    scene.taken.add(member);
    report(scene, { role: "enum-member", value: member.text, at: member, scope: { in: owner } });
  }
}

/**
 * Name of the constant or property that holds the object; inside of an object of defaults with the names around it, for
 * what stands there is a default however deep: `defaults.lid`.
 */
function objectName(scene: Scene, node: ts.PropertyAssignment): string | undefined {
  const { compiler } = scene;
  const names: string[] = [];
  for (let at: ts.Node = node.parent; at.parent !== undefined; at = at.parent) {
    if (compiler.isVariableDeclaration(at) || compiler.isPropertyAssignment(at)) names.push(at.name.getText());
    if (compiler.isFunctionLike(at) || compiler.isStatement(at)) break;
  }
  const outer = names.findIndex((name, index) => index > 0 && /default/i.test(name));
  return outer < 0
    ? names[0]
    : names
        .slice(0, outer + 1)
        .reverse()
        .join(".");
}

function addBinary(scene: Scene, node: ts.BinaryExpression): void {
  const { SyntaxKind } = scene.compiler;
  const operator = node.operatorToken.kind;
  if (operator === SyntaxKind.QuestionQuestionToken || operator === SyntaxKind.BarBarToken) addFallback(scene, node);
  if (isFilledIn(scene, node)) addFallback(scene, node, isConditional(scene, node) ? "conditional" : undefined);
  const bound = bounds(scene, operator);
  if (bound === undefined) return;
  const value = knownValue(scene, node.right);
  if (value?.kind !== "number" || !value.complete || Math.abs(Number(value.text)) <= 1) return;
  const subject = node.left.getText().replace(/\s+/g, " ").slice(0, 80);
  const unit = unitOfName(node.right.getText()) ?? unitOfName(subject);
  // What a condition refuses at the bound itself stays one short of it.
  const type = node.operatorToken.getText().endsWith("=") ? "exclusive" : undefined;
  report(scene, { role: "limit", value: value.text, at: node, scope: { subject, bound, unit, type }, via: value.via });
}

function bounds(scene: Scene, operator: ts.SyntaxKind): "max" | "min" | undefined {
  const { SyntaxKind } = scene.compiler;
  if (operator === SyntaxKind.GreaterThanToken || operator === SyntaxKind.GreaterThanEqualsToken) return "max";
  if (operator === SyntaxKind.LessThanToken || operator === SyntaxKind.LessThanEqualsToken) return "min";
  return undefined;
}

/** `options.limit ??= 10`, `if (options.limit === undefined) options.limit = 10`. */
function isFilledIn({ compiler }: Scene, { left, operatorToken, parent }: ts.BinaryExpression): boolean {
  const { SyntaxKind } = compiler;
  if (
    operatorToken.kind === SyntaxKind.QuestionQuestionEqualsToken ||
    operatorToken.kind === SyntaxKind.BarBarEqualsToken
  )
    return true;
  if (operatorToken.kind !== SyntaxKind.EqualsToken || !compiler.isExpressionStatement(parent)) return false;
  const around = compiler.isBlock(parent.parent) ? parent.parent.parent : parent.parent;
  if (!compiler.isIfStatement(around) || around.elseStatement !== undefined) return false;
  const [condition, name] = [around.expression.getText().replace(/\s+/g, ""), left.getText()];
  return [
    `!${name}`,
    `${name}===undefined`,
    `${name}==undefined`,
    `${name}==null`,
    `typeof${name}==="undefined"`,
    `typeof${name}==='undefined'`,
  ].includes(condition);
}

/** True where a value is filled in only under another condition than that it is missing. */
function isConditional({ compiler }: Scene, node: ts.BinaryExpression): boolean {
  let isOwn = node.operatorToken.kind === compiler.SyntaxKind.EqualsToken;
  for (let at: ts.Node = node; at.parent !== undefined && !compiler.isFunctionLike(at); at = at.parent) {
    if (!compiler.isIfStatement(at) && !compiler.isCaseClause(at)) continue;
    if (!isOwn) return true;
    isOwn = false;
  }
  return false;
}

/** `this.limit = Math.max(this.limit || 0, limit)`: what counts while nothing was computed is no default. */
function isOfBefore({ compiler }: Scene, { left, parent }: ts.BinaryExpression): boolean {
  if (!compiler.isCallExpression(parent)) return false;
  const { parent: around } = parent;
  return (
    compiler.isBinaryExpression(around) &&
    around.operatorToken.kind === compiler.SyntaxKind.EqualsToken &&
    around.left.getText() === left.getText()
  );
}

/** `options.limit ?? 10`. */
function addFallback(scene: Scene, node: ts.BinaryExpression, type?: "conditional"): void {
  const { compiler } = scene;
  const value = knownValue(scene, node.right);
  if (value === undefined || !value.complete) return;
  const subject = compiler.isPropertyAccessExpression(node.left) ? node.left.name.text : node.left.getText();
  if (!/^[\w$]+$/.test(subject) || isOfBefore(scene, node)) return;
  const scope = { subject, unit: unitOfName(subject), type };
  report(scene, { role: "default", value: value.text, at: node, scope, via: value.via });
}

function addEnumMember(scene: Scene, node: ts.EnumMember): void {
  const value = knownValue(scene, node) ?? knownValue(scene, node.initializer);
  const text = value?.kind === "string" ? value.text : propertyNameOf(scene.compiler, node.name);
  const name = propertyNameOf(scene.compiler, node.name);
  const scope = { in: node.parent.name.text };
  for (const one of new Set([text, name]))
    if (one !== undefined) report(scene, { role: "enum-member", value: one, at: node, scope });
  if (node.parent.members[0] === node) closeEnum(scene, node.parent);
}

function closeEnum(scene: Scene, node: ts.EnumDeclaration): void {
  const members = node.members.flatMap(({ name }) => propertyNameOf(scene.compiler, name) ?? []);
  scene.facts.close({ role: "enum-member", members, scope: { in: node.name.text }, at: stretchOf(scene, node) });
}

/** `type Mode = "stdio" | "http"`. */
function addUnionMember(scene: Scene, node: ts.LiteralTypeNode): void {
  const { compiler } = scene;
  if (!compiler.isStringLiteral(node.literal)) return;
  scene.taken.add(node.literal);
  let at: ts.Node = node.parent;
  while (at.parent !== undefined && (compiler.isUnionTypeNode(at) || compiler.isParenthesizedTypeNode(at)))
    at = at.parent;
  const owner =
    compiler.isTypeAliasDeclaration(at) || compiler.isPropertySignature(at) || compiler.isParameter(at)
      ? at.name.getText()
      : enclosingName(compiler, node);
  report(scene, { role: "enum-member", value: node.literal.text, at: node, scope: { in: owner } });
}
