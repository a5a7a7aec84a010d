import { describe, expect, it } from "vitest";
import type { Ledger } from "../../src/types/index.ts";
import { blockEntry, emptyLedger, mergeLedgers, recordReferences, releaseEntry } from "../../src/verdict/ledger.ts";
import { storedForm } from "../../src/verdict/ledger-limit.ts";
import { decodeLedger, lossKey } from "../../src/verdict/ledger-state.ts";
import { now, reference } from "./builders.ts";

const withReferences = (count: number): Ledger =>
  recordReferences(
    emptyLedger,
    Array.from({ length: count }, (_, index) => reference(`acme/eng#${index + 1}`, "primary")),
    now,
  );

function read(ledger: Ledger): { readonly length: number; readonly keys: readonly string[] } {
  const text = storedForm(ledger, now);
  const stored = decodeLedger(text);
  return { length: text.length, keys: stored.state === "ok" ? stored.ledger.entries.map(({ key }) => key) : [] };
}

describe("T049 the stored form", () => {
  it.each([0, 1, 1000])("of %i references holds them all", (count) => {
    const { keys } = read(withReferences(count));
    expect(keys).toHaveLength(count);
    expect(keys).not.toContain(lossKey);
  });

  it("of more than a comment holds fits, keeps what people recorded, and holds the pull request", () => {
    const said = blockEntry(withReferences(9000), { key: "hold:risky", login: "ada", note: "risky" }, now);
    const { length, keys } = read(said);
    expect(length).toBeLessThanOrEqual(58_000);
    expect(keys).toContain("hold:risky");
    expect(keys).toContain(lossKey);
    expect(keys.length).toBeGreaterThan(500);
  });

  it("of decisions beyond all measure is the loss alone, so that nothing forgotten passes", () => {
    const dismissals = Array.from({ length: 3000 }, (_, index) => ({
      claim: `${index}`,
      login: "ada",
      reason: "r".repeat(100),
      headCommit: "c".repeat(40),
      at: now,
    }));
    expect(read({ ...emptyLedger, dismissals }).keys).toEqual([lossKey]);
  });

  it("is cut again in the next run, and ends with what a person released", () => {
    const once = decodeLedger(storedForm(withReferences(9000), now));
    if (once.state !== "ok") throw new Error(once.state);
    const later = mergeLedgers(once.ledger, withReferences(9000));
    expect(read(later).keys).toContain(lossKey);
    const release = {
      key: lossKey,
      login: "ada",
      reason: "looked",
      headCommit: "c".repeat(40),
      at: "2027-01-01T00:00:00Z",
    };
    const released = releaseEntry(once.ledger, release, "2027-01-01T00:00:00Z");
    expect(released.entries.find(({ key }) => key === lossKey)?.resolved).toBeDefined();
  });
});
