import type { FlagCalls } from "../source/gates/flag-calls.ts";
import { type FoundUse, findFlagUses } from "../source/gates/flag-uses.ts";
import { sameName } from "../source/query.ts";
import { readAll } from "../source/read-all.ts";
import type { SourceTree } from "../source/tree.ts";
import type { Claim, EvidenceOf, Fact, FlagUse, Rule } from "../types/index.ts";
import { plain } from "./flags/gates.ts";

/** What the claims say and by which rules, and how the code asks for flags. */
export type GateQuestion = {
  readonly claims: readonly Claim[];
  readonly rules: readonly Rule[];
  readonly calls: FlagCalls;
};

type ClaimEvidence = EvidenceOf<"claim">;

/**
 * Adds to each record the feature flags that stand around every place that confirms its claim. One place without a
 * flag is enough for the claim to hold without one.
 */
export async function withGates(
  tree: SourceTree,
  evidence: readonly ClaimEvidence[],
  question: GateQuestion,
): Promise<readonly ClaimEvidence[]> {
  const places = evidence.map((item) => placesOf(item, question));
  const uses = await usesIn(tree, [...new Set(places.flat().map(({ place }) => place.path))], question.calls);
  return evidence.map((item, index) => {
    const gates = gatesAround(places[index] ?? [], uses);
    return item.status === "found" && gates.length > 0 ? { ...item, data: { ...item.data, gates } } : item;
  });
}

/** Places in code that say what a claim says. */
function placesOf(item: ClaimEvidence, { claims, rules }: GateQuestion): readonly Fact[] {
  const claim = claims.find(({ id }) => id === item.subject.key);
  const rule = rules.find(({ id }) => id === claim?.rule);
  if (item.status !== "found" || claim === undefined || rule === undefined || claim.polarity === "absent") return [];
  return item.data.facts.filter(
    ({ role, strength, value }) =>
      strength === "code" && rule.proof.confirms.includes(role) && sameName(value, claim.value),
  );
}

async function usesIn(
  tree: SourceTree,
  paths: readonly string[],
  calls: FlagCalls,
): Promise<ReadonlyMap<string, readonly FoundUse[]>> {
  const texts = await readAll(
    tree,
    paths.flatMap((path) => tree.files.get(path)?.blob ?? []),
  );
  const files = paths.flatMap((path) => {
    const text = texts.get(tree.files.get(path)?.blob ?? "");
    return text?.ok === true ? [{ path, text: text.text }] : [];
  });
  return new Map(files.map((file) => [file.path, findFlagUses(file, calls)]));
}

function gatesAround(facts: readonly Fact[], uses: ReadonlyMap<string, readonly FoundUse[]>): readonly FlagUse[] {
  const around = facts.map(({ place }) =>
    (uses.get(place.path) ?? []).filter(
      ({ purpose, covers }) =>
        purpose !== "analytics" &&
        covers.some(({ first, last }) => place.startLine >= first && place.startLine <= last),
    ),
  );
  if (around.some((gates) => gates.length === 0)) return [];
  return [...new Map(around.flat().map((use) => [`${use.flag} ${use.place.path}`, plain(use)])).values()];
}
