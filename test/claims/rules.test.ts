import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { builtInOwnership, builtInRules } from "../../src/claims/built-in.ts";
import { extractClaims } from "../../src/claims/extract.ts";
import { readRules } from "../../src/claims/rules.ts";
import { parseDocument } from "../../src/documents/parse.ts";
import { UsageError } from "../../src/errors.ts";
import { claimKinds, type Rule } from "../../src/types/index.ts";

const rules = builtInRules();
const owners = { list: builtInOwnership(), siblings: [], thirdParties: [] };

function kindsIn(rule: Rule, text: string): number {
  const page = parseDocument({ path: "page.md", text }, { framework: "unknown", isEntry: false });
  return extractClaims(page, [rule], owners).length;
}

describe("the rule set", () => {
  it("has one rule for each file, named as the file, and only known kinds", () => {
    const files = readdirSync(join(import.meta.dirname, "../../rules")).filter(
      (name) => name.endsWith(".yml") && name !== "ownership.yml",
    );
    expect(rules.map(({ id }) => `${id}.yml`).sort()).toEqual(files.sort());
    for (const { kind } of rules) expect(claimKinds).toContain(kind);
  });

  it.each(rules.flatMap((rule) => rule.examples.match.map((text) => [rule.id, text, rule] as const)))(
    "%s is missing in: %s",
    (_id, text, rule) => {
      expect(kindsIn(rule, text)).toBeGreaterThan(0);
    },
  );

  it.each(rules.flatMap((rule) => rule.examples.ignore.map((text) => [rule.id, text, rule] as const)))(
    "%s is noisy in: %s",
    (_id, text, rule) => {
      expect(kindsIn(rule, text)).toBe(0);
    },
  );
});

describe("readRules", () => {
  const text = readFileSync(join(import.meta.dirname, "../../rules/http-header.yml"), "utf8");
  const mistakesOf = (
    changed: string,
    file = "rules/http-header.yml",
  ): readonly { message: string; line: number | undefined }[] => {
    try {
      readRules([{ file, text: changed }]);
      return [];
    } catch (error) {
      if (error instanceof UsageError)
        return error.mistakes.map(({ message, place }) => ({ message, line: place?.line }));
      throw error;
    }
  };

  it("takes the rule as it is", () => {
    expect(mistakesOf(text)).toEqual([]);
  });

  it.each([
    ["T116 look-ahead", "(?=x)", "look-ahead"],
    ["T116 look-behind", "(?<!a)", "look-behind"],
    ["T116 back-reference", "(a)\\1", "back-references"],
    ["an open bracket", "(?P<value>[a", "not an RE2 pattern"],
  ])("%s is a mistake with its line", (_name, pattern, expected) => {
    const lines = text.split("\n");
    const at = lines.findIndex((line) => line.includes("pattern:"));
    lines[at] = `    pattern: '(?P<value>x)${pattern}'`;
    const [first] = mistakesOf(lines.join("\n"));
    expect(first?.message).toContain(expected);
    expect(first?.line).toBe(at + 1);
  });

  it.each([
    ["another name", text, "rules/other.yml", 'expected "other"'],
    ["an unknown key", `${text}\nextra: 1\n`, "rules/http-header.yml", 'Unexpected key "extra"'],
    [
      "an unknown capture",
      text.replace("needles: ['{value}']", "needles: ['{nothing}']"),
      "rules/http-header.yml",
      "{nothing}",
    ],
    ["T114 an alias bomb", bomb(), "rules/http-header.yml", ""],
    ["T115 deep nesting", `${"[".repeat(5000)}${"]".repeat(5000)}`, "rules/http-header.yml", "nesting"],
    ["T120 duplicate keys", `id: http-header\n${text}`, "rules/http-header.yml", "unique"],
  ])("%s is a mistake", (_name, changed, file, expected) => {
    const [first] = mistakesOf(changed, file);
    expect(first?.message).toContain(expected);
    expect(first).toBeDefined();
  });

  it("T115 reports deep nesting twice in one process", () => {
    const deep = `${"[".repeat(5000)}${"]".repeat(5000)}`;
    expect(mistakesOf(deep)).toHaveLength(1);
    expect(mistakesOf(deep)).toHaveLength(1);
  });
});

function bomb(): string {
  const levels = Array.from(
    { length: 8 },
    (_, index) => `l${index + 1}: &l${index + 1} [${Array(9).fill(`*l${index}`).join(", ")}]`,
  );
  return `l0: &l0 [x]\n${levels.join("\n")}\n`;
}
