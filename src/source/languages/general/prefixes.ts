import { isRegisteredScheme, schemeOf, schemeOfRegex } from "../syntax/headers.ts";
import { textOf } from "../syntax/node.ts";
import { namePattern, type Selector, select } from "../syntax/patterns.ts";
import type { Reading, Step } from "../syntax/reading.ts";
import { isInChallengeReader } from "./challenges.ts";

/** A call that looks at the beginning of a text. */
export type PrefixTest = {
  readonly callee: readonly string[];
  readonly value: Selector;
  readonly subject: "receiver" | Selector;
  /** True when the value is a regular expression. */
  readonly regex?: true;
};

/** A step for prefixes of keys and for schemes that stand before a credential. */
export function prefixStep(tests: readonly PrefixTest[]): Step {
  const named = tests.map((test) => ({ test, names: namePattern(test.callee) }));
  return (reading) => {
    for (const call of reading.module.calls) {
      const callee = reading.evaluator.canonical(call.callee);
      for (const { test, names } of named) if (names.test(callee)) addPrefix(reading, test, call);
    }
  };
}

function addPrefix(reading: Reading, test: PrefixTest, call: Reading["module"]["calls"][number]): void {
  const expression = select(call.args, test.value);
  const known = expression ? reading.evaluator.evaluate(expression, call.in) : undefined;
  if (!expression || known?.kind !== "text" || !known.complete || known.text.length > 80) return;
  const { facts } = reading;
  const scheme = test.regex ? schemeOfRegex(known.text) : schemeOf(known.text);
  const subject = test.subject === "receiver" ? call.receiver : select(call.args, test.subject);
  const at = expression.node;
  const header = /auth|header/i.test(`${textOf(subject?.node)} ${call.in}`) ? "Authorization" : undefined;
  // Many texts are tested for a word and a blank at their start.
  const isScheme = scheme !== undefined && (header !== undefined || isRegisteredScheme(scheme));
  if (isScheme && !isInChallengeReader(reading, at))
    facts.add({ role: "scheme-accepted", value: scheme, at, scope: { in: call.in, header }, via: known.via });
  if (test.regex) return;
  const scope = { subject: textOf(subject?.node).slice(0, 80), in: call.in };
  facts.add({ role: "prefix-tested", value: known.text, at, scope, via: known.via });
}
