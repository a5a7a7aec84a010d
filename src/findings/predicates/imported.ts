import {
  byLikeness,
  differingWords,
  isPermuted,
  isRespelt,
  isSlip,
  likeness,
  wordsOf,
  wordsShared,
} from "../../names.ts";
import type { Claim, ClosedList, Fact } from "../../types/index.ts";
import {
  type Comparison,
  confirmed,
  contradicted,
  type Draft,
  factOf,
  some,
  strong,
  unproven,
  unverifiable,
} from "../draft.ts";
import { isMadeUp } from "../not-coined.ts";
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
  if (claim.qualifiers.of !== undefined) return ofMember(comparison, claim.qualifiers.of);
  const there = source.facts.filter(({ value, scope }) => value === claim.value && isOf(scope, module));
  const proven = some(there);
  if (proven) return confirmed(proven, proof);
  const list = source.closedLists.find(({ scope }) => isOf(scope, module));
  const givers = some(source.facts.filter(({ scope }) => scope.type === "module"));
  if (claim.qualifiers.path !== undefined && list === undefined && givers !== undefined)
    return inOtherModule(givers, claim.value);
  // `YourOwnGlaze` stands for what the reader imports.
  if (list !== undefined)
    return isMadeUp(claim.value) || isOfSample(comparison) ? unproven(comparison) : missingName(comparison, list);
  const judged = named(comparison);
  const isElsewhere =
    judged.outcome === "confirmed" && source.closedLists.some(({ scope }) => isWithout(scope, module));
  // Another product's module gives names of its own.
  const isOfOthers = source.closedLists.some(({ scope }) => scope.type === "packages");
  if (judged.outcome === "contradicted" && isOfOthers) return unproven(comparison);
  // What another module gives under this name is no proof that this one does.
  return isElsewhere
    ? unverifiable("elsewhere", { of: judged.facts[0]?.scope.module ?? "another module" }, judged.facts.slice(0, 1))
    : judged;
}

/** The path of a name leads through a module that is not there: the one that gives it is meant. */
function inOtherModule(givers: readonly [Fact, ...Fact[]], name: string): Draft {
  const paths = [...new Set(givers.map(({ value }) => `${value}.${name}`))];
  return contradicted("not-in-closed-list", givers.slice(0, 3), paths.slice(0, mostListed).join(", "));
}

/**
 * What a class or the result of a function has. A list that was read completely and lacks the name contradicts; of one that
 * may have others, only a slip of one of its names that stands nowhere else.
 */
function ofMember(comparison: Comparison, of: string): Draft {
  const { claim, source, proof } = comparison;
  const proven = some(source.facts.filter(({ value, scope }) => value === claim.value && scope.of === of));
  if (proven) return confirmed(proven, proof);
  const list = source.closedLists.find(({ scope }) => scope.of === of);
  // Where nothing is known of the class, a method is judged by its name.
  if (list === undefined) return claim.qualifiers.type === "example" ? named(comparison) : unproven(comparison);
  if (isMadeUp(claim.value)) return unproven(comparison);
  const open = list.members.filter((name) => name.startsWith("_") === claim.value.startsWith("_"));
  if (list.scope.type === "closed") {
    const near = nearestOf(claim.value, open) ?? otherVerb(claim.value, open);
    return contradicted("not-in-closed-list", [factOf(list)], near ?? oneOf(claim.value, open), near);
  }
  const isThere = source.skipped.length > 0 || strong(source.facts).some(({ value }) => value === claim.value);
  const [only, ...others] = isThere
    ? []
    : open.filter((name) => isSlip(claim.value, name) || isRespelt(claim.value, name));
  return only === undefined || others.length > 0
    ? unproven(comparison)
    : contradicted("near-name", [factOf(list)], only, only);
}

/** The one name that says something else to do with the very same: `getShelves` of `listShelves`. */
function otherVerb(value: string, members: readonly string[]): string | undefined {
  const [verb, ...rest] = wordsOf(value);
  const [only, ...others] = members.filter((name) => {
    const [other, ...same] = wordsOf(name);
    return rest.length > 0 && other !== verb && same.join(" ") === rest.join(" ");
  });
  return others.length === 0 ? only : undefined;
}

/** A function that a sample calls and does not import may be another one, which the source has too. */
function isOfSample({ claim, source }: Comparison): boolean {
  return (
    claim.qualifiers.type === "example" &&
    (source.skipped.length > 0 || strong(source.facts).some(({ value }) => value === claim.value))
  );
}

/** The modules of a package, or the packages of the tree, none of which is the one that a statement names. */
function isWithout({ type, module: name = "" }: Readonly<Record<string, string>>, module: string): boolean {
  return type === "packages" || (type === "module" && (module === name || module.startsWith(`${name}/`)));
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
  if (list?.scope.type === "packages") return ofStranger({ claim, source, proof }, list);
  if (list === undefined) return unproven({ claim, source, proof });
  const near = nearestOf(claim.value, list.members);
  const actual = near ?? oneOf(claim.value, list.members);
  return contradicted("not-in-closed-list", [factOf(list)], actual, near);
}

