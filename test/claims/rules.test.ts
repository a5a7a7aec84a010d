import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { z } from "zod";
import { builtInOwnership, builtInRules } from "../../src/claims/built-in.ts";
import { extractClaims } from "../../src/claims/extract.ts";
import { ruleSchema } from "../../src/claims/rule-schema.ts";
import { parseDocument } from "../../src/documents/parse.ts";
import { type Claim, claimKinds, type Rule } from "../../src/types/index.ts";

const root = join(import.meta.dirname, "../..");
const fixtures = join(root, "test/rules");
const rules = builtInRules();
const owners = builtInOwnership({ siblings: [], thirdParties: [] });

/** A claim as a person reviews it. */
function shown(claim: Claim, text: string): Record<string, unknown> {
  const { kind, value, polarity, qualifiers, ownership, place, quote } = claim;
  const written = text.slice(place.startOffset, place.endOffset);
  return {
    line: place.startLine,
    ...(kind === claim.rule ? {} : { kind }),
    value,
    ...(written === value ? {} : { written }),
    ...(polarity === "present" ? {} : { polarity }),
    ...(Object.keys(qualifiers).length === 0 ? {} : { qualifiers }),
    ...(ownership.owner === "project" ? {} : { ownership }),
    quote,
  };
}

describe.each(rules.map((rule) => [rule.id, rule] as const))("rule %s", (id, rule) => {
  const folder = join(fixtures, id);
  const file = ["docs.mdx", "docs.md"].map((name) => join(folder, name)).find((path) => existsSync(path));

  it("has a fixture whose claims are reviewed", async () => {
    const text = readFileSync(file ?? join(folder, "docs.mdx"), "utf8");
    const document = parseDocument({ path: `${id}/docs.mdx`, text }, { framework: "mintlify", isEntry: false });
    expect(document.problems).toEqual([]);
    const claims = extractClaims(document, [rule], owners).map((claim) => shown(claim, text));
    await expect(stringify(claims, { lineWidth: 0 })).toMatchFileSnapshot(join(folder, "claims.yml"));
  });

  it("reads like a sentence", () => {
    for (const text of [rule.summary, rule.why, rule.fix]) expect(text).toMatch(/^[A-Z].*\.$/);
  });
});

describe("the set of rules", () => {
  it("has no fixture without a rule", () => {
    expect(readdirSync(fixtures).filter((id) => !rules.some((rule) => rule.id === id))).toEqual([]);
  });

  it("knows every kind that the story needs", () => {
    const story = ["http-header", "auth-scheme", "token-naming", "endpoint-url", "call-order", "config-block"];
    expect(story.filter((kind) => !rules.some((rule) => rule.kind === kind))).toEqual([]);
    expect(rules.filter((rule) => !claimKinds.includes(rule.kind))).toEqual([]);
  });

  it("has a fresh README", async () => {
    await expect(readme(rules)).toMatchFileSnapshot(join(root, "rules/README.md"));
  });

  it("has a fresh JSON schema", async () => {
    const schema = z.toJSONSchema(ruleSchema, { target: "draft-7", io: "input" });
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(join(root, "rules/schema.json"));
  });
});

function readme(all: readonly Rule[]): string {
  const rows = all.map(({ kind, summary, why, fix, ...rule }) => {
    return `| [${kind}](${rule.id}.yml) | ${summary} | ${foundIn(rule.matchers)} | ${why} | ${fix} |`;
  });
  return [
    "# Kinds of claims",
    "",
    "Generated from the rules by the tests: do not edit.",
    "",
    "| kind | what it says | where it is found | why it matters | what to do |",
    "| --- | --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}

function foundIn(matchers: Rule["matchers"]): string {
  const places = matchers.flatMap(({ path, in: contexts }): string[] => {
    return path === undefined ? [...(contexts ?? [])] : [`\`${path}\``];
  });
  return [...new Set(places)].sort().join(", ");
}
