import { byLikeness, isShortened, isSlip, lastSegment, likeness, wordsOf, wordsShared } from "../../names.ts";
import { subjectOfPage } from "../../page-subject.ts";
import type { Claim, ClosedList, Fact } from "../../types/index.ts";
import { type Comparison, contradicted, type Draft, factOf } from "../draft.ts";
import { isCalledOption } from "./in-words.ts";

/** Names beside the claimed one that a place must declare, before a name that it lacks is wrong without a like name. */
const leastMet = 3;
/** Other names beside the claimed one that a place may lack too: where it lacks more, the page is about another one. */
const mostOthers = 2;
/** Least likeness of a name that is offered for the claimed one. */
const leastLike = 0.5;
/** Kinds whose names a product coins itself: three words of one are no other product's. */
export const coined: ReadonlySet<string> = new Set(["cli-flag", "env-var", "http-header", "resource-name"]);

/** True when a like name that shares all but one word is what the claimed one was meant to be, because of where it stands. */
export function isMeantInCompany(fact: Fact, comparison: Comparison): boolean {
  const { claim } = comparison;
  return sharesWord(claim.value, fact.value) && !isStatedToo(fact, claim) && isInCompany(fact, comparison);
}

/** A key of several words that shares all but one with another which the page states as well is another one. */
function isStatedToo({ scope }: Fact, { kind, value }: Claim): boolean {
  return scope.stated === "too" && kind === "config-key" && wordsOf(value).length >= leastWords;
}

/** Names of all sorts end so: `ovenId` has nothing in common with `kilnId`. */
const everyEnd = /^(?:id|ids|at|by|url|uri|key|keys|name|names|type|path)$/;

function sharesWord(one: string, other: string): boolean {
  const isOfTwo = wordsOf(one).length === 2 && wordsOf(other).length === 2;
  return wordsShared(one, other) > (isOfTwo && everyEnd.test(wordsOf(one).at(-1) ?? "") ? 1 : 0);
}

/**
 * True for a name of a place that declares the names beside the claimed one, or one of the part that the page is about
 * that shares all but one of its words. Variables begin with the product's own word: `KILN_API_KEY` is not what
 * `OVEN_API_KEY` was meant to be.
 */
export function isInCompany(fact: Fact, { claim, source }: Comparison): boolean {
  if (claim.kind === "env-var" && wordsOf(claim.value)[0] !== wordsOf(fact.value)[0]) return false;
  const isSubject =
    subjectOfPage(claim.place.path)(fact.place.path) &&
    !isOneOfTwoInReadme(fact, claim) &&
    !isOneOfTwoFarBelow(fact, claim) &&
    !isOfNamedProduct(claim) &&
    !isWithinOther(fact, claim);
  if (isSubject && isShortened(claim.value, fact.value) && isSameStyle(claim.value, fact.value)) return true;
  if (isSubject && sharesWord(claim.value, fact.value) && isSameStyle(claim.value, fact.value))
    return isListed(fact, source.closedLists);
  return source.closedLists.some((list) => list.members.includes(fact.value) && isWholeCompany(list));
}

/** "Calls of React Native `AsyncStorage`": the words before say whose it is. */
function isOfNamedProduct({ sentence, value }: Claim): boolean {
  return /[a-z,]\s+(?:\p{Lu}\w+\s+){2}\W?$/u.test(sentence.slice(0, sentence.indexOf(value)));
}

/** A page called after a folder far above the file is about all of it: one word of two says as little there. */
function isOneOfTwoFarBelow({ value, place }: Fact, claim: Claim): boolean {
  if (coined.has(claim.kind) || wordsShared(claim.value, value) > 1 || wordsOf(claim.value).length > 2) return false;
  const near = place.path.split("/").slice(-2).join("/");
  return !subjectOfPage(claim.place.path)(near);
}

/** The README of a package is about all of it: one word of two is shared by names that have nothing in common. */
function isOneOfTwoInReadme({ value }: Fact, claim: Claim): boolean {
  const isReadme = /(?:^|\/)readme\.\w+$/i.test(claim.place.path);
  return isReadme && !coined.has(claim.kind) && wordsShared(claim.value, value) < 2;
}

/** A sample has the key within another one, which the type that declares the like one does not bear in its name. */
function isWithinOther({ scope }: Fact, { qualifiers: { path = "" } }: Claim): boolean {
  const [, owner] = path
    .split(/[.[\]]+/)
    .filter((part) => !/^\d*$/.test(part))
    .reverse();
  const within = wordsOf(scope.in ?? "");
  return owner !== undefined && !wordsOf(owner).some((word) => within.includes(word));
}

