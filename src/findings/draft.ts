import { wordsOf } from "../names.ts";
import type { Claim, ClosedList, Fact, Outcome, Proof, Reason, SourceFacts } from "../types/index.ts";
import { answersAt, hostOf, isRequestTo } from "../url-path.ts";
import { isCommandOf } from "./commands.ts";
import { isFieldOfGo } from "./go-fields.ts";
import { normalise } from "./normalise.ts";

/** What a predicate compares: a claim, how its kind is proven, and what one search of one commit brought. */
export type Comparison = { readonly claim: Claim; readonly proof: Proof; readonly source: SourceFacts };

/** What one commit says of a claim. */
export type Draft = {
  readonly outcome: Outcome;
  readonly reason: Reason<FindingCode>;
  readonly facts: readonly Fact[];
  readonly actual?: string;
  readonly suggestion?: string;
};

/** Every reason a finding can have; their sentences live in the report. */
export const findingCodes = [
  "confirmed",
  "confirmed-weak",
  "absent-as-stated",
  "renamed-as-stated",
  "slot-holds-other",
  "not-in-closed-list",
  "near-name",
  "renamed-since",
  "not-with-neighbours",
  "moved",
  "reversed",
  "still-present",
  "not-renamed",
  "changed-since-merge",
  "several-places-differ",
  "phrase-of-other",
  "not-found",
  "removed-since",
  "only-in-comment",
  "only-in-test",
  "only-in-error-text",
  "only-in-prose",
  "other-role",
  "elsewhere",
  "third-party",
  "sibling",
  "placeholder",
  "confusable-characters",
  "earlier-release",
  "unavailable",
  "not-looked-up",
  "search-incomplete",
] as const;

/** One of {@link findingCodes}. */
export type FindingCode = (typeof findingCodes)[number];

/** The claim holds: these facts say so. */
export function confirmed(facts: readonly [Fact, ...Fact[]], { accepts }: Proof): Draft {
  const [first] = facts;
  const weak = first.strength !== "code" && first.strength !== "config";
  const data = { strength: first.strength, role: first.role, via: first.via.join(" → ") };
  return {
    outcome: "confirmed",
    reason: { code: weak && accepts.includes(first.strength) ? "confirmed-weak" : "confirmed", data },
    facts,
  };
}

