import { expect, it } from "vitest";
import type { Evidence, Ledger, Transition, Verdict } from "../../src/types/index.ts";
import { decide } from "../../src/verdict/decide.ts";
import { blockEntry, emptyLedger, mergeLedgers, releaseEntry } from "../../src/verdict/ledger.ts";
import { updateLedger } from "../../src/verdict/ledger-proof.ts";
import { signalsOf } from "../../src/verdict/signals.ts";
import { recordTransition } from "../../src/verdict/transition.ts";
import { flagEvidence, provenEvidence, pullEvidence, reference, revertEvidence, signalInput } from "./builders.ts";

const feature = "acme/eng#1";
const followUp = "acme/eng#2";
const flag = "flag:any/enable-x";
const first = "2026-06-10T12:00:00Z";
const second = "2026-06-11T12:00:00Z";

type Run = { readonly ledger: Ledger; readonly verdict: Verdict; readonly changed?: Transition };

function run(at: string, seen: readonly Evidence[], before: Ledger = emptyLedger): Run {
  const evidence = seen.map((item) => ({ ...item, observedAt: at }));
  const taken = [...new Set(evidence.map(({ subject }) => subject.key))].map((key) => reference(key));
  const ledger = updateLedger(before, { references: taken, evidence, now: at });
  const input = signalInput({ now: at, references: { taken, ignored: [] }, ledger, evidence, findings: [] });
  const verdict = decide(signalsOf(input));
  return { verdict, ...recordTransition(ledger, verdict, at) };
}

it("names the merge that ended a wait, not the work that was merged before", () => {
  const waiting = run(first, [...provenEvidence(feature), pullEvidence(followUp, { state: "open" })]);
  expect(waiting.changed?.cause).toBe(`${followUp} open`);
  const done = run(second, [...provenEvidence(feature), ...provenEvidence(followUp)], waiting.ledger);
  expect(done.changed).toEqual({ at: second, from: "blocked", to: "live", cause: `${followUp} merged` });
});

it("names the merge also when something else still holds", () => {
  const off = flagEvidence(flag, { production: "nobody" });
  const waiting = run(first, [...provenEvidence(feature), pullEvidence(followUp, { state: "open" }), off]);
  const next = run(second, [...provenEvidence(feature), ...provenEvidence(followUp), off], waiting.ledger);
  expect(next.changed).toMatchObject({ from: "blocked", to: "pending", cause: `${followUp} merged` });
});

it("names the flag that was turned on", () => {
  const off = run(first, [...provenEvidence(feature), flagEvidence(flag, { production: "nobody" })]);
  const on = run(second, [...provenEvidence(feature), flagEvidence(flag, { production: "everyone" })], off.ledger);
  expect(on.changed).toMatchObject({ from: "pending", to: "live", cause: `${flag} flag-on` });
});

it("names the revert that ended a live verdict", () => {
  const live = run(first, provenEvidence(feature));
  const [, , ...others] = provenEvidence(feature);
  const reverted = run(second, [pullEvidence(feature), revertEvidence(feature, true), ...others], live.ledger);
  expect(reverted.changed).toMatchObject({ from: "live", to: "blocked", cause: `${feature} reverted` });
});

it("names a person's release", () => {
  const block = { key: "hold:1", login: "kim", note: "wait for the launch" };
  const held = run(first, provenEvidence(feature), blockEntry(emptyLedger, block, first));
  expect(held.changed?.cause).toBe("hold:1 held");
  const release = { key: "hold:1", login: "kim", reason: "launched", headCommit: "a".repeat(40) };
  const free = run(second, provenEvidence(feature), releaseEntry(held.ledger, release, second));
  expect(free.changed).toMatchObject({ from: "blocked", to: "live", cause: "hold:1 released" });
});

it("names at most three causes", () => {
  const keys = ["acme/eng#2", "acme/eng#3", "acme/eng#4", "acme/eng#5"];
  const waiting = run(
    first,
    keys.map((key) => pullEvidence(key, { state: "open" })),
  );
  const done = run(second, keys.flatMap(provenEvidence), waiting.ledger);
  expect(done.changed?.cause).toBe("acme/eng#3 merged; acme/eng#4 merged; acme/eng#5 merged");
});

it.each([
  ["in the same second", first],
  ["by a clock that is ten minutes behind", "2026-06-10T11:50:00Z"],
])("T084 keeps the last change last %s, so that the next run has nothing to record", (_, at) => {
  const open = run(first, [...provenEvidence(feature), pullEvidence(followUp, { state: "open" })]);
  const live = run(at, [...provenEvidence(feature), ...provenEvidence(followUp)], open.ledger);
  expect(live.changed).toMatchObject({ from: "blocked", to: "live", at: "2026-06-10T12:00:01Z" });
  const stored = mergeLedgers(emptyLedger, live.ledger);
  expect(stored.transitions.at(-1)?.to).toBe("live");
  expect(recordTransition(stored, live.verdict, at)).toEqual({ ledger: stored });
});
