import { conditionOf } from "../syntax/patterns.ts";
import type { Step } from "../syntax/reading.ts";
import { statusOfPhrase } from "../syntax/status.ts";

/** `HttpResponse::Unauthorized()`, `error::ErrorForbidden(…)` and extractors that ask for a scheme. */
export const responseStep: Step = ({ module, facts }) => {
  for (const call of module.calls) {
    const phrase = /(?:^|\.)(?:HttpResponse\.|Error(?=[A-Z])|Status\.)(\w+)$/.exec(call.callee)?.[1];
    const status = phrase === undefined ? undefined : statusOfPhrase(phrase);
    if (status === undefined) continue;
    const scope = { condition: conditionOf(call.node), in: call.in };
    facts.add({ role: "status-returned", value: String(status), at: call.node, scope });
  }
  for (const shape of module.functions) {
    for (const { type, node } of shape.params) {
      const scheme = /Authorization<(?:\w+::)*(Bearer|Basic)>|(Bearer|Basic)Auth\b/.exec(type);
      const value = scheme?.[1] ?? scheme?.[2];
      if (value !== undefined)
        facts.add({ role: "scheme-accepted", value, at: node, scope: { header: "Authorization", in: shape.name } });
    }
  }
};
