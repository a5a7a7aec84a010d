import { basename } from "node:path";
import { type Mistake, UsageError } from "../errors.ts";
import type { Matcher, Rule } from "../types/index.ts";
import { readYaml, type YamlFile } from "../yaml-file.ts";
import { captureNames } from "./pattern.ts";
import { ruleSchema } from "./rule-schema.ts";

/**
 * Reads rule files; every mistake of every file at once, located.
 * @throws UsageError
 */
export function readRules(files: readonly YamlFile[]): readonly Rule[] {
  const mistakes: Mistake[] = [];
  const rules: Rule[] = [];
  for (const file of files) {
    try {
      rules.push(readRule(file));
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      mistakes.push(...error.mistakes);
    }
  }
  if (mistakes.length > 0) throw new UsageError(mistakes);
  return rules.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function readRule(file: YamlFile): Rule {
  const parsed = readYaml(file, ruleSchema);
  const rule: Rule = { ...parsed, kind: parsed.id };
  const name = basename(file.file).replace(/\.ya?ml$/, "");
  const mistakes = [...captureMistakes(rule, file)];
  if (name !== rule.id) {
    const line = file.text.split("\n").findIndex((text) => text.startsWith("id:")) + 1;
    mistakes.push({
      code: "DV1201",
      message: `Unexpected id "${rule.id}", expected "${name}", the name of the file.`,
      fix: "Rename the file or the rule.",
      place: { file: file.file, line, column: 1 },
    });
  }
  if (mistakes.length > 0) throw new UsageError(mistakes);
  return rule;
}

/** Words in a needle template that no matcher of the rule captures. */
function captureMistakes(rule: Rule, file: YamlFile): Mistake[] {
  const known = new Set(["value", ...rule.matchers.flatMap(qualifierNames)]);
  const used = rule.needles.flatMap((needle) =>
    [...needle.matchAll(/\{(?<name>\w+)\}/g)].map((match) => match.groups?.name ?? ""),
  );
  return used
    .filter((name) => !known.has(name))
    .map((name) => ({
      code: "DV1202" as const,
      message: `Unexpected "{${name}}" in needles, expected the name of a capture or qualifier of this rule.`,
      fix: `Capture it with (?P<${name}>…) or remove it.`,
      place: {
        file: file.file,
        line: file.text.split("\n").findIndex((line) => line.includes(`{${name}}`)) + 1,
        column: 1,
      },
    }));
}

function qualifierNames({ pattern, qualifiers, structure }: Matcher): readonly string[] {
  const fromStructure = structure === undefined ? [] : ["path", "key", "command", "program", "method", "header"];
  return [...captureNames(pattern), ...Object.keys(qualifiers ?? {}), ...fromStructure];
}
