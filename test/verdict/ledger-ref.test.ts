import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Evidence, foundOnRef, type Ledger, verdicts } from "../../src/types/index.ts";
import { decide } from "../../src/verdict/decide.ts";
import { recordDecision } from "../../src/verdict/decision.ts";
import {
  blockEntry,
  emptyLedger,
  entryState,
  mergeLedgers,
  recordReferences,
  releaseEntry,
} from "../../src/verdict/ledger.ts";
import { updateLedger } from "../../src/verdict/ledger-proof.ts";
import { refForm, withRef } from "../../src/verdict/ledger-ref.ts";
import { encodeLedger, openLedgers } from "../../src/verdict/ledger-state.ts";
import { signalsOf } from "../../src/verdict/signals.ts";
import {
  claimEvidence,
  finding,
  now,
  provenEvidence,
  pullEvidence,
  reference,
  revertEvidence,
  signalInput,
  unavailable,
} from "./builders.ts";

const eng = "acme/eng#3918";
const other = "acme/eng#7";
const before = "2026-06-01T08:00:00Z";
const blocked = recordReferences(emptyLedger, [reference(eng, "blocker")], before);
const said = { login: "mallory", reason: "done", headCommit: "c".repeat(40) };
const released = releaseEntry(blocked, { key: eng, ...said }, before);
const held = blockEntry(emptyLedger, { key: eng, login: "kim", note: "not yet" }, before);
const store = (ledger: Ledger): string => encodeLedger(ledger, { budget: 20_000 }).text;
const opened = (comment: Ledger | undefined, ref: string | undefined, wasLabelled = true) =>
  withRef(openLedgers({ stored: comment === undefined ? [] : [store(comment)], wasLabelled }, now), ref);
const states = (ledger: Ledger): readonly string[] =>
  ledger.entries.map((entry) => `${entry.key} ${entryState(entry)}`);

describe("6.3 what a ref holds", () => {
  it("is still known when the comment is gone, and so is that it is gone", () => {
    const { ledger, problem } = opened(undefined, store(blocked));
    expect(states(ledger)).toEqual([`${eng} standing`, "state:lost standing"]);
    expect(ledger.entries[0]?.foundIn).toBe(foundOnRef);
    expect(problem).toBe("lost");
  });

  it.each<readonly [string, Ledger, string, readonly string[]]>([
    ["a release", blocked, store(released), [`${eng} standing`]],
    ["the comment's own release stays", released, store(blocked), [`${eng} released`]],
    ["one more blocker", emptyLedger, store(blocked), [`${eng} standing`]],
    ["a block that was made an observation", held, store(withSeen("open")), [`${eng} standing`]],
    [
      "a docs-only decision",
      emptyLedger,
      store(recordDecision(emptyLedger, { ...said, kind: "docs-only", at: before })),
      ["docs-only standing"],
    ],
    ["nothing", blocked, "", [`${eng} standing`]],
    ["not what was stored", blocked, "<!doctype html>", [`${eng} standing`]],
    ["a state of a newer version", blocked, "9.e30.x", [`${eng} standing`]],
  ])("%s", (_name, comment, ref, expected) => {
    expect(states(opened(comment, ref).ledger)).toEqual(expected);
  });

  it("a person's block is not turned into something that a merge ends", () => {
    expect(opened(held, store(withSeen("open"))).ledger.entries[0]?.seen?.state).toBe("held");
  });

  it.each([
    ["altered", `${store(blocked)}x`, true],
    ["of a newer version", "9.e30.x", true],
    ["whole", store(blocked), false],
    ["not there", undefined, false],
  ])("one that is %s is named: %s", (_name, ref, isNamed) => {
    expect(opened(blocked, ref).refProblem !== undefined).toBe(isNamed);
  });
});

function withSeen(state: "open"): Ledger {
  const entries = held.entries.map((entry) => ({ ...entry, seen: { state, at: now } }));
  return { ...held, entries };
}

describe("6.3 what is stored on a ref", () => {
  it("is the union, and is not stored again when nothing is new", () => {
    const first = refForm(blocked, undefined);
    const more = recordReferences(blocked, [reference(other)], now);
    const second = refForm(more, first);
    expect(second).not.toBe(first);
    expect([refForm(blocked, second), refForm(more, second)]).toEqual([second, second]);
    expect(states(opened(emptyLedger, second).ledger)).toEqual([`${other} standing`, `${eng} standing`]);
  });

  it("mends what was altered, and leaves alone what a newer version wrote or what would be too long", () => {
    const altered = `${store(blocked)}x`;
    const mended = refForm(emptyLedger, altered);
    expect(opened(emptyLedger, mended).refProblem).toBeUndefined();
    expect(states(opened(emptyLedger, mended).ledger)).toEqual([`${eng} standing`]);
    expect(refForm(blocked, "9.e30.x")).toBeUndefined();
    const note = "ü".repeat(500);
    const entries = Array.from({ length: 500 }, (_, at) => ({ ...blockOf(at), note }));
    expect(refForm({ ...emptyLedger, entries }, undefined)).toBeUndefined();
  });
});

function blockOf(at: number): Ledger["entries"][number] {
  return { key: `acme/eng#${at + 1}`, role: "blocker", foundIn: "body", recordedAt: before };
}

