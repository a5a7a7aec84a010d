import {
  byLikeness,
  isMixedUp,
  isPermuted,
  isRespelt,
  isShortened,
  isSlip,
  lastSegment,
  wordsOf,
  wordsShared,
} from "../../names.ts";
import type { ClosedList } from "../../types/index.ts";
import { type Comparison, contradicted, type Draft, factOf, strong } from "../draft.ts";
import { isMadeUp } from "../not-coined.ts";

/** Shortest name that is told from another by its letters. */
const shortestName = 4;

/**
 * The type that holds the claimed key, by the keys which the page writes around it, declares no such key and exactly one
 * like it. Undefined where no type is known, or several keys are as like.
 */
export function missingFromParent({ claim, source }: Comparison): Draft | undefined {
  // The fields of one type, by the way that leads there; what else lies within another object is of any place.
  const nested = source.closedLists
    .filter(({ scope }) => scope.parent !== undefined && scope.type !== undefined)
    .filter((list) => !isOfFields(list, lastSegment(claim.value)));
  // What the called function takes is known: other types have nothing to do with it.
  const told = nested.some(isOfCall) ? nested.filter(isOfCall) : nested;
  const path = (claim.qualifiers.path ?? claim.value).split(".");
  const name = path.at(-1) ?? "";
  if (told.length === 0 || name.length < shortestName || isMadeUp(name)) return undefined;
  // Fields that another type lends may be left out of the list, unless the name stands nowhere.
  const isNowhere =
    source.skipped.length === 0 &&
    !strong(source.facts).some(({ value }) => wordsOf(value).join("") === wordsOf(name).join(""));
  // That keys stand beside each other says less than a key around them.
  const lists = isNowhere ? told : told.filter(({ scope }) => scope.parent !== "");
  const meant = lists.flatMap((list) =>
    list.members.filter((member) => isMeant(name, member, { list, isNowhere })).map((member) => ({ list, member })),
  );
  const [only, ...more] = [...new Map(meant.map((one) => [wordsOf(one.member).join(" "), one])).values()];
  if (only === undefined || more.length > 0)
    return isNowhere || isNoKey(name, source) ? missingFromCall(name, lists) : undefined;
  const { list, member } = only;
  const actual = claim.value.includes(".") ? [...path.slice(0, -1), member].join(".") : member;
  return contradicted("not-in-closed-list", [factOf({ ...list, scope: { in: list.scope.in ?? "" } })], actual, actual);
}

/** Fields of Go without tags are what code calls things: which keys a file has, they do not tell. */
function isOfFields({ members, place }: ClosedList, name: string): boolean {
  return place.path.endsWith(".go") && /^[a-z]/.test(name) && members.every((member) => /^[A-Z]/.test(member));
}

/** The name stands in texts and in the body of functions alone: nobody declares a key of that name, or reads it from an object. */
function isNoKey(name: string, { facts, skipped }: Comparison["source"]): boolean {
  const words = wordsOf(name).join("");
  const named = strong(facts).filter(({ value }) => wordsOf(lastSegment(value)).join("") === words);
  return skipped.length === 0 && named.every(({ role }) => role === "literal" || role === "identifier");
}

/** Keys that a contradiction lists. */
const mostListed = 8;

/** A key that stands nowhere, and not in the type of what the function takes: no compiler lets it pass. */
function missingFromCall(name: string, lists: readonly ClosedList[]): Draft | undefined {
  const [only, ...more] = lists.filter((list) => isOfCall(list) && list.scope.type === "closed");
  if (only === undefined || more.length > 0) return undefined;
  const members = byLikeness(name, only.members).slice(0, mostListed);
  const scope = { in: only.scope.in ?? "" };
  return contradicted("not-in-closed-list", [factOf({ ...only, scope })], `one of ${members.join(", ")}`);
}

/** True for the type of what a call is given: `oven()`, `oven().lid`. */
export function isOfCall({ scope }: ClosedList): boolean {
  return /^[\w$]+\(\d*\)/.test(scope.parent ?? "");
}

/** What the page states at the same place is a key of its own, unless one is the other written wrongly. */
function isMeant(
  name: string,
  member: string,
  { list: { scope }, isNowhere }: { readonly list: ClosedList; readonly isNowhere: boolean },
): boolean {
  if (isSlip(name, member) || isPermuted(name, member) || isRespelt(name, member)) return true;
  // `lidViewAngle` of a sample is nothing like `lid_open_angle`.
  if (name.includes("_") !== member.includes("_") && wordsOf(name).length > 1) return false;
  if ((scope.stated ?? "").split(" ").includes(wordsOf(member).join(""))) return false;
  if (scope.type !== "closed" && !isNowhere) return false;
  return isShortened(name, member) || isMixedUp(name, member) || wordsShared(name, member) > 1 || isEndOf(name, member);
}

/** One name is the other with a word or two before or behind it: `ovenModeHeatSeconds` and `heatSeconds`, `openLid` and `openLidSlowly`. */
function isEndOf(one: string, other: string): boolean {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length < 2 || short.length === long.length) return false;
  return [long.slice(-short.length), long.slice(0, short.length)].some((end) => end.join(" ") === short.join(" "));
}
