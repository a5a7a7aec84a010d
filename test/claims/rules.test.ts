import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { z } from "zod";
import { builtInOwnership, builtInRules } from "../../src/claims/built-in.ts";
import { builtInRuleFiles } from "../../src/claims/built-in-files.ts";
import { extractClaims } from "../../src/claims/extract.ts";
import { readRules } from "../../src/claims/read-rules.ts";
import { ruleSchema } from "../../src/claims/rule-schema.ts";
import { parseDocument } from "../../src/documents/parse.ts";
import { type Claim, claimKinds, factRoles, type Rule } from "../../src/types/index.ts";

const root = join(import.meta.dirname, "../..");
const fixtures = join(root, "test/rules");
const rules = builtInRules();
const owners = builtInOwnership({ siblings: [], thirdParties: [] });

/** A claim as a person reviews it. */
function shown(claim: Claim, text: string): Record<string, unknown> {
  const { kind, value, polarity, qualifiers, ownership, place, quote, sentence } = claim;
  const written = text.slice(place.startOffset, place.endOffset);
  return {
    line: place.startLine,
    ...(kind === claim.rule ? {} : { kind }),
    value,
    ...(written === value ? {} : { written }),
    ...(polarity === "present" ? {} : { polarity }),
    ...(Object.keys(qualifiers).length === 0 ? {} : { qualifiers }),
    ...(ownership.owner === "project" ? {} : { ownership }),
    ...(quote === value ? {} : { quote }),
    sentence,
  };
}

it("the rules that ship hold what their examples say", () => {
  expect(readRules(builtInRuleFiles())).toEqual(rules);
});

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

  it("has a rule for every kind", () => {
    expect(claimKinds.filter((kind) => !rules.some((rule) => rule.kind === kind))).toEqual([]);
  });

  it("has a fresh README", async () => {
    await expect(readme(rules)).toMatchFileSnapshot(join(root, "rules/README.md"));
  });

  it("has a fresh JSON schema", async () => {
    const schema = z.toJSONSchema(ruleSchema, { target: "draft-7", io: "input" });
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(join(root, "rules/schema.json"));
  });
});

/** What each comparison takes for a contradiction, for people. */
const contradictedBy: Readonly<Record<Rule["proof"]["predicate"], string>> = {
  named:
    "a list that was read completely and lacks the name, the one other value of the slot where the rule has one, or a name of the same role that differs by a slip of the pen while the claimed one stands nowhere",
  imported:
    "what can be imported instead, where the manifest or the module was read completely and lacks the path or the name",
  valued: "one other value of the same subject, units aside",
  measured: "the same, or the one other amount whose name is made of the words of the sentence",
  ordered: "the opposite order inside one function",
  block: "a shipped block of the same keys with another value",
  present: "nothing but a place that still has what the page calls removed",
  located: "the only file of that name elsewhere, or one beside it that differs by ending, letter case or a slip",
  pinned: "what the folder or file holds instead, another value, or the opposite order",
};

function readme(all: readonly Rule[]): string {
  const rows = all.map(({ kind, summary, why, fix, ...rule }) =>
    [
      "",
      `[${kind}](${rule.id}.yml)`,
      summary,
      foundIn(rule.matchers),
      proofOf(rule.proof),
      `\`${rule.proof.predicate}\`${rule.proof.slot.length === 0 ? "" : ` (slot: ${rule.proof.slot.join(", ")})`}`,
      why,
      fix,
      "",
    ].join(" | "),
  );
  const roles = Object.entries(factRoles).filter(([role]) =>
    all.some(({ proof }) => proof.confirms.some((each) => each === role)),
  );
  return [
    "# Kinds of claims",
    "",
    "Generated from the rules by the tests: do not edit. A page that says that something is gone is contradicted by the place",
    "that still has it; a name in a comment, a test, a message or a document proves nothing. Which languages and frameworks",
    "are read for what: [`docs/what-is-read.md`](../docs/what-is-read.md). Pins: [`docs/pins.md`](../docs/pins.md).",
    "",
    "| kind | what it says | where it is found | what counts as proof | compared as | why it matters | what to do |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...rows.map((row) => row.trim()),
    "",
    "## How they are compared",
    "",
    "| compared as | what contradicts |",
    "| --- | --- |",
    ...Object.entries(contradictedBy).map(([predicate, words]) => `| \`${predicate}\` | ${words} |`),
    "",
    "## Roles that prove",
    "",
    "| role | value |",
    "| --- | --- |",
    ...roles.map(([role, { value }]) => `| \`${role}\` | ${value} |`),
    "",
  ].join("\n");
}

function proofOf({ confirms, accepts, same }: Rule["proof"]): string {
  const scope = same.length === 0 ? "" : `, same ${same.join(" and ")} where both say it`;
  return `${confirms.map((role) => `\`${role}\``).join(", ")} in ${accepts.join(" or ")}${scope}`;
}

function foundIn(matchers: Rule["matchers"]): string {
  const places = matchers.flatMap(({ path, in: contexts }): string[] => {
    return path === undefined ? [...(contexts ?? [])] : [`\`${path}\``];
  });
  return [...new Set(places)].sort().join(", ");
}
