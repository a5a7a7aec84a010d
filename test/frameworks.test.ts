import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { openTree } from "../src/source/git-tree.ts";
import type { SourceTree } from "../src/source/tree.ts";
import { judgeIn } from "./findings/judge-page.ts";
import { createRepository } from "./source/repository.ts";

const framework = z.strictObject({
  name: z.string(),
  files: z.record(z.string(), z.string()),
  /** For each rule a page whose claims this framework's files confirm. */
  says: z.record(z.string(), z.string()),
});

const folder = join(import.meta.dirname, "frameworks");
const languages: Readonly<Record<string, string>> = {
  javascript: "TypeScript, JavaScript",
  python: "Python",
  go: "Go",
  rust: "Rust",
  java: "Java",
  ruby: "Ruby",
  csharp: "C#",
  php: "PHP",
  configuration: "Configuration",
};
const all = Object.keys(languages).flatMap((language) =>
  z
    .array(framework)
    .parse(parse(readFileSync(join(folder, `${language}.yml`), "utf8")))
    .map((each) => ({ ...each, language, own: `${language}/${each.name.replace(/\W+/g, "-")}` })),
);
const rows = all.flatMap((each) => Object.entries(each.says).map(([rule, page]) => ({ ...each, rule, page })));

describe("frameworks", () => {
  const repository = createRepository();
  let tree: SourceTree;

  beforeAll(async () => {
    const files = all.flatMap((each) =>
      Object.entries(each.files).map(([path, text]) => [`${each.own}/${path}`, text]),
    );
    const opened = await openTree({
      gitDir: repository.folder,
      commit: repository.commit(Object.fromEntries(files)),
    });
    if (!opened.ok) throw new Error(opened.detail);
    tree = opened.tree;
  });

  afterAll(async () => {
    await tree.close();
    repository.remove();
  });

  it("has a fresh table in the documentation", async () => {
    await expect(table()).toMatchFileSnapshot(join(import.meta.dirname, "../docs/what-is-read.md"));
  });

  it("has a file for every language", () => {
    expect(readdirSync(folder).sort()).toEqual(
      Object.keys(languages)
        .map((language) => `${language}.yml`)
        .sort(),
    );
  });

  it.each(rows)("$name confirms a claim of the rule $rule", async ({ rule, page, own }) => {
    const findings = await judgeIn(tree, { page }, [rule]);
    expect(findings.length).toBeGreaterThan(0);
    for (const { claim, outcome, reason, evidence } of findings) {
      expect([claim.value, outcome, reason.code]).toEqual([claim.value, "confirmed", expect.any(String)]);
      expect(evidence[0]?.fact.place.path.startsWith(`${own}/`), claim.value).toBe(true);
    }
  });
});

/** Kinds by framework: a mark where a fixture proves that a claim of the kind is confirmed by that framework's own way. */
function table(): string {
  const kinds = [...new Set(rows.map(({ rule }) => rule))].sort();
  const lines = all.map(({ name, language, says }) => {
    const cells = kinds.map((kind) => (kind in says ? "✓" : ""));
    return `| ${languages[language]} | ${name} | ${cells.join(" | ")} |`;
  });
  return [
    "# What is read",
    "",
    "Generated from `test/frameworks/` by the tests: do not edit. A mark says that a fixture proves it: a page's claim of the",
    "kind is confirmed by a file that declares it in this framework's own way. Kinds without a column do not depend on a",
    "framework; files of other languages are read as text, comments apart.",
    "",
    `| language | framework | ${kinds.join(" | ")} |`,
    `| --- | --- | ${kinds.map(() => "---").join(" | ")} |`,
    ...lines,
    "",
  ].join("\n");
}
