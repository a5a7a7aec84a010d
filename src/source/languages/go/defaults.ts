import { joinNames } from "../syntax/module.ts";
import { childAs, descendants, namedChildren } from "../syntax/node.ts";
import { unitOfName } from "../syntax/number.ts";
import type { Step } from "../syntax/reading.ts";
import { dottedOf, expressionOf } from "./expressions.ts";

/** Functions that give a struct its defaults. */
const setsDefaults = /^(?:(?:set|apply|fill|init|with)_?)?defaults?(?:values|config|options|settings)?$/i;

/** `func (r *Retry) SetDefaults() { r.Attempts = 3 }` states the default of Attempts. */
export const defaultsStep: Step = ({ module, evaluator, facts }) => {
  for (const shape of module.functions) {
    if (!setsDefaults.test(shape.name)) continue;
    for (const node of descendants(shape.node, "assignment_statement")) {
      const [left, right] = [namedChildren(childAs(node, "left"))[0], namedChildren(childAs(node, "right"))[0]];
      const [, field, ...deeper] = left?.type === "selector_expression" ? dottedOf(left).split(".") : [];
      if (field === undefined || deeper.length > 0 || !right) continue;
      const known = evaluator.evaluate(expressionOf(right), joinNames(shape.in, shape.name));
      if (!known?.complete) continue;
      const unit = known.unit ?? (known.kind === "number" ? unitOfName(field) : undefined);
      const scope = { subject: field, unit, in: shape.in || shape.name };
      facts.add({ role: "default", value: known.text, at: node, scope, via: known.via });
    }
  }
};
