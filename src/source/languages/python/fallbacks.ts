import type { Expression, FunctionShape } from "../syntax/module.ts";
import { lastName, outerName } from "../syntax/module.ts";
import { ancestorOf, childAs, descendants, namedChildren, type SyntaxNode, textOf } from "../syntax/node.ts";
import { unitOf } from "../syntax/number.ts";
import type { Reading, Step } from "../syntax/reading.ts";
import { expressionOf } from "./expressions.ts";

/** What settings are taken of. */
const holder = /(?:^|[._])(?:self|cls|conf(?:ig(?:uration)?)?|cfg|settings|options|opts|args|params|kwargs)$/i;

/**
 * What is taken where a setting was not given: `config.lid or LID`, `lid if lid is not None else LID`. It says what comes
 * of nothing here; elsewhere it may be something else, so it proves and does not contradict.
 */
export const fallbackStep: Step = (reading) => {
  const { root, functions } = reading.module;
  for (const node of descendants(root, "boolean_operator", "conditional_expression")) {
    const [taken, instead] = node.type === "boolean_operator" ? alternativesOf(node) : branchesOf(node);
    if (taken === undefined || instead === undefined || isFilledIn(node, taken)) continue;
    const subject = settingIn(taken, functions);
    if (subject !== undefined) add(reading, { subject, instead: expressionOf(instead), node });
  }
};

/** `config.lid = config.lid or LID` holds from there on, whoever asks. */
function isFilledIn({ parent }: SyntaxNode, taken: SyntaxNode): boolean {
  return parent?.type === "assignment" && textOf(childAs(parent, "left")) === textOf(taken);
}

type Fallback = { readonly subject: string; readonly instead: Expression; readonly node: SyntaxNode };

function add({ evaluator, facts }: Reading, { subject, instead, node }: Fallback): void {
  const known = evaluator.evaluate(instead, "");
  if (known === undefined || !known.complete) return;
  const scope = { subject, unit: unitOf(known, subject), type: "conditional" };
  facts.add({ role: "default", value: known.text, at: node, scope, via: known.via });
}

type Two = readonly [SyntaxNode | undefined, SyntaxNode | undefined];

/** `a or b`. */
function alternativesOf(node: SyntaxNode): Two {
  return textOf(childAs(node, "operator")) === "or"
    ? [childAs(node, "left"), childAs(node, "right")]
    : [undefined, undefined];
}

/** `a if a else b`, `a if a is not None else b`, `b if a is None else a`. */
function branchesOf(node: SyntaxNode): Two {
  const [whenTrue, condition, whenFalse] = namedChildren(node);
  const [, tested, is] = /^([\w.]+)(?: is (not )?None)?$/.exec(textOf(condition)) ?? [];
  const isAbsent = / is None$/.test(textOf(condition));
  const [taken, instead] = isAbsent ? [whenFalse, whenTrue] : [whenTrue, whenFalse];
  return tested !== undefined &&
    (is !== undefined || isAbsent || tested === textOf(condition)) &&
    textOf(taken) === tested
    ? [taken, instead]
    : [undefined, undefined];
}

/** The setting that an expression takes: of an object that holds settings, or a parameter of the function around. */
function settingIn(node: SyntaxNode, functions: readonly FunctionShape[]): string | undefined {
  const path = textOf(node);
  if (node.type === "attribute") return holder.test(outerName(path)) ? lastName(path) : undefined;
  if (node.type !== "identifier") return undefined;
  const around = ancestorOf(node, "function_definition");
  const shape = functions.find((one) => one.node.start === around?.start && one.node.end === around.end);
  return shape?.params.some(({ name }) => name === path) === true ? path : undefined;
}
