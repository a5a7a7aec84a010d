import { unavailableEvidence } from "../../src/evidence/observation.ts";
import type { Evidence, EvidenceOf, PullFacts, Reference, UnavailableReason } from "../../src/types/index.ts";

/** The time of every test run. */
export const now = "2026-06-10T12:00:00Z";

/** A reference with the fields that matter. */
export function reference(key: string, role: Reference["role"] = "primary"): Reference {
  return { kind: key.startsWith("flag:") ? "flag" : "pull", key, role, foundIn: "body", quote: key };
}

const observed = {
  source: "GitHub",
  observedAt: now,
  audience: { of: "acme/eng", visibility: "private" },
  seenBy: "source",
} as const;

/** A pull request, merged into main unless said otherwise. */
export function pullFacts(facts: Partial<PullFacts> = {}): PullFacts {
  return {
    title: "feat: accept API tokens",
    url: "https://github.com/acme/eng/pull/1",
    state: "merged",
    draft: false,
    author: "kim",
    baseBranch: "main",
    defaultBranch: "main",
    onDefaultBranch: true,
    mergeCommit: "a".repeat(40),
    mergedAt: "2026-04-08T10:00:00Z",
    headCommit: "b".repeat(40),
    changedFiles: [],
    filesComplete: true,
    ...facts,
  };
}

/** Evidence that a pull request was read. */
export function pullEvidence(key: string, facts: Partial<PullFacts> = {}): EvidenceOf<"pull"> {
  return {
    subject: { kind: "pull", key },
    ...observed,
    permalink: `https://github.com/${key.replace("#", "/pull/")}`,
    status: "found",
    data: pullFacts(facts),
  };
}

/** Evidence of a search for reverts. */
export function revertEvidence(key: string, reverted = false): EvidenceOf<"revert"> {
  const chain = reverted
    ? [{ key: "acme/eng#99", url: "https://github.com/acme/eng/pull/99", undoes: key, how: "title" }]
    : [];
  return { subject: { kind: "revert", key }, ...observed, status: "found", data: { reverted, chain } };
}

/** Evidence that something could not be looked at. */
export function unavailable(
  kind: Evidence["subject"]["kind"],
  key: string,
  reason: UnavailableReason = "not-found-or-no-access",
): Evidence {
  return unavailableEvidence({ kind, key }, observed, { reason, detail: "HTTP 404" });
}

/** Evidence that makes a reference proven. */
export function provenEvidence(key: string): Evidence[] {
  return [pullEvidence(key), revertEvidence(key)];
}
