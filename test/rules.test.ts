import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { builtInRules } from "../src/claims/built-in.ts";
import { findingSentence } from "../src/report/message.ts";
import { plainText } from "../src/report/phrase.ts";
import { type Finding, outcomes } from "../src/types/index.ts";
import { judgePage, lineOf } from "./findings/judge-page.ts";

const scene = z.strictObject({
  files: z.record(z.string(), z.string()),
  page: z.string(),
  /** `value outcome reason actual` of each claim of the kind, in the order of the page. */
  findings: z.array(z.string()),
  /** Outcomes that claims of the kind never have, each with the reason. */
  never: z.partialRecord(z.enum(outcomes), z.string().min(20)).default({}),
});
const trap = scene.omit({ never: true }).extend({
  /** What a checker that looks for words falls for. */
  why: z.string().min(20),
  rules: z.array(z.string()).min(1),
});

const ids = builtInRules().map(({ id }) => id);
const read = (path: string): unknown => parse(readFileSync(join(import.meta.dirname, path), "utf8"));

/** A contradiction says what is there instead, where, and how it was found. */
function expectProof(findings: readonly Finding[]): void {
  for (const finding of findings.filter(({ outcome }) => outcome === "contradicted")) {
    const [first] = finding.evidence;
    expect(finding.actual ?? "", finding.claim.value).not.toBe("");
    expect(first?.fact.place.path ?? "", finding.claim.value).not.toBe("");
    expect(first?.fact.place.startLine ?? 0, finding.claim.value).toBeGreaterThan(0);
    const sentence = plainText(findingSentence(finding, `${first?.fact.place.path}:${first?.fact.place.startLine}`));
    expect(sentence, finding.claim.value).toContain(finding.actual);
    expect(sentence.length, finding.claim.value).toBeGreaterThan((finding.actual ?? "").length + 20);
  }
}

describe.each(ids)("rule %s over a repository", (id) => {
  it("confirms what is there, contradicts what is there otherwise, and leaves open what is nowhere", async () => {
    const path = `rules/${id}/repo.yml`;
    expect(existsSync(join(import.meta.dirname, path)), path).toBe(true);
    const { findings, never, ...rest } = scene.parse(read(path));
    const judged = await judgePage(rest, [id]);
    expect(judged.map(lineOf)).toEqual(findings);
    expectProof(judged);
    const met = new Set<string>([...judged.map(({ outcome }) => outcome), ...Object.keys(never)]);
    expect(outcomes.filter((outcome) => !met.has(outcome))).toEqual([]);
    expect(judged.filter(({ outcome }) => outcome in never)).toEqual([]);
  });
});

describe("traps of the field", () => {
  const traps = readdirSync(join(import.meta.dirname, "traps")).sort();

  it.each(traps)("%s", async (name) => {
    const { findings, rules, why: _, ...rest } = trap.parse(read(`traps/${name}`));
    const judged = await judgePage(rest, rules);
    expect(judged.map(lineOf)).toEqual(findings);
    expectProof(judged);
  });
});
