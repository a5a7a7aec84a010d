import type { Value } from "../syntax/evaluate.ts";
import { canBeScheme, isKnownHeader } from "../syntax/headers.ts";
import type { Comparison, Expression } from "../syntax/module.ts";
import { type SyntaxNode, textOf } from "../syntax/node.ts";
import { unitOfName } from "../syntax/number.ts";
import type { Reading, Step } from "../syntax/reading.ts";
import { isInChallengeReader } from "./challenges.ts";

const equal = new Set(["==", "===", "!=", "!==", "is", "eq"]);
const ordered: Readonly<Record<string, "max" | "min">> = { ">": "max", ">=": "max", "<": "min", "<=": "min" };
const mirrored: Readonly<Record<string, string>> = { ">": "<", ">=": "<=", "<": ">", "<=": ">=" };

/** Adds what comparisons tell: header names, schemes, and the bounds that conditions enforce. */
export const comparisonStep: Step = (reading) => {
  for (const comparison of reading.module.comparisons) {
    if (equal.has(comparison.operator)) addEquality(reading, comparison);
    else if (comparison.operator in ordered) addBound(reading, comparison);
  }
};

function addEquality(reading: Reading, { left, right, in: within }: Comparison): void {
  const [subject, constant] = isFixed(left) ? [right, left] : [left, right];
  if (constant.is !== "text" && constant.is !== "name") return;
  const words = textOf(subject.node);
  const asksHeader = /^(?:k|key|name|header|h|n)(?:_?name|\[0\])?(?:\.\w+\(.*\))?$/i.test(words);
  const asksScheme = /scheme|auth_?type|token_?type|authori[sz]ation|\bauth\w*\[0\]|parts?\[0\]|parts?\.first/i.test(
    words,
  );
  if (!asksHeader && !asksScheme) return;
  const known = reading.evaluator.evaluate(constant, within);
  if (known?.kind !== "text" || !known.complete) return;
  const at = constant.node;
  if (asksHeader && isKnownHeader(known.text))
    reading.facts.add({ role: "header-read", value: known.text, at, scope: { in: within }, via: known.via });
  // An assertion says what was made sure of elsewhere: it takes nothing and refuses nothing.
  if (asksScheme && canBeScheme(known.text) && !isAsserted(at) && !isInChallengeReader(reading, at))
    reading.facts.add({ role: "scheme-accepted", value: known.text, at, scope: { in: within }, via: known.via });
}

function isAsserted(node: SyntaxNode): boolean {
  for (let above = node.parent; above; above = above.parent) {
    if (/^assert/.test(above.type)) return true;
    if (/statement|block|function|method|lambda|class/.test(above.type)) return false;
  }
  return false;
}

function isFixed(expression: Expression): boolean {
  return expression.is === "text" || expression.is === "number";
}

function addBound(reading: Reading, comparison: Comparison): void {
  if (!standsInCondition(comparison.node)) return;
  const { left, right, operator, in: within } = comparison;
  const [a, b] = [reading.evaluator.evaluate(left, within), reading.evaluator.evaluate(right, within)];
  if (isBound(b) && a?.kind !== "number")
    addLimit(reading, comparison, { subject: left, bound: right, value: b, operator });
  else if (isBound(a) && b?.kind !== "number")
    addLimit(reading, comparison, { subject: right, bound: left, value: a, operator: mirrored[operator] ?? operator });
}

function isBound(value: Value | undefined): value is Value & { number: number } {
  return value?.number !== undefined && Math.abs(value.number) > 1;
}

type Bound = { subject: Expression; bound: Expression; value: Value; operator: string };

function addLimit(reading: Reading, comparison: Comparison, { subject, bound, value, operator }: Bound): void {
  const words = textOf(subject.node).replace(/\s+/g, " ").slice(0, 80);
  const unit = value.unit ?? unitOfName(words) ?? unitOfName(textOf(bound.node));
  // What a condition refuses at the bound itself stays one short of it.
  const type = operator.endsWith("=") ? "exclusive" : undefined;
  const scope = { subject: words, bound: ordered[operator], unit, in: comparison.in, type };
  reading.facts.add({ role: "limit", value: value.text, at: comparison.node, scope, via: value.via });
}

/** Only a condition enforces a bound; a loop merely counts. */
function standsInCondition(node: SyntaxNode): boolean {
  for (let [at, above] = [node, node.parent]; above; [at, above] = [above, above.parent]) {
    if (/^(?:if|unless|elif|elsif|guard|conditional|ternary|assert)/.test(above.type))
      return at.field === "condition" || /assert|if_modifier|unless_modifier/.test(above.type);
    if (/^(?:for|while|loop|do|block|function|method|lambda|class)/.test(above.type)) return false;
  }
  return false;
}
