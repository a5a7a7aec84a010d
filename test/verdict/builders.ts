import { defaultConfig } from "../../src/config.ts";
import { unavailableEvidence } from "../../src/evidence/observation.ts";
import type {
  DeploymentFacts,
  Evidence,
  EvidenceOf,
  Finding,
  FollowUpFacts,
  PullFacts,
  Reference,
  UnavailableReason,
} from "../../src/types/index.ts";
import { decide } from "../../src/verdict/decide.ts";
import { emptyLedger } from "../../src/verdict/ledger.ts";
import { policyOf } from "../../src/verdict/policy.ts";
import { type SignalInput, signalsOf } from "../../src/verdict/signals.ts";

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

/** Evidence that the surroundings of the work were looked at. */
export function followUpEvidence(key: string, ...followUps: FollowUpFacts["followUps"]): EvidenceOf<"follow-ups"> {
  return { subject: { kind: "follow-ups", key }, ...observed, status: "found", data: { followUps } };
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
  return [pullEvidence(key), revertEvidence(key), followUpEvidence(key)];
}

/** Evidence of what runs; it holds the change unless said otherwise. */
export function deploymentEvidence(key: string, facts: Partial<DeploymentFacts> = {}): EvidenceOf<"deployment"> {
  const data = { means: "environment", environment: "production", revision: "c".repeat(40), contains: true } as const;
  return { subject: { kind: "deployment", key }, ...observed, status: "found", data: { ...data, ...facts } };
}

/** Evidence of a flag by environment. */
export function flagEvidence(
  key: string,
  states: Record<string, "everyone" | "partial" | "nobody" | "unknown">,
): EvidenceOf<"flag"> {
  const environments = Object.entries(states).map(([name, state]) =>
    state === "partial" ? { name, state, how: "5 %" } : { name, state },
  );
  return {
    subject: { kind: "flag", key },
    ...observed,
    source: "Unleash",
    status: "found",
    data: { environments, archived: false },
  };
}

/** A finding about the project, of a claim with this id. */
export function finding(id: string, outcome: Finding["outcome"]): Finding {
  const place = {
    path: "changelog/a.mdx",
    startLine: 3,
    startColumn: 1,
    endLine: 3,
    endColumn: 9,
    startOffset: 0,
    endOffset: 8,
  };
  const claim = {
    id,
    kind: "http-header",
    value: "Authorization",
    qualifiers: {},
    polarity: "present",
    ownership: { owner: "project" },
    quote: "Authorization",
    sentence: "Authorization",
    place,
    rule: "http-header",
  } as const;
  return { claim, outcome, reason: { code: outcome, data: {} }, evidence: [] };
}

/** Evidence that the source was searched for a claim. */
export function claimEvidence(id: string): EvidenceOf<"claim"> {
  return {
    subject: { kind: "claim", key: id },
    ...observed,
    source: "git",
    commit: "a".repeat(40),
    status: "found",
    data: { facts: [], closedLists: [], nearest: [], needles: [], filesSearched: 1, skipped: [] },
  };
}

/** Everything the decision reads: one merged reference and one confirmed claim unless said otherwise. */
export function signalInput(parts: Partial<SignalInput> = {}): SignalInput {
  return {
    now,
    policy: policyOf(defaultConfig),
    references: { taken: [reference("acme/eng#1")], ignored: [] },
    ledger: emptyLedger,
    evidence: [...provenEvidence("acme/eng#1"), claimEvidence("c1")],
    findings: [finding("c1", "confirmed")],
    documents: [{ path: "changelog/a.mdx", isEntry: true, problems: [] }],
    pull: { filesComplete: true },
    ...parts,
  };
}

/** The verdict on an input, with reasons as `verdict subject code`. */
export function verdictOn(parts: Partial<SignalInput> = {}): { value: string; reasons: string[] } {
  const { value, reasons } = decide(signalsOf(signalInput(parts)));
  return { value, reasons: reasons.map((reason) => `${reason.verdict} ${reason.subject} ${reason.code}`) };
}
