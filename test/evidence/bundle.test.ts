import { describe, expect, it } from "vitest";
import { defaultConfig } from "../../src/config.ts";
import { UsageError } from "../../src/errors.ts";
import { missingEvidence, readBundle, writeBundle } from "../../src/evidence/bundle.ts";
import type { Bundle } from "../../src/types/index.ts";
import { blockEntry, emptyLedger, releaseEntry } from "../../src/verdict/ledger.ts";
import {
  claimEvidence,
  finding,
  flagEvidence,
  now,
  provenEvidence,
  pullEvidence,
  reference,
  unavailable,
} from "../verdict/builders.ts";

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

  it("names what it lacks", () => {
    const references = [
      reference("acme/eng#1"),
      reference("acme/eng#2"),
      reference("acme/eng#3"),
      reference("flag:any/a-b"),
    ];
    expect(missingEvidence(bundle, references)).toEqual([
      { kind: "pull", key: "acme/eng#3" },
      { kind: "flag", key: "flag:any/a-b" },
    ]);
    expect(missingEvidence({ ...bundle, evidence: [pullEvidence("acme/eng#1")] }, [])).toEqual([
      { kind: "revert", key: "acme/eng#1" },
      { kind: "claim", key: "c1" },
    ]);
  });
});
