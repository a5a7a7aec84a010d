import { describe, expect, it } from "vitest";
import { type Decision, isDocsOnly, recordDecision } from "../../src/verdict/decision.ts";
import { emptyLedger, entryState } from "../../src/verdict/ledger.ts";

const key = "acme/platform#3918";
const said = { login: "ada", reason: "because", headCommit: "a".repeat(40) };
const block = (at: string): Decision => ({ ...said, kind: "block", key, at });
const release = (at: string): Decision => ({ ...said, kind: "release", key, at });
const one = "2026-05-01T00:00:00Z";
const two = "2026-05-02T00:00:00Z";
const three = "2026-05-03T00:00:00Z";

function states(decisions: readonly Decision[]): readonly string[] {
  return decisions.reduce(recordDecision, emptyLedger).entries.map(entryState);
}

describe("decisions in the ledger", () => {
  it.each([
    ["a block holds", [block(one)], ["standing"]],
    ["a release ends it", [block(one), release(two)], ["released"]],
    ["a block after a release is a new one", [block(one), release(two), block(three)], ["released", "standing"]],
    ["a repeated run changes nothing", [block(one), block(one)], ["standing"]],
    ["a repeated old block does not come back", [block(one), release(two), block(one)], ["released"]],
    [
      "a repeated old release ends no newer block",
      [block(one), release(two), block(three), release(two)],
      ["released", "standing"],
    ],
    ["a release of what is not recorded is kept", [release(one)], ["released"]],
  ])("%s", (_name, decisions, expected) => {
    expect(states(decisions)).toEqual(expected);
  });

  it("records who, why, at which head and when", () => {
    const [entry] = [block(one), release(two)].reduce(recordDecision, emptyLedger).entries;
    expect(entry?.resolved).toEqual({ by: "release", ...said, at: two });
    const { dismissals } = recordDecision(emptyLedger, { ...said, kind: "dismiss", claim: "c1", at: one });
    expect(dismissals).toEqual([{ ...said, claim: "c1", at: one }]);
  });

  it("knows docs-only", () => {
    expect(isDocsOnly(emptyLedger)).toBe(false);
    expect(isDocsOnly(recordDecision(emptyLedger, { ...said, kind: "docs-only", at: one }))).toBe(true);
  });
});
