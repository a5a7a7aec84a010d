import type { Expression } from "../syntax/module.ts";
import { joinNames, lastName } from "../syntax/module.ts";
import { unitOfName } from "../syntax/number.ts";
import type { Reading, Step } from "../syntax/reading.ts";
import { boundOfName } from "./constants.ts";

/** Calls whose number is a time: `redis.expire(key, 86400)`. */
const timed = /^(?:expire|pexpire|setex|psetex|timeout|set_timeout|setTimeout|SetTimeout|WithTimeout|with_timeout)$/;
/** Names of arguments whose number a document may state. */
const telling =
  /(?:^|_)(?:timeout|ttl|expires?|expires_in|expiry|interval|retries|attempts|period|lifetime|duration|max_age)(?:$|_)/i;

/**
 * Adds the numbers that calls inside functions are given under telling names: time-outs, lifetimes, retries, bounds.
 * Calls outside belong to constants and fields, which say whose number it is.
 */
export const callValueStep: Step = (reading) => {
  const functions = new Set(reading.module.functions.map((shape) => joinNames(shape.in, shape.name)));
  for (const call of reading.module.calls) {
    if (!functions.has(call.in)) continue;
    const name = lastName(call.callee);
    for (const argument of call.args) {
      const subject = argument.name ?? (timed.test(name) ? name : undefined);
      if (subject !== undefined && (argument.name === undefined || telling.test(subject) || boundOfName(subject)))
        addNumber(reading, { subject, value: argument.value, in: call.in });
    }
  }
};

function addNumber(
  reading: Reading,
  { subject, value, in: within }: { subject: string; value: Expression; in: string },
): void {
  if (value.is !== "number" && value.is !== "binary" && value.is !== "name" && value.is !== "call") return;
  const known = reading.evaluator.evaluate(value, within);
  if (known?.kind !== "number") return;
  const scope = { subject, unit: known.unit ?? unitOfName(subject), in: within };
  const bound = boundOfName(subject);
  const common = { value: known.text, at: value.node, via: known.via };
  reading.facts.add(
    bound ? { ...common, role: "limit", scope: { ...scope, bound } } : { ...common, role: "constant", scope },
  );
}