/** `TeamMember` is a type where `teamName` is a key, and `team_id` is written for others. */
function isSameStyle(one: string, other: string): boolean {
  const isUpper = (name: string): boolean => /^\p{Lu}/u.test(name);
  return isUpper(one) === isUpper(other) && one.includes("_") === other.includes("_");
}

/** True where the claimed name is what an entry of a list or table is about; lines of code end otherwise. */
export function headsEntry({ value, sentence }: Claim): boolean {
  return sentence.replace(/^[^\p{L}\p{N}$_@/-]+/u, "").startsWith(value) && !/[,;{([]\s*$/.test(sentence);
}

/**
 * A command that stands below the same parent, misspelt or with all but one word; where it has no parent, misspelt. The
 * parent must have other commands too: what follows a command that stands alone may be what it is given.
 */
export function isMeantCommand(fact: Fact, { claim, source }: Comparison): boolean {
  const [claimed, found] = [claim.value.split(" "), fact.value.split(" ").slice(-claim.value.split(" ").length)];
  const parent = claimed.slice(0, -1).join(" ");
  if (claim.kind !== "cli-command" || found.length !== claimed.length || found.slice(0, -1).join(" ") !== parent)
    return false;
  if (isSlip(claimed.at(-1) ?? "", found.at(-1) ?? "")) return true;
  const below = source.facts.filter(({ role, value }) => role === "command-declared" && value.startsWith(`${parent} `));
  return parent !== "" && below.length > 0 && wordsShared(claim.value, fact.value) >= 2;
}

/**
 * All the names beside the claimed one on the page stand in one place, and it stands nowhere: the place that declares the
 * others lacks it. Undefined unless there is such a place.
 */
export function missingAmongNeighbours({ claim, source }: Comparison): Draft | undefined {
  const list = source.closedLists
    .filter(({ scope }) => Number(scope.of ?? 0) - Number(scope.met ?? 0) <= mostOthers)
    .find((one) => isWholeCompany(one) || isClosedCompany(one, source.closedLists));
  // What a sample reads is called as its reader likes, whatever stands beside it.
  if (list === undefined || !coined.has(claim.kind) || claim.qualifiers.type === "example") return undefined;
  const { members, scope } = list;
  // Options of other packages stand among the own ones.
  if (scope.extends !== undefined) return undefined;
  // A variable of a framework or another tool stands among the product's own.
  if (claim.kind === "env-var" && !members.some((member) => wordsOf(member)[0] === wordsOf(claim.value)[0]))
    return undefined;
  // "Both `--lid` options" are those that begin so.
  if (members.filter((member) => member.startsWith(`${claim.value}-`)).length > 1) return undefined;
  if (isNegation(claim.value, members) || members.includes(claim.value.split(".")[0] ?? "")) return undefined;
  const [nearest] = byLikeness(claim.value, members);
  const isNear = nearest !== undefined && likeness(claim.value, nearest) >= leastLike;
  const actual = isNear ? nearest : `one of ${members.slice(0, 8).join(", ")}`;
  return contradicted("not-with-neighbours", [factOf(list)], actual, isNear ? nearest : undefined);
}

/** Keys that a place must declare before the way in which it joins words tells that of every one. */
const leastJoined = 5;

/**
 * A dotted key whose words stand joined otherwise in a place that was read completely and joins all words in that way:
 * `lid.in-kiln` for `lid.in_kiln`.
 */
export function joinedOtherwise({ claim, source }: Comparison): Draft | undefined {
  const { kind, value } = claim;
  if (kind !== "config-key" || !value.includes(".") || value.includes("-") === value.includes("_")) return undefined;
  const joiner = value.includes("-") ? "-" : "_";
  const bare = (name: string): string => name.replaceAll("-", "_");
  for (const list of source.closedLists.filter(({ role }) => role === "key-declared")) {
    const [only, ...more] = list.members.filter((member) => bare(member) === bare(value));
    if (only === undefined || only === value || more.length > 0 || list.members.length < leastJoined) continue;
    if (list.members.every((member) => !member.includes(joiner)))
      return contradicted("not-in-closed-list", [factOf(list)], only, only);
  }
  return undefined;
}

/**
 * The page lists all values of a set that was read completely but one, and this one in its place, which shares a part with it:
 * `lid-shut` beside `open-slowly` and `open-fast`, where the set has `lid-closed`.
 */
export function missingFromSet({ claim, source }: Comparison): Draft | undefined {
  if (claim.kind !== "config-key" && claim.kind !== "sdk-symbol") return undefined;
  const list = source.closedLists.find(
    (one) => one.role === "enum-member" && Number(one.scope.met) > 1 && isClosedCompany(one, source.closedLists),
  );
  const left = list?.scope.left;
  if (list === undefined || left === undefined || likeness(claim.value, left) < leastLike) return undefined;
  return contradicted("not-with-neighbours", [factOf(list)], left, left);
}

/** Many frameworks give every switch its opposite: `--no-lid` where `--lid` is declared. */
function isNegation(name: string, members: readonly string[]): boolean {
  return name.startsWith("--no-") && members.some((member) => member.replace(/^--/, "") === name.slice("--no-".length));
}

/** An exit code that is not among those of the place which returns nearly all that the page lists beside it. */
export function exitCodeAmongNeighbours({ claim, source }: Comparison): Draft | undefined {
  if (claim.qualifiers.type !== "exit") return undefined;
  const list = source.closedLists.find(
    (one) => one.role === "exit-code" && isWholeCompany(one) && Number(one.scope.met) > leastMet,
  );
  if (list === undefined) return undefined;
  return contradicted("not-with-neighbours", [factOf(list)], `one of ${list.members.slice(0, 12).join(", ")}`);
}

/** A place that was read completely needs fewer names, if all of them stand there. */
function isClosedCompany({ scope, place, role }: ClosedList, lists: readonly ClosedList[]): boolean {
  if (scope.type === "page" || scope.met === undefined || scope.met !== scope.of) return false;
  return lists.some((list) => list.scope.met === undefined && list.role === role && list.place.path === place.path);
}

/** A type or list that was read completely holds the name. */
function isListed({ value, place }: Fact, lists: readonly ClosedList[]): boolean {
  return lists.some(
    (list) => list.scope.met === undefined && list.place.path === place.path && list.members.includes(value),
  );
}

/** True for a name of a place that declares several other names of the page: the page is about that place. */
export function isOfPage({ value }: Fact, { source }: Comparison): boolean {
  return source.closedLists.some(({ scope, members }) => scope.type === "page" && members.includes(value));
}

/** True for a name of a place that declares several other names of the page, or those beside the claimed one. */
export function isAmongNeighbours({ value }: Fact, { source }: Comparison): boolean {
  return source.closedLists.some(
    (list) => (list.scope.type === "page" || isWholeCompany(list)) && list.members.includes(value),
  );
}

/** True when an option lacks its first or last word, or has one too many there: `--ciphers`, `--ssl-ciphers`. */
export function isCutShort({ kind, value }: Claim, name: string): boolean {
  const [a, b] = [wordsOf(value), wordsOf(name)];
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  // What switches an option off is an option of its own.
  if (/^--?(?:no|disable|without)-/.test(value) !== /^--?(?:no|disable|without)-/.test(name)) return false;
  if (kind !== "cli-flag" || long.length !== short.length + 1 || short.join("").length < 5) return false;
  return [long.slice(1), long.slice(0, -1)].some((rest) => rest.join(" ") === short.join(" "));
}

/** Words that a symbol must have without the one that it lacks or has too many. */
const leastWords = 3;

/** True when a symbol of several words has one word too few or too many: `closeLid` is short, `closeKilnLid` is not. */
export function isWordAway({ kind, value }: Claim, name: string): boolean {
  const [a, b] = [wordsOf(value), wordsOf(name)];
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (!/^(?:sdk-symbol|config-key)$/.test(kind) || long.length !== short.length + 1 || short.length < leastWords)
    return false;
  return isSameStyle(value, name) && long.some((_, at) => long.toSpliced(at, 1).join(" ") === short.join(" "));
}

/** An option, called one by the page, that lacks the last word of a key: "the `openLidSlowly` option" of `openLidSlowlyAngles`. */
export function isOptionCut({ role, value: found }: Fact, claim: Claim, name = lastSegment(found)): boolean {
  const [own, other] = [wordsOf(claim.value), wordsOf(name)];
  if (claim.kind !== "config-key" || role !== "key-declared" || !isCalledOption(claim)) return false;
  return own.length >= leastWords && other.slice(0, -1).join(" ") === own.join(" ") && isSameStyle(claim.value, name);
}

/** A list of the place that declares the names beside the claimed one, two of three at least. */
function isWholeCompany({ scope }: ClosedList): boolean {
  if (scope.type === "page") return false;
  const [met, of] = [Number(scope.met ?? 0), Number(scope.of ?? 0)];
  return met >= leastMet && met * 3 >= of * 2;
}
