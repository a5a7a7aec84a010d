import { byLikeness, isSlip, lastSegment, likeness, wordsOf } from "../../names.ts";
import type { Claim, ClosedList, Fact, SourceFacts } from "../../types/index.ts";
import {
  accepted,
  agrees,
  ambiguous,
  type Comparison,
  confirmed,
  contradicted,
  type Draft,
  factOf,
  some,
  strong,
  supporting,
  unproven,
  unverifiable,
} from "../draft.ts";
import { normalise } from "../normalise.ts";
import { missingFromSet } from "./company.ts";
import { takenOtherwise } from "./method.ts";
import { keptAsConstant } from "./named-after.ts";
import { ofOthers } from "./of-others.ts";
import { typedOtherwise } from "./of-type.ts";
import { isOfCall, missingFromParent } from "./parent.ts";
import { isFieldBesideMap, isNoResource } from "./resource.ts";
import { shortenedOtherwise } from "./short-option.ts";
import { writtenWrongly } from "./written-wrongly.ts";

/**
 * The claimed name stands in a role that proves it. It is contradicted when its slot holds exactly one other value, when
 * a list that was read completely lacks it, or when it stands nowhere at all while a name of the same role differs from
 * it by a slip of the pen.
 */
export function named(comparison: Comparison): Draft {
  const { proof } = comparison;
  const { claim } = comparison;
  const proven = some(
    accepted(supporting(comparison), proof).filter(
      (fact) => !isNoResource(fact, claim) && !isFieldBesideMap(fact, claim),
    ),
  );
  const aliased = readUnderOtherName(comparison, proven ?? []);
  if (aliased) return aliased;
  if (proven)
    return (
      heldByPartLike(comparison, proven) ??
      takenOtherwise(comparison, proven) ??
      shortenedOtherwise(comparison, proven) ??
      heldOtherwise(comparison, proven) ??
      heldElsewhere(comparison, proven) ??
      ofOthers(comparison, proven) ??
      confirmed(proven, proof)
    );
  // What a function of another product takes is not known.
  if (isGivenToOthers(comparison)) return unproven(comparison);
  return (
    missingFromList(comparison) ??
    missingFromEnum(comparison) ??
    missingFromParent(comparison) ??
    missingFromSet(comparison) ??
    heldByOther(comparison) ??
    writtenWrongly(comparison) ??
    heldByRootLike(comparison) ??
    typedOtherwise(comparison) ??
    keptAsConstant(comparison) ??
    unproven(comparison)
  );
}

/** A sample gives the key to a function of a package that is none of the source. */
function isGivenToOthers({ claim, source }: Comparison): boolean {
  return claim.kind === "config-key" && source.closedLists.some(({ scope }) => scope.type === "packages");
}

/** An object of variables has an entry of that name, and what stands in it is read from a variable of another one. */
function readUnderOtherName({ claim, source }: Comparison, proven: readonly Fact[]): Draft | undefined {
  if (claim.kind !== "env-var" || proven.some(({ scope }) => !/^(?:object|schema)$/.test(scope.type ?? "")))
    return undefined;
  const others = strong(source.facts).filter(({ scope }) => scope.type === "alias" && scope.subject === claim.value);
  const [only, ...more] = new Set(others.map(({ value }) => value));
  return only === undefined || more.length > 0
    ? undefined
    : contradicted("slot-holds-other", others.slice(0, 3), only, only);
}

/** The slot holds other values only, and what proves the claimed one does not fill it: a client may send what no server takes. */
function heldOtherwise({ claim, proof, source }: Comparison, proven: readonly Fact[]): Draft | undefined {
  if (proven.some(({ role }) => proof.slot.includes(role))) return undefined;
  const holders = strong(source.facts).filter(
    (fact) => proof.slot.includes(fact.role) && agrees(fact, claim, proof.same),
  );
  if (holders.length === 0) return undefined;
  // What a reader is to send to the service itself, the service must take.
  if (/^(?:localhost|127\.0\.0\.1|0\.0\.0\.0)(?::\d+)?$/.test(claim.qualifiers.host ?? ""))
    return heldByOther({ claim, proof, source });
  const values = [...new Set(holders.map(({ value }) => value))].slice(0, 5).join(", ");
  return ambiguous("several-places-differ", [...proven.slice(0, 2), ...holders.slice(0, 3)], { values });
}

