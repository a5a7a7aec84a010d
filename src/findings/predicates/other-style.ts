import { lastSegment, wordsOf } from "../../names.ts";
import type { Claim, ClosedList, Fact, SourceFacts } from "../../types/index.ts";
import { type Comparison, strong } from "../draft.ts";

/** True when the source has the very words in another style, and no schema that says how to write them. */
export function isInOtherStyle({ claim, source }: Comparison): boolean {
  const words = wordsOf(claim.value).join("");
  // A client of another language takes the keys of a schema in its own style.
  const isTold = (fact: Fact): boolean => !isKeyword(claim) && isOfSchema(fact, source);
  if (source.nearest.some((fact) => wordsOf(fact.value).join("") === words && isTold(fact))) return false;
  // Clients call `/shelves/open-lid` as `shelves.openLid`.
  const ofRoutes = source.facts.flatMap(({ value }) => (/^\/[\w/-]+$/.test(value) ? value.split("/") : []));
  const spelled = wordsOf(claim.value);
  if (spelled.length > 1 && ofRoutes.some((segment) => wordsOf(segment).join(" ") === spelled.join(" "))) return true;
  // What is only called may be another package's.
  const known = strong([...source.nearest, ...source.facts]).filter(({ role }) => role !== "called");
  return known.some((fact) =>
    [fact.value, fact.scope.subject ?? ""].some(
      (name) => wordsOf(name).join("") === words && !isTold(fact) && isOtherStyle(claim.value, name),
    ),
  );
}

/** True for a keyword of a call in Python: `lid_angle=30`. */
function isKeyword({ value, sentence }: Claim): boolean {
  return /^[a-z][a-z0-9]*_\w+$/.test(value) && new RegExp(`(?:^|[(,])\\s*${value}=[^=]`).test(sentence);
}

/** True for a key of a schema, which names it as its readers write it. */
export function isOfSchema({ role, value, place }: Fact, { closedLists }: SourceFacts): boolean {
  if (role === "key-declared" && /schema[^/]*(?:\/[^/]+)?\.json$/i.test(place.path)) return true;
  const isSchema = (list: ClosedList): boolean =>
    list.role === "key-declared" && (/\.json$/.test(list.place.path) || /Schema$/.test(list.scope.in ?? ""));
  return role === "key-declared" && closedLists.some((list) => isSchema(list) && list.members.includes(value));
}

/** True for two names for two readers, not one written wrongly: `fire_kiln` on the wire and `fireKiln` in code. */
export function isOtherStyle(one: string, other: string): boolean {
  // A package is no type, and `IRequest` is what a reader calls an interface of their own.
  if (one.includes("/") !== other.includes("/") || /^I[A-Z]/.test(one) !== /^I[A-Z]/.test(other)) return true;
  // A constant in capitals is no key, and options with dashes are often read in camel case.
  if (isCapitals(one) !== isCapitals(other)) return true;
  // `kiln.stats` is the `stats` of a kiln; `KilnStats` is a name of its own.
  if (one.includes(".") !== other.includes(".") && wordsOf(one).join("") === wordsOf(other).join("")) return true;
  if (one.includes("-") !== other.includes("-") && wordsOf(one).join("") === wordsOf(other).join("")) return true;
  const isTypeName = /^[A-Z]/.test(one) && /[-_]/.test(other);
  return (isTypeName || one.includes("_") !== other.includes("_")) && wordsOf(one).join("") === wordsOf(other).join("");
}

/** True for several words in capitals, as variables and constants have them. */
export function isCapitals(name: string): boolean {
  return /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(name);
}

/**
 * True for names that differ in the case of their first letter: `OnError` beside `onError` may be the type of it, and
 * `shelfName` what the field `ShelfName` is called on the wire; only an import says that the value itself is meant.
 */
export function isTypeOf(one: string, other: string): boolean {
  return one !== other && one.slice(1) === other.slice(1) && one[0]?.toLowerCase() === other[0]?.toLowerCase();
}

/** True for a name as it is sent, `too_hot_kilns`, beside that of a type or member in code, `TooHotKiln`: macros make the one of another. */
export function isOnWire(one: string, other: string): boolean {
  const isSent = (name: string): boolean => /^[a-z][a-z0-9]*(?:_[a-z0-9]+)+$/.test(name);
  const isType = (name: string): boolean => /^(?:[A-Z][a-z0-9]+){2,}$/.test(name);
  return (isSent(one) && isType(other)) || (isType(one) && isSent(other));
}

/** Longest single word that may be any word of prose. */
const longestWord = 6;

/** A word with a capital letter, or in capitals, is no other short word in small ones: `Patch`, `path`; `CNAME`, `Name`. */
export function isOtherWord(one: string, other: string): boolean {
  const isWord = [one, other].every((name) => wordsOf(name).length === 1 && name.length <= longestWord);
  const styleOf = (name: string): string => name.replace(/\p{Lu}+/gu, "A").replace(/\p{Ll}+/gu, "a");
  return isWord && one.toLowerCase() !== other.toLowerCase() && styleOf(one) !== styleOf(other);
}

const stage = /^(?:unstable|experimental|unsafe|beta|internal)_(?=[A-Za-z])/i;

/** The same name without the word that said how settled it was: `lidAngle` for `unstable_lidAngle`. */
export function isSettled(claimed: string, name: string): boolean {
  return stage.test(claimed) && wordsOf(name).length > 1 && claimed.replace(stage, "") === name;
}

/** "Database" for `kiln.cache.DatabaseCache`: the page says in a word what the source says by a longer name. */
export function isPartOfName(claimed: string, found: string): boolean {
  // So does a member of an enumeration, by its name for its value: `LidState.Shut` for `SHUT`.
  const words = wordsOf(/^[A-Z]\w*\.[A-Z]/.test(claimed) ? lastSegment(claimed) : "").join(" ");
  if (words !== "" && words === wordsOf(found).join(" ")) return true;
  const last = wordsOf(found.split(/[./]/).at(-1) ?? "");
  return /^\p{Lu}\p{Ll}{3,}$/u.test(claimed) && last.length > 1 && last.includes(claimed.toLowerCase());
}
