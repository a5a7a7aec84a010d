import type { Evidence } from "../types/index.ts";

/** Clocks of two machines may differ by this much, in ms. */
const clockToleranceMs = 5 * 60_000;
const hourMs = 3_600_000;

/** What was published stays published. */
const publishes: ReadonlySet<string> = new Set(["release", "tag"]);

/** When a run decides and how long it trusts what can be revoked. */
export type Freshness = { readonly now: string; readonly maxAgeHours: number };

/**
 * Whether an observation still counts. A merge into the default branch and a release that holds the change are
 * immutable and never age; everything else (open, not reverted, a flag, what runs) can be revoked and does.
 * An observation of the future, or without a readable time, is stale.
 */
export function isFresh(evidence: Evidence, { now, maxAgeHours }: Freshness): boolean {
  if (isImmutable(evidence)) return true;
  const age = Date.parse(now) - Date.parse(evidence.observedAt);
  return age >= -clockToleranceMs && age <= maxAgeHours * hourMs;
}

function isImmutable(evidence: Evidence): boolean {
  if (evidence.status !== "found") return false;
  if ("means" in evidence.data) return evidence.data.contains && publishes.has(evidence.data.means);
  if (evidence.subject.kind === "claim") return evidence.commit !== undefined;
  return evidence.subject.kind === "pull" && "state" in evidence.data && evidence.data.state === "merged";
}
