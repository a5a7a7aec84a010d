import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Evidence, Ledger, LedgerEntry } from "../../src/types/index.ts";
import {
  blockEntry,
  emptyLedger,
  entryState,
  mergeLedgers,
  recordReferences,
  releaseEntry,
} from "../../src/verdict/ledger.ts";
import { recordObservations } from "../../src/verdict/ledger-proof.ts";
import { decodeLedger, encodeLedger, lossKey, openLedger } from "../../src/verdict/ledger-state.ts";
import { recordTransition } from "../../src/verdict/transition.ts";
import { now, provenEvidence, pullEvidence, reference, revertEvidence, unavailable } from "./builders.ts";

const days = fc.integer({ min: 1, max: 9 }).map((day) => `2026-06-0${day}T00:00:00Z`);
const words = fc.constantFrom("a", "b", "c");
const entries: fc.Arbitrary<LedgerEntry> = fc
  .record({
    key: fc.constantFrom("acme/eng#1", "acme/eng#2", "acme/eng#10", "flag:any/x", "hold:1"),
    role: fc.constantFrom("blocker" as const, "primary" as const, "follow-up" as const),
    foundIn: words,
    recordedAt: days,
    id: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
    note: fc.option(words, { nil: undefined }),
    seen: fc.option(fc.record({ state: fc.constantFrom("open" as const, "reverted" as const), at: days }), {
      nil: undefined,
    }),
    resolved: fc.option(
      fc.oneof(
        fc.record({ by: fc.constant("proof" as const), permalink: words, at: days }),
        fc.record({ by: fc.constant("release" as const), login: words, reason: words, headCommit: words, at: days }),
      ),
      { nil: undefined },
    ),
  })
  .map(({ id, note, seen, resolved, ...entry }) => ({
    ...entry,
    ...(id === undefined ? {} : { id }),
    ...(note === undefined ? {} : { note }),
    ...(seen === undefined ? {} : { seen }),
    ...(resolved === undefined ? {} : { resolved }),
  }));
const parts: fc.Arbitrary<Ledger> = fc
  .record({
    entries: fc.array(entries, { maxLength: 8 }),
    transitions: fc.array(fc.record({ at: days, to: words, cause: words }), { maxLength: 70 }),
    dismissals: fc.array(fc.record({ claim: words, login: words, reason: words, headCommit: words, at: days }), {
      maxLength: 3,
    }),
  })
  .map((all) => ({ schemaVersion: 1, ...all }));
/** In the order and without the doubles that every merge leaves; on both sides, so that no side can be dropped unseen. */
const ledgers = parts.map((ledger) => mergeLedgers(ledger, ledger));

const blocker = "acme/eng#3918";
const blocked = recordReferences(emptyLedger, [reference(blocker, "blocker")], "2026-05-29T08:00:00Z");
const release = { key: blocker, login: "kim", reason: "replaced", headCommit: "c".repeat(40) };
const stateOf = (ledger: Ledger): string[] => ledger.entries.map(entryState);

const idsOf = ({ entries: all }: Ledger): readonly string[] =>
  [...new Set(all.map(({ key, recordedAt }) => `${key} ${recordedAt}`))].sort();

describe("mergeLedgers", () => {
  it("T043 holds every entry of both, whichever stands first", () => {
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        const both = idsOf({ ...a, entries: [...a.entries, ...b.entries] });
        expect(idsOf(mergeLedgers(a, b))).toEqual(both);
        expect(idsOf(mergeLedgers(b, a))).toEqual(both);
      }),
    );
  });

  it("T043 is commutative, associative, idempotent and loses nothing", () => {
    fc.assert(
      fc.property(ledgers, ledgers, ledgers, (a, b, c) => {
        expect(mergeLedgers(a, b)).toEqual(mergeLedgers(b, a));
        expect(mergeLedgers(mergeLedgers(a, b), c)).toEqual(mergeLedgers(a, mergeLedgers(b, c)));
        expect(mergeLedgers(a, a)).toEqual(a);
        const union = mergeLedgers(a, b);
        for (const entry of [...a.entries, ...b.entries]) {
          const kept = union.entries.find(
            ({ key, recordedAt }) => key === entry.key && recordedAt === entry.recordedAt,
          );
          expect(kept).toBeDefined();
          if (entry.resolved !== undefined) expect(kept?.resolved).toBeDefined();
        }
      }),
    );
  });

  it("keeps the first and the newest of many transitions", () => {
    const transitions = Array.from({ length: 70 }, (_, index) => ({
      at: new Date(Date.UTC(2026, 0, 1, index)).toISOString(),
      to: String(index),
      cause: "",
    }));
    const merged = mergeLedgers({ ...emptyLedger, transitions }, emptyLedger);
    expect(merged.transitions).toHaveLength(50);
    expect([merged.transitions[0]?.to, merged.transitions[1]?.to, merged.transitions.at(-1)?.to]).toEqual([
      "0",
      "21",
      "69",
    ]);
  });
});

