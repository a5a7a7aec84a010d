import { unitOf } from "../syntax/number.ts";
import type { Step } from "../syntax/reading.ts";

/** `setting :cool_down, default: 30` in the body of a class: a setting with its default. */
export const declaredDefaultStep: Step = ({ module, evaluator, facts }) => {
  for (const call of module.calls) {
    const [first, ...rest] = call.args;
    const stated = rest.find(({ name }) => name === "default");
    if (first === undefined || stated === undefined || first.name !== undefined || call.receiver) continue;
    const [named, known] = [evaluator.evaluate(first.value, call.in), evaluator.evaluate(stated.value, call.in)];
    if (named?.kind !== "text" || !/^[a-z]\w*$/.test(named.text) || !known?.complete) continue;
    const unit = unitOf(known, named.text);
    const [at, subject] = [call.node, named.text];
    facts.add({ role: "key-declared", value: subject, at, scope: { in: call.in }, default: known.text });
    facts.add({ role: "default", value: known.text, at, scope: { subject, unit, in: call.in }, via: known.via });
  }
};
