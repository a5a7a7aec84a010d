import type { Rule } from "../types/index.ts";
import { builtInRuleFiles } from "./built-in-files.ts";
import { readProvenRules } from "./read-rules.ts";

/**
 * The rules that ship with the tool, in the order of their ids. The build puts what this returns in the place of this
 * module: reading their YAML takes longer than reading a page.
 */
export function shippedRules(): readonly Rule[] {
  return readProvenRules(builtInRuleFiles());
}