/**
 * The method is there, of a part whose name differs from the stated one by a slip: `kiln.shelfs.stackShelf()`. Every place
 * that has the method has to be of that part, or the class that the sample names has the part and not the stated one.
 */
function heldByPartLike({ claim }: Comparison, proven: readonly Fact[]): Draft | undefined {
  const { in: owner, root = "" } = claim.qualifiers;
  if (owner === undefined) return undefined;
  const members = proven.filter(({ role }) => role === "member");
  const named = members.filter(({ scope }) => isOfClass(scope.in ?? "", root));
  for (const held of [named, members]) {
    const [only, ...others] = new Set(held.map(({ scope }) => lastSegment(scope.in ?? "")));
    // An object is commonly called as its class, with a small letter.
    if (only === undefined || others.length > 0 || hasSameLetters(only, owner) || !isSlip(owner, only)) continue;
    const said = `${only}.${claim.value}`;
    return contradicted("slot-holds-other", held.slice(0, 3), said, said);
  }
  return undefined;
}

/** What stands in a part of the class that a sample calls its instance after: `Kiln.shelves` for `kiln`. */
function isOfClass(owner: string, root: string): boolean {
  const [name = "", ...parts] = owner.split(".");
  return parts.length > 0 && name !== "" && hasSameLetters(name, root);
}

function hasSameLetters(one: string, other: string): boolean {
  return wordsOf(one).join("") === wordsOf(other).join("");
}

/** A key of that name stands in another type than the one which the page tells, and that one lacks it. */
function heldElsewhere(comparison: Comparison, proven: readonly Fact[]): Draft | undefined {
  const { claim, source } = comparison;
  const given = source.closedLists.filter((list) => isOfCall(list) && list.scope.type === "closed");
  const [list] = given;
  if (list !== undefined)
    return (
      missingFromParent({ ...comparison, source: { ...source, closedLists: given } }) ??
      unverifiable("elsewhere", { of: proven[0]?.scope.in ?? "another type" }, proven.slice(0, 1))
    );
  if (!claim.value.includes(".") || proven.some(({ value }) => value.includes("."))) return undefined;
  const closedLists = source.closedLists.filter(({ scope }) => scope.parent !== undefined && scope.type === "closed");
  return missingFromParent({ ...comparison, source: { ...source, closedLists } });
}

/**
 * A text of the source is the dotted name with another first part, which differs by a slip: `kilns.allowedLidAngles` where all
 * that the source has is `kiln.allowedLidAngles`.
 */
function heldByRootLike({ claim, source }: Comparison): Draft | undefined {
  const { root } = claim.qualifiers;
  if (claim.kind !== "sdk-symbol" || root === undefined || wordsOf(claim.value).length < 2) return undefined;
  const texts = strong(source.facts).filter(
    ({ role, value }) => (role === "constant" || role === "literal") && value.endsWith(`.${claim.value}`),
  );
  const [only, ...more] = new Set(texts.map(({ value }) => value));
  if (only === undefined || more.length > 0) return undefined;
  const [first = "", ...rest] = only.split(".");
  if (rest.join(".") !== claim.value || first === root || !isSlip(root, first)) return undefined;
  return contradicted("near-name", texts.slice(0, 3), only, only);
}

