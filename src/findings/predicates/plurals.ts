import type { Claim, Fact } from "../../types/index.ts";
import type { Comparison } from "../draft.ts";
import { isFormOfLong, isPluralOfMore } from "../not-coined.ts";
import { coined, headsEntry, isAmongNeighbours, isInCompany } from "./company.ts";
import { isFieldOfSample, isSetThere } from "./in-words.ts";
import { lastPart, nameIn } from "./name-in.ts";

/** An `s` behind a whole name, where the page does not speak of several of a kind. */
export function mayBePlural(fact: Fact, claim: Claim): boolean {
  // Several of a kind stand in a list, or in an object by their names.
  if (claim.sentence.includes(`${claim.value}: {`) || claim.sentence.includes(`${claim.value}: [`)) return false;
  return (isPluralOfKey(fact, claim) && isSetThere(claim)) || coined.has(claim.kind) || headsEntry(claim);
}

/** A key that readers write, in several words, of which one has an `s` too many or too few. */
export function isPluralOfKey(fact: Fact, claim: Claim): boolean {
  if (claim.kind !== "config-key" || /^(?:exported|declared)$/.test(fact.role) || fact.scope.type === "method")
    return false;
  // What stands in some file of data is no setting of the product.
  if (fact.strength === "config" && /\.ya?ml$/.test(fact.place.path)) return false;
  return isPluralOfMore(lastPart(fact, claim) ?? claim.value, nameIn(fact, claim));
}

/** A sample gives one thing to a key that it has alone: nothing beside it tells that the key which holds several was meant. */
export function isOneThing(fact: Fact, comparison: Comparison): boolean {
  const { claim } = comparison;
  if (`${claim.value}s` !== nameIn(fact, claim) || !isFieldOfSample(claim)) return false;
  const given = claim.sentence.slice(claim.sentence.indexOf(claim.value) + claim.value.length);
  return !/^["']?\s*[:=]\s*[[{]/.test(given) && !isAmongNeighbours(fact, comparison) && !isInCompany(fact, comparison);
}

/** A name of many words in which one takes another form; a sample may have one of its reader's own, and prose speaks of several. */
export function isFormOfOwn(fact: Fact, claim: Claim): boolean {
  const isKind = /^(?:sdk-symbol|config-key)$/.test(claim.kind) && !isFieldOfSample(claim);
  return isKind && isFormOfLong(claim.value, nameIn(fact, claim));
}
