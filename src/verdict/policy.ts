import { type Config, searchesFlags } from "../config.ts";
import type { UnavailableReason, VerdictValue } from "../types/index.ts";

/** What the configuration says about deciding. */
export type Policy = {
  /** Hours after which a revocable proof is stale. */
  readonly maxAgeHours: number;
  /** Verdict of pages that name no engineering work; changelog entries are always `unknown`. */
  readonly withoutReference: "unknown" | "claims-only";
  /** What proves that a commit of a repository runs that `deployed` does not name: its merge, or nothing. */
  readonly deployment: "merged" | "configured";
  /** Repositories, lower case, whose commits run only when a deployment says so. */
  readonly deployed: readonly string[];
  /** Ties of open follow-ups that hold the docs back, beside those that are listed. */
  readonly followUps: readonly Config["policy"]["followUps"][number][];
  /** Environments that customers use, in lower case. */
  readonly production: readonly string[];
  /** Whether the changes of engineering pull requests must have been searched for feature flags. */
  readonly searchesFlags: boolean;
};

/** Reads the policy out of the configuration. */
export function policyOf(config: Config): Policy {
  const production = config.flags.flatMap((system) => system.production.map((name) => name.toLowerCase()));
  return {
    ...config.policy,
    searchesFlags: searchesFlags(config),
    deployed: config.deployments.map(({ repository }) => repository.toLowerCase()),
    production: production.length > 0 ? production : ["production", "prod", "live"],
  };
}

/** What a person can do about a reason; the sentences live with the report. */
export const nextSteps = [
  "correct-claims",
  "revise-claims",
  "correct-date",
  "mend-wiring",
  "land-again",
  "name-successor",
  "merge-pull",
  "release",
  "merge-to-default-branch",
  "turn-on-flag",
  "finish-rollout",
  "deploy",
  "review-state",
  "update-tool",
  "record-again",
  "grant-access",
  "authorise-sso",
  "renew-token",
  "retry",
  "configure",
  "raise-budget",
  "check-history",
  "name-pull",
  "name-flag",
  "name-flag-key",
  "fix-document",
  "split-pull",
  "verify-by-hand",
  "merge-docs",
] as const;

/** One of {@link nextSteps}. */
export type NextStep = (typeof nextSteps)[number];

/** What a reason makes of the verdict and what to do about it. */
type Rule = { readonly verdict: VerdictValue; readonly next: NextStep };