/** A complete list that belongs to what the claim speaks of and lacks the name. */
function missingFromList({ claim, proof, source }: Comparison): Draft | undefined {
  const wanted = normalise(claim.value, proof.normalise);
  const lists = source.closedLists.filter(
    (list) =>
      list.scope.met === undefined &&
      list.scope.parent === undefined &&
      (proof.confirms.includes(list.role) || proof.slot.includes(list.role)) &&
      isAbout(list, claim.qualifiers, proof.same),
  );
  const [list] = lists;
  if (
    list === undefined ||
    !isOurCommand(claim, source, list) ||
    lists.some(({ members }) => members.some((member) => normalise(member, proof.normalise) === wanted))
  )
    return undefined;
  const [nearest] = byLikeness(claim.value, list.members);
  const isNear = nearest !== undefined && likeness(claim.value, nearest) >= 0.5;
  const actual = isNear ? nearest : `one of ${list.members.slice(0, 8).join(", ")}`;
  return contradicted("not-in-closed-list", [factOf(list)], actual, isNear ? nearest : undefined);
}

/** The enumeration that the page takes the member from has no such member, and one that is like it. */
function missingFromEnum({ claim, source }: Comparison): Draft | undefined {
  const { root } = claim.qualifiers;
  const [list, ...others] = source.closedLists.filter(({ role, scope }) => role === "enum-member" && scope.in === root);
  if (root === undefined || list === undefined || others.length > 0 || list.members.includes(claim.value))
    return undefined;
  const [nearest] = byLikeness(claim.value, list.members);
  if (nearest === undefined || likeness(claim.value, nearest) < 0.5) return undefined;
  return contradicted("not-in-closed-list", [factOf(list)], nearest, nearest);
}

/**
 * Programs of others have commands of the same names: a list that does not name the program judges only options that some
 * command of the source has.
 */
function isOurCommand({ kind, value, qualifiers }: Claim, { facts }: SourceFacts, list: ClosedList): boolean {
  if (kind !== "cli-flag" || list.scope.command === qualifiers.command) return true;
  return strong(facts).some((fact) => fact.role === "option-declared" && fact.value === value);
}

/** A list counts only when the claim names what it belongs to: a list that is merely near proves nothing. */
function isAbout(list: ClosedList, qualifiers: Readonly<Record<string, string>>, same: readonly string[]): boolean {
  return (
    same.some((key) => qualifiers[key] !== undefined && list.scope[key] !== undefined) &&
    agrees(list, { qualifiers }, same)
  );
}

/**
 * Another value in the slot. Which slot is meant must be said: a rule that ties the slot to qualifiers (the header of a
 * scheme, the function of a header) contradicts only claims that state one of them, for a server reads many headers.
 */
function heldByOther({ claim, proof, source }: Comparison): Draft | undefined {
  if (proof.slot.length === 0 || source.skipped.length > 0) return undefined;
  if (proof.same.length > 0 && proof.same.every((key) => claim.qualifiers[key] === undefined)) return undefined;
  const holders = strong(source.facts).filter(
    (fact) => proof.slot.includes(fact.role) && agrees(fact, claim, proof.same),
  );
  const values = [...new Map(holders.map((fact) => [normalise(fact.value, proof.normalise), fact.value])).values()];
  const [only] = values;
  if (only === undefined) return undefined;
  if (values.length > 1) {
    const together = takenTogether(holders, values.length, proof);
    if (together.length > 0)
      return contradicted("slot-holds-other", together.slice(0, 3), `one of ${values.slice(0, 5).join(", ")}`);
    return ambiguous("several-places-differ", holders.slice(0, 5), { values: values.slice(0, 5).join(", ") });
  }
  return contradicted("slot-holds-other", holders.slice(0, 3), only, only);
}

/** Facts of one function that takes every scheme which any place takes: it lists them all. */
function takenTogether(
  holders: readonly Fact[],
  count: number,
  { normalise: steps }: Comparison["proof"],
): readonly Fact[] {
  const places = new Map<string, Fact[]>();
  for (const fact of holders.filter(({ role }) => role === "scheme-accepted")) {
    const key = `${fact.place.path} ${fact.scope.in ?? ""}`;
    places.set(key, [...(places.get(key) ?? []), fact]);
  }
  const isWhole = (facts: readonly Fact[]): boolean =>
    new Set(facts.map(({ value }) => normalise(value, steps))).size === count;
  return [...places.values()].find(isWhole) ?? [];
}
