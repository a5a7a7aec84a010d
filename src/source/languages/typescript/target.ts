import type ts from "typescript";
import type { Module } from "./modules.ts";

/** Where an expression leads to: the node that says what it is, and the way there. */
export type Target = {
  readonly node: ts.Node;
  readonly via: readonly string[];
  /** Where it leads to a whole module: this one, which is parsed only when the node is asked for. */
  readonly module?: Module;
};

/** Leads to a whole module, which is parsed only when its node is asked for. */
export function moduleTarget(module: Module, via: readonly string[]): Target {
  return {
    module,
    via,
    get node() {
      return module.source;
    },
  };
}
