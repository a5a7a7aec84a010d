import { describe, expect, it } from "vitest";
import { evidenceSchema } from "../../src/evidence/evidence-schema.ts";
import { unavailableEvidence } from "../../src/evidence/observation.ts";
import { type Evidence, type EvidenceData, unavailableReasons } from "../../src/types/index.ts";
import { decide } from "../../src/verdict/decide.ts";
import { type SignalInput, signalsOf } from "../../src/verdict/signals.ts";
import {
  claimEvidence,
  deploymentEvidence,
  finding,
  flagEvidence,
  followUpEvidence,
  provenEvidence,
  pullEvidence,
  reference,
  revertEvidence,
  signalInput,
  unavailable,
} from "./builders.ts";

const key = "acme/eng#1";
const flag = "flag:any/enable-x";

/** What a live verdict rests on, a row a kind of evidence; `undefined` for kinds that lead or warn and prove nothing. */
const kinds = {
  pull: pullEvidence(key),
  revert: revertEvidence(key),
  "follow-ups": followUpEvidence(key),
  flag: flagEvidence(flag, { production: "everyone" }),
  deployment: deploymentEvidence(key),
  claim: claimEvidence("c1"),
  gates: undefined,
  children: undefined,
  ticket: undefined,
  wiring: undefined,
} as const satisfies Record<keyof EvidenceData, Evidence | undefined>;

const proofs = Object.entries(kinds).flatMap(([kind, proof]) => (proof === undefined ? [] : [{ kind, proof }]));
const others = provenEvidence(key).filter(({ subject }) => kinds[subject.kind] === undefined);
const live = signalInput({
  references: { taken: [reference(key), reference(flag)], ignored: [] },
  evidence: [...others, ...proofs.map(({ proof }) => proof)],
  findings: [finding("c1", "confirmed")],
});
const input: SignalInput = { ...live, policy: { ...live.policy, deployed: ["acme/eng"] } };

function verdictWith(evidence: readonly Evidence[]): string {
  return decide(signalsOf({ ...input, evidence })).value;
}

describe("T001 every kind of evidence is needed", () => {
  it("is live with all of it", () => expect(verdictWith(input.evidence)).toBe("live"));

  it.each(proofs)("$kind removed", ({ proof }) => {
    expect(verdictWith(input.evidence.filter((item) => item !== proof))).not.toBe("live");
  });

  it.each(
    proofs.flatMap(({ kind, proof }) => unavailableReasons.map((reason) => ({ kind, proof, reason }))),
  )("$kind could not be looked at: $reason", ({ proof, reason }) => {
    const lost = unavailableEvidence(proof.subject, proof, { reason, detail: "" });
    expect(verdictWith(input.evidence.map((item) => (item === proof ? lost : item)))).toBe("unknown");
  });

  it.each(proofs)("$kind was looked for and is not there", ({ proof }) => {
    const { data: _data, ...rest } = { data: undefined, ...proof };
    const absent = evidenceSchema.parse({ ...rest, status: "absent", scope: "all" });
    expect(verdictWith(input.evidence.map((item) => (item === proof ? absent : item)))).not.toBe("live");
  });
});

describe("T020 a search that found nothing proves nothing", () => {
  const { data: _data, ...seen } = { data: undefined, ...pullEvidence(key) };
  it.each(Object.keys(kinds))("%s", (kind) => {
    const subject = { kind, key: kind === "flag" ? flag : kind === "claim" ? "c1" : key };
    const absent = evidenceSchema.parse({ ...seen, subject, status: "absent", scope: "everything" });
    const signals = signalsOf({ ...input, evidence: [absent] });
    expect(signals.filter(({ state }) => state === "satisfied")).toEqual([]);
    expect(decide(signals).value).not.toBe("live");
  });
});

describe("T026 no flag in the code is no word about a flag that is named", () => {
  const { permalink: _link, ...found } = pullEvidence(key);
  const data = { uses: [], filesSearched: 3, calls: 60, unread: [] };
  const searched: Evidence = { ...found, subject: { kind: "gates", key }, status: "found", data };
  const policy = { ...input.policy, searchesFlags: true };
  const verdictOf = (evidence: readonly Evidence[]) => decide(signalsOf({ ...input, policy, evidence })).value;
  const without = input.evidence.filter(({ subject }) => subject.kind !== "flag");

  it("is live once its state is read", () => expect(verdictOf([...input.evidence, searched])).toBe("live"));

  it.each([
    ["nobody asked for its state", []],
    ["no system is configured", [unavailable("flag", flag, "not-configured")]],
    ["the system does not know it", [unavailable("flag", flag)]],
  ])("is unknown while %s", (_name, more) => {
    expect(verdictOf([...without, searched, ...more])).toBe("unknown");
  });
});
