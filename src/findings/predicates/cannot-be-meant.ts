import { isSlip, lastSegment, wordsOf } from "../../names.ts";
import type { Claim, Fact } from "../../types/index.ts";
import { isFieldOfSample } from "./in-words.ts";

/**
 * Names that no page can have meant, however like they are: another one than a short option, a name in another style and in
 * other letters, one with a capital for a key of a sample, a text with signs that the page's name has not, what Go keeps
 * within its package or shows to another language, a function for a key that a sample sets, the same name with a number
 * behind it, a package of a short name in another letter, a method of PHP in another letter case.
 */
export function cannotBeMeant(fact: Fact, claim: Claim): boolean {
  const { role, value } = fact;
  if (isInTwoStyles(claim, value) || isShortOption(claim) || isCapitalOfSample(claim, value)) return true;
  if (claim.kind === "sdk-symbol")
    return (
      isMethodOfPhp(fact, claim.value) ||
      isKeyOfType(fact, claim.value) ||
      isNoSymbol(value, claim.value) ||
      isKeptBeside(fact, claim.value) ||
      isNamedForOthers(fact, claim.value)
    );
  if (claim.kind === "package-version")
    return [isNumbered, isShortTwin, isOfOtherScope].some((isOther) => isOther(value, claim.value));
  if (claim.kind !== "config-key") return false;
  if (role === "exported" && (isFieldOfSample(claim) || isPartOfThing(value, claim.value))) return true;
  return role === "member" && (isKeptByGo(fact) || isNamedForOthers(fact, lastSegment(claim.value)));
}

const [snake, camel] = [/^[a-z\d]+(?:_[a-z\d]+)+$/, /^[a-zA-Z\d]*[a-z\d][A-Z][a-zA-Z\d]*$/];

/** Letters that an option must have to be told from others. */
const leastOfOption = 5;

/** Four letters are those of many words: `--bind` is no `--bindir`. */
function isShortOption({ kind, value }: Claim): boolean {
  return kind === "cli-flag" && value.replace(/^-+/, "").length < leastOfOption;
}

/** A sample's `extLid` is not the `ExtLids` of a list of values: keys of one file begin with one sort of letter. */
function isCapitalOfSample({ kind, value: claimed, qualifiers }: Claim, value: string): boolean {
  const isCapital = (name: string): boolean => /^\p{Lu}/u.test(name);
  if (kind !== "config-key" || qualifiers.path === undefined) return false;
  return isCapital(claimed) !== isCapital(value) && claimed.toLowerCase() !== value.toLowerCase();
}

/** `set_lid` and `setLids` differ in more than a slip: where they are written, and what they say. */
function isInTwoStyles({ kind, value: claimed }: Claim, value: string): boolean {
  if (kind !== "sdk-symbol" && kind !== "config-key") return false;
  const [one, other] = [lastSegment(claimed), lastSegment(value)];
  const isMixed = (snake.test(one) && camel.test(other)) || (camel.test(one) && snake.test(other));
  return isMixed && wordsOf(one).join("") !== wordsOf(other).join("");
}

/** `lid.node` is a part of a `lid`, and no `lidHandler`. */
function isPartOfThing(value: string, claimed: string): boolean {
  return claimed.includes(".") && !value.includes(".") && wordsOf(claimed).join("") !== wordsOf(value).join("");
}

/** What code in Go shows to another language has a name there that begins otherwise, or has its acronyms in small letters. */
function isNamedForOthers({ place, value }: Fact, claimed: string): boolean {
  return place.path.endsWith(".go") && value !== claimed && wordsOf(value).join("_") === wordsOf(claimed).join("_");
}

function isKeptByGo({ place, value }: Fact): boolean {
  return place.path.endsWith(".go") && /^[a-z]/.test(value);
}

/** A method that Go keeps within its package, beside a name that packages give to others. */
function isKeptBeside(fact: Fact, claimed: string): boolean {
  return isKeptByGo(fact) && /^[A-Z]/.test(claimed);
}

/** PHP finds functions and methods in any letter case. */
function isMethodOfPhp({ place, value }: Fact, claimed: string): boolean {
  return place.path.endsWith(".php") && /^[a-z]/.test(value) && value.toLowerCase() === claimed.toLowerCase();
}

/** `LidContext` is a type, whoever declares it, beside a key `lidContext` that holds one. */
function isKeyOfType({ role, value }: Fact, claimed: string): boolean {
  const isType = /^[A-Z]/.test(claimed) && /^[a-z]/.test(value);
  return (
    role === "key-declared" && isType && claimed.slice(1) === value.slice(1) && claimed[0]?.toLowerCase() === value[0]
  );
}

/** `kilnmetric@` is text. */
function isNoSymbol(value: string, claimed: string): boolean {
  return /^\w+$/.test(claimed) && !/^[\w$.#:()/-]*[\w$)]$/.test(value);
}

/** `@acme/plugin-kiln2` is made for the second version of something. */
function isNumbered(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return long.startsWith(short) && /^\d+$/.test(long.slice(short.length));
}

/** `@other/vite` is made by somebody else than `@acme/vite`. */
function isOfOtherScope(one: string, other: string): boolean {
  const [a, b] = [one, other].map((name) => /^@([^/]+)\//.exec(name)?.[1]);
  return a !== undefined && b !== undefined && a !== b && !isSlip(a, b);
}

/** Shortest last part of a package of which another letter is a mistake and no other word. */
const leastLetters = 6;

/** `@acme/next` and `@acme/nuxt` are made for two frameworks. */
function isShortTwin(one: string, other: string): boolean {
  const [a, b] = [one, other].map((name) => name.slice(name.lastIndexOf("/") + 1));
  if (a === undefined || b === undefined || a.length !== b.length || a.length >= leastLetters) return false;
  return wordsOf(a).length === 1 && [...a].sort().join("") !== [...b].sort().join("");
}
