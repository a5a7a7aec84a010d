import type { Fact } from "../types/index.ts";
import { type SourceQuery, sameName } from "./query.ts";

/** True when a fact gives the subject the claimed value: where one place gives it another, the next may give it the claimed one. */
export function isAnswer({ qualifiers, value }: SourceQuery, fact: Fact): boolean {
  if (qualifiers.subject === undefined) return true;
  return [fact.value, fact.default ?? ""].some((found) => sameName(found, value));
}

/**
 * At most so many facts, in their order. Where one name has more, those that say what the claim says stay, then those that
 * bear the whole name, and one of each value: whoever saw the first of them alone would think that there is no other value.
 */
export function mostTelling(query: SourceQuery, facts: readonly Fact[], most: number): readonly Fact[] {
  if (facts.length <= most) return facts;
  const seen = new Set<string>();
  const firsts = new Set<Fact>();
  for (const fact of facts) {
    const said = fact.default ?? (fact.scope.subject === undefined ? fact.role : fact.value);
    if (!seen.has(said)) firsts.add(fact);
    seen.add(said);
  }
  const { subject = query.value } = query.qualifiers;
  const rankOf = (fact: Fact): number => {
    const named = fact.scope.subject ?? fact.value;
    if (isAnswer(query, fact)) return 0;
    return sameName(named, subject) ? 2 : named.endsWith(`.${subject}`) ? 4 : 6;
  };
  const order = (fact: Fact): number => rankOf(fact) + (firsts.has(fact) ? 0 : 1);
  const orders = new Map(facts.map((fact) => [fact, order(fact)]));
  const kept = new Set(facts.toSorted((a, b) => (orders.get(a) ?? 0) - (orders.get(b) ?? 0)).slice(0, most));
  return facts.filter((fact) => kept.has(fact));
}

/** `_turn` is what the code keeps to itself: the `turn` of a page is declared in some other place, or nowhere. */
export function isHidden({ value }: SourceQuery, fact: Fact): boolean {
  return fact.value.startsWith("_") && !value.startsWith("_");
}

/** True for a place that sets what the claim speaks of: it says more than one that merely holds the value. */
export function setsSubject({ qualifiers: { subject } }: SourceQuery, fact: Fact): boolean {
  return subject !== undefined && fact.role === "env-declared" && sameName(fact.value, subject);
}
