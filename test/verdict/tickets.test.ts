import { describe, expect, it } from "vitest";
import type { Evidence, EvidenceOf, Reference } from "../../src/types/index.ts";
import { emptyLedger } from "../../src/verdict/ledger.ts";
import { updateLedger } from "../../src/verdict/ledger-proof.ts";
import { referencesToFollow } from "../../src/verdict/work.ts";
import { claimEvidence, now, provenEvidence, pullEvidence, unavailable, verdictOn } from "./builders.ts";

const key = "acme/eng#1";
const next = "acme/eng#2";
const named = (quote = "Linear: TRUNK-1"): Reference => ({
  kind: "ticket",
  key: "linear:TRUNK-1",
  role: "context",
  foundIn: "body",
  quote,
});
const ticket = (done: boolean, ...leadsTo: string[]): EvidenceOf<"ticket"> => ({
  subject: { kind: "ticket", key: "linear:TRUNK-1" },
  source: "Linear",
  observedAt: now,
  audience: { of: "linear:TRUNK-1", visibility: "private" },
  seenBy: "source",
  status: "found",
  data: { title: "Tokens", state: done ? "Done" : "Todo", done, url: "", leadsTo },
});

const rows: readonly (readonly [string, readonly Evidence[], string])[] = [
  ["T039 done proves nothing", [ticket(true)], "unknown references no-reference"],
  ["R6 it leads to merged work, done or not", [ticket(false, key), ...provenEvidence(key)], "live"],
  [
    "T010 done, and open on GitHub: the stricter counts",
    [ticket(true, key, next), ...provenEvidence(key), pullEvidence(next, { state: "open" })],
    `blocked ${next} open`,
  ],
  [
    "an attempt that was given up is none of the work",
    [ticket(true, key, next), ...provenEvidence(key), pullEvidence(next, { state: "closed" })],
    "live",
  ],
  ["what it leads to could not be read", [ticket(true, key), unavailable("pull", key)], `unknown ${key} unavailable`],
  ["it could not be read", [unavailable("ticket", "linear:TRUNK-1")], "unknown linear:TRUNK-1 unavailable"],
];

describe("tickets", () => {
  it.each(rows)("%s", (_name, evidence, expected) => {
    const all = [claimEvidence("c1"), ...evidence];
    const { value, reasons } = verdictOn({ references: { taken: [named()], ignored: [] }, evidence: all });
    expect(value === "live" ? value : reasons[0]).toBe(expected);
  });

  it.each([true, false])("T039 a ticket that is done (%s) changes no verdict", (done) => {
    const references = { taken: [named(), { ...named(), kind: "pull", key, role: "primary" } as const], ignored: [] };
    const evidence = [claimEvidence("c1"), ...provenEvidence(key), ticket(done)];
    expect(verdictOn({ references, evidence }).value).toBe("live");
  });

  it("one that is only related leads nowhere and is not looked up", () => {
    const related = named("Related to TRUNK-1");
    expect(referencesToFollow([named()], emptyLedger).map((one) => one.key)).toEqual(["linear:TRUNK-1"]);
    expect(referencesToFollow([related], emptyLedger)).toEqual([]);
    const evidence = [claimEvidence("c1"), ticket(true, key), ...provenEvidence(key)];
    expect(verdictOn({ references: { taken: [related], ignored: [] }, evidence }).value).toBe("unknown");
  });

  it("T044 what it led to once stays recorded when the tracker is silent", () => {
    const references = [named()];
    const open = [ticket(true, key), pullEvidence(key, { state: "open" })];
    const ledger = updateLedger(emptyLedger, { references, evidence: open, now });
    expect(ledger.entries).toMatchObject([{ key, role: "primary", foundIn: "discovered", seen: { state: "open" } }]);
    const silent = [unavailable("ticket", "linear:TRUNK-1"), pullEvidence(key, { state: "open" })];
    const later = updateLedger(ledger, { references, evidence: silent, now });
    const { reasons } = verdictOn({ references: { taken: references, ignored: [] }, ledger: later, evidence: silent });
    expect(reasons[0]).toBe(`blocked ${key} open`);
  });
});
