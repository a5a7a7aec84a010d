import { lastName } from "../syntax/module.ts";
import type { Step } from "../syntax/reading.ts";

/** Adds the calls of every function, numbered from 0 in the order in which they end: arguments are called first. */
export const callOrderStep: Step = ({ module, facts }) => {
  const counts = new Map<string, number>();
  const inOrder = [...module.calls].filter((call) => call.in !== "").sort((a, b) => a.node.end - b.node.end);
  for (const call of inOrder) {
    const value = lastName(call.callee).replace(/\W+/g, "");
    const index = counts.get(call.in) ?? 0;
    counts.set(call.in, index + 1);
    facts.add({ role: "called", value, at: call.node, scope: { in: call.in, index: String(index) } });
  }
};
