import { sharedWords, stemsOf } from "../../amounts.ts";
import { wordsOf } from "../../names.ts";
import type { Claim, Fact } from "../../types/index.ts";
import { accepted, type Comparison, confirmed, contradicted, type Draft, some, strong } from "../draft.ts";
import { quantityOf } from "../normalise.ts";
import { isSame } from "./same-value.ts";
import { valued, withUnit } from "./valued.ts";

/** Amounts of one or two figures without a unit are stated of many things. */
const leastTelling = 10;

/**
 * The named thing has the claimed amount, as {@link valued} compares it. Where the page names the thing in words, an amount
 * whose name is made of these words confirms: `MAX_FILE_SIZE` for "files larger than 10 MB". A time, a size, a length or a cell
 * of a plan is contradicted when all amounts whose names share two such words or more are one other amount.
 */
export function measured(comparison: Comparison): Draft {
  const draft = valued(comparison);
  const { about } = comparison.claim.qualifiers;
  if (about === undefined || draft.outcome !== "unverifiable") return draft;
  return inWords(comparison, about) ?? draft;
}

type Measure = { readonly fact: Fact; readonly shared: number };

function inWords(comparison: Comparison, about: string): Draft | undefined {
  const { claim, proof, source } = comparison;
  const stems = stemsOf(about);
  const measures = strong(source.facts)
    .filter(
      ({ role, scope }) => proof.confirms.includes(role) && scope.subject !== undefined && scope.type !== "private",
    )
    .filter((fact) => isSameEnd(fact.scope.subject ?? "", claim) && isOfPlan(fact, claim))
    .map((fact): Measure => ({ fact, shared: sharedWords(fact.scope.subject ?? "", stems) }))
    .filter(({ shared }) => shared > 0);
  const equal = measures.filter(({ fact }) => isAmount(fact, comparison));
  const proven = some(
    accepted(
      equal.filter(({ shared }) => shared > 1 || isTelling(claim)).map(({ fact }) => fact),
      proof,
    ),
  );
  if (proven) return confirmed(proven, proof);
  const others = measures.filter(({ fact, shared }) => shared > 1 && isComparable(fact, claim));
  const [only, ...more] = new Map(others.map(({ fact }) => [withUnit({ value: fact.value, fact }), fact]));
  if (equal.length > 0 || only === undefined || more.length > 0 || source.skipped.length > 0) return undefined;
  return contradicted("slot-holds-other", [only[1]], only[0], only[0]);
}

/** Of plans beside each other, the one whose row it is: `Plan.Free`, `free`. */
function isOfPlan({ scope }: Fact, { qualifiers: { in: plan } }: Claim): boolean {
  if (plan === undefined) return true;
  const [word = ""] = wordsOf(plan);
  return wordsOf(scope.in ?? "").includes(word) || wordsOf(scope.subject ?? "").includes(word);
}

/** Whatever else shares its words, the least of something is not its most. */
function isSameEnd(name: string, { sentence }: Claim): boolean {
  const isLeast = /\b(?:at least|min(?:imum)?|no (?:less|fewer|shorter)|shorter than|fewer than)\b/i.test(sentence);
  return isLeast ? !/max/i.test(name) : !/(?:^|[^a-z])min(?!ut)|Min(?!ut)/.test(name);
}

/**
 * True when a fact states the claimed amount. Where it tells no unit, a time is counted in seconds or milliseconds and a size
 * in bytes: 24 of something are no 24 hours.
 */
function isAmount(fact: Fact, comparison: Comparison): boolean {
  const base = quantityOf(comparison.claim.value)?.split(" ").at(-1);
  const untold = base === "s" ? ["s", "ms"] : [base];
  const units = fact.scope.unit === undefined ? untold : [fact.scope.unit];
  return units.some((unit) => isSame(fact.value, comparison.claim.value, unit, comparison));
}

/** Tries are few, and their name says that they are counted. */
function isTelling({ value, sentence, qualifiers: { in: plan } }: Claim): boolean {
  if (plan !== undefined || /\bretr(?:y|ies|ied)\b/i.test(sentence)) return true;
  return /[a-z%]$/i.test(value) || Number(value.replace(/[,_]/g, "")) >= leastTelling;
}

/**
 * Amounts of two sorts say nothing against each other, and of counts nobody knows what is counted: only times, sizes and
 * lengths are compared, and the cells of plans.
 */
function isComparable({ value, scope }: Fact, { value: claimed, sentence, qualifiers: { in: plan } }: Claim): boolean {
  if (!/^\d/.test(value)) return false;
  if (plan !== undefined || quantityOf(claimed) !== undefined)
    return (scope.unit !== undefined) === /[a-z%]$/i.test(claimed);
  const after = sentence.slice(sentence.indexOf(claimed) + claimed.length);
  return /^\s(?:characters?|chars|letters)\b/i.test(after) && /len|chars/i.test(scope.subject ?? "");
}