/** A package that no manifest names: the one package of the tree whose name has the same words in another order, or one misspelt. */
function ofStranger(comparison: Comparison, list: ClosedList): Draft {
  const { value } = comparison.claim;
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(value)?.[0] ?? value;
  const [only, ...others] = list.members.filter((member) => isPermuted(name, member) || isMisspelt(name, member));
  if (only === undefined || others.length > 0) return unproven(comparison);
  const meant = only + value.slice(name.length);
  return contradicted("near-name", [factOf(list)], meant, meant);
}

/** One long word differs by a slip that leaves its first letter: `preact` is no misspelt `react`. */
function isMisspelt(one: string, other: string): boolean {
  const pairs = differingWords(one, other) ?? [];
  return isSlip(one, other) && pairs.every(([left, right]) => left[0] === right[0] && right.length > 4);
}

/** The types of a module in JavaScript stand in its comments, or in a file of declarations beside it. */
function mayBeType({ value }: Claim, { place, members }: ClosedList): boolean {
  const isOther = (name: string): boolean => name.toLowerCase() !== value.toLowerCase() && isSlip(value, name);
  return /\.[cm]?jsx?$/.test(place.path) && startsWithCapital(value) && !members.some(isOther);
}

function missingName(comparison: Comparison, list: ClosedList): Draft {
  const { claim, source } = comparison;
  if (mayBeType(claim, list)) return unproven(comparison);
  const [giver] = source.facts.filter(({ scope }) => scope.type === "module");
  if (giver !== undefined)
    return contradicted("not-in-closed-list", [factOf(list), giver], `${claim.value} of ${giver.value}`);
  const near = nearestOf(claim.value, list.members);
  if (near !== undefined) return contradicted("near-name", [factOf(list)], near, near);
  return contradicted("not-in-closed-list", [factOf(list)], oneOf(claim.value, list.members));
}

/**
 * The name of a list that is meant: a slip of the pen, other letter case, other order of words; else the one name that has
 * all words of the claimed one and the fewest others, or all but one of them; else one with most letters or words alike.
 */
function nearestOf(value: string, members: readonly string[]): string | undefined {
  const isSure = (name: string): boolean => isSlip(value, name) || isRespelt(value, name) || isPermuted(value, name);
  const sure = members.filter(isSure);
  if (sure.length > 0) return byLikeness(value, sure)[0];
  const ofSort = members.filter((name) => startsWithCapital(name) === startsWithCapital(value));
  // Where several names say all of its words, none that says another word instead is meant.
  const isSaid = ofSort.some((name) => isWithin(wordsOf(value), wordsOf(name)));
  const isLike = (name: string): boolean =>
    likeness(value, name) >= leastLikeness || (!isSaid && wordsShared(value, name) >= 2);
  return fuller(value, ofSort) ?? leaner(value, ofSort) ?? byLikeness(value, ofSort.filter(isLike))[0];
}

/** Classes and what is called are two sorts of names: `ListToolsNext` is no misnamed `list_tools`. */
function startsWithCapital(name: string): boolean {
  return /^[A-Z]/.test(name);
}

/** The one name that says all words of another, in their order, with the fewest words besides: `openKilnLid` of `openLid`. */
function fuller(value: string, members: readonly string[]): string | undefined {
  const words = wordsOf(value);
  if (words.length < 2) return undefined;
  const holders = members.filter((name) => isWithin(words, wordsOf(name)));
  const fewest = Math.min(...holders.map((name) => wordsOf(name).length));
  const [only, ...others] = holders.filter((name) => wordsOf(name).length === fewest);
  return others.length === 0 ? only : undefined;
}

/** The one name of two words or more that lacks just one word of another: `openLid` of `openKilnLid`. */
function leaner(value: string, members: readonly string[]): string | undefined {
  const words = wordsOf(value);
  if (words.length < 3) return undefined;
  const isLess = (name: string): boolean => {
    const less = wordsOf(name);
    return less.length === words.length - 1 && isWithin(less, words);
  };
  const [only, ...others] = members.filter(isLess);
  return others.length === 0 ? only : undefined;
}

function isWithin(few: readonly string[], many: readonly string[]): boolean {
  let at = 0;
  for (const word of many) if (word === few[at]) at += 1;
  return at === few.length;
}

/** What a reader may have meant, most alike first. */
function oneOf(value: string, names: readonly string[]): string {
  const open = names.filter((name) => !name.startsWith("_"));
  return `one of ${byLikeness(value, open).slice(0, mostListed).join(", ")}`;
}
