import { type Mistake, UsageError } from "../errors.ts";
import type { Rule } from "../types/index.ts";
import { readYaml, type YamlFile } from "../yaml-file.ts";
import { provenRuleSchema, ruleSchema } from "./rule-schema.ts";

/**
 * Reads rules, one a file, in the order of their ids.
 * @throws UsageError with the mistakes of all files, located.
 */
export function readRules(files: readonly YamlFile[]): readonly Rule[] {
  return readWith(ruleSchema, files);
}

/**
 * As {@link readRules}, for rules whose examples were tried before: trying them takes longer than reading a page.
 * @throws UsageError
 */
export function readProvenRules(files: readonly YamlFile[]): readonly Rule[] {
  return readWith(provenRuleSchema, files);
}

function readWith(schema: typeof provenRuleSchema, files: readonly YamlFile[]): readonly Rule[] {
  const mistakes: Mistake[] = [];
  const rules: Rule[] = [];
  for (const file of files) {
    try {
      const rule = readYaml(file, schema);
      mistakes.push(...misnamed(file, rule));
      rules.push(rule);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      mistakes.push(...error.mistakes);
    }
  }
  if (mistakes.length > 0) throw new UsageError(mistakes);
  return rules.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

function misnamed({ file, text }: YamlFile, { id }: Rule): Mistake[] {
  const expected = file
    .split("/")
    .at(-1)
    ?.replace(/\.ya?ml$/, "");
  if (id === expected) return [];
  const line = text.split("\n").findIndex((each) => each.startsWith("id:")) + 1;
  return [
    {
      code: "DV1002",
      message: `Unexpected id "${id}" of a rule, expected the name of its file, "${expected}".`,
      fix: "Rename the file or the rule.",
      place: { file, line: Math.max(1, line), column: 1 },
    },
  ];
}
