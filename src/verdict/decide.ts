import { compareKeys, compareText } from "../reference-key.ts";
import {
  type Reason,
  type Signal,
  unavailableReasons,
  type Verdict,
  type VerdictReason,
  type VerdictValue,
  verdicts,
} from "../types/index.ts";
import { sortedDistinct } from "./distinct.ts";
import { nextWhenUnavailable, rankOf, ruleOf } from "./policy.ts";

/** Signals that must all be satisfied for every change of the source before it counts as live. */
const requiredKinds = ["merged", "not-reverted", "follow-ups", "deployed"] as const;

/**
 * Decides: the worst signal wins, in the order blocked, pending, staged, unknown, live; every reason is listed,
 * most severe first. `live` needs at least one proof and nothing that is missing, open or unknown.
 * Total: any list of signals gives a verdict.
 */
export function decide(signals: readonly Signal[]): Verdict {
  const holding = signals.filter(({ state }) => state !== "satisfied");
  const gaps = missingSignals(signals);
  const reasons = [...holding.map(reasonOf), ...gaps];
  if (reasons.length > 0) return verdictOf(reasons);
  return verdictOf(signals.map(reasonOf));
}

function verdictOf(reasons: readonly VerdictReason[]): Verdict {
  // Two look-ups of the same thing that failed alike are one reason to a person.
  const sorted = sortedDistinct(reasons, compareReasons);
  return { value: sorted[0]?.verdict ?? "unknown", reasons: sorted };
}

/** What a live verdict lacks: a satisfied signal that is simply not there must not pass as "nothing against it". */
function missingSignals(signals: readonly Signal[]): readonly VerdictReason[] {
  const has = (kind: Signal["kind"], subject?: string): boolean =>
    signals.some((signal) => signal.kind === kind && (subject === undefined || signal.subject === subject));
  const proven = signals.some(
    ({ kind, state }) => state === "satisfied" && (kind === "reference" || kind === "claims"),
  );
  const changes = new Set(signals.filter(({ kind }) => kind === "merged").map(({ subject }) => subject));
  const incomplete = [...changes].filter(
    (subject) =>
      signals.some(
        (signal) => signal.kind === "merged" && signal.subject === subject && signal.state === "satisfied",
      ) && !requiredKinds.every((kind) => has(kind, subject)),
  );
  const gaps = incomplete.map((subject) => toReason(subject, { code: "not-observed", data: {} }, "unknown"));
  const isEmpty = !proven && !signals.some(({ state }) => state !== "satisfied");
  return isEmpty ? [...gaps, toReason("references", { code: "nothing-proven", data: {} }, "unknown")] : gaps;
}

function reasonOf(signal: Signal): VerdictReason {
  if (signal.state === "satisfied") return toReason(signal.subject, signal.reason, "live");
  return toReason(signal.subject, signal.reason, signal.state === "unsatisfied" ? strict(signal.makes) : "unknown");
}

/** An unsatisfied signal never makes a docs pull request live, whatever it says. */
function strict(value: VerdictValue): VerdictValue {
  return value === "live" || !verdicts.includes(value) ? "unknown" : value;
}

function toReason(subject: string, reason: Reason, verdict: VerdictValue): VerdictReason {
  const { code, data } = reason;
  return { code, data, verdict, subject, next: { code: nextStep(reason), data: { subject, ...data } } };
}

function nextStep({ code, data }: Reason): string {
  const cause = unavailableReasons.find((known) => known === data.reason);
  return cause === undefined ? (ruleOf(code)?.next ?? "verify-by-hand") : nextWhenUnavailable[cause];
}

function compareReasons(a: VerdictReason, b: VerdictReason): number {
  return (
    verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict) ||
    rankOf(a.code) - rankOf(b.code) ||
    compareKeys(a.subject, b.subject) ||
    compareText(JSON.stringify(a), JSON.stringify(b))
  );
}
