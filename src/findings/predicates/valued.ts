import semver from "semver";
import { wordsOf } from "../../names.ts";
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
import { normalise, quantitiesOf, quantityOf } from "../normalise.ts";
import { isOfOtherPart, isOpenTwin, isSameName, type Stated, takenElsewhere } from "./same-setting.ts";

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
  const stated = nearest(
    source.facts.flatMap((fact) => valuesOf(fact, subject, comparison)),
    comparison,
  );
  const equal = stated.filter(({ value, fact }) =>
    isSame(value, claim.value, fact.scope.unit ?? claim.qualifiers.unit, comparison),
  );
  const proven = some(
    accepted(
      equal.map(({ fact }) => fact),
      proof,
    ),
  );
  if (proven) return confirmed(proven, proof);
  const others = ofPage(
    stated.filter(({ fact, value }) => strong([fact]).length > 0 && isRival(fact, value, comparison)),
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
  // An example shows one value of many: another one in the source says nothing against it.
  if (only === undefined || claim.qualifiers.type === "example") return unproven(comparison);
  // The same option of another command, whose default could not be computed, may be the one that is meant.
  if (source.facts.some((fact) => isOpenTwin(fact, only.fact, subject))) return unproven(comparison);
  if (isOfOtherPart(only, subject, comparison)) return unproven(comparison);
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
  const isSubject = subjectOfPage(claim.place.path);
  const taken = isSubject(only.fact.place.path) ? undefined : some(takenElsewhere(only, subject, source.facts));
  if (taken)
    return ambiguous("several-places-differ", [only.fact, ...taken.slice(0, 2)], {
      values: `${withUnit(only)} in ${only.fact.scope.in ?? only.fact.place.path}, none in ${taken[0].scope.in ?? taken[0].place.path}`,
    });
  return contradicted("slot-holds-other", [only.fact], withUnit(only), only.value);
}

/** Of values that differ, those that stand in the part of the source that the page is about; all when none does. */
function ofPage(stated: readonly Stated[], { place }: Claim): readonly Stated[] {
  const isSubject = subjectOfPage(place.path);
  const own = stated.filter(({ fact }) => isSubject(fact.place.path));
  return own.length > 0 ? own : stated;
}

/** Versions agree as far as both are stated: `24.x`, `^24` and `>=24.0.0` are one major version. */
function isSameVersion(found: string, claimed: string): boolean {
  const parts = (version: string): readonly string[] => (/\d+(?:\.\d+)*/.exec(version)?.[0] ?? version).split(".");
  const [left, right] = [parts(found), parts(claimed)];
  const count = Math.min(left.length, right.length);
  return left.slice(0, count).join(".") === right.slice(0, count).join(".");
}

/** Whether one version lies in a range that another text states: a version that is allowed is no other requirement. */
function isWithin(version: string, range: string): boolean {
  const exact = /^v?\d/.test(version) && !version.includes("+") ? semver.coerce(version) : null;
  return exact !== null && semver.validRange(range) !== null && semver.satisfies(exact, range);
}

/**
 * Of versions, those that the manifests nearest to the page state: the page of a package speaks of that package. All of
 * them where no manifest but those of the root, or of other folders, states one.
 */
function nearest(stated: readonly Stated[], { claim, proof }: Comparison): readonly Stated[] {
  if (!proof.confirms.includes("package-declared")) return stated;
  const folder = (path: string): string => path.slice(0, path.lastIndexOf("/") + 1);
  const holds = ({ fact }: Stated): boolean =>
    fact.place.path.includes("/") && claim.place.path.startsWith(folder(fact.place.path));
  const depth = Math.max(0, ...stated.filter(holds).map(({ fact }) => folder(fact.place.path).length));
  return depth === 0 ? stated : stated.filter((one) => holds(one) && folder(one.fact.place.path).length === depth);
}

/** What every package of a repository runs on, each in its own version. */
const runtime = /^(?:bun|deno|go|java|node|php|python|ruby|rust)$/i;

/** A manifest of the whole repository, of the page's folder, or of the part that the page is about. */
function isManifestOf({ path }: Fact["place"], page: string): boolean {
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  return page.startsWith(folder) || subjectOfPage(page)(path);
}

