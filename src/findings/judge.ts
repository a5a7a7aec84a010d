import { lastSegment, wordsOf } from "../names.ts";
import type { Claim, EvidenceOf, Finding, FindingEvidence, Proof, Rule, SourceCommit } from "../types/index.ts";
import { type Comparison, contradicted, type Draft, unverifiable } from "./draft.ts";
import { isMistyped } from "./not-coined.ts";
import { gone, renamed } from "./polarity.ts";
import { block } from "./predicates/block.ts";
import { imported } from "./predicates/imported.ts";
import { located } from "./predicates/located.ts";
import { measured } from "./predicates/measured.ts";
import { named } from "./predicates/named.ts";
import { ordered } from "./predicates/ordered.ts";
import { pinned } from "./predicates/pinned.ts";
import { present } from "./predicates/present.ts";
import { valued } from "./predicates/valued.ts";
import { holdsWord } from "./predicates/written-in.ts";

/** The comparisons that rules name. */
const predicates = { named, imported, valued, measured, ordered, block, present, located, pinned } satisfies Record<
  Proof["predicate"],
  (comparison: Comparison) => Draft
>;

type ClaimEvidence = EvidenceOf<"claim">;

/** Most facts that a finding cites. */
const maxCited = 5;

/**
 * Says what evidence makes of a claim. Names of others, placeholders and look-alike characters are never judged; a
 * contradiction needs something that is there instead. Where several repositories were searched one confirmation is
 * enough; where one repository was searched at several commits, in the order of `sources`, the last one counts.
 */
