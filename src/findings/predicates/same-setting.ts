import { lastSegment, wordsOf } from "../../names.ts";
import { subjectOfPage } from "../../page-subject.ts";
import type { Claim, Fact } from "../../types/index.ts";
import { type Comparison, strong } from "../draft.ts";
import { folderOf } from "./paths.ts";
import { isSameName } from "./setting-name.ts";

/** A value that a fact states of the subject of a claim. */
export type Stated = { readonly value: string; readonly fact: Fact };

/**
 * Functions and classes of other files that take the same setting and state no default of it: the page may speak of one of
 * them. Defaults that stand in an object of defaults hold for all.
 */
export function takenElsewhere({ fact }: Stated, subject: string, facts: readonly Fact[]): readonly Fact[] {
  // What a schema states holds for whoever takes it.
  if (fact.role !== "default" || fact.strength === "config" || /default/i.test(fact.scope.in ?? "")) return [];
  return strong(facts).filter(
    (other) =>
      other.role === "key-read" &&
      other.scope.type === "taken" &&
      isSameName(other.value, subject) &&
      other.place.path !== fact.place.path,
  );
}

/** True when a fact declares the subject in the role of the other one, at another place and without a known default. */
export function isOpenTwin(fact: Fact, other: Fact, subject: string): boolean {
  return (
    (fact.role === other.role || isElsewhere(fact, other, subject)) &&
    (fact.role === "option-declared" || fact.role === "key-declared" || fact.role === "env-read") &&
    fact.default === undefined &&
    fact.scope.subject === undefined &&
    // What only hands a variable on has no default of its own.
    !/^(?:schema|passed)$/.test(fact.scope.type ?? "") &&
    (fact.place.path !== other.place.path || fact.place.startLine !== other.place.startLine) &&
    strong([fact]).length > 0 &&
    isSameName(fact.value, subject) &&
    (isNamedInFull(fact, subject) || !isNamedInFull(other, subject))
  );
}

/**
 * What the settings of the part which the page is about state holds for it: functions of that part, and what other parts take,
 * are given the value.
 */
export function takesFromSettings({ scope }: Fact, stated: Fact, { place }: Claim): boolean {
  if (!/(?:Config|Configuration|Settings|Options)$/.test(stated.scope.in ?? "")) return false;
  return subjectOfPage(place.path)(stated.place.path) && scope.type === "parameter";
}

/** Words in the names of settings that tell no part of a product. */
const ofAnyPart = /^(?:providers?|plugins?|server|client|config|settings|options|http|spec|data|global|default)$/;

/** True where the type, the file or the folder of a fact bears a word of the part that stands before a setting: `kiln.lid`. */
export function isOfOwner({ scope, place }: Fact, subject: string): boolean {
  const owners = subject
    .split(/[.#]/)
    .slice(0, -1)
    .flatMap((owner) => wordsOf(owner))
    .filter((word) => !ofAnyPart.test(word));
  const around = new Set([scope.in ?? "", ...place.path.split("/").slice(-2)].flatMap((name) => wordsOf(name)));
  return owners.some((owner) => around.has(owner));
}

/** The place says all of the name: `publish.checkName`, where others have a `checkName` of something. */
function isNamedInFull({ value, scope }: Fact, subject: string): boolean {
  return wordsOf(scope.subject ?? value).join(" ") === wordsOf(subject).join(" ");
}

/**
 * One word names settings of many packages of a repository: the one that another package declares may be meant. Fields of
 * Go and Rust have their defaults in methods of their own type, so any other type of the package or type elsewhere may be.
 */
function isElsewhere(fact: Fact, other: Fact, subject: string): boolean {
  // What a schema states holds for whoever takes it.
  if (other.role !== "default" || other.strength === "config") return false;
  if ([".go", ".rs"].some((ending) => [fact, other].every(({ place }) => place.path.endsWith(ending))))
    return folderOf(fact.place.path) !== folderOf(other.place.path) || isOfOtherType(fact, other);
  const packageOf = ({ place }: Fact): string => /^(?:packages|apps|libs|plugins)\/[^/]+/.exec(place.path)?.[0] ?? "";
  return wordsOf(subject).length === 1 && packageOf(fact) !== packageOf(other);
}

/** Fields of two types; what a function of Rust sets by its key it sets for whichever type has the field. */
function isOfOtherType(fact: Fact, { scope, place }: Fact): boolean {
  const isOfFunction = place.path.endsWith(".rs") && /^[^\p{Lu}]/u.test(lastSegment(scope.in ?? ""));
  return fact.scope.in !== scope.in && !isOfFunction;
}

/**
 * True when the value holds for a part of the product of which neither the claim nor its page says a word: an object of
 * defaults that bears another name, or one of several schemas of a document that declare a setting of this name.
 */
export function isOfOtherPart({ fact }: Stated, subject: string, { claim, source }: Comparison): boolean {
  const { scope, place, strength } = fact;
  if (subjectOfPage(claim.place.path)(place.path)) return false;
  const part = /default/i.test(scope.in ?? "") ? wordsOf(scope.in ?? "").filter((word) => !ofDefaults.test(word)) : [];
  const said = new Set([subject, claim.place.path, claim.sentence].flatMap((text) => wordsOf(text)));
  if (part.length > 0) return !part.some((word) => said.has(word));
  if (strength !== "config" || /[.#]/.test(subject)) return false;
  const schemas = strong(source.facts)
    .filter(
      (other) => other.role === "key-declared" && other.place.path === place.path && isSameName(other.value, subject),
    )
    .map((other) => other.scope.in ?? "");
  return new Set(schemas).size > 1;
}

/**
 * True when the claimed word is one of the choices that a type of another folder gives to a setting of one common word, and
 * the page says no word of the place in which the default stands: that default is another setting's.
 */
export function isOfOtherChoices({ fact }: Stated, subject: string, { claim, source }: Comparison): boolean {
  if (wordsOf(subject).length !== 1 || !script.test(fact.place.path) || isSpokenOf(fact, claim)) return false;
  return strong(source.facts).some(
    (other) =>
      other.role === "enum-member" &&
      other.value === claim.value &&
      script.test(other.place.path) &&
      folderOf(other.place.path) !== folderOf(fact.place.path) &&
      isSameName(other.scope.in ?? "", subject),
  );
}

const script = /\.[cm]?[jt]sx?$/;

/** The page says a word of the place in which a default stands: of its function, its file or its folder. */
function isSpokenOf({ scope, place }: Fact, { place: page, sentence, qualifiers: { subject = "" } }: Claim): boolean {
  const plain = (text: string): readonly string[] => wordsOf(text).map((word) => word.replace(/s$/, ""));
  const said = new Set([page.path, sentence].flatMap(plain));
  const near = [
    scope.in ?? "",
    ...place.path
      .replace(/\.\w+$/, "")
      .split("/")
      .slice(-2),
  ].flatMap(plain);
  return near.some((word) => word.length > 2 && word !== subject.toLowerCase() && said.has(word));
}

/** Words in the names of objects of defaults that tell no part of a product. */
const ofDefaults =
  /^(?:all|base|config(?:s|uration)?|defaults?|get|global|init(?:ial)?|opts?|options?|params?|props|settings?|values?|user|resolved?|the)$/;
