import type { SyntaxNode } from "../syntax/node.ts";
import { namePattern } from "../syntax/patterns.ts";
import type { Reading, Step } from "../syntax/reading.ts";

/** A text may stand this deep inside the error or the log call that shows it. */
const deepestMessage = 10;
const longestLiteral = 400;

/** A step for texts: URLs, messages for people, and whatever has no better role. */
export function textStep(speaks: readonly string[]): Step {
  const spoken = namePattern(speaks);
  return (reading) => {
    const { module, evaluator, facts } = reading;
    const messages = new Set<SyntaxNode>(module.throws.map(({ node }) => node));
    for (const call of module.calls) {
      if (spoken.test(call.callee) || spoken.test(evaluator.canonical(call.callee))) messages.add(call.node);
    }
    const names = new Map(module.bindings.map(({ value, name }) => [value.node, name]));
    for (const { expression, in: within } of module.texts) {
      const at = expression.node;
      const known = evaluator.evaluate(expression, within);
      if (known?.kind !== "text" || known.text.length < 2) continue;
      if (facts.explains(at, known.text)) continue;
      if (standsIn(at, messages)) facts.add({ role: "thrown-text", value: known.text, at, scope: { in: within } });
      else addText(reading, { text: known.text, at, in: within, subject: names.get(at) });
    }
  };
}

type Text = {
  readonly text: string;
  readonly at: SyntaxNode;
  readonly in: string;
  readonly subject: string | undefined;
};

function addText({ facts }: Reading, { text, at, in: within, subject }: Text): void {
  if (/^(?:https?|wss?):\/\/[^\s{]/.test(text) && !/\s/.test(text)) {
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
