import { isPermuted, isRespelt, isShortened, isSlip, likeness, wordsShared } from "../../names.ts";
import type { ClosedList } from "../../types/index.ts";
import { type Comparison, confirmed, contradicted, type Draft, factOf, some, unproven } from "../draft.ts";
import { named } from "./named.ts";

/** Likeness from which one name may stand for another. */
const leastLikeness = 0.8;

/** Names that a contradiction lists. */
const mostListed = 8;

/**
 * A module can be imported, or gives a name. What no import can reach is contradicted by what can be imported instead: the
 * module that gives the name, the name that the module gives. A module that is none of the source is judged by its names alone.
 */
export function imported(comparison: Comparison): Draft {
  const { claim, source, proof } = comparison;
  const { module = "" } = claim.qualifiers;
  if (claim.value === module) return ofModule(comparison);
  const there = source.facts.filter(({ value, scope }) => value === claim.value && isOf(scope, module));
  const proven = some(there);
  if (proven) return confirmed(proven, proof);
  const list = source.closedLists.find(({ scope }) => isOf(scope, module));
  return list === undefined ? named(comparison) : missingName(comparison, list);
}

function isOf(scope: Readonly<Record<string, string>>, module: string): boolean {
  return scope.type === "import" && scope.module === module;
}

function ofModule({ claim, source, proof }: Comparison): Draft {
  const proven = some(source.facts.filter(({ value }) => value === claim.value));
  if (proven) return confirmed(proven, proof);
  const [giver] = byLikeness(claim.value, [...new Set(source.facts.map(({ value }) => value))]);
  const given = source.facts.filter(({ value }) => value === giver);
  if (giver !== undefined) return contradicted("not-in-closed-list", given.slice(0, 3), giver, giver);
  const [list] = source.closedLists;
  if (list === undefined) return unproven({ claim, source, proof });
  const near = nearestOf(claim.value, list.members);
  const actual = near ?? oneOf(claim.value, list.members);
  return contradicted("not-in-closed-list", [factOf(list)], actual, near);
}

function missingName({ claim, source }: Comparison, list: ClosedList): Draft {
  const near = nearestOf(claim.value, list.members);
  if (near !== undefined) return contradicted("near-name", [factOf(list)], near, near);
  const [giver] = source.facts.filter(({ scope }) => scope.type === "module");
  if (giver !== undefined)
    return contradicted("not-in-closed-list", [factOf(list), giver], `${claim.value} of ${giver.value}`);
  return contradicted("not-in-closed-list", [factOf(list)], oneOf(claim.value, list.members));
}

/** The name of a list that is meant: a slip of the pen, other letter case, other order of words, or most words alike. */
function nearestOf(value: string, members: readonly string[]): string | undefined {
  const isSure = (name: string): boolean => isSlip(value, name) || isRespelt(value, name) || isPermuted(value, name);
  const slips = members.filter(isSure);
  // A word that is left out in the middle is nearer than another word in its place.
  const sure = slips.length > 0 ? slips : members.filter((name) => isShortened(value, name));
  const isLike = (name: string): boolean => likeness(value, name) >= leastLikeness || wordsShared(value, name) >= 2;
  return byLikeness(value, sure.length > 0 ? sure : members.filter(isLike))[0];
}

function byLikeness(value: string, names: readonly string[]): readonly string[] {
  return names.toSorted((a, b) => likeness(value, b) - likeness(value, a));
}

/** What a reader may have meant, most alike first. */
function oneOf(value: string, names: readonly string[]): string {
  return `one of ${byLikeness(value, names).slice(0, mostListed).join(", ")}`;
}
