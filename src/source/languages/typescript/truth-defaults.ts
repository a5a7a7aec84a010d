import type ts from "typescript";
import { unitOfName } from "../syntax/number.ts";
import { knownValue, type Observer, report, type Scene } from "./scene.ts";

/**
 * Defaults that a comparison tells: a setting that is tested to be not false is true where nobody gives it, one that is
 * tested to be true is false, and `lid != null ? lid : 3` falls back to 3.
 */
export const observeTruthDefaults: Observer = (node, scene) => {
  const { compiler } = scene;
  if (compiler.isBinaryExpression(node)) addTested(scene, node);
  else if (compiler.isConditionalExpression(node)) addChosen(scene, node);
  else if (compiler.isPropertyAccessExpression(node)) addAsked(scene, node);
};

/** Owners whose members are settings. */
const settings = /(?:^|\.)(?:\w*[oO]ptions|opts?|\w*[cC]onfig|cfg|\w*[sS]ettings|props|params)\??(?:\.\w+\??)*$/;

function settingOf({ compiler }: Scene, node: ts.Expression): string | undefined {
  if (!compiler.isPropertyAccessExpression(node)) return undefined;
  return settings.test(node.expression.getText()) ? node.name.text : undefined;
}

function addTested(scene: Scene, node: ts.BinaryExpression): void {
  const { SyntaxKind } = scene.compiler;
  const subject = settingOf(scene, node.left);
  if (subject === undefined) return;
  const isNot = node.operatorToken.kind === SyntaxKind.ExclamationEqualsEqualsToken;
  const isSame = node.operatorToken.kind === SyntaxKind.EqualsEqualsEqualsToken;
  const isFalse = node.right.kind === SyntaxKind.FalseKeyword;
  const value = (isNot || isSame) && isFalse ? "true" : undefined;
  const other = isSame && node.right.kind === SyntaxKind.TrueKeyword ? "false" : undefined;
  const stated = value ?? other;
  // What tells true from everything else may fall back to anything: it confirms and says nothing against.
  if (stated !== undefined)
    report(scene, { role: "default", value: stated, at: node, scope: { subject, type: "unset" } });
}

/** `if (options.lid)`: where nobody gives it, it is as good as false. */
function addAsked(scene: Scene, node: ts.PropertyAccessExpression): void {
  const { compiler } = scene;
  const { parent } = node;
  const isAsked =
    (compiler.isIfStatement(parent) && parent.expression === node) ||
    (compiler.isConditionalExpression(parent) && parent.condition === node) ||
    (compiler.isPrefixUnaryExpression(parent) && parent.operator === compiler.SyntaxKind.ExclamationToken) ||
    (compiler.isBinaryExpression(parent) &&
      parent.left === node &&
      parent.operatorToken.kind === compiler.SyntaxKind.AmpersandAmpersandToken);
  const subject = isAsked ? settingOf(scene, node) : undefined;
  if (subject !== undefined)
    report(scene, { role: "default", value: "false", at: node, scope: { subject, type: "unset" } });
}

/** Longest condition that only asks whether something is given, in UTF-16 units. */
const longestTest = 120;

/** What a condition asks to be given at all: itself, beside nothing, or of a type. */
function testedBy(condition: string): string | undefined {
  if (condition.length > longestTest) return undefined;
  const [, ofType] = /^typeof\s+(\S+)\s*[!=]==?\s*["']\w+["']$/.exec(condition) ?? [];
  const [, named] = /^([\w$.?]+?)(?:\s*[!=]==?\s*(?:null|undefined))?$/.exec(condition) ?? [];
  return ofType ?? named;
}

/** `lid != null ? lid : 3`, `typeof lid === "number" ? lid : 3`, `lid === undefined ? 3 : lid`. */
function addChosen(scene: Scene, { condition, whenTrue, whenFalse }: ts.ConditionalExpression): void {
  const { compiler } = scene;
  const tested = testedBy(condition.getText());
  const [held, other] =
    tested === undefined
      ? []
      : whenTrue.getText() === tested
        ? [whenTrue, whenFalse]
        : whenFalse.getText() === tested
          ? [whenFalse, whenTrue]
          : [];
  if (held === undefined || other === undefined) return;
  const subject = compiler.isPropertyAccessExpression(held)
    ? held.name.text
    : compiler.isIdentifier(held)
      ? held.text
      : "";
  const value = knownValue(scene, other);
  if (subject === "" || value === undefined || !value.complete) return;
  report(scene, {
    role: "default",
    value: value.text,
    at: other,
    scope: { subject, unit: value.kind === "number" ? unitOfName(subject) : undefined },
    via: value.via,
  });
}
