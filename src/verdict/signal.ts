import type { Evidence, EvidencePointer, FoundPointer, Signal } from "../types/index.ts";
import { type HoldingCode, type ProvenCode, policyTable, type UnknownCode } from "./policy.ts";

/** An observation that found what it looked for. */
export type FoundEvidence = Extract<Evidence, { status: "found" }>;

/** What a signal speaks of. */
export type About = Pick<Signal, "kind" | "subject">;

/** A reason with the values of its sentence. */
type ReasonOf<Code> = { readonly code: Code; readonly data?: Readonly<Record<string, string>> };

/** Makes a satisfied signal: this file is the only place that can, and only out of found evidence. */
export function satisfied(
  about: About,
  reason: ReasonOf<ProvenCode>,
  evidence: readonly [FoundEvidence, ...FoundEvidence[]],
): Signal {
  const [first, ...others] = evidence;
  return {
    kind: about.kind,
    subject: about.subject,
    reason: { code: reason.code, data: reason.data ?? {} },
    state: "satisfied",
    evidence: [foundPointer(first), ...others.map(foundPointer)],
  };
}

/** Makes an unsatisfied signal; the policy says what it makes of the verdict. */
export function unsatisfied(about: About, reason: ReasonOf<HoldingCode>, evidence: readonly Evidence[]): Signal {
  return {
    ...about,
    reason: { code: reason.code, data: reason.data ?? {} },
    state: "unsatisfied",
    makes: policyTable[reason.code].verdict,
    evidence: evidence.map(pointerOf),
  };
}

/** Makes the signal of something that could not be established. */
export function unknown(about: About, reason: ReasonOf<UnknownCode>, evidence: readonly Evidence[]): Signal {
  return {
    ...about,
    reason: { code: reason.code, data: reason.data ?? {} },
    state: "unknown",
    evidence: evidence.map(pointerOf),
  };
}

function foundPointer(evidence: FoundEvidence): FoundPointer {
  return pointerOf(evidence);
}

function pointerOf<Seen extends Evidence>(seen: Seen): EvidencePointer & Pick<Seen, "status"> {
  const { subject, status, observedAt, permalink } = seen;
  const pointer = { kind: subject.kind, key: subject.key, status, observedAt };
  return permalink === undefined ? pointer : { ...pointer, permalink };
}