/** The claim does not hold: `actual` is there instead. */
export function contradicted(code: FindingCode, facts: readonly Fact[], actual: string, suggestion?: string): Draft {
  return {
    outcome: "contradicted",
    reason: { code, data: { actual } },
    facts,
    actual,
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

/** The source speaks with several voices. */
export function ambiguous(code: FindingCode, facts: readonly Fact[], data: Readonly<Record<string, string>>): Draft {
  return { outcome: "ambiguous", reason: { code, data }, facts };
}

/** Nothing settles it. */
export function unverifiable(
  code: FindingCode,
  data: Readonly<Record<string, string>>,
  facts: readonly Fact[] = [],
): Draft {
  return { outcome: "unverifiable", reason: { code, data }, facts };
}

/** Facts that state the claim's value in a role that proves it, strongest first. */
export function supporting({ claim, proof, source }: Comparison, value = claim.value): readonly Fact[] {
  const wanted = normalise(value, proof.normalise);
  const isNested = ({ value: found }: Fact): boolean => found.startsWith(`${wanted.split(".")[0] ?? wanted}.`);
  const known =
    claim.kind === "cli-flag" && source.facts.some(isNested)
      ? source.facts.filter(({ value: found }) => found === wanted)
      : source.facts;
  return known.filter(
    (fact) =>
      proof.confirms.includes(fact.role) &&
      (normalise(fact.value, proof.normalise) === wanted ||
        isPartOf(fact, wanted, { claim, proof }) ||
        isFieldOfGo(fact, claim, source) ||
        isRouteOf(fact, value, { claim, source })) &&
      agrees(fact, claim, proof.same),
  );
}

/**
 * A page names a path without the prefix that its section states, or the prefix alone: whole segments, at least. A key
 * is named without the keys around it.
 */
function isPartOf(
  { role, value, scope }: Fact,
  wanted: string,
  { claim, proof }: Pick<Comparison, "claim" | "proof">,
): boolean {
  const found = normalise(value, proof.normalise);
  if (role === "command-declared") return isCommandOf(found, wanted, claim.qualifiers.program);
  // Some libraries take `--lid.angle` where `--lid` is declared; programs read a setting from a file by its option's name.
  if (role === "option-declared")
    return wanted.startsWith("-") ? wanted.startsWith(`${found}.`) : found === `--${wanted}`;
  if (claim.qualifiers.type === "example" && !found.includes(".") && !isOfOwner(scope.in ?? "", wanted)) return false;
  // A key of a file that has dots in it is one name: `kiln.lid.mode: shut` is no `mode` of anything.
  const isOneKey = claim.qualifiers.path !== undefined && wanted.includes(".");
  if (role === "key-declared" || role === "key-read" || role === "member")
    return found.endsWith(`.${wanted}`) || (role !== "member" && !isOneKey && wanted.endsWith(`.${found}`));
  if ((role !== "route-declared" && role !== "url-literal") || wanted.length < 2 || !wanted.startsWith("/"))
    return false;
  if (found.startsWith(`${wanted}/`)) return true;
  // A sample request gives values for the parameters.
  if (claim.qualifiers.host !== undefined && role === "route-declared" && isRequestTo(claim.value, value)) return true;
  return found.endsWith(wanted) && (role === "route-declared" || isBase(found.slice(0, -wanted.length)));
}

/** True where the type that declares a key bears a word of the keys around it: `ToolKiln` of `tool.kiln.lid`. */
function isOfOwner(type: string, path: string): boolean {
  const within = wordsOf(type);
  const owners = path.split(".").slice(0, -1);
  return owners.length === 0 || owners.flatMap((owner) => wordsOf(owner)).some((word) => within.includes(word));
}

/** A path that the source declares, below a host that the source names too. */
function isRouteOf({ role, value }: Fact, stated: string, { claim, source }: Omit<Comparison, "proof">): boolean {
  if (claim.kind !== "endpoint-url" || role !== "route-declared" || !answersAt(stated, value)) return false;
  const host = hostOf(stated);
  return strong(source.facts).some((fact) => hostOf(fact.value) === host || hostOf(fact.default ?? "") === host);
}

/** What stands before the paths of one API and names none of its resources: a host, `api`, a version, a parameter. */
function isBase(prefix: string): boolean {
  const [, path = ""] = /^(?:[a-z]+:\/\/[^/]*)?(.*)$/.exec(prefix) ?? [];
  return path.split("/").every((part) => part === "" || /^(?:api|rest|public|v\d[\w.]*|\{[^{}]*\})$/.test(part));
}

/** Whether a fact's scope agrees with the claim's qualifiers wherever both say something. */
export function agrees(
  { scope }: Pick<Fact | ClosedList, "scope">,
  { qualifiers }: Pick<Claim, "qualifiers">,
  same: readonly string[],
): boolean {
  return same.every((key) => {
    const [stated, found] = [qualifiers[key], scope[key]];
    return (
      stated === undefined ||
      found === undefined ||
      (key === "command" && isSameCommand(found, stated)) ||
      normalise(stated, ["case", "quotes", "url-parameters"]) === normalise(found, ["case", "quotes", "url-parameters"])
    );
  });
}

/**
 * A page writes the program, the command and what it is given: `oven bake pie`; sources name the command alone. A page
 * that names the program only may mean any of its commands.
 */
function isSameCommand(found: string, stated: string): boolean {
  return !stated.includes(" ") || ` ${stated} `.toLowerCase().includes(` ${found.toLowerCase()} `);
}

/** Facts that count by themselves. */
export function strong(facts: readonly Fact[]): readonly Fact[] {
  return facts.filter(({ strength }) => strength === "code" || strength === "config");
}

/**
 * Facts of a strength that the rule lets confirm. Of documents only the README counts: every other page of the
 * repository may be a copy of the page under review.
 */
export function accepted(facts: readonly Fact[], { accepts }: Pick<Proof, "accepts">): readonly Fact[] {
  return facts.filter(
    ({ strength, place }) =>
      accepts.includes(strength) && (strength !== "prose" || /(?:^|\/)readme(?:\.\w+)?$/i.test(place.path)),
  );
}

/** A non-empty list, or undefined. */
export function some<T>(items: readonly T[]): readonly [T, ...T[]] | undefined {
  const [first, ...rest] = items;
  return first === undefined ? undefined : [first, ...rest];
}

/** Why a value that was not proven counts for nothing: where it stands, or in how many files it was looked for. */
export function unproven({ claim, proof, source }: Comparison): Draft {
  const wanted = normalise(claim.value, proof.normalise);
  const mentions = source.facts.filter(
    (fact) => normalise(fact.value, proof.normalise) === wanted || holdsWhole(fact.value, claim.value),
  );
  const weakest = [
    ["only-in-error-text", (fact: Fact) => fact.role === "thrown-text" && isStrong(fact)],
    ["only-in-test", (fact: Fact) => fact.strength === "test"],
    ["only-in-comment", (fact: Fact) => fact.strength === "comment" || fact.role === "comment"],
    ["only-in-prose", (fact: Fact) => fact.strength === "prose" || fact.role === "prose"],
  ] as const;
  const other = mentions.find((fact) => isStrong(fact) && fact.role !== "thrown-text" && fact.role !== "comment");
  if (other !== undefined && proof.same.includes("command") && proof.confirms.includes(other.role))
    return unverifiable("elsewhere", { of: other.scope.command ?? "" }, [other]);
  if (other !== undefined) return unverifiable("other-role", { role: other.role, path: other.place.path }, [other]);
  for (const [code, matches] of weakest) {
    const found = mentions.filter(matches);
    if (found.length > 0) return unverifiable(code, { files: String(source.filesSearched) }, found.slice(0, 3));
  }
  if (source.skipped.length > 0)
    return unverifiable("search-incomplete", {
      files: String(source.filesSearched),
      skipped: String(source.skipped.length),
    });
  return unverifiable("not-found", { files: String(source.filesSearched) });
}

/** True where a text holds a name that is no part of a longer word: `followRedirects` says nothing of `followRedirect`. */
function holdsWhole(text: string, name: string): boolean {
  const isWord = (letter = ""): boolean => /[A-Za-z0-9]/.test(letter);
  const [opens, ends] = [isWord(name[0]), isWord(name.at(-1))];
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1))
    if (!(opens && isWord(text[at - 1])) && !(ends && isWord(text[at + name.length]))) return true;
  return false;
}

function isStrong({ strength }: Fact): boolean {
  return strength === "code" || strength === "config";
}

/** A list as a fact that can be cited: its first names, where it stands. */
export function factOf(list: ClosedList): Fact {
  const value = list.members.slice(0, 20).join(", ");
  return {
    role: list.role,
    value,
    scope: list.scope,
    place: list.place,
    blob: list.blob,
    strength: "code",
    via: [],
    snippet: list.snippet,
  };
}
