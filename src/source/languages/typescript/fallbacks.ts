import type ts from "typescript";
import { othersThan } from "../syntax/truth-words.ts";
import { knownValue, report, type Scene } from "./scene.ts";

/** Functions that read a text, with what they answer where there is none as second argument. */
const readers = /(?:parse|read|to|as|get|or|with|default|fallback|number|int|integer|float|bool|boolean|flag|rate)/i;
/** Functions that make a number or a text of what they are given. */
const converters = /^(?:Number(?:\.parse(?:Int|Float))?|parseInt|parseFloat|String)$/;
/** Longest block in which the uses of a variable are looked for, in UTF-16 units. */
const longestBlock = 3000;

/**
 * The default that stands beside a read: `x ?? "3000"`, `x || "3000"`, also around `Number(x)`, `x ? Number(x) : 3000`, or
 * `parseFlag(x, true)`; of what is read into a constant, the one beside its uses. Undefined when there is none.
 */
export function fallbackOf(scene: Scene, node: ts.Node): string | undefined {
  const { compiler } = scene;
  const [at, beside] = climb(scene, node);
  if (beside !== undefined) return beside;
  const { parent } = at;
  if (parent === undefined || !compiler.isVariableDeclaration(parent) || parent.initializer !== at) return undefined;
  return compiler.isIdentifier(parent.name) ? fallbackOfUses(scene, parent.name) : undefined;
}

/** The outermost expression that only passes a node on, and the default beside it. */
function climb(scene: Scene, node: ts.Node): readonly [ts.Node, string | undefined] {
  const { compiler } = scene;
  for (let at = node; ; at = at.parent) {
    const { parent } = at;
    if (parent === undefined) return [at, undefined];
    const other = alternativeTo(scene, at, node);
    if (other !== undefined) return [at, knownValue(scene, other)?.text];
    const second = secondArgument(scene, parent, at);
    if (second !== undefined) return [at, second];
    const passes =
      compiler.isParenthesizedExpression(parent) ||
      compiler.isNonNullExpression(parent) ||
      compiler.isAsExpression(parent) ||
      (compiler.isCallExpression(parent) && parent.arguments[0] === at && converters.test(parent.expression.getText()));
    if (!passes) return [at, undefined];
  }
}

/** What is taken where an expression gives nothing. */
function alternativeTo({ compiler }: Scene, at: ts.Node, read: ts.Node): ts.Expression | undefined {
  const { SyntaxKind } = compiler;
  const { parent } = at;
  if (compiler.isBinaryExpression(parent) && parent.left === at) {
    const { kind } = parent.operatorToken;
    return kind === SyntaxKind.QuestionQuestionToken || kind === SyntaxKind.BarBarToken ? parent.right : undefined;
  }
  if (!compiler.isConditionalExpression(parent) || parent.whenFalse === at) return undefined;
  const { condition, whenTrue, whenFalse } = parent;
  return (condition === at ? whenTrue : condition).getText().includes(read.getText()) ? whenFalse : undefined;
}

/** The one default that stands beside the uses of a constant in its block, or that is returned where it holds nothing. */
function fallbackOfUses(scene: Scene, name: ts.Identifier): string | undefined {
  const { compiler } = scene;
  let block: ts.Node = name;
  while (block.parent !== undefined && !compiler.isBlock(block)) block = block.parent;
  if (!compiler.isBlock(block) || block.getEnd() - block.getStart() > longestBlock) return undefined;
  const found = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (compiler.isIdentifier(node) && node !== name && node.text === name.text) {
      const value = climb(scene, node)[1] ?? returnedWithout(scene, node);
      if (value !== undefined) found.add(value);
    }
    compiler.forEachChild(node, visit);
  };
  compiler.forEachChild(block, visit);
  const [only, ...others] = found;
  return others.length === 0 ? only : undefined;
}

/** `if (!lid) return 3;` */
function returnedWithout(scene: Scene, { parent }: ts.Identifier): string | undefined {
  const { compiler } = scene;
  const isNot = compiler.isPrefixUnaryExpression(parent) && parent.operator === compiler.SyntaxKind.ExclamationToken;
  const holder = isNot ? parent.parent : undefined;
  if (holder === undefined || !compiler.isIfStatement(holder) || holder.expression !== parent) return undefined;
  const [first, ...more] = compiler.isBlock(holder.thenStatement)
    ? holder.thenStatement.statements
    : [holder.thenStatement];
  if (first === undefined || more.length > 0 || !compiler.isReturnStatement(first)) return undefined;
  return knownValue(scene, first.expression)?.text;
}

/** A number or truth value that a function takes beside the text that it reads; a radix is none. */
function secondArgument(scene: Scene, call: ts.Node, read: ts.Node): string | undefined {
  const { compiler } = scene;
  if (!compiler.isCallExpression(call) || call.arguments[0] !== read || call.arguments.length !== 2) return undefined;
  const name = compiler.isPropertyAccessExpression(call.expression)
    ? call.expression.name.text
    : call.expression.getText();
  if (/^(?:(?:Number\.)?parseInt|Number)$/.test(call.expression.getText()) || !readers.test(name)) return undefined;
  const value = knownValue(scene, call.arguments[1]);
  return value !== undefined && /^(?:-?[\d._]+|true|false)$/.test(value.text) ? value.text : undefined;
}

/**
 * Adds what a comparison tells of a variable: one that is compared with "1" is as good as "0" where nobody sets it, and one
 * that must not be "false" as good as "true".
 */
export function addTruthTest(scene: Scene, read: ts.Node, subject: string): void {
  const { compiler } = scene;
  const { SyntaxKind } = compiler;
  let at = read;
  const isMethod = (node: ts.Node): boolean =>
    compiler.isPropertyAccessExpression(node.parent) && /^(?:toLowerCase|trim)$/.test(node.parent.name.text);
  while (compiler.isParenthesizedExpression(at.parent) || (isMethod(at) && compiler.isCallExpression(at.parent.parent)))
    at = isMethod(at) ? at.parent.parent : at.parent;
  const { parent } = at;
  if (!compiler.isBinaryExpression(parent) || parent.left !== at || !compiler.isStringLiteral(parent.right)) return;
  const { kind } = parent.operatorToken;
  if (kind !== SyntaxKind.EqualsEqualsEqualsToken && kind !== SyntaxKind.ExclamationEqualsEqualsToken) return;
  // What tells one text from everything else may fall back to anything: it confirms and says nothing against.
  for (const value of othersThan(parent.right.text))
    report(scene, { role: "default", value, at: parent, scope: { subject, type: "unset" } });
}