const keys = [eng, other] as const;
const roles = fc.constantFrom("blocker" as const, "primary" as const, "context" as const);
const entry = fc.record({
  key: fc.constantFrom<string>(...keys, "docs-only", "acme/eng#9", "state:lost"),
  role: roles,
  foundIn: fc.constantFrom("body", "comment by kim", "discovered", "command", "ledger"),
  recordedAt: fc.constantFrom(before, now),
});
const extras = fc.record(
  {
    id: fc.integer({ min: 1, max: 3 }),
    seen: fc.record({ state: fc.constantFrom("open" as const, "held" as const), at: fc.constantFrom(before, now) }),
    resolved: fc.oneof(
      fc.record({ by: fc.constant("proof" as const), permalink: fc.constant("x"), at: fc.constant(now) }),
      fc.constant({ by: "release" as const, ...said, at: now }),
    ),
  },
  { requiredKeys: [] },
);
const ledgers: fc.Arbitrary<Ledger> = fc
  .record({
    entries: fc.array(
      fc.tuple(entry, extras).map(([known, more]) => ({ ...known, ...more })),
      { maxLength: 3 },
    ),
    dismissals: fc.subarray([{ claim: "c1", ...said, at: before }]),
  })
  .map(({ entries, dismissals }) => mergeLedgers(emptyLedger, { ...emptyLedger, entries, dismissals }));
/** What somebody may have made of a stored ledger: any ledger with its seal, or one that was cut, changed or replaced. */
const mutated: fc.Arbitrary<string> = fc.oneof(
  ledgers.map(store),
  fc.tuple(ledgers.map(store), fc.nat()).map(([text, at]) => text.slice(0, at % text.length)),
  fc.tuple(ledgers.map(store), fc.nat(), fc.constantFrom("A", "_", ".", "é")).map(([text, at, letter]) => {
    const place = at % text.length;
    return text.slice(0, place) + letter + text.slice(place + 1);
  }),
  fc.constantFrom("", "-", "{}", "null", "<html>", "1..", "9.e30.x"),
  fc.string(),
);
const seen = fc.constantFrom<(key: string) => Evidence[]>(
  provenEvidence,
  provenEvidence,
  (key) => [pullEvidence(key, { state: "open" })],
  (key) => [pullEvidence(key), revertEvidence(key, true)],
  (key) => [unavailable("pull", key)],
);
const scenes = fc.record({
  comment: fc.option(ledgers, { nil: undefined }),
  ref: mutated,
  taken: fc.subarray([...keys]),
  seen: fc.tuple(seen, seen),
  claim: fc.constantFrom("confirmed" as const, "confirmed" as const, "contradicted" as const),
});
type Scene = typeof scenes extends fc.Arbitrary<infer Value> ? Value : never;

/** How far the gate is open: only the last one passes. */
function rankOf({ taken, seen: [first, second], comment, claim }: Scene, ref: string | undefined): number {
  const references = taken.map((key) => reference(key));
  const evidence = [...first(eng), ...second(other), ...provenEvidence("acme/eng#9"), claimEvidence("c1")];
  const { ledger, problem } = opened(comment, ref, false);
  const input = signalInput({
    references: { taken: references, ignored: [] },
    ledger: updateLedger(ledger, { references, evidence, now }),
    ...(problem === undefined ? {} : { ledgerProblem: problem }),
    evidence,
    findings: [finding("c1", claim)],
    documents: [{ path: "a.mdx", isEntry: true, problems: [] }],
  });
  return verdicts.indexOf(decide(signalsOf(input)).value);
}

describe("6.3 whatever somebody writes to the ref", () => {
  const plain: Scene = {
    comment: blocked,
    ref: store(released),
    taken: [eng],
    seen: [provenEvidence, provenEvidence],
    claim: "confirmed",
  };
  const waiting: Scene = { ...plain, seen: [(key) => [pullEvidence(key, { state: "open" })], provenEvidence] };

  it("can tell a looser verdict from a stricter one", () => {
    expect(rankOf(plain, undefined)).toBe(verdicts.indexOf("live"));
    const freed = {
      ...waiting,
      comment: mergeLedgers(released, recordReferences(emptyLedger, [reference(other)], now)),
    };
    expect(rankOf({ ...freed, taken: [] }, undefined)).toBeGreaterThan(rankOf(waiting, undefined));
  });

  it("never makes the verdict looser", () => {
    const named = recordReferences(emptyLedger, [reference("acme/eng#9")], before);
    const later = recordReferences(emptyLedger, [reference("acme/eng#9")], now);
    fc.assert(
      fc.property(scenes, (scene) => {
        expect(rankOf(scene, scene.ref)).toBeLessThanOrEqual(rankOf(scene, undefined));
      }),
      {
        numRuns: 1500,
        examples: [
          [waiting],
          // What was seen to hold goes on holding beside an older entry of which nothing is known.
          [
            {
              ...plain,
              comment: {
                ...emptyLedger,
                entries: recordReferences(emptyLedger, [reference(eng)], now).entries.map((entry) => ({
                  ...entry,
                  seen: { state: "open", at: before },
                })),
              },
              ref: store(recordReferences(emptyLedger, [reference(eng)], before)),
              taken: [],
              seen: [(key) => [unavailable("pull", key)], provenEvidence],
            },
          ],
          [{ ...waiting, comment: held, ref: store(withSeen("open")), seen: plain.seen }],
          [
            {
              ...plain,
              claim: "contradicted",
              ref: store({ ...blocked, dismissals: [{ claim: "c1", ...said, at: before }] }),
            },
          ],
          // A released reference is none any more, and stays none.
          [
            {
              ...plain,
              comment: releaseEntry(named, { key: "acme/eng#9", ...said }, now),
              taken: [],
              ref: store(later),
            },
          ],
          [{ ...plain, comment: released, ref: store(recordReferences(emptyLedger, [reference(eng)], now)) }],
          // Work that the docs do not name is no reference of them, however well it is proven.
          [{ ...plain, comment: undefined, taken: [], ref: store(named) }],
        ],
      },
    );
  });
});
