import type ts from "typescript";
import { report, type Scene } from "./scene.ts";
import { callParts, enclosingName } from "./syntax.ts";

/**
 * Reports calls in the order of execution: each when it is left, so arguments come before the call they are handed to,
 * a `try` before its `catch`, the first operand before the second.
 */
export function createCallObserver(): (node: ts.Node, scene: Scene) => void {
  const counts = new Map<string, number>();
  return (node, scene) => {
    const call = callParts(scene.compiler, node);
    if (call === undefined) return;
    const within = enclosingName(scene.compiler, node);
    if (within === undefined) return;
    const index = counts.get(within) ?? 0;
    counts.set(within, index + 1);
    report(scene, { role: "called", value: call.name, at: node, scope: { in: within, index: String(index) } });
  };
}
