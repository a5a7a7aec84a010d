import type { Call, Expression, Shaper } from "./module.ts";
import type { SyntaxNode } from "./node.ts";

/** Shapers that are the same for every language once its expressions can be read. */
export type CommonShapers = {
  readonly text: Shaper;
  readonly call: Shaper;
  readonly comparison: Shaper;
  readonly map: Shaper;
  readonly index: Shaper;
  readonly raised: Shaper;
};

/** Makes the common shapers; methods that compare (`equals`) count as comparisons. */
export function commonShapers(
  expressionOf: (node: SyntaxNode) => Expression,
  callOf: (node: SyntaxNode) => Call,
): CommonShapers {
  return {
    text: (node, module, within) => void module.texts.push({ expression: expressionOf(node), in: within }),
    call: (node, module, within) => {
      const call = callOf(node);
      module.calls.push({ ...call, in: within });
      const [other] = call.args;
      if (call.receiver && other && /\.(?:equals|equalsIgnoreCase|Equals|casecmp\??|eql\?)$/.test(call.callee))
        module.comparisons.push({ operator: "==", left: call.receiver, right: other.value, in: within, node });
    },
    comparison: (node, module, within) => {
      const value = expressionOf(node);
      if (value.is !== "binary") return;
      const { operator, left, right } = value;
      module.comparisons.push({ operator, left, right, in: within, node });
    },
    map: (node, module, within) => {
      const value = expressionOf(node);
      if (value.is === "map") module.maps.push({ entries: value.entries, node, in: within });
    },
    index: (node, module, within) => {
      const value = expressionOf(node);
      if (value.is === "index") module.indexes.push({ object: value.object, key: value.key, node, in: within });
    },
    raised: (node, module, within) => void module.throws.push({ node, in: within }),
  };
}
