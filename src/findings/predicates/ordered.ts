import { tellingWords, wordsOf } from "../../names.ts";
import type { Fact } from "../../types/index.ts";
import {
  ambiguous,
  type Comparison,
  confirmed,
  contradicted,
  type Draft,
  some,
  strong,
  unverifiable,
} from "../draft.ts";
import { isChained, orderInChain } from "./chain.ts";

/** Words of prose around a step that name nothing. */
const fillers = new Set([
  "first",
  "then",
  "lookup",
  "look",
  "path",
  "flow",
  "back",
  "falls",
  "tries",
  "default",
  "config",
  "variable",
  "environment",
  "sdk",
  "option",
]);

type Pair = { readonly first: Fact; readonly second: Fact };

/**
 * Two steps happen in the claimed order inside one function. Calls are matched with the claim's words; a function in
 * which both occur in one order only decides, several that differ are ambiguous.
 */
export function ordered(comparison: Comparison): Draft {
  const { claim, proof, source } = comparison;
  const [first, second] = [stepWords(claim.qualifiers.first), stepWords(claim.qualifiers.second)];
  if (first.length === 0 || second.length === 0)
    return unverifiable("not-found", { files: String(source.filesSearched) });
  const calls = strong(source.facts).filter(
    ({ role, scope }) => proof.confirms.includes(role) && scope.index !== undefined,
  );
  const pairs = groups(calls).flatMap((group) => pairIn(group, first, second));
  const forward = pairs.filter((pair) => indexOf(pair.first) < indexOf(pair.second));
  const backward = pairs.filter((pair) => indexOf(pair.first) > indexOf(pair.second));
  const facts = (list: readonly Pair[]): readonly Fact[] => list.flatMap((pair) => [pair.first, pair.second]);
  const proven = some(facts(forward));
  if (proven && backward.length === 0) return confirmed(proven, proof);
  if (forward.length > 0)
    return ambiguous("several-places-differ", facts([...forward, ...backward]).slice(0, 6), { values: "both orders" });
  // A call that is named by words of both steps is neither.
  const isSaid = (pair: Pair): boolean =>
    isNamed(pair.first, claim.qualifiers.first) &&
    isNamed(pair.second, claim.qualifiers.second) &&
    ![pair.first, pair.second].some((call) => isOfBoth(call, first, second));
  const [reversed] = backward.filter(isSaid);
  if (reversed === undefined || winsOver.test(claim.sentence)) return inChains(comparison);
  return contradicted("reversed", facts([reversed]), `${reversed.second.value} before ${reversed.first.value}`);
}

/** What wins over something may be read after it and replace it: calls in the other order say nothing against that. */
const winsOver = /\b(?:(?:takes?|has|have)\s+(?:precedence|priority)\s+over|overrides?|wins?\s+over)\b/i;

/** What expressions say that take the first of several things: any that tries all the steps decides, whatever others name. */
function inChains({ claim, proof, source }: Comparison): Draft {
  const { first = "", second = "", third = "", fourth = "" } = claim.qualifiers;
  const steps = [first, second, third, fourth];
  const said = strong(source.facts).flatMap((fact) => {
    const found = orderInChain(fact.snippet, steps);
    return found === undefined ? [] : [{ ...found, fact }];
  });
  const forward = some(said.filter(({ order }) => order === "forward").map(({ fact }) => fact));
  const [reversed, ...others] = said.filter(({ order }) => order === "backward");
  if (forward && reversed)
    return ambiguous("several-places-differ", [...forward.slice(0, 3), reversed.fact], { values: "both orders" });
  if (forward) return confirmed(forward, proof);
  // Only a flag or a variable is surely the reader's: two words that code tries in turn may be anything.
  if (reversed && steps.some(isCoined))
    return contradicted("reversed", [reversed.fact, ...others.map(({ fact }) => fact)].slice(0, 4), reversed.operands);
  const chained = reversed
    ? undefined
    : some(strong(source.facts).filter((fact) => isChained(fact.snippet, first, second)));
  return chained ? confirmed(chained, proof) : unverifiable("not-found", { files: String(source.filesSearched) });
}

function stepWords(step: string | undefined): readonly string[] {
  return step === undefined ? [] : tellingWords(step).filter((word) => !fillers.has(word));
}

/** The best matching calls for both steps in one function; none when a step has no match or both match the same call. */
function pairIn(calls: readonly Fact[], first: readonly string[], second: readonly string[]): readonly Pair[] {
  const own = first.filter((word) => !second.includes(word));
  const other = second.filter((word) => !first.includes(word));
  const [one, two] = [bestMatch(calls, own), bestMatch(calls, other)];
  return one === undefined || two === undefined || one === two ? [] : [{ first: one, second: two }];
}

function bestMatch(calls: readonly Fact[], words: readonly string[]): Fact | undefined {
  const score = ({ value }: Fact): number => wordsOf(value).filter((word) => words.includes(word)).length;
  return [...calls].filter((call) => score(call) > 0).sort((a, b) => score(b) - score(a) || indexOf(a) - indexOf(b))[0];
}

/** A call that shares one word of many with a step may be anything; a flag or a variable is named by most of its words. */
function isNamed({ value }: Fact, step = ""): boolean {
  const [words, named] = [stepWords(step), tellingWords(value)];
  const shared = words.filter((word) => named.includes(word)).length;
  return isCoined(step) ? shared * 2 > words.length : shared * 2 >= words.length;
}

function isOfBoth({ value }: Fact, first: readonly string[], second: readonly string[]): boolean {
  const words = wordsOf(value);
  const only = (own: readonly string[], other: readonly string[]): boolean =>
    own.some((word) => !other.includes(word) && words.includes(word));
  return only(first, second) && only(second, first);
}

/** Flags and variables are surely the reader's. */
function isCoined(step: string): boolean {
  return /--[a-z]|[A-Z]_[A-Z]/.test(step);
}

function indexOf({ scope }: Fact): number {
  return Number(scope.index);
}

/** Calls by the function they stand in. */
function groups(calls: readonly Fact[]): readonly (readonly Fact[])[] {
  const byFunction = new Map<string, Fact[]>();
  for (const call of calls) {
    const key = `${call.place.path} ${call.scope.in ?? ""}`;
    byFunction.set(key, [...(byFunction.get(key) ?? []), call]);
  }
  return [...byFunction.values()];
}
