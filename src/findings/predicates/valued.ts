import { lastSegment } from "../../names.ts";
import { subjectOfPage } from "../../page-subject.ts";
import type { Claim, Fact } from "../../types/index.ts";
import {
  accepted,
  agrees,
  ambiguous,
  type Comparison,
  confirmed,
  contradicted,
  type Draft,
  some,
  strong,
  unproven,
  unverifiable,
} from "../draft.ts";
import { asWritten, bytesInWords, normalise, quantityOf } from "../normalise.ts";
import { outsideUnion } from "./of-union.ts";
import { isOfThePage, mayBeOpen, ownDefaults } from "./own-defaults.ts";
import { confirmedByPart } from "./own-part.ts";
import { folderOf } from "./paths.ts";
import { isOfOtherLanguage, isRival } from "./rival.ts";
import { isOfOtherChoices, isOfOtherPart, type Stated, takenElsewhere } from "./same-setting.ts";
import { isSame } from "./same-value.ts";
import { isDefaultOf, isDefaultOfWhose, isSameName } from "./setting-name.ts";
import { isUnderCondition } from "./under-condition.ts";
import { heldAtFirst } from "./zero-value.ts";

/**
 * The named thing has the claimed value: a default, a limit, a version. Without a subject nothing is compared, because
 * the same number stands in many places. It is contradicted when every place that states the subject's value states
 * one other value.
 */
export function valued(comparison: Comparison): Draft {
  const { claim, proof, source } = comparison;
  const { subject } = claim.qualifiers;
  if (subject === undefined || subject === "")
    return unverifiable("not-found", { files: String(source.filesSearched) });
  const everywhere = nearest(
    source.facts.flatMap((fact) => valuesOf(fact, subject, comparison)),
    comparison,
  );
  const stated = ownDefaults(statedOnce(everywhere), claim);
  const equal = stated.filter(
    ({ value, fact }) =>
      !isTakenInOtherStyle(fact, subject) &&
      (isSame(value, claim.value, fact.scope.unit ?? claim.qualifiers.unit, comparison) ||
        isTakenFrom(fact, claim.value) ||
        (claim.kind === "limit" && lastWithin(fact) === claim.value)),
  );
  const proven = some(
    accepted(
      equal.map(({ fact }) => fact),
      proof,
    ),
  );
  if (proven) return confirmedByPart(stated, proven, comparison);
  const others = ofPage(
    stated
      .map((one) => ({ ...one, value: lastWithin(one.fact) ?? one.value }))
      .filter(({ fact, value }) => strong([fact]).length > 0 && isRival(fact, value, comparison)),
    claim,
    // What the same file fills in under a condition too holds in some cases only.
  ).filter(
    ({ value, fact }) =>
      !stated.some(
        (other) =>
          other.fact.scope.type === "conditional" && other.value === value && other.fact.place.path === fact.place.path,
      ),
  );
  const values = [...new Map(others.map((other) => [normalise(other.value, proof.normalise), other])).values()];
  const [only] = values;
  const held = only === undefined && stated.length === 0 ? some(heldUnsaid(comparison, subject)) : undefined;
  if (held) return confirmed(held, proof);
  // An example shows one value of many: another one in the source says nothing against it.
  if (only === undefined || claim.qualifiers.type === "example" || isUnderCondition(claim))
    return outsideUnion(comparison, subject);
  if (isNothing(claim) || isToFillIn(claim.value) || isToFillIn(only.value) || isWorkedOut(claim, subject))
    return unproven(comparison);
  if (mayBeOpen(only, subject, comparison)) return unproven(comparison);
  if (isOfOtherPart(only, subject, comparison) || isOfOtherChoices(only, subject, comparison))
    return unproven(comparison);
  if (values.length > 1) {
    return ambiguous(
      "several-places-differ",
      others.slice(0, 5).map(({ fact }) => fact),
      {
        values: values
          .slice(0, 5)
          .map(({ value }) => value)
          .join(", "),
      },
    );
  }
  const begins = source.facts.filter((fact) => beginsWith(fact, subject, comparison));
  if (begins.length > 0)
    return ambiguous("several-places-differ", [only.fact, ...begins.slice(0, 2)], { values: only.value });
  const taken = isOfThePage(claim)(only.fact)
    ? undefined
    : some([...takenElsewhere(only, subject, source.facts), ...heldElsewhere(only, comparison)]);
  if (taken)
    return ambiguous("several-places-differ", [only.fact, ...taken.slice(0, 2)], {
      values: `${withUnit(only)} in ${only.fact.scope.in ?? only.fact.place.path}, none in ${taken[0].scope.in ?? taken[0].place.path}`,
    });
  const found = withUnit(only);
  return contradicted("slot-holds-other", [only.fact], found, asWritten(found, claim.value) ?? only.value);
}

