import { lastName } from "../syntax/module.ts";
import { unitOf } from "../syntax/number.ts";
import type { Step } from "../syntax/reading.ts";
import { defaultAt } from "./tags.ts";

/** viper: keys with defaults, and the variables that stand for them. */
export const viperStep: Step = (reading) => {
  const { module, evaluator, facts } = reading;
  const text = (call: (typeof module.calls)[number], index: number) => {
    const argument = call.args[index]?.value;
    return argument ? evaluator.evaluate(argument, call.in) : undefined;
  };
  const prefixes = module.calls.flatMap((call) =>
    lastName(call.callee) === "SetEnvPrefix" ? (text(call, 0)?.text ?? []) : [],
  );
  for (const call of module.calls) {
    const verb = lastName(call.callee);
    if (!/^(?:SetDefault|BindEnv)$/.test(verb)) continue;
    const key = text(call, 0);
    if (key?.kind !== "text") continue;
    const value = verb === "SetDefault" ? text(call, 1) : undefined;
    const unit = unitOf(value, key.text);
    facts.add({
      role: "key-declared",
      value: key.text,
      at: call.node,
      scope: { unit },
      default: value?.text,
      via: key.via,
    });
    if (value)
      facts.add({
        role: "default",
        value: value.text,
        at: call.node,
        scope: { subject: key.text, unit },
        via: value.via,
      });
    const composed = [prefixes[0], key.text]
      .filter((part) => part !== undefined)
      .join("_")
      .replace(/[.-]/g, "_")
      .toUpperCase();
    const stated = verb === "BindEnv" ? (text(call, 1)?.text ?? composed) : prefixes.length > 0 ? composed : undefined;
    if (stated !== undefined)
      facts.add({
        role: "env-read",
        value: stated,
        at: call.node,
        default: value?.text ?? defaultAt(reading, key.text),
        via: [`key ${key.text}`],
      });
  }
};