/** The policy as data: every reason, the most severe first; where two reasons make the same verdict this is their order. */
export const policyTable = {
  "claims-contradicted": { verdict: "blocked", next: "correct-claims" },
  reverted: { verdict: "blocked", next: "land-again" },
  "closed-unmerged": { verdict: "blocked", next: "name-successor" },
  open: { verdict: "blocked", next: "merge-pull" },
  held: { verdict: "blocked", next: "release" },
  "date-differs": { verdict: "blocked", next: "correct-date" },
  "wiring-differs": { verdict: "blocked", next: "mend-wiring" },
  "blocker-unreadable": { verdict: "blocked", next: "grant-access" },
  "not-on-default-branch": { verdict: "pending", next: "merge-to-default-branch" },
  "rolled-back": { verdict: "pending", next: "deploy" },
  "not-deployed": { verdict: "pending", next: "deploy" },
  "flag-off": { verdict: "pending", next: "turn-on-flag" },
  "flag-staged": { verdict: "staged", next: "turn-on-flag" },
  "flag-partial": { verdict: "staged", next: "finish-rollout" },
  "deployed-staged": { verdict: "staged", next: "deploy" },
  "state-lost": { verdict: "unknown", next: "review-state" },
  "state-altered": { verdict: "unknown", next: "review-state" },
  "state-newer": { verdict: "unknown", next: "update-tool" },
  "record-altered": { verdict: "unknown", next: "record-again" },
  unavailable: { verdict: "unknown", next: "grant-access" },
  "not-observed": { verdict: "unknown", next: "retry" },
  stale: { verdict: "unknown", next: "retry" },
  "flag-unknown": { verdict: "unknown", next: "verify-by-hand" },
  "flag-archived": { verdict: "unknown", next: "name-flag" },
  "flag-unnamed": { verdict: "unknown", next: "name-flag-key" },
  "flags-not-searched": { verdict: "unknown", next: "verify-by-hand" },
  "flag-not-found": { verdict: "unknown", next: "name-flag" },
  "not-a-pull": { verdict: "unknown", next: "name-pull" },
  "no-reference": { verdict: "unknown", next: "name-pull" },
  "pull-unread": { verdict: "unknown", next: "retry" },
  "files-incomplete": { verdict: "unknown", next: "split-pull" },
  "document-unread": { verdict: "unknown", next: "fix-document" },
  "claims-changed": { verdict: "unknown", next: "revise-claims" },
  "claims-unproven": { verdict: "unknown", next: "grant-access" },
  "nothing-proven": { verdict: "unknown", next: "name-pull" },
  "reference-found": { verdict: "live", next: "merge-docs" },
  merged: { verdict: "live", next: "merge-docs" },
  "not-reverted": { verdict: "live", next: "merge-docs" },
  "landed-with": { verdict: "live", next: "merge-docs" },
  "ticket-state": { verdict: "live", next: "merge-docs" },
  "follow-ups-ruled": { verdict: "live", next: "merge-docs" },
  deployed: { verdict: "live", next: "merge-docs" },
  "merged-means-deployed": { verdict: "live", next: "merge-docs" },
  "flags-searched": { verdict: "live", next: "merge-docs" },
  "flag-on": { verdict: "live", next: "merge-docs" },
  "claims-confirmed": { verdict: "live", next: "merge-docs" },
} as const satisfies Record<string, Rule>;

/** A reason code: a row of {@link policyTable}. */
export type ReasonCode = keyof typeof policyTable;

/** Codes of reasons in the order of the table, most severe first. */
export const reasonCodes: readonly string[] = Object.keys(policyTable);

const ranks: ReadonlyMap<string, number> = new Map(reasonCodes.map((code, at) => [code, at]));

/** Place of a code in the table, 0 for the most severe; a code of another version comes last. */
export function rankOf(code: string): number {
  return ranks.get(code) ?? ranks.size;
}

/** Codes that hold a docs pull request back, by what they make of it. */
export type HoldingCode = {
  [Code in ReasonCode]: (typeof policyTable)[Code]["verdict"] extends "blocked" | "pending" | "staged" ? Code : never;
}[ReasonCode];

/** Codes of what could not be established. */
export type UnknownCode = {
  [Code in ReasonCode]: (typeof policyTable)[Code]["verdict"] extends "unknown" ? Code : never;
}[ReasonCode];

/** Codes of what was proven. */
export type ProvenCode = Exclude<ReasonCode, HoldingCode | UnknownCode>;

/** What to do about an observation that could not be made. */
export const nextWhenUnavailable = {
  "not-found-or-no-access": "grant-access",
  "no-access": "grant-access",
  unauthorised: "renew-token",
  "sso-required": "authorise-sso",
  "rate-limited": "retry",
  timeout: "retry",
  network: "retry",
  "server-error": "retry",
  malformed: "retry",
  truncated: "verify-by-hand",
  stale: "retry",
  unsupported: "verify-by-hand",
  "not-configured": "configure",
  "over-budget": "raise-budget",
  "no-commit": "check-history",
  replaced: "verify-by-hand",
  aborted: "retry",
} as const satisfies Record<UnavailableReason, NextStep>;

/** The row of a code; undefined for a code of another version. */
export function ruleOf(code: string): Rule | undefined {
  return isReasonCode(code) ? policyTable[code] : undefined;
}

function isReasonCode(code: string): code is ReasonCode {
  return Object.hasOwn(policyTable, code);
}
