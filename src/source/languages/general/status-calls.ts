import type { Call, FunctionShape, Within } from "../syntax/module.ts";
import { lastName } from "../syntax/module.ts";
import { addValued, conditionOf } from "../syntax/patterns.ts";
import type { Reading, Step } from "../syntax/reading.ts";

/** Adds statuses that are handed to a function of the same file: `self._refuse(send, 401)`, `_send_401(send)`. */
export const statusCallStep: Step = (reading) => {
  const byName = new Map(reading.module.functions.map((shape) => [shape.name, shape]));
  for (const call of reading.module.calls) {
    const shape = byName.get(lastName(call.callee));
    if (shape) addStatus(reading, call, shape);
  }
};

function addStatus(reading: Reading, call: Call & Within, shape: FunctionShape): void {
  const condition = conditionOf(call.node);
  const named = /(?:^|_)([45]\d\d)(?:_|$)/.exec(shape.name)?.[1];
  if (named !== undefined)
    reading.facts.add({ role: "status-returned", value: named, at: call.node, scope: { condition, in: call.in } });
  call.args.forEach(({ name, value }, index) => {
    const parameter = name ?? shape.params[index]?.name ?? "";
    if (!/^(?:http_?)?(?:status|code|status_?code)$/i.test(parameter)) return;
    addValued(reading, { role: "status-returned", value, scope: { condition }, in: call.in, node: call.node });
  });
}
