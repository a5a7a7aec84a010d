import {
  editDistance,
  isMixedUp,
  isPermuted,
  isRespelt,
  isShortened,
  isSlip,
  lastSegment,
  tellingWords,
  wordsOf,
} from "../../names.ts";
import { subjectOfPage } from "../../page-subject.ts";
import type { Claim, Fact } from "../../types/index.ts";
import { pathMeant } from "../../url-path.ts";
import { withoutProduct } from "../commands.ts";
import { agrees, ambiguous, type Comparison, contradicted, type Draft, strong } from "../draft.ts";
import {
  beginsWithOwnWord,
  isCounterpart,
  isGivenByLibraries,
  isInflected,
  isMadeUp,
  isMeasured,
  isOfLanguage,
  isPartOfType,
  isRegisteredHeader,
} from "../not-coined.ts";
import { cannotBeMeant } from "./cannot-be-meant.ts";
import {
  coined,
  headsEntry,
  isAmongNeighbours,
  isCutShort,
  isInCompany,
  isMeantCommand,
  isMeantInCompany,
  isOfPage,
  isOptionCut,
  isWordAway,
  joinedOtherwise,
  missingAmongNeighbours,
} from "./company.ts";
import {
  isCalledList,
  isCalledOneOf,
  isCalledOption,
  isFieldOfSample,
  isOfSample,
  isSetThere,
  isToReplace,
} from "./in-words.ts";
import { lastPart, nameIn } from "./name-in.ts";
import { isOfOtherModule, isOfOtherRoot, isOfOtherSort, isOtherHost } from "./of-another.ts";
import { isInOtherStyle, isOfSchema, isOnWire, isOtherWord, isSettled } from "./other-style.ts";
import { isInOwnScope, isOwnPackage } from "./own-package.ts";
import { isPlainSlip } from "./plain-slip.ts";
import { isFormOfOwn, isOneThing, mayBePlural } from "./plurals.ts";
import { endsOtherwise, isNoResource, isReadersResource } from "./resource.ts";
import { countsAsThere, isKeyToo, isOptionInOtherOrder, isTypeBesideKey } from "./what-counts.ts";
import { holdsWord, isWrittenIn } from "./written-in.ts";

/** Names shorter than this are like too many others. */
const shortestName = 5;
/** Names shorter than this are not told from others where a sentence denies something of them. */
const shortestMentioned = 9;
/** Options shorter than this are written in any letter case. */
const shortestOption = 8;

/** The name stands nowhere, not even in a comment, and the search was complete: a slip of the pen is the only reading left. */
export function writtenWrongly(comparison: Comparison): Draft | undefined {
  const { claim, proof, source } = comparison;
  if (claim.value.length < shortestName || !mayBeWrong(claim)) return undefined;
  if (isReadersResource(claim)) return undefined;
  if (source.skipped.length > 0 && !isBelowCommand(comparison)) return undefined;
  const there = source.facts.filter(
    (fact) =>
      countsAsThere(fact, comparison) && (isWrittenIn(fact.value, { claim, proof }) || isItsLastPart(fact, claim)),
  );
  if (there.some((fact) => !isOptionInOtherOrder(fact, comparison))) return undefined;
  const joined = claim.qualifiers.type === "example" ? undefined : joinedOtherwise(comparison);
  if (joined) return joined;
  if (proof.confirms.includes("exported") && isInOtherStyle(comparison)) return undefined;
  const near = strong(source.nearest)
    .map((fact) => withoutOwners(fact, claim))
    .filter((fact) => proof.confirms.includes(fact.role) && agrees(fact, claim, proof.same))
    .filter((fact) => claim.qualifiers.type !== "example" || (isStatedOtherwise(fact) && isOfManyWords(claim)))
    // A path alone does not say at which host it answers.
    .filter(({ role }) => claim.kind !== "endpoint-url" || role !== "route-declared")
    .filter((fact, _, all) => isMeant(fact, comparison) && !isKeyToo(fact, all) && !cannotBeMeant(fact, claim))
    .filter((fact, _, all) => !isTypeBesideKey(fact, all, claim) && !isOfOtherDashes(fact, all, claim));
  // Words of an option, a command or a package in another order are nearer than any other word.
  const isTurned = (value: string): boolean =>
    /^(?:cli-flag|cli-command|package-version)$/.test(claim.kind) && isPermuted(claim.value, value, 2);
  const edits = (value: string): number => (isTurned(value) ? 1 : editDistance(claim.value, value));
  const values = [...new Set(near.map((fact) => meantBy(fact, claim)))].sort((a, b) => edits(a) - edits(b));
  const [only] = values;
  if (only === undefined) return missingAmongNeighbours(comparison);
  // Of several names that are no slips, none is more likely than the others.
  const isOpen = edits(values[1] ?? "") <= edits(only) || !(isSlip(claim.value, only) || isTurned(only));
  if (values.length > 1 && isOpen) {
    return ambiguous("several-places-differ", near.slice(0, 5), { values: values.slice(0, 5).join(", ") });
  }
  const meant = near
    .filter((fact) => meantBy(fact, claim) === only)
    .filter(
      (fact) =>
        (claim.qualifiers.stance !== "mentioned" && isCertain(fact, comparison)) || isPlainSlip(fact, comparison),
    )
    // A sentence that states both names states two names.
    .filter((fact) => !holdsWord(claim.sentence, nameIn(fact, claim)) && !isOneThing(fact, comparison))
    // Prose speaks of several of a kind.
    .filter((fact) => claim.value !== `${nameIn(fact, claim)}s` || mayBePlural(fact, claim))
    .filter(
      (fact) => `${claim.value}s` !== nameIn(fact, claim) || !(isCalledOneOf(claim) || isOneOfListed(fact, claim)),
    );
  return meant.length === 0
    ? missingAmongNeighbours(comparison)
    : contradicted("near-name", meant.slice(0, 3), only, only);
}