describe("a recorded blocker", () => {
  it("T040 stays when the text no longer names it", () => {
    expect(stateOf(recordReferences(blocked, [], now))).toEqual(["standing"]);
  });

  const other = "acme/eng#7";
  const unchanged: readonly (readonly [string, (ledger: Ledger) => Ledger])[] = [
    ["nothing was observed", (ledger) => recordObservations(ledger, [], now)],
    ["it cannot be read", (ledger) => recordObservations(ledger, [unavailable("pull", blocker)], now)],
    ["it is open", (ledger) => recordObservations(ledger, [pullEvidence(blocker, { state: "open" })], now)],
    [
      "it is closed without a merge",
      (ledger) => recordObservations(ledger, [pullEvidence(blocker, { state: "closed" })], now),
    ],
    [
      "it is merged and nobody searched for reverts",
      (ledger) => recordObservations(ledger, [pullEvidence(blocker)], now),
    ],
    [
      "the search for reverts failed",
      (ledger) =>
        recordObservations(ledger, [pullEvidence(blocker), unavailable("revert", blocker, "over-budget")], now),
    ],
    [
      "it is merged and reverted",
      (ledger) => recordObservations(ledger, [pullEvidence(blocker), revertEvidence(blocker, true)], now),
    ],
    [
      "it is merged elsewhere",
      (ledger) =>
        recordObservations(
          ledger,
          [pullEvidence(blocker, { onDefaultBranch: false, baseBranch: "next" }), revertEvidence(blocker)],
          now,
        ),
    ],
    ["another one is proven", (ledger) => recordObservations(ledger, provenEvidence(other), now)],
    ["another one is released", (ledger) => releaseEntry(ledger, { ...release, key: other }, now)],
    ["it is now called context", (ledger) => recordReferences(ledger, [reference(blocker, "context")], now)],
    ["an older ledger without it is merged", (ledger) => mergeLedgers(emptyLedger, ledger)],
    ["a verdict was recorded", (ledger) => recordTransition(ledger, { value: "live", reasons: [] }, now).ledger],
  ];
  it.each(unchanged)("T041 stays when %s", (_name, change) => {
    expect(stateOf(change(blocked))).toEqual(["standing"]);
  });

  it("T041 leaves by proof on that very reference", () => {
    const ledger = recordObservations(blocked, provenEvidence(blocker), now);
    expect(ledger.entries[0]?.resolved).toEqual({
      by: "proof",
      permalink: "https://github.com/acme/eng/pull/3918",
      at: now,
    });
    expect(stateOf(ledger)).toEqual(["proven"]);
  });

  it("T041 leaves by an authorised release, and the text does not bring it back", () => {
    const released = releaseEntry(blocked, release, now);
    expect(stateOf(released)).toEqual(["released"]);
    expect(recordReferences(released, [reference(blocker, "blocker")], now)).toEqual(released);
  });

  it("stands again when it is reverted after its proof, and leaves again when that is undone", () => {
    const proven = recordObservations(blocked, provenEvidence(blocker), "2026-06-11T00:00:00Z");
    const undone: Evidence[] = [pullEvidence(blocker), revertEvidence(blocker, true)];
    const standing = recordObservations(proven, undone, "2026-06-12T00:00:00Z");
    expect(stateOf(standing)).toEqual(["standing"]);
    expect(stateOf(recordObservations(standing, provenEvidence(blocker), "2026-06-13T00:00:00Z"))).toEqual(["proven"]);
  });

  it("is blocked again by a new block after a release, also within the same second", () => {
    const released = releaseEntry(blocked, release, now);
    const again = blockEntry(
      released,
      { key: blocker, login: "kim", note: "not yet" },
      blocked.entries[0]?.recordedAt ?? now,
    );
    expect(stateOf(again)).toEqual(["released", "standing"]);
  });

  it("T050 changes no byte while it stays open", () => {
    const open = [pullEvidence(blocker, { state: "open" })];
    const first = recordObservations(blocked, open, now);
    expect(recordObservations(first, open, "2026-06-20T00:00:00Z")).toEqual(first);
  });
});

