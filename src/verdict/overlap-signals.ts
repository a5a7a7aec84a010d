import { compareText } from "../reference-key.ts";
import type { Evidence, EvidenceOf, FollowUpFacts, Signal } from "../types/index.ts";
import { type Freshness, isFresh } from "./ageing.ts";
import { causeOf } from "./cause.ts";
import type { Policy } from "./policy.ts";
import { type About, satisfied, unknown } from "./signal.ts";

/** When a run decides, and which follow-ups hold. */
export type FollowUpTerms = Freshness & Pick<Policy, "followUps">;

/**
 * The signals of later changes to the lines that claims rest on: where the source of a repository proves a claim, its
 * open changes must have been looked at.
 */
export function overlapSignals(evidence: readonly Evidence[], terms: FollowUpTerms): readonly Signal[] {
  const repositories = new Set(
    evidence.flatMap((item) =>
      item.subject.kind === "claim" && item.status === "found" && restsOnCode(item) ? [item.audience.of] : [],
    ),
  );
  return [...repositories].sort(compareText).flatMap((repository): readonly Signal[] => {
    const about: About = { kind: "follow-ups", subject: repository };
    const searches = evidence.filter(
      (item): item is EvidenceOf<"follow-ups"> => item.subject.kind === "follow-ups" && item.subject.key === repository,
    );
    if (searches.length === 0) return [unknown(about, causeOf(undefined), [])];
    return searches.map((search) => {
      if (search.status !== "found" || !isFresh(search, terms)) return unknown(about, causeOf(search), [search]);
      return satisfied(about, { code: "follow-ups-ruled", data: ruledData(search.data, terms) }, [search]);
    });
  });
}

/** What was found around the work, and the policy that rules which of it holds. */
export function ruledData({ followUps }: FollowUpFacts, { followUps: policy }: FollowUpTerms): Record<string, string> {
  const shown = followUps.map(({ key, tie, state }) => `${key} (${tie}, ${state})`).sort(compareText);
  return {
    found: shown.length === 0 ? "none" : shown.slice(0, 10).join(", "),
    policy: policy.length === 0 ? "none" : policy.join(", "),
  };
}

/** Whether claim evidence holds code that a change could touch. */
function restsOnCode(item: Evidence): boolean {
  return item.status === "found" && "facts" in item.data && item.data.facts.some(({ strength }) => strength === "code");
}