/** A text is the very name behind the last dot: some languages give fields to others by their names. */
function isItsLastPart({ role, value }: Fact, claim: Claim): boolean {
  return role === "literal" && claim.value.includes(".") && value === lastSegment(claim.value);
}

/** Programs in Go take an option behind one dash or two: the page writes it behind as many as the claimed one. */
function isOfOtherDashes({ value }: Fact, all: readonly Fact[], claim: Claim): boolean {
  const turned = value.startsWith("--") ? value.slice(1) : `-${value}`;
  const isTwin = claim.kind === "cli-flag" && all.some((fact) => fact.value === turned);
  return isTwin && value.startsWith("--") !== claim.value.startsWith("--");
}

/**
 * Where the page names a key alone, the words of the keys around another one say nothing; neither does the part that all
 * commands of a product begin with, where the page leaves it out.
 */
function withoutOwners(fact: Fact, { value }: Claim): Fact {
  const command = fact.role === "command-declared" ? withoutProduct(fact.value) : undefined;
  if (command !== undefined && value.split(":").length === command.split(":").length)
    return { ...fact, value: command };
  const isWithin = fact.role === "key-declared" && fact.value.includes(".") && !value.includes(".");
  return isWithin ? { ...fact, value: lastSegment(fact.value) } : fact;
}

/** Names of standards, languages and the reader's own code are nobody's slips. */
function mayBeWrong({ kind, value, qualifiers, sentence }: Claim): boolean {
  if (isOfLanguage(value) || isMadeUp(value) || isGivenByLibraries(value)) return false;
  // What is denied of a name of several words says that it is there.
  if (qualifiers.stance === "mentioned" && (wordsOf(value).length < 2 || value.length < shortestMentioned))
    return false;
  if (qualifiers.type === "own" || isOfSample(value, sentence) || isToReplace(value, sentence)) return false;
  return kind !== "http-header" || !isRegisteredHeader(value);
}

/** The page states the like name elsewhere, so that the claimed one, which stands nowhere, is that one written otherwise. */
function isStatedOtherwise({ scope }: Fact): boolean {
  return scope.stated === "otherwise";
}

/** Words of a name that no sample of another product is likely to have. */
const manyWords = 3;

function isOfManyWords({ value }: Claim): boolean {
  return wordsOf(value).length >= manyWords;
}

/** A sentence speaks of one of what the setting lists, which the page states elsewhere. */
function isOneOfListed(fact: Fact, claim: Claim): boolean {
  return isStatedOtherwise(fact) && claim.qualifiers.path === undefined && !isSetThere(claim) && !isCalledList(claim);
}

