import { compareKeys } from "../reference-key.ts";
import type { Evidence, EvidenceOf, Finding, Ledger, Signal } from "../types/index.ts";
import { foundOf } from "./cause.ts";
import { type About, satisfied, unknown, unsatisfied } from "./signal.ts";

const about: About = { kind: "claims", subject: "claims" };

/**
 * The signals of the claims: contradicted ones hold, ones whose source could not be read or lost what proved them make
 * it unknown, and the confirmed ones prove. What is ambiguous or unverifiable is reported and does not hold: there was nothing to prove it by.
 */
export function claimSignals(
  findings: readonly Finding[],
  evidence: readonly Evidence[],
  ledger: Ledger,
): readonly Signal[] {
  const byClaim = new Map<string, EvidenceOf<"claim">[]>();
  for (const item of evidence) {
    if (!isClaim(item)) continue;
    byClaim.set(item.subject.key, [...(byClaim.get(item.subject.key) ?? []), item]);
  }
  const evidenceOf = (finding: Finding): readonly EvidenceOf<"claim">[] => byClaim.get(finding.claim.id) ?? [];
  const dismissed = new Set(ledger.dismissals.map(({ claim }) => claim));
  const holding = findings.filter((finding) => holdsVerdict(finding) && !dismissed.has(finding.claim.id));
  const contradicted = holding.filter(({ outcome }) => outcome === "contradicted");
  const changed = holding.filter(({ outcome }) => outcome !== "contradicted");
  const confirmed = findings.filter(({ outcome }) => outcome === "confirmed");
  const unseen = findings.filter((finding) => isUnseen(finding, evidenceOf(finding)));
  const [first, ...others] = foundOf(confirmed.flatMap(evidenceOf));
  const counts = countsOf(findings, dismissed);
  return [
    ...(contradicted.length === 0
      ? []
      : [
          unsatisfied(
            about,
            { code: "claims-contradicted", data: { ...counts, first: placeOf(contradicted) } },
            contradicted.flatMap(evidenceOf),
          ),
        ]),
    ...(changed.length === 0
      ? []
      : [
          unknown(about, { code: "claims-changed", data: changedData(changed, evidence) }, changed.flatMap(evidenceOf)),
        ]),
    ...(unseen.length === 0
      ? []
      : [
          unknown(about, { code: "claims-unproven", data: unseenData(unseen, evidenceOf) }, unseen.flatMap(evidenceOf)),
        ]),
    ...(first === undefined ? [] : [satisfied(about, { code: "claims-confirmed", data: counts }, [first, ...others])]),
  ];
}

function isClaim(item: Evidence): item is EvidenceOf<"claim"> {
  return item.subject.kind === "claim";
}

/** Whether a finding keeps a verdict from live: a contradiction, or a proof from the merge that today's source lost. */
export function holdsVerdict({ outcome, reason }: Finding): boolean {
  return outcome === "contradicted" || (outcome === "ambiguous" && reason.code === "changed-since-merge");
}

function changedData(changed: readonly Finding[], evidence: readonly Evidence[]): Record<string, string> {
  const by = foundOf(evidence).flatMap(({ data }) =>
    "followUps" in data
      ? data.followUps.filter(({ tie, state }) => tie === "overlapping" && state === "merged").map(({ key }) => key)
      : [],
  );
  return { count: String(changed.length), first: placeOf(changed), by: [...new Set(by)].sort(compareKeys).join(", ") };
}

/** A claim about the project that was not settled because its source was not, or not completely, looked at. */
function isUnseen({ claim, outcome }: Finding, evidence: readonly EvidenceOf<"claim">[]): boolean {
  if (outcome === "contradicted" || claim.ownership.owner !== "project") return false;
  if (outcome === "confirmed") return foundOf(evidence).length === 0;
  return evidence.length === 0 || evidence.some(({ status }) => status === "unavailable");
}

function unseenData(
  unseen: readonly Finding[],
  evidenceOf: (finding: Finding) => readonly EvidenceOf<"claim">[],
): Record<string, string> {
  const reasons = unseen.flatMap((finding) =>
    evidenceOf(finding).map((item) => (item.status === "unavailable" ? item.reason : "not-observed")),
  );
  const distinct = [...new Set(reasons.length === 0 ? ["not-observed"] : reasons)].sort();
  return { count: String(unseen.length), reason: distinct[0] ?? "not-observed", reasons: distinct.join(", ") };
}

function countsOf(findings: readonly Finding[], dismissed: ReadonlySet<string>): Record<string, string> {
  const count = (outcome: Finding["outcome"]): string =>
    String(findings.filter((finding) => finding.outcome === outcome).length);
  return {
    confirmed: count("confirmed"),
    contradicted: count("contradicted"),
    ambiguous: count("ambiguous"),
    unverifiable: count("unverifiable"),
    dismissed: String(
      findings.filter(({ claim, outcome }) => outcome === "contradicted" && dismissed.has(claim.id)).length,
    ),
  };
}

function placeOf(findings: readonly Finding[]): string {
  const places = findings.map(({ claim }) => `${claim.place.path}:${claim.place.startLine}`);
  return places.sort()[0] ?? "";
}
