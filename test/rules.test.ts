import { readdirSync, readFileSync } from "node:fs";
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
  /** Files of the commits before, the oldest first. */
  earlier: z.array(z.record(z.string(), z.string())).optional(),
  page: z.string(),
  path: z.string().optional(),
  firstPaths: z.array(z.string()).optional(),
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
    expect([finding.actual, first?.fact.place.path].some((part) => sentence.includes(part ?? "?"))).toBe(true);
    expect(sentence.length, finding.claim.value).toBeGreaterThan((finding.actual ?? "").length + 20);
  }
}

describe.each(ids)("rule %s over a repository", (id) => {
  const names = readdirSync(join(import.meta.dirname, "rules", id)).filter((name) => /^repo.*\.yml$/.test(name));
  const scenes = names.map((name) => ({ name, ...scene.parse(read(`rules/${id}/${name}`)) }));

  it.each(scenes)("confirms, contradicts or leaves open as the source says: $name", async ({ findings, ...rest }) => {
    const judged = await judgePage(rest, [id]);
    expect(judged.map(lineOf)).toEqual(findings);
    expectProof(judged);
  });

  it("has a case for every outcome, or the reason why there is none", () => {
    const met = new Set(
      scenes
        .flatMap(({ findings }) => findings)
        .map((line) => / (contradicted|ambiguous|unverifiable|confirmed) [a-z-]+(?: |$)/.exec(line)?.[1]),
    );
    const never = new Set(scenes.flatMap((each) => Object.keys(each.never)));
    expect(outcomes.filter((outcome) => met.has(outcome) === never.has(outcome))).toEqual([]);
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
