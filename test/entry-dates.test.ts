import { describe, expect, it } from "vitest";
import { defaultConfig } from "../src/config.ts";
import { dateSignals } from "../src/entry-dates.ts";
import type { Document, Evidence } from "../src/types/index.ts";
import { deploymentEvidence, pullEvidence, reference, unavailable } from "./verdict/builders.ts";

const work = "acme/eng#1";
const other = "acme/eng#2";
const path = "changelog/2026-04-08-tokens.mdx";

function entryOf(date: string | undefined, isEntry = true): Document {
  const place = { path, startLine: 1, startColumn: 1, endLine: 4, endColumn: 4, startOffset: 0, endOffset: 40 };
  const entry = { fields: {}, place, ...(date === undefined ? {} : { date }) };
  return { path, text: "", framework: "mintlify", isEntry, entry, fragments: [], pins: [], problems: [] };
}

type Basis = { readonly basis?: "merged" | "deployed"; readonly toleranceDays?: number };

function codesOf(document: Document, evidence: readonly Evidence[], policy: Basis = {}): string[] {
  const taken = [reference(work), reference(other), reference("acme/eng#3", "context")];
  return dateSignals({
    documents: [document],
    references: { taken, ignored: [] },
    evidence,
    policy: { ...defaultConfig.wiring.dateBasis, ...policy },
  }).map(({ subject, reason }) => `${subject} ${reason.code} ${reason.data.days}`);
}

const merged = (key: string, day: string): Evidence => pullEvidence(key, { mergedAt: `${day}T10:00:00Z` });
const late = [`${path} date-differs 3`];

describe("the date of an entry", () => {
  it.each<[string, Document, readonly Evidence[], Basis, readonly string[]]>([
    ["is that of the merge", entryOf("2026-04-08"), [merged(work, "2026-04-08")], {}, []],
    ["is near enough", entryOf("2026-04-09"), [merged(work, "2026-04-08")], {}, []],
    ["is not near enough", entryOf("2026-04-11"), [merged(work, "2026-04-08")], {}, late],
    ["may differ as configured", entryOf("2026-04-11"), [merged(work, "2026-04-08")], { toleranceDays: 3 }, []],
    [
      "is that of one of two works",
      entryOf("2026-04-11"),
      [merged(work, "2026-04-08"), merged(other, "2026-04-11")],
      {},
      [],
    ],
    [
      "is that of work that only stands near",
      entryOf("2026-04-11"),
      [merged(work, "2026-04-08"), merged("acme/eng#3", "2026-04-11")],
      {},
      late,
    ],
    ["is not compared with work that was not read", entryOf("2026-04-11"), [unavailable("pull", work)], {}, []],
    ["is not there", entryOf(undefined), [merged(work, "2026-04-08")], {}, []],
    ["stands on a page that is no entry", entryOf("2026-04-11", false), [merged(work, "2026-04-08")], {}, []],
    [
      "is that of the deployment",
      entryOf("2026-04-11"),
      [merged(work, "2026-04-08"), deploymentEvidence(work, { deployedAt: "2026-04-11T10:00:00Z" })],
      { basis: "deployed" },
      [],
    ],
    [
      "is after the deployment",
      entryOf("2026-04-14"),
      [merged(work, "2026-04-08"), deploymentEvidence(work, { deployedAt: "2026-04-11T10:00:00Z" })],
      { basis: "deployed" },
      late,
    ],
    [
      "is not compared with a deployment that does not hold the work",
      entryOf("2026-04-14"),
      [merged(work, "2026-04-08"), deploymentEvidence(work, { deployedAt: "2026-04-11T10:00:00Z", contains: false })],
      { basis: "deployed" },
      [],
    ],
  ])("%s", (_name, document, evidence, policy, expected) => {
    expect(codesOf(document, evidence, policy)).toEqual(expected);
  });
});