function isMeant(fact: Fact, comparison: Comparison): boolean {
  const { claim } = comparison;
  const name = nameIn(fact, claim);
  // A list of names, or a sentence, is no name.
  if (/[\s"'[\]{}]/.test(name) && !/[\s"'[\]{}]/.test(claim.value)) return false;
  const [last, lastName] = [lastPart(fact, claim), lastSegment(name)];
  if (isPartOfType(claim.value, name) || isOnWire(claim.value, name) || isOfOtherSort(claim, name)) return false;
  // A package is no symbol.
  if (claim.kind === "package-version" && claim.value.includes("/") !== name.includes("/")) return false;
  if (isOfOtherModule(fact, claim) || isOfOtherRoot(fact, claim) || isCounterpart(claim.value, name)) return false;
  if (isOtherHost(claim.value, name) || isOtherWord(claim.value, name) || isNoResource(fact, claim)) return false;
  return (
    isSlip(claim.value, name) ||
    (last !== undefined && (isSlip(last, lastName) || isPermuted(last, lastName))) ||
    isPermuted(claim.value, name, /^cli-/.test(claim.kind) ? 2 : 3) ||
    isRespelt(claim.value, name) ||
    isSettled(claim.value, name) ||
    endsOtherwise(claim, name) ||
    isOptionCut(fact, claim) ||
    isStatedOtherwise(fact) ||
    (isAlmost(claim.value, name) &&
      (isInCompany(fact, comparison) || lacksWord(claim, name) || isOwnVariable(claim, name))) ||
    isMeantInCompany(fact, comparison) ||
    (isOfPage(fact, comparison) && (isCutShort(claim, name) || isWordAway(claim, name))) ||
    (isInflected(claim.value, name) && isAmongNeighbours(fact, comparison)) ||
    isFormOfOwn(fact, claim) ||
    isOwnPackage(fact, claim) ||
    isInOwnScope(fact, comparison) ||
    isMeantCommand(fact, comparison) ||
    (fact.role === "route-declared" && pathMeant(claim.value, fact.value) !== undefined)
  );
}

/** A name that products coin loses a word in its middle easily; one with a word more is another name. */
function lacksWord({ kind, value }: Claim, name: string): boolean {
  const [few, more] = [tellingWords(value), tellingWords(name)];
  return coined.has(kind) && few.length < more.length && few[0] === more[0] && beginsWithOwnWord(value);
}

/** Words of a variable that nobody but the product itself has. */
const ownWords = 3;

/** A variable of several words that begins with the product's own, of which one is taken for another. */
function isOwnVariable({ kind, value }: Claim, name: string): boolean {
  return kind === "env-var" && tellingWords(name).length >= ownWords && beginsWithOwnWord(value);
}

/**
 * Where the page or the source says which names belong together, any form of a word is the other one written wrongly: in
 * a schema, among its neighbours, and at the head of an entry on the page about the part that declares the other.
 */
function isCertain(fact: Fact, comparison: Comparison): boolean {
  const { claim, source } = comparison;
  const isForm = claim.value.toLowerCase() !== nameIn(fact, claim).toLowerCase();
  if (!isForm && isOptionInOtherCase(fact, claim)) return true;
  if (isPermuted(lastSegment(claim.value), lastSegment(nameIn(fact, claim)))) return true;
  if (isSettled(claim.value, nameIn(fact, claim))) return true;
  if (isOptionCut(fact, claim) || isStatedOtherwise(fact)) return true;
  if (headsEntry(claim) && isForm && subjectOfPage(claim.place.path)(fact.place.path)) return true;
  if (isOfPage(fact, comparison) && isForm && wordsOf(claim.value).length > 1) return true;
  if (isMeasured(claim.value) && isMeasured(nameIn(fact, claim))) return true;
  if (isInflected(claim.value, nameIn(fact, claim)) && isAmongNeighbours(fact, comparison)) return true;
  if (isFormOfOwn(fact, claim)) return true;
  // An object of a sample may be its reader's own, with a name of theirs.
  const isOwn = !isForm && claim.qualifiers.path === undefined && isFieldOfSample(claim);
  return (isOfSchema(fact, source) && !isOwn) || isMeantInCompany(fact, comparison);
}

/** An option that the page calls one, or whose entry it stands at the head of, on the page about the part that declares it. */
function isOptionInOtherCase(fact: Fact, claim: Claim): boolean {
  const name = nameIn(fact, claim);
  if (claim.kind !== "config-key" || fact.role !== "key-declared" || claim.value[0] !== name[0]) return false;
  if (name.length < shortestOption || /[^A-Za-z\d]/.test(claim.value + name)) return false;
  return isCalledOption(claim) || (headsEntry(claim) && subjectOfPage(claim.place.path)(fact.place.path));
}

/** What a like name says in the page's words: of a route the end that the page states, of a command what follows the program. */
function meantBy(fact: Fact, claim: Claim): string {
  const { role, value } = fact;
  if (lastPart(fact, claim) !== undefined) return `${claim.value.slice(0, claim.value.lastIndexOf("."))}.${value}`;
  if (role === "command-declared") return value.split(" ").slice(-claim.value.split(" ").length).join(" ");
  return (role === "route-declared" ? pathMeant(claim.value, value) : undefined) ?? nameIn({ role, value }, claim);
}

/** A command whose parent the source declares: what its file says of it is all there is. */
function isBelowCommand({ claim, source }: Comparison): boolean {
  const parent = claim.value.split(" ").slice(0, -1).join(" ");
  const isParent = ({ role, value }: Fact): boolean => role === "command-declared" && value.startsWith(`${parent} `);
  return claim.kind === "cli-command" && parent !== "" && source.facts.some(isParent);
}

/** One word is missing in the middle, or another one stands for it; hosts of one domain are no such names. */
function isAlmost(one: string, other: string): boolean {
  return !one.includes("://") && (isShortened(one, other) || isMixedUp(one, other));
}
