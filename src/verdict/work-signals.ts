import type { Evidence, EvidenceOf, PullFacts, RevertFacts, Signal } from "../types/index.ts";
import { type Freshness, isFresh } from "./ageing.ts";
import { causeOf } from "./cause.ts";
import { deploymentSignals } from "./deployment-signals.ts";
import { ruledData } from "./overlap-signals.ts";
import type { Policy } from "./policy.ts";
import { type About, satisfied, unknown, unsatisfied } from "./signal.ts";
import { outlivesMerge, type Work } from "./work.ts";

/** What the signals of a change are decided by, beside what was observed of it. */
export type WorkTerms = Freshness & Pick<Policy, "deployment" | "deployed" | "followUps">;

/** What is known about one piece of work. */
type Observed = { readonly work: Work; readonly evidence: readonly Evidence[]; readonly terms: WorkTerms };

type FoundPull = Extract<EvidenceOf<"pull">, { status: "found" }>;

/**
 * The signals of one change of the source: merged, not reverted, deployed. Two observations that disagree give
 * both signals, so the stricter one counts.
 */
export function changeSignals(work: Work, evidence: readonly Evidence[], terms: WorkTerms): readonly Signal[] {
  const observed: Observed = { work, terms, evidence: evidence.filter(({ subject }) => subject.key === work.key) };
  const pulls = observed.evidence.filter((item): item is EvidenceOf<"pull"> => item.subject.kind === "pull");
  if (pulls.length === 0) return [unreadable(observed, { kind: "merged", subject: work.key }, undefined)];
  return pulls.flatMap((pull) => pullSignals(pull, observed));
}

function pullSignals(pull: EvidenceOf<"pull">, observed: Observed): readonly Signal[] {
  const about: About = { kind: "merged", subject: observed.work.key };
  if (pull.status === "absent") return absentSignals(pull, observed);
  if (pull.status === "unavailable" || !isFresh(pull, observed.terms)) return [unreadable(observed, about, pull)];
  const holding = holdingCode(pull.data);
  const data = { baseBranch: pull.data.baseBranch, defaultBranch: pull.data.defaultBranch };
  const tie = observed.work.found;
  const told = tie === undefined ? data : { ...data, ...tie };
  if (holding === "not-on-default-branch") return branchSignals(pull, observed, told);
  if (holding !== undefined) return [unsatisfied(about, { code: holding, data: told }, [pull])];
  return [
    satisfied(about, { code: "merged", data: { ...data, mergedAt: pull.data.mergedAt ?? "" } }, [pull]),
    ...revertSignals(pull, observed),
    ...followUpSignals(observed),
    ...deploymentSignals(pull, observed.evidence, observed.terms),
  ];
}

/**
 * Work in another branch came to the default one when the pull request of that branch did, also by a squash that leaves
 * no ancestor; that pull request is work of its own, with signals of its own.
 */
function branchSignals(
  pull: FoundPull,
  { work, evidence, terms }: Observed,
  data: Readonly<Record<string, string>>,
): readonly Signal[] {
  for (const item of evidence) {
    if (item.status !== "found" || !("followUps" in item.data) || !isFresh(item, terms)) continue;
    const carrier = item.data.followUps.find(({ tie, state }) => tie === "base" && state === "merged");
    if (carrier === undefined) continue;
    const reason = { code: "landed-with", data: { ...data, by: carrier.key } } as const;
    return [
      ...revertedSignals(work, evidence, terms),
      satisfied({ kind: "follow-ups", subject: work.key }, reason, [item, pull]),
    ];
  }
  const about: About = { kind: "merged", subject: work.key };
  return [unsatisfied(about, { code: "not-on-default-branch", data }, [pull])];
}

/** Reverts that were found; where the landing commit is not on the default branch, not finding one says nothing. */
function revertedSignals(work: Work, evidence: readonly Evidence[], terms: WorkTerms): readonly Signal[] {
  const about: About = { kind: "not-reverted", subject: work.key };
  return evidence.flatMap((item) =>
    item.status === "found" && "reverted" in item.data && item.data.reverted && isFresh(item, terms)
      ? [unsatisfied(about, { code: "reverted", data: lastUndo(item.data) }, [item])]
      : [],
  );
}

/** Whether the surroundings of the work were looked at; what holds among them is work of its own. */
function followUpSignals(observed: Observed): readonly Signal[] {
  const about: About = { kind: "follow-ups", subject: observed.work.key };
  const searches = observed.evidence.filter(
    (item): item is EvidenceOf<"follow-ups"> => item.subject.kind === "follow-ups",
  );
  if (searches.length === 0) return [unknown(about, causeOf(undefined), [])];
  return searches.map((search): Signal => {
    if (search.status !== "found" || !isFresh(search, observed.terms)) return unknown(about, causeOf(search), [search]);
    const data = ruledData(search.data, observed.terms);
    return satisfied(about, { code: "follow-ups-ruled", data }, [search]);
  });
}

function holdingCode(pull: PullFacts): "open" | "closed-unmerged" | "not-on-default-branch" | undefined {
  if (pull.state === "open") return "open";
  if (pull.state === "closed") return "closed-unmerged";
  return pull.onDefaultBranch ? undefined : "not-on-default-branch";
}

/** An issue can never be proven by a merge: as a blocker it holds until it is released, as main work it is a mere hint. */
function absentSignals(pull: EvidenceOf<"pull">, { work }: Observed): readonly Signal[] {
  const about: About = { kind: "merged", subject: work.key };
  if (work.role === "blocker") return [unsatisfied(about, { code: "held" }, [pull])];
  return work.role === "primary" ? [] : [unknown(about, { code: "not-a-pull" }, [pull])];
}

function revertSignals(pull: FoundPull, observed: Observed): readonly Signal[] {
  const about: About = { kind: "not-reverted", subject: observed.work.key };
  const searches = observed.evidence.filter((item): item is EvidenceOf<"revert"> => item.subject.kind === "revert");
  const seen = observed.work.entry?.seen;
  const lasting = seen !== undefined && outlivesMerge.has(seen.state) ? observed : withoutEntry(observed);
  if (searches.length === 0) return [unreadable(lasting, about, undefined)];
  return searches.map((search): Signal => {
    if (search.status !== "found" || !isFresh(search, observed.terms)) return unreadable(lasting, about, search);
    if (search.data.reverted) return unsatisfied(about, { code: "reverted", data: lastUndo(search.data) }, [search]);
    return satisfied(about, { code: "not-reverted", data: lastUndo(search.data) }, [search, pull]);
  });
}

function lastUndo({ chain }: RevertFacts): Record<string, string> {
  const last = chain.at(-1);
  return last === undefined ? {} : { by: last.key, url: last.url, how: last.how };
}

function withoutEntry(observed: Observed): Observed {
  const { key, role } = observed.work;
  return { ...observed, work: { key, role } };
}

/**
 * The signal of work that could not be looked at. What was seen to hold before goes on holding: the recorded block
 * stands until that reference is proven or released. What was never seen to hold is unknown.
 */
function unreadable(observed: Observed, about: About, evidence: Evidence | undefined): Signal {
  const cause = causeOf(evidence);
  const seen = observed.work.entry?.seen;
  const rest = evidence === undefined ? [] : [evidence];
  if (seen === undefined) return unknown(about, cause, rest);
  const data = { ...cause.data, cause: cause.code, since: seen.at, state: seen.state };
  return unsatisfied(about, { code: "blocker-unreadable", data }, rest);
}
