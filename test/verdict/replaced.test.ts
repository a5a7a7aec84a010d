import { describe, expect, it } from "vitest";
import type { Evidence, Ledger } from "../../src/types/index.ts";
import { emptyLedger, entryState, recordReferences, releaseEntry } from "../../src/verdict/ledger.ts";
import { recordObservations } from "../../src/verdict/ledger-proof.ts";
import { decodeLedger, encodeLedger } from "../../src/verdict/ledger-state.ts";
import { withoutReplaced } from "../../src/verdict/replaced.ts";
import { now, provenEvidence, pullEvidence, reference, verdictOn } from "./builders.ts";

const key = "acme/eng#1";
const blocker = { references: { taken: [reference(key, "blocker")], ignored: [] } };
const named = recordReferences(emptyLedger, [reference(key, "blocker")], "2026-05-20T08:00:00Z");
const openOne = pullEvidence(key, { id: 11, state: "open", onDefaultBranch: false });

/** What a run sees when the pull request with a number is merged and stands. */
const merged = (id?: number): readonly Evidence[] => [
  pullEvidence(key, id === undefined ? {} : { id }),
  ...provenEvidence(key).filter(({ subject }) => subject.kind !== "pull"),
];

/** A run that starts with a ledger: its verdict, and the ledger it leaves. */
function runOn(ledger: Ledger, evidence: readonly Evidence[]) {
  const counted = withoutReplaced(evidence, ledger);
  const left = recordObservations(ledger, counted, now);
  const input = { ...blocker, ledger: left, evidence: [...counted], findings: [], documents: [] };
  return { ledger: left, verdict: verdictOn(input) };
}

describe("T048 another pull request under the name of a recorded one", () => {
  const seen = runOn(named, [openOne]).ledger;

  it("is remembered by GitHub's number, in the stored ledger too", () => {
    const stored = decodeLedger(encodeLedger(seen, { budget: 10_000 }).text);
    expect(stored).toMatchObject({ state: "ok", ledger: { entries: [{ key, id: 11, seen: { state: "open" } }] } });
  });

  it("proves nothing: a blocker that was seen open holds", () => {
    const { ledger, verdict } = runOn(seen, merged(12));
    expect(ledger.entries.map(entryState)).toEqual(["standing"]);
    expect(ledger.entries[0]?.id).toBe(11);
    expect(verdict).toEqual({ value: "blocked", reasons: [`blocked ${key} blocker-unreadable`] });
  });

  it("makes work unknown that was merged when it was seen", () => {
    const proven = runOn(named, merged(11)).ledger;
    expect(proven.entries.map(entryState)).toEqual(["proven"]);
    expect(runOn(proven, merged(12)).verdict).toMatchObject({
      value: "unknown",
      reasons: [`unknown ${key} unavailable`],
    });
  });

  it("the same one under its name, or one that older records have no number of, is what it was", () => {
    for (const evidence of [merged(11), merged()]) {
      expect(runOn(seen, evidence).ledger.entries.map(entryState)).toEqual(["proven"]);
    }
    expect(runOn(named, merged(12)).ledger.entries[0]).toMatchObject({ id: 12, resolved: { by: "proof" } });
  });

  it("a release ends the matter", () => {
    const release = { key, login: "kim", reason: "moved", headCommit: "c".repeat(40) };
    expect(runOn(releaseEntry(seen, release, now), merged(12)).verdict.reasons).not.toContain(
      `blocked ${key} blocker-unreadable`,
    );
  });
});
