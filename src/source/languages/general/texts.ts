import type { SyntaxNode } from "../syntax/node.ts";
import { namePattern } from "../syntax/patterns.ts";
import type { Reading, Step } from "../syntax/reading.ts";

/** A text may stand this deep inside the error or the log call that shows it. */
const deepestMessage = 10;
const longestLiteral = 400;

/** A step for texts: URLs, messages for people, and whatever has no better role. */
export function textStep(speaks: readonly string[]): Step {
  const names = namePattern(speaks);
  return (reading) => {
    const { module, evaluator, facts } = reading;
    const messages = new Set<SyntaxNode>(module.throws.map(({ node }) => node));
    for (const call of module.calls) {
      if (names.test(call.callee) || names.test(evaluator.canonical(call.callee))) messages.add(call.node);
    }
    for (const { expression, in: within } of module.texts) {
      const at = expression.node;
      const known = evaluator.evaluate(expression, within);
      if (known?.kind !== "text" || known.text.length < 2) continue;
      if (facts.explains(at, known.text)) continue;
      if (standsIn(at, messages)) facts.add({ role: "thrown-text", value: known.text, at, scope: { in: within } });
      else addText(reading, known.text, at, within);
    }
  };
}

function addText({ facts, module }: Reading, text: string, at: SyntaxNode, within: string): void {
  if (/^(?:https?|wss?):\/\/[^\s{]/.test(text) && !/\s/.test(text)) {
    const subject = module.bindings.find(({ value }) => value.node === at)?.name;
    facts.add({ role: "url-literal", value: text, at, scope: { in: within, subject } });
  } else if (text.length <= longestLiteral) {
    facts.add({ role: "literal", value: text, at, scope: { in: within } });
  }
}

function standsIn(node: SyntaxNode, messages: ReadonlySet<SyntaxNode>): boolean {
  for (let [at, depth] = [node.parent, 0]; at && depth < deepestMessage; [at, depth] = [at.parent, depth + 1]) {
    if (messages.has(at)) return true;
  }
  return false;
}
