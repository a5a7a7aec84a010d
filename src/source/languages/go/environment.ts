import type { Call, Expression } from "../syntax/module.ts";
import { lastName } from "../syntax/module.ts";
import { ancestorOf, childAs, descendants, namedChildren, type SyntaxNode, textOf } from "../syntax/node.ts";
import { unitOf } from "../syntax/number.ts";
import { addValued } from "../syntax/patterns.ts";
import type { Reading, Step } from "../syntax/reading.ts";
import { expressionOf } from "./expressions.ts";

/** `os.Getenv` with the default of the `if v == ""` that follows, and other zero values that code replaces. */
export const environmentStep: Step = (reading) => {
  const replaced = zeroReplacements(reading.module.root);
  for (const call of reading.module.calls) {
    const [name] = call.args;
    if (!name || !/^(?:os|syscall)\.(?:Getenv|LookupEnv)$/.test(call.callee)) continue;
    const value = reading.evaluator.evaluate(name.value, call.in);
    addValued(reading, {
      role: "env-read",
      value: name.value,
      default: value && (fallbackOf(call.node, replaced) ?? alternativeOf(reading, call)),
      in: call.in,
      node: call.node,
    });
  }
  for (const { target, value, node } of [...replaced, ...orReplacements(reading)])
    addReplacement(reading, target, value, node);
};

/** What `cmp.Or` takes where a variable is not set: its second value of two. */
function alternativeOf({ module }: Reading, { node }: Call): Expression | undefined {
  const either = module.calls.find(({ callee, args }) => callee === "cmp.Or" && args[0]?.value.node === node);
  return either?.args.length === 2 ? either.args[1]?.value : undefined;
}

/** `c.Heat = cmp.Or(c.Heat, 900)`: the last value stands in for a zero one. */
function orReplacements({ module }: Reading): Pick<Replacement, "target" | "value" | "node">[] {
  return module.calls.flatMap(({ callee, args, node }) => {
    const [first, last] = [args[0], args[1]];
    if (callee !== "cmp.Or" || args.length !== 2 || !first || !last) return [];
    const assignment = ancestorOf(node, "assignment_statement");
    const target = textOf(first.value.node);
    return assignment &&
      textOf(childAs(assignment, "left")) === target &&
      textOf(childAs(assignment, "right")) === textOf(node)
      ? [{ target, value: last.value, node: assignment }]
      : [];
  });
}

type Replacement = {
  readonly target: string;
  readonly value: Expression;
  readonly node: SyntaxNode;
  readonly condition: SyntaxNode;
};

/** `if x == 0 { x = 5 }`, in all forms of a zero value. */
function zeroReplacements(root: SyntaxNode): Replacement[] {
  return descendants(root, "if_statement").flatMap((node): Replacement[] => {
    const condition = childAs(node, "condition");
    if (condition?.type !== "binary_expression" || !/^(?:==|<=|<)$/.test(textOf(childAs(condition, "operator"))))
      return [];
    if (!/^(?:""|0|nil|false|1)$/.test(textOf(childAs(condition, "right")))) return [];
    const target = textOf(childAs(condition, "left")).replace(/^len\((.*)\)$/, "$1");
    const body = childAs(node, "consequence");
    const assignments = body ? descendants(body, "assignment_statement") : [];
    return assignments.flatMap((assignment) => {
      const [left, right] = [textOf(childAs(assignment, "left")), namedChildren(childAs(assignment, "right"))[0]];
      return left === target && right ? [{ target, value: expressionOf(right), node: assignment, condition }] : [];
    });
  });
}

/** The value that replaces the variable which takes the call's result. */
function fallbackOf(call: SyntaxNode, replaced: readonly Replacement[]): Expression | undefined {
  const assignment = ancestorOf(call, "short_var_declaration", "assignment_statement", "var_spec");
  const target = textOf(
    namedChildren(childAs(assignment, "left") ?? childAs(assignment, "name"))[0] ?? childAs(assignment, "name"),
  );
  const scope = ancestorOf(call, "function_declaration", "method_declaration", "func_literal");
  const after = replaced.find(
    (one) => one.target === target && one.node.start > call.start && (!scope || one.node.end <= scope.end),
  );
  return target === "" ? undefined : after?.value;
}

/**
 * `if cfg.Port == 0 { cfg.Port = 8080 }` is the default of Port. What a function does to a variable of its own is no
 * default of every setting of that name.
 */
function addReplacement(
  { evaluator, facts, module }: Reading,
  target: string,
  value: Expression,
  node: SyntaxNode,
): void {
  const around = module.functions.find((shape) => shape.node.start <= node.start && node.end <= shape.node.end);
  const known = evaluator.evaluate(value, around?.name ?? "");
  const subject = lastName(target);
  if (!known || !/^\w+$/.test(subject)) return;
  const unit = unitOf(known, subject);
  facts.add({
    role: "default",
    value: known.text,
    at: node,
    scope: { subject, unit, in: around?.name, type: target === subject ? "conditional" : undefined },
    via: known.via,
  });
}
