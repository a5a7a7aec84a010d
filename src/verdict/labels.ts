import type { LabelNames } from "../config.ts";
import type { Finding, Verdict, VerdictReason } from "../types/index.ts";

/**
 * The labels a docs pull request should carry, at most one an axis. The verdict's is absent when nothing but
 * contradicted claims blocks: then nobody waits for engineering work, and the claims' label says what to do.
 */
export type AxisLabels = { readonly verdict?: string; readonly claims?: string };

/** What the claims come to. */
export type ClaimsState = "contradicted" | "verified" | "partial" | "none";

/**
 * What the claims come to: a contradiction that nobody dismissed wins, `verified` needs every claim confirmed,
 * `partial` at least one; `none` when nothing was proven.
 */
export function claimsStateOf(verdict: Verdict, findings: readonly Finding[]): ClaimsState {
  if (verdict.reasons.some(isContradiction)) return "contradicted";
  const confirmed = findings.filter(({ outcome }) => outcome === "confirmed").length;
  if (confirmed === 0) return "none";
  return confirmed === findings.length ? "verified" : "partial";
}

/** The one table from verdict and findings to labels. */
export function labelsOf(verdict: Verdict, findings: readonly Finding[], names: LabelNames): AxisLabels {
  const state = claimsStateOf(verdict, findings);
  const isClaimsAlone = verdict.reasons.filter((reason) => reason.verdict === "blocked").every(isContradiction);
  return {
    ...(verdict.value === "blocked" && isClaimsAlone ? {} : { verdict: names[verdict.value] }),
    ...(state === "none" ? {} : { claims: names[state] }),
  };
}

function isContradiction({ code }: VerdictReason): boolean {
  return code === "claims-contradicted";
}

/** Every label of both axes: the ones that are ours to remove. */
export function axisLabels(names: LabelNames): readonly string[] {
  const { live, staged, pending, blocked, unknown, contradicted, verified, partial } = names;
  return [...new Set([live, staged, pending, blocked, unknown, contradicted, verified, partial])];
}
