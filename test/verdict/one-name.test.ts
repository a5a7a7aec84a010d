import { describe, expect, it } from "vitest";
import { type Evidence, foundOnRef, type Ledger, type Reference } from "../../src/types/index.ts";
import { emptyLedger, recordReferences } from "../../src/verdict/ledger.ts";
import { updateLedger } from "../../src/verdict/ledger-proof.ts";
import { withOneName } from "../../src/verdict/one-name.ts";
import { now, pullEvidence, reference, unavailable } from "./builders.ts";

const old = "acme/harbor#41";
const fresh = "acme/quay#41";
const other = "acme/quay#42";
const both = [pullEvidence(old, { id: 11, state: "open" }), pullEvidence(fresh, { id: 11, state: "open" })];
const recordedAs = (key: string, foundIn = "body"): Ledger =>
  recordReferences(emptyLedger, [{ ...reference(key), foundIn }], "2026-05-20T08:00:00Z");

describe("T097 one pull request under two names", () => {
  it.each<readonly [string, readonly Reference[], readonly Evidence[], Ledger, readonly string[]]>([
    ["is the one that was written first", [reference(fresh), reference(old)], both, emptyLedger, [`primary ${fresh}`]],
    ["is the one that was recorded", [reference(fresh), reference(old)], both, recordedAs(old), [`primary ${old}`]],
    ["also where the text names the other alone", [reference(fresh)], both, recordedAs(old), [`primary ${old}`]],
    [
      "has the strongest role of both",
      [reference(old, "context"), reference(fresh, "blocker")],
      both,
      emptyLedger,
      [`blocker ${old}`],
    ],
    [
      "a discovered name is not put before a written one",
      [reference(fresh)],
      both,
      recordedAs(old, "discovered"),
      [`primary ${fresh}`],
    ],
    ["nor is one of the ref", [reference(fresh)], both, recordedAs(old, foundOnRef), [`primary ${fresh}`]],
    [
      "is two where one of them was not seen",
      [reference(old), reference(fresh)],
      [pullEvidence(old, { id: 11 }), unavailable("pull", fresh)],
      emptyLedger,
      [`primary ${old}`, `primary ${fresh}`],
    ],
    [
      "is two where their numbers differ, or older records have none",
      [reference(old), reference(fresh), reference(other)],
      [pullEvidence(old, { id: 11 }), pullEvidence(fresh, { id: 12 }), pullEvidence(other)],
      emptyLedger,
      [`primary ${old}`, `primary ${fresh}`, `primary ${other}`],
    ],
  ])("%s", (_name, taken, evidence, ledger, expected) => {
    const list = withOneName({ taken, ignored: [] }, evidence, ledger);
    expect(list.taken.map(({ role, key }) => `${role} ${key}`)).toEqual(expected);
    expect(list.ignored).toHaveLength(taken.length - list.taken.length);
  });

  it("makes one entry, and the other name is told", () => {
    const list = withOneName({ taken: [reference(old), reference(fresh)], ignored: [] }, both, emptyLedger);
    const { entries } = updateLedger(emptyLedger, { references: list.taken, evidence: both, now });
    expect(entries).toMatchObject([{ key: old, id: 11, seen: { state: "open" } }]);
    expect(list.ignored).toEqual([
      { quote: fresh, foundIn: "body", reason: "another name of a pull request that is named already" },
    ]);
  });
});
