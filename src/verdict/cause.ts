import type { Evidence } from "../types/index.ts";
import type { FoundEvidence } from "./signal.ts";

/** Why an observation does not count. */
export function causeOf(evidence: Evidence | undefined): {
  readonly code: "not-observed" | "stale" | "unavailable";
  readonly data: Readonly<Record<string, string>>;
} {
  if (evidence === undefined || evidence.status === "absent") return { code: "not-observed", data: {} };
  if (evidence.status === "unavailable") {
    const { reason, detail, seenBy } = evidence;
    return { code: "unavailable", data: { reason, detail, seenBy } };
  }
  return { code: "stale", data: { observedAt: evidence.observedAt } };
}

/** Found evidence out of a list. */
export function foundOf(evidence: readonly Evidence[]): readonly FoundEvidence[] {
  return evidence.filter((item): item is FoundEvidence => item.status === "found");
}