describe("recordTransition", () => {
  it("adds a change once", () => {
    const verdict = { value: "blocked" as const, reasons: [] };
    const first = recordTransition(emptyLedger, verdict, now);
    expect(first.changed).toEqual({ at: now, to: "blocked", cause: "" });
    expect(recordTransition(first.ledger, verdict, now)).toEqual({ ledger: first.ledger });
  });

  it("T014 keeps a verdict it does not know", () => {
    const strange: Ledger = { ...emptyLedger, transitions: [{ at: now, to: "frozen", cause: "x" }] };
    const stored = decodeLedger(encodeLedger(strange, { budget: 40_000 }).text);
    expect(stored).toEqual({ state: "ok", ledger: strange });
    expect(recordTransition(strange, { value: "unknown", reasons: [] }, now).changed?.from).toBe("frozen");
  });
});

describe("stored state", () => {
  const budget = 40_000;
  const text = encodeLedger(blocked, { budget }).text;
  const signed = encodeLedger(blocked, { budget, key: "secret" }).text;
  const released = encodeLedger(releaseEntry(blocked, release, now), { budget }).text;
  const [version = "", payload = "", seal = ""] = released.split(".");

  it("T045 reads back what was written", () => {
    fc.assert(
      fc.property(ledgers, (ledger) => {
        expect(decodeLedger(encodeLedger(ledger, { budget: 1_000_000 }).text)).toEqual({ state: "ok", ledger });
      }),
    );
  });

  it("T045 is inert text", () => expect(text).toMatch(/^1\.[\w-]+\.[\w-]+$/));

  const damaged: readonly (readonly [string, string])[] = [
    ["truncated", text.slice(0, -20)],
    ["not base64", "1.%%%.abc"],
    ["no JSON", "1.YWJj.abc"],
    ["another seal", `${text.slice(0, -1)}${text.endsWith("A") ? "B" : "A"}`],
    ["an older version", `0${text.slice(1)}`],
    ["prose", "hello"],
  ];
  it.each(damaged)("T045 %s is altered", (_name, stored) => {
    expect(decodeLedger(stored).state).toBe("altered");
    expect(openLedger({ stored, wasLabelled: true }, now)).toMatchObject({
      problem: "altered",
      ledger: { entries: expect.arrayContaining([expect.objectContaining({ key: lossKey })]) },
    });
  });

  it("T045 keeps blockers and drops resolutions of an altered state", () => {
    const stored = decodeLedger(`${version}.${payload}.${seal.replace(/^./, (first) => (first === "A" ? "B" : "A"))}`);
    expect(stored).toEqual({ state: "altered", ledger: blocked });
  });

  it("T045 needs the key when one is configured, and the seal of that key", () => {
    expect(decodeLedger(signed, "secret")).toEqual({ state: "ok", ledger: blocked });
    expect(decodeLedger(signed, "other").state).toBe("altered");
    expect(decodeLedger(text, "secret").state).toBe("altered");
    expect(decodeLedger(signed).state).toBe("altered");
  });

  it("T046 a lost state is remembered until a person releases it", () => {
    const opened = openLedger({ stored: undefined, wasLabelled: true }, now);
    expect(opened.problem).toBe("lost");
    const next = openLedger({ stored: encodeLedger(opened.ledger, { budget }).text, wasLabelled: true }, now);
    expect(next.problem).toBeUndefined();
    expect(stateOf(next.ledger)).toEqual(["standing"]);
    expect(openLedger({ stored: undefined, wasLabelled: false }, now)).toEqual({ ledger: emptyLedger });
  });

  it("T047 a newer state is not read", () => {
    expect(decodeLedger(`2${text.slice(1)}`)).toEqual({ state: "newer", text: `2${text.slice(1)}` });
    expect(openLedger({ stored: `2${text.slice(1)}`, wasLabelled: true }, now)).toEqual({
      ledger: emptyLedger,
      problem: "newer",
    });
  });

  it("T049 a thousand blockers fit", () => {
    const references = Array.from({ length: 1000 }, (_, index) => reference(`acme/eng#${index + 1}`, "blocker"));
    const ledger = recordReferences(emptyLedger, references, now);
    const encoded = encodeLedger(ledger, { budget: 60_000 });
    expect(encoded.fits).toBe(true);
    expect(decodeLedger(encoded.text)).toEqual({ state: "ok", ledger });
  });

  it("T049 shortens history and never entries", () => {
    const transitions = Array.from({ length: 50 }, (_, index) => ({
      at: `2026-01-01T00:00:${String(index).padStart(2, "0")}Z`,
      to: "blocked",
      cause: "x".repeat(100),
    }));
    const encoded = encodeLedger({ ...blocked, transitions }, { budget: 1000 });
    const stored = decodeLedger(encoded.text);
    expect(encoded.fits).toBe(true);
    expect(stored.state === "ok" && [stored.ledger.entries.length, stored.ledger.transitions.length]).toEqual([1, 2]);
    expect(encodeLedger(blocked, { budget: 10 })).toEqual({ text, fits: false });
  });
});
