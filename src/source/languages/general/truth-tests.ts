import type { Comparison, Expression } from "../syntax/module.ts";
import { textOf } from "../syntax/node.ts";
import type { Reading, Step } from "../syntax/reading.ts";
import { othersThan } from "../syntax/truth-words.ts";

/** Reads of a variable, as languages write them, with what makes its text comparable. */
const read =
  /^(?:\w+(?:\.|::))*(?:getenv|Getenv|environ\.get|environ|\$_ENV)[([]\s*["'](?<name>[A-Z][A-Z0-9_]*)["']\s*(?:,\s*(?:""|''|None|nil))?[)\]](?:\s*\.\s*(?:lower|strip|casefold)(?:\(\))?)*$/;

/**
 * A variable that is compared with a word for yes is as good as no where nobody sets it: `os.Getenv("KILN_QUIET") == "true"`,
 * `os.getenv("KILN_QUIET") in ("1", "true")`.
 */
export const truthTestStep: Step = (reading) => {
  for (const comparison of reading.module.comparisons) addTest(reading, comparison);
};

function addTest({ facts }: Reading, { left, operator, right, in: within }: Comparison): void {
  if (!/^(?:={2,3}|!={1,2}|in|not in)$/.test(operator)) return;
  const subject = read.exec(textOf(left.node))?.groups?.name;
  if (subject === undefined) return;
  const [first, ...rest] = textsOf(right).map(othersThan);
  const stated = first?.filter((word) => rest.every((others) => others.includes(word))) ?? [];
  // What tells one text from everything else may fall back to anything: it confirms and says nothing against.
  for (const value of stated)
    facts.add({ role: "default", value, at: left.node, scope: { subject, type: "unset", in: within } });
}

function textsOf(expression: Expression): readonly string[] {
  if (expression.is === "text") return [expression.parts.join("")];
  return expression.is === "list" ? expression.items.flatMap(textsOf) : [];
}