export function judge(
  claim: Claim,
  rule: Rule,
  evidence: readonly ClaimEvidence[],
  sources: readonly SourceCommit[],
): Finding {
  const outside = notJudged(claim, evidence);
  if (outside !== undefined && !mayBeConfirmed(claim, evidence))
    return { claim, outcome: outside.outcome, reason: outside.reason, evidence: [] };
  const byRepository = new Map<string, { item: ClaimEvidence; draft: Draft }[]>();
  for (const item of inOrder(evidence, sources)) {
    byRepository.set(item.audience.of, [
      ...(byRepository.get(item.audience.of) ?? []),
      { item, draft: draftOf(claim, rule, item) },
    ]);
  }
  const answers = [...byRepository.values()].map(overTime);
  const best = answers.sort((a, b) => rank(a.draft) - rank(b.draft))[0];
  if (best === undefined)
    return { claim, outcome: "unverifiable", reason: { code: "not-looked-up", data: {} }, evidence: [] };
  if (outside !== undefined && best.draft.outcome !== "confirmed")
    return { claim, outcome: outside.outcome, reason: outside.reason, evidence: [] };
  const { outcome, reason, actual, suggestion } = best.draft;
  return {
    claim,
    outcome,
    reason,
    evidence: cited(best, sources),
    ...(actual === undefined ? {} : { actual }),
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

/**
 * A variable that others gave its name may well be read here, and a host that the reader fills in may be this product's: what
 * is found confirms, that nothing is says nothing.
 */
function mayBeConfirmed({ kind, ownership }: Claim, evidence: readonly ClaimEvidence[]): boolean {
  if (kind === "route" && ownership.owner === "placeholder") return evidence.length > 0;
  return (kind === "env-var" || kind === "default-value") && ownership.owner === "third-party" && evidence.length > 0;
}

type Answer = { readonly item: ClaimEvidence; readonly draft: Draft };

function notJudged(claim: Claim, evidence: readonly ClaimEvidence[]): Draft | undefined {
  const { owner, reason = "" } = claim.ownership;
  // Commands of a program are looked up only where it is made.
  const isOwnProgram = owner === "third-party" && /^cli-/.test(claim.kind) && evidence.length > 0;
  if (owner !== "project" && !isOwnProgram) return unverifiable(owner, { why: reason });
  const { confusable } = claim.qualifiers;
  if (confusable !== undefined) return unverifiable("confusable-characters", { characters: confusable });
  return evidence.length === 0 ? unverifiable("not-looked-up", {}) : undefined;
}

function draftOf(claim: Claim, rule: Rule, item: ClaimEvidence): Draft {
  if (item.status === "unavailable") return unverifiable("unavailable", { reason: item.reason, detail: item.detail });
  const nothing = { facts: [], closedLists: [], nearest: [], needles: [], filesSearched: 0, skipped: [] };
  const comparison = {
    claim,
    proof: rule.proof,
    source: item.status === "found" ? item.data : (item.searched ?? nothing),
  };
  const draft = compared(comparison, rule);
  return ofToday(comparison, departed(comparison, rule, draft) ?? draft);
}

/** Reasons that say that the very name stands nowhere in the code of today. */
const isNowhere: ReadonlySet<string> = new Set([
  "not-found",
  "only-in-comment",
  "only-in-error-text",
  "only-in-prose",
  "only-in-test",
]);

/**
 * The source once had the claimed name, and has it no more. Where a change put another one in its place, and the claim
 * holds under that one, this is what it became; otherwise it is at least known to be gone.
 */
function departed({ claim, proof, source }: Comparison, rule: Rule, draft: Draft): Draft | undefined {
  const { departure } = source;
  if (departure === undefined || !(draft.outcome === "contradicted" || isNowhere.has(draft.reason.code)))
    return undefined;
  const change = { commit: departure.commit.slice(0, 10), day: departure.day };
  if (departure.now !== undefined) {
    const { found, qualifiers, value } = departure.now;
    // A sentence that states the other name, too, speaks of the change itself.
    if (holdsWord(claim.sentence, lastSegment(value)) || isNamedAfterPage(claim, value)) return undefined;
    const now = compared({ claim: { ...claim, value, qualifiers }, proof, source: found }, rule);
    if (now.outcome === "confirmed" && !isRespelled(claim.value, now.facts) && !isOfSteps(now.facts)) {
      const { reason, ...rest } = contradicted("renamed-since", now.facts, value, value);
      return { ...rest, reason: { ...reason, data: { ...reason.data, ...change } } };
    }
  }
  return draft.reason.code === "not-found"
    ? unverifiable("removed-since", { ...change, path: departure.path })
    : undefined;
}

/** Pages about what the gone package alone is called after speak of one that took the name since: `devtools/setup.md`. */
function isNamedAfterPage({ kind, value, place }: Claim, now: string): boolean {
  const [others, path] = [wordsOf(now), wordsOf(place.path)];
  return kind === "package-version" && wordsOf(value).some((word) => !others.includes(word) && path.includes(word));
}

/** Steps from one database to the next hold names for ever, also those that a later step takes away. */
function isOfSteps(facts: Draft["facts"]): boolean {
  return facts.every(({ place }) => /(?:^|\/)(?:[\w-]+-)?migrations?\//i.test(place.path));
}

/** A text that is the name in other letter case: many programs take their values in any. */
function isRespelled(name: string, facts: Draft["facts"]): boolean {
  return facts.every(
    ({ role, value }) => /^(?:literal|constant|enum-member)$/.test(role) && value.toLowerCase() === name.toLowerCase(),
  );
}

function compared(comparison: Comparison, rule: Rule): Draft {
  if (comparison.claim.polarity === "absent") return gone(comparison);
  if (comparison.claim.polarity === "renamed") return renamed(comparison);
  return predicates[rule.proof.predicate](comparison);
}

/**
 * What an earlier release brought may have changed since: the source of today confirms it, and says nothing against it but
 * where a guide to that release has a name of today, misspelt.
 */
function ofToday({ claim, source }: Comparison, draft: Draft): Draft {
  const release = claim.qualifiers.release ?? source.release;
  if (release === undefined || draft.outcome === "confirmed") return draft;
  const { actual = "", outcome, reason } = draft;
  const isGuide = /(?:^|[/_-])(?:migrat|upgrad)/i.test(claim.place.path);
  const isMisspelt = outcome === "contradicted" && reason.code === "near-name" && isMistyped(claim.value, actual);
  return isGuide && isMisspelt ? draft : unverifiable("earlier-release", release === "" ? {} : { release });
}

/** A confirmation settles a claim over several repositories, then a contradiction, then doubt. */
function rank({ outcome }: Draft): number {
  return ["confirmed", "contradicted", "ambiguous", "unverifiable"].indexOf(outcome);
}

/** What the newest commit says; what was confirmed at the merge and is gone today has a reason of its own. */
function overTime(answers: readonly Answer[]): Answer {
  const last = answers.at(-1);
  const earlier = answers.find(({ draft }) => draft.outcome === "confirmed");
  if (last === undefined) throw new RangeError("no answers");
  if (last.draft.outcome === "confirmed" || earlier === undefined) return last;
  const data = { ...last.draft.reason.data, was: earlier.item.commit ?? "", before: last.draft.reason.code };
  if (last.draft.outcome === "contradicted")
    return { ...last, draft: { ...last.draft, reason: { code: "changed-since-merge", data } } };
  if (last.draft.reason.code === "unavailable") return last;
  return {
    item: earlier.item,
    draft: { outcome: "ambiguous", reason: { code: "changed-since-merge", data }, facts: earlier.draft.facts },
  };
}

function inOrder(evidence: readonly ClaimEvidence[], sources: readonly SourceCommit[]): readonly ClaimEvidence[] {
  const order = (item: ClaimEvidence): number =>
    sources.findIndex(({ repository, commit }) => repository === item.audience.of && commit === item.commit);
  return [...evidence].sort((a, b) => order(a) - order(b));
}

function cited({ item, draft }: Answer, sources: readonly SourceCommit[]): readonly FindingEvidence[] {
  const commit = item.commit ?? "";
  const source = sources.find((candidate) => candidate.repository === item.audience.of && candidate.commit === commit);
  return draft.facts.slice(0, maxCited).map((fact) => ({
    fact,
    repository: item.audience.of,
    commit,
    ...(source?.webUrl === undefined ? {} : { permalink: permalinkOf(source.webUrl, fact.place) }),
    visibility: item.audience.visibility,
  }));
}

function permalinkOf(webUrl: string, place: FindingEvidence["fact"]["place"]): string {
  const path = place.path.split("/").map(encodeURIComponent).join("/");
  const lines = place.startLine === place.endLine ? `#L${place.startLine}` : `#L${place.startLine}-L${place.endLine}`;
  return `${webUrl.replace(/\/+$/, "")}/${path}${lines}`;
}