/** The value that a fact states of the subject: its own for a default or limit, its default for a declared name. */
function valuesOf(fact: Fact, subject: string, { claim, proof }: Comparison): readonly Stated[] {
  if (!agrees(fact, claim, proof.same) || fact.scope.type === "private") return [];
  const isValue = proof.confirms.includes(fact.role) || proof.slot.includes(fact.role);
  if (isValue && fact.scope.subject !== undefined && isSameName(fact.scope.subject, subject))
    return [{ value: fact.value, fact }];
  return fact.default !== undefined && isSameName(fact.value, subject) ? [{ value: fact.default, fact }] : [];
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

function isSame(found: string, claimed: string, unit: string | undefined, { proof }: Comparison): boolean {
  const plainPath = (text: string): string =>
    normalise(text, proof.normalise).replace(/^\.\/(?=[\w.])|(?<=\w)\/$/g, "");
  if (plainPath(found) === plainPath(claimed)) return true;
  if (proof.confirms.includes("package-declared")) return isSameVersion(found, claimed);
  if (/^(?:true|false|none|null)$/i.test(found)) return found.toLowerCase() === claimed.toLowerCase();
  // A number whose place tells no unit is the claimed one when the figures agree.
  const bare = /^([\d_,.\s]+)[A-Za-z]+$/.exec(claimed)?.[1];
  const plain = normalise(found, ["number"]);
  if (bare !== undefined && unit === undefined && plain === normalise(bare, ["number"])) return true;
  const amounts = (text: string): readonly string[] => {
    const stated = quantitiesOf(text);
    return stated.length > 0 || unit === undefined ? stated : quantitiesOf(`${text} ${unit}`);
  };
  const right = amounts(claimed);
  // A size whose place tells no unit is counted in bytes.
  if (unit === undefined && right.includes(`${plain} B`)) return true;
  return amounts(found).some((amount) => right.includes(amount));
}

/** Longest text whose difference is one of value, in words: longer ones are prose that the page may shorten. */
const mostWords = 4;

/** Whether another value in this place speaks against the claim: it states the same sort of thing in the same unit. */
function isRival(fact: Fact, value: string, comparison: Comparison): boolean {
  const { claim, proof } = comparison;
  if (!isOfSubject(fact, claim.qualifiers.subject ?? "")) return false;
  // A page may speak of an earlier release of the product itself.
  if (proof.confirms.includes("package-declared"))
    return (
      !/^(?:image|self)$/.test(fact.scope.type ?? "") &&
      !isWithin(claim.value, value) &&
      (!runtime.test(claim.qualifiers.subject ?? "") || isManifestOf(fact.place, claim.place.path))
    );
  if (/^(?:given|conditional)$/.test(fact.scope.type ?? "") || !isOwnSubject(fact, claim.qualifiers.subject ?? ""))
    return false;
  // A page that lists the choices speaks of another setting than a place that takes none of them.
  if (/\bone of\b/i.test(claim.sentence) && !claim.sentence.includes(value)) return false;
  if (!isOfOneSort(value, claim.value)) return false;
  if (/^[\d\s_,.]+$/.test(value) !== /^\d/.test(claim.value)) return isSimple(value) && isSimple(claim.value);
  if (/^\d/.test(claim.value) && !isOneMeasure(fact, value, claim)) return false;
  return value.split(/\s+/).length <= mostWords && claim.value.split(/\s+/).length <= mostWords;
}

/** A constant that merely bears the name may be anything, and a flag or variable is declared as one. */
function isOfSubject({ role, scope }: Fact, subject: string): boolean {
  if (role === "constant" && !isDefaultName(scope.subject ?? "")) return false;
  if (subject.startsWith("-") && role !== "option-declared" && !scope.subject?.startsWith("-")) return false;
  // A setting that has dashes in its name is no parameter of a function.
  if (role === "default" && /^[a-z]+(?:-[a-z]+)+$/.test(subject) && /[A-Z]/.test(scope.subject ?? "")) return false;
  const isVariable = /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(subject);
  return !isVariable || role === "env-read" || scope.subject === subject;
}

/** Both numbers have a unit or none has; bytes and milliseconds are what numbers without a unit count. */
function isOneMeasure({ scope }: Fact, value: string, claim: Claim): boolean {
  if (/^\d[\d_,.]*\s?(?:bytes?|ms|milliseconds?)$/i.test(claim.value) && /^\d[\d_]*$/.test(value)) return true;
  const hasUnit = (text: string, stated: string | undefined): boolean =>
    stated !== undefined || quantitiesOf(text).length > 0;
  return hasUnit(claim.value, claim.qualifiers.unit) === hasUnit(value, scope.unit);
}

/**
 * `kiln.fire` is not every `fire`: where the page says what a name belongs to, another value speaks against it only in a
 * place that says so too.
 */
function isOwnSubject({ scope, value }: Fact, subject: string): boolean {
  const [last = "", ...owners] = subject.split(/[.#]/).reverse();
  const named = scope.subject ?? value;
  if (owners.length === 0 || wordsOf(last).join(" ") !== wordsOf(named).join(" ")) return true;
  const within = wordsOf(scope.in ?? "");
  return owners.flatMap((owner) => wordsOf(owner)).some((word) => within.includes(word));
}

/** A truth value beside a number says that the thing is on, a list beside a truth value that it is given: no two values of one sort. */
function sortOf(value: string): "truth" | "list" | "nothing" | "plain" {
  if (/^(?:null|undefined|none|nil|["']{2})$/i.test(value)) return "nothing";
  if (/^["']?(?:true|false)["']?$/i.test(value)) return "truth";
  return /^[[{(]/.test(value.trim()) ? "list" : "plain";
}

function isOfOneSort(found: string, claimed: string): boolean {
  return (
    sortOf(found) === sortOf(claimed) &&
    found.includes("://") === claimed.includes("://") &&
    !isPartOfName(claimed, found)
  );
}

/** "Database" for `kiln.cache.DatabaseCache`: the page says in a word what the source says by a longer name. */
function isPartOfName(claimed: string, found: string): boolean {
  const last = wordsOf(found.split(/[./]/).at(-1) ?? "");
  return /^\p{Lu}\p{Ll}{3,}$/u.test(claimed) && last.length > 1 && last.includes(claimed.toLowerCase());
}

/** Of a path only its end says what is set: `services.rateLimit.labels.burst` is no limit. */
function isDefaultName(name: string): boolean {
  return wordsOf(name.split(".").slice(-2).join(".")).some((word) => /^(?:default|max|min|limit)/.test(word));
}

/** A number, a truth value or one word: values that are written one way. */
function isSimple(value: string): boolean {
  return /^["']?[\w.@/-]+["']?$/.test(value) && !/[({]/.test(value);
}

function withUnit({ value, fact }: Stated): string {
  return fact.scope.unit === undefined || quantityOf(value) !== undefined ? value : `${value} ${fact.scope.unit}`;
}
