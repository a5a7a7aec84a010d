import type { Evidence, EvidenceSubject } from "../types/index.ts";
import type { FoundEvidence } from "./signal.ts";

/** What a look-up was to answer, for people; empty where the subject of the reason says it. */
const questions: Readonly<Record<EvidenceSubject["kind"], string>> = {
  pull: "",
  revert: "whether it was reverted",
  "follow-ups": "what follows it up",
  children: "what is stacked on it",
  gates: "the feature flags of its changes",
  flag: "",
  deployment: "what is deployed",
  ticket: "",
  wiring: "",
  claim: "",
};

/** Why an observation does not count. */
export function causeOf(evidence: Evidence | undefined): {
  readonly code: "not-observed" | "stale" | "unavailable";
  readonly data: Readonly<Record<string, string>>;
} {
  if (evidence === undefined || evidence.status === "absent") return { code: "not-observed", data: {} };
  if (evidence.status === "unavailable") {
    const { subject, reason, detail, seenBy } = evidence;
    const question = questions[subject.kind];
    return {
      code: "unavailable",
      data: { reason, detail: question === "" ? detail : `${question}: ${detail}`, seenBy },
    };
  }
  return { code: "stale", data: { observedAt: evidence.observedAt } };
}

/** Found evidence out of a list. */
export function foundOf(evidence: readonly Evidence[]): readonly FoundEvidence[] {
  return evidence.filter((item): item is FoundEvidence => item.status === "found");
}
