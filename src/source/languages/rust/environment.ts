import type { Expression } from "../syntax/module.ts";
import { lastName } from "../syntax/module.ts";
import { childAs, namedChildren, type SyntaxNode } from "../syntax/node.ts";
import { addValued } from "../syntax/patterns.ts";
import type { Step } from "../syntax/reading.ts";
import { callOf, expressionOf } from "./expressions.ts";

/** `std::env::var("X")` with the default that the rest of the chain gives. */
export const environmentStep: Step = (reading) => {
  for (const call of reading.module.calls) {
    const callee = reading.evaluator.canonical(call.callee);
    const [name] = call.args;
    const isBuild = name?.value.is === "text" && /^(?:CARGO_|OUT_DIR$)/.test(name.value.parts.join(""));
    if (!name || isBuild || !/(?:^|\.)env\.var(?:_os)?$|(?:^|\.)dotenvy?\.var$/.test(callee)) continue;
    addValued(reading, {
      role: "env-read",
      value: name.value,
      default: fallbackOf(call.node),
      in: call.in,
      node: call.node,
    });
  }
};

/** The argument of the `unwrap_or…` further up the chain that begins with a call. */
function fallbackOf(node: SyntaxNode): Expression | undefined {
  let at: SyntaxNode | undefined = node;
  for (let steps = 0; steps < 16 && at?.parent; steps += 1) {
    const parent: SyntaxNode = at.parent;
    if (!/^(?:field_expression|call_expression|try_expression|await_expression)$/.test(parent.type)) return undefined;
    if (parent.type === "call_expression") {
      if (at.field !== "function") return undefined;
      const call = callOf(parent);
      if (/^unwrap_or(?:_else)?$/.test(lastName(call.callee)))
        return resultOf(namedChildren(childAs(parent, "arguments"))[0]);
    }
    at = parent;
  }
  return undefined;
}

/** What a closure gives back, or the value itself. */
function resultOf(node: SyntaxNode | undefined): Expression | undefined {
  const body = node?.type === "closure_expression" ? childAs(node, "body") : node;
  return body ? expressionOf(body) : undefined;
}
