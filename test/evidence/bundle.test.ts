import { describe, expect, it } from "vitest";
import { defaultConfig } from "../../src/config.ts";
import { UsageError } from "../../src/errors.ts";
import { readBundle, writeBundle } from "../../src/evidence/bundle.ts";
import type { Bundle } from "../../src/types/index.ts";
import { blockEntry, emptyLedger, releaseEntry } from "../../src/verdict/ledger.ts";
import { claimEvidence, finding, flagEvidence, now, provenEvidence, unavailable } from "../verdict/builders.ts";

const { claim } = finding("c1", "confirmed");
const held = blockEntry(emptyLedger, { key: "hold:x", login: "kim", note: "legal" }, now);
const bundle: Bundle = {
  schemaVersion: 1,
  toolVersion: "0.1.0",
  now,
  config: defaultConfig,
  documents: [{ path: "a.mdx", text: "x\n", changedLines: [1] }],
  ledger: releaseEntry(held, { key: "hold:x", login: "kim", reason: "done", headCommit: "c" }, now),
  sources: [{ repository: "acme/eng", commit: "a".repeat(40), visibility: "private", filesSearched: 3 }],
  claims: [claim],
  evidence: [
    ...provenEvidence("acme/eng#1"),
    claimEvidence("c1"),
    unavailable("pull", "acme/eng#2"),
    flagEvidence("flag:any/x-y", { production: "partial" }),
  ],
};
const text = writeBundle(bundle);
const mistakesOf = (changed: string): readonly string[] => {
  try {
    readBundle({ file: "b.json", text: changed });
    return [];
  } catch (error) {
    if (error instanceof UsageError) return error.mistakes.map(({ message }) => message);
    throw error;
  }
};
const edited = (edit: (value: Record<string, unknown>) => unknown): string => JSON.stringify(edit(JSON.parse(text)));

describe("a bundle", () => {
  it("is read back as it was written, in the same bytes", () => {
    const read = readBundle({ file: "b.json", text });
    expect(read).toEqual(bundle);
    expect(writeBundle(read)).toBe(text);
    expect(text.endsWith("}\n")).toBe(true);
  });

  it("has one order of keys", () => {
    const { now: time, ...rest } = bundle;
    expect(writeBundle({ now: time, ...rest })).toBe(text);
  });

  const wrong: readonly (readonly [string, string, RegExp])[] = [
    ["no JSON", "{", /expected JSON/],
    ["empty", "", /expected JSON/],
    ["a list", "[]", /the bundle/],
    ["null", "null", /the bundle/],
    ["a newer version", edited((value) => ({ ...value, schemaVersion: 2 })), /schemaVersion 2, expected 1/],
    ["a time that is none", edited((value) => ({ ...value, now: "today" })), /"now"/],
    ["an unknown key", edited((value) => ({ ...value, extra: 1 })), /extra/],
    [
      "evidence of no kind",
      edited((value) => ({ ...value, evidence: [{ subject: { kind: "rumour", key: "x" } }] })),
      /"evidence\.0/,
    ],
    ["a list of pages that is none", edited((value) => ({ ...value, documents: "a.mdx" })), /"documents"/],
  ];
  it.each(wrong)("refuses %s with the place", (_name, changed, message) => {
    expect(mistakesOf(changed).join("\n")).toMatch(message);
  });

  const altered: readonly (readonly [string, string, readonly string[]])[] = [
    ["evidence", edited((value) => ({ ...value, evidence: bundle.evidence.slice(1) })), ["evidence"]],
    ["a page", edited((value) => ({ ...value, documents: [] })), ["documents"]],
    ["claims", edited(({ claims: _, ...value }) => value), ["claims"]],
    ["the ledger", edited(({ ledger: _, ...value }) => value), ["ledger"]],
    ["the time", edited((value) => ({ ...value, now: "2026-06-11T00:00:00Z" })), ["now"]],
    ["the digests", edited(({ digests: _, ...value }) => value), ["digests"]],
    ["one digest", edited((value) => ({ ...value, digests: {} })), Object.keys(bundle).toSorted()],
  ];
  it.each(altered)("T001 says that it lost or changed %s, also when it is written again", (_name, changed, parts) => {
    const read = readBundle({ file: "b.json", text: changed });
    expect(read.altered).toEqual(parts);
    expect(readBundle({ file: "b.json", text: writeBundle(read) }).altered).toEqual(parts);
  });
});