/** What holds the claimed value although no place states it of the subject: a field at first, a constant that says whose default it is. */
function heldUnsaid(comparison: Comparison, subject: string): readonly Fact[] {
  const { claim, source } = comparison;
  const constants = strong(source.facts).filter(
    ({ role, scope, value }) =>
      role === "constant" &&
      isDefaultOfWhose(scope.subject ?? "", subject) &&
      isSame(value, claim.value, scope.unit ?? claim.qualifiers.unit, comparison),
  );
  return [...heldAtFirst(source.facts, claim), ...constants];
}

/** Python takes an argument by its very name: `lidAngle` is not `lid_angle`. */
function isTakenInOtherStyle({ role, scope, place }: Fact, subject: string): boolean {
  return (
    role === "default" && isOfOtherLanguage(scope.subject ?? "", place.path, subject) && place.path.endsWith(".py")
  );
}

/** `<name>_lid`, `${HOME}/lid`, `10 / 20`, `--lid`, `4 * count()`, "environment variable KILN_LID": what it comes to depends on something else. */
function isToFillIn(value: string): boolean {
  return /<[A-Za-z][\w -]*>|\{[A-Za-z_][\w.]*\}|\S\s\/\s\S|^--?[a-z]|\w\(\)|\benv(?:ironment)? var/i.test(value);
}

