import { lastName, outerName } from "../syntax/module.ts";
import { unitOf } from "../syntax/number.ts";
import type { Step } from "../syntax/reading.ts";

/** Adds the values that a function of defaults gives to fields: `fn default() -> Self { Self { port: 80 } }`. */
export const defaultObjectStep: Step = ({ module, evaluator, facts }) => {
  for (const call of module.calls) {
    const type = lastName(call.callee);
    if (!/default/i.test(lastName(call.in)) || !/^[A-Z]/.test(type)) continue;
    const owner = type === "Self" ? outerName(call.in) : type;
    for (const { name, value } of call.args) {
      const known = name === undefined ? undefined : evaluator.evaluate(value, call.in);
      if (name === undefined || !known) continue;
      const unit = unitOf(known, name);
      const at = value.node.parent ?? value.node;
      facts.add({
        role: "default",
        value: known.text,
        at,
        text: value.node,
        scope: { subject: name, unit, in: owner },
        via: known.via,
      });
    }
  }
};