/** "`0` (never expire)": code puts something large in the place of nothing. */
function isNothing({ sentence, value }: Claim): boolean {
  const after = sentence.slice(sentence.indexOf(value) + value.length);
  return value === "0" && /^[^\w.;]{0,3}\((?:never|no\b|not\b|unlimited|disable|infinite|forever|off\b)/i.test(after);
}

/** "At most `2 * kiln.cones` (default `20`)": the amount is worked out of the setting. */
function isWorkedOut({ sentence }: Claim, subject: string): boolean {
  const name = subject.replace(/[^\w]/g, "\\$&");
  return new RegExp(`\\d\\s*[*×]\\s*[\\w.]*${name}|${name}\\s*[*×]\\s*\\d`).test(sentence);
}

const truth = new Map([
  ...["0", "no", "off"].map((word) => [word, "false"] as const),
  ...["1", "yes", "on"].map((word) => [word, "true"] as const),
]);

/** What a test of a setting tells of it counts only where no place states its default. */
function statedOnce(stated: readonly Stated[]): readonly Stated[] {
  const isTold = ({ fact }: Stated): boolean => fact.scope.type === "unset";
  const isDefault = ({ fact }: Stated): boolean =>
    !isTold({ fact, value: "" }) && (fact.role !== "constant" || /default/i.test(fact.scope.subject ?? ""));
  // Where `1` is asked for, `0` and `false` are one answer.
  const told = new Set(stated.filter(isTold).map(({ value }) => truth.get(value) ?? value));
  return stated.some(isDefault) || told.size > 1 ? stated.filter((one) => !isTold(one)) : stated;
}

/** Of values that differ, those that stand in the part of the source that the page is about; all when none does. */
function ofPage(stated: readonly Stated[], { place }: Claim): readonly Stated[] {
  const isSubject = subjectOfPage(place.path);
  const own = stated.filter(({ fact }) => isSubject(fact.place.path));
  return own.length > 0 ? own : stated;
}

/**
 * Of versions, those that the manifests nearest to the page state: the page of a package speaks of that package. All of
 * them where no manifest but those of the root, or of other folders, states one.
 */
function nearest(stated: readonly Stated[], { claim, proof }: Comparison): readonly Stated[] {
  if (!proof.confirms.includes("package-declared")) return stated;
  const holds = ({ fact }: Stated): boolean =>
    fact.place.path.includes("/") && claim.place.path.startsWith(folderOf(fact.place.path));
  const depth = Math.max(0, ...stated.filter(holds).map(({ fact }) => folderOf(fact.place.path).length));
  return depth === 0 ? stated : stated.filter((one) => holds(one) && folderOf(one.fact.place.path).length === depth);
}

/** The value that a fact states of the subject: its own for a default or limit, its default for a declared name. */
function valuesOf(fact: Fact, subject: string, { claim, proof }: Comparison): readonly Stated[] {
  if (!agrees(fact, claim, proof.same) || fact.scope.type === "private") return [];
  if (fact.scope.type === "alias") return [];
  // A program may test a setting that its command line never sets.
  if (fact.scope.type === "unset" && subject.startsWith("-")) return [];
  const isValue = proof.confirms.includes(fact.role) || proof.slot.includes(fact.role);
  const named = fact.scope.subject ?? "";
  // `-S` is another option than `-s`.
  const isOther = (name: string): boolean => isOneLetter(name) && isOneLetter(subject) && name !== subject;
  if (isOther(named) || isOther(fact.value)) return [];
  if (isValue && named !== "" && (isSameName(named, subject) || isDefaultOf(named, subject)))
    return [{ value: fact.value, fact }];
  return fact.default !== undefined && isSameName(fact.value, subject) ? [{ value: fact.default, fact }] : [];
}

function isOneLetter(name: string): boolean {
  return /^-[A-Za-z]$/.test(name);
}

/** Fields of that name in another folder hold what the page says, where nothing else is written into them. */
function heldElsewhere({ fact }: Stated, { claim, source }: Comparison): readonly Fact[] {
  return heldAtFirst(source.facts, claim).filter(({ place }) => folderOf(place.path) !== folderOf(fact.place.path));
}

/** A private field that begins with the claimed value proves nothing; another value elsewhere is none against it either. */
function beginsWith(fact: Fact, subject: string, comparison: Comparison): boolean {
  const { claim } = comparison;
  return (
    fact.scope.type === "private" &&
    isSameName(fact.scope.subject ?? "", subject) &&
    isSame(fact.value, claim.value, fact.scope.unit ?? claim.qualifiers.unit, comparison)
  );
}

/** What is less than 4 is at most 3; undefined for a bound that can be reached. */
function lastWithin({ role, scope, value }: Fact): string | undefined {
  if (role !== "limit" || scope.type !== "exclusive" || !/^-?\d+$/.test(value)) return undefined;
  return String(Number(value) + (scope.bound === "max" ? -1 : 1));
}

/** The page names the constant that the value is taken from: `DefaultCones`, `kiln.DefaultCones`, `LOW` of `Priority.LOW`. */
function isTakenFrom({ via }: Fact, claimed: string): boolean {
  if (!/^(?:[A-Za-z_]\w*\.)*[A-Z]\w+$/.test(claimed)) return false;
  const name = lastSegment(claimed);
  const steps = via.map((step) => step.split(" ")[0] ?? "");
  return steps.some((step) => lastSegment(step) === name && (name.length > 3 || step.includes(".")));
}

/** A value with the unit that its place tells. */
export function withUnit({ value, fact }: Stated): string {
  if (fact.scope.unit === undefined || quantityOf(value) !== undefined) return value;
  return fact.scope.unit === "B" ? bytesInWords(value) : `${value} ${fact.scope.unit}`;
}
