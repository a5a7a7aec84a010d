import { createHash } from "node:crypto";
import { indexLines, type LineIndex, placeWithin, type Span, spanInDocument } from "../place.ts";
import type { Claim, Document, Fragment, FragmentContext, Place, Rule } from "../types/index.ts";
import { ownNames } from "./declared-names.ts";
import { earlierReleases } from "./earlier-release.ts";
import { type Candidate, contextsOf, hull, matchFragment } from "./match.ts";
import { mayBeOldName } from "./old-names.ts";
import { isOldUsage, isWrittenByProgram, mistakenLines, oldLines, showsMistake } from "./old-usage.ts";
import { ownParameters } from "./own-parameters.ts";
import { type OwnershipLists, ownershipOf } from "./ownership.ts";
import { pinFragments } from "./pins.ts";
import { offsetInAround } from "./place-in-words.ts";
import { isMentioned, type Stance, stanceOf } from "./polarity.ts";
import { withRowsOfOneSubject } from "./stated-twice.ts";
import { type EntryCache, entryCache } from "./structures/read-parts.ts";
import { withSubjectsAbove } from "./subject-above.ts";
import { withSubjectsBeside } from "./subject-beside.ts";
import { withoutTwins } from "./twins.ts";
import { withWordsAbout } from "./words-about.ts";

/** Longest quote or sentence of a claim, in UTF-16 units. */
const maxQuote = 240;

type Placed = Candidate & { readonly place: Place };

/**
 * Reads the claims of a page by the rules, in the order of the page: one claim for a value at a place, however many
 * matchers read it. With `changedLines`, only claims whose paragraph, row or lines of code changed.
 */
export function extractClaims(document: Document, rules: readonly Rule[], owners: OwnershipLists): readonly Claim[] {
  const lines = indexLines(document);
  const page: Page = {
    document,
    lines,
    cache: entryCache(document.fragments),
    fragments: byContext([...document.fragments, ...pinFragments(document)]),
  };
  const found = withoutTwins(
    document,
    rules.flatMap((rule) => readRule(page, rule)),
  );
  const withSubjects = withSubjectsBeside(document, withSubjectsAbove(document, found));
  const placed = withWordsAbout(withRowsOfOneSubject(withSubjects));
  const together = groupTogether(placed);
  const stated = placed.flatMap((candidate) => {
    const stance = stanceAmong(candidate, together.get(groupKey(candidate)) ?? []);
    return stance === undefined ? [] : [{ candidate, stance }];
  });
  const changed = stated.filter(({ candidate }) => isChanged(candidate, document.changedLines));
  const kept = withoutRepeats(changed.sort((a, b) => byPlace(a.candidate, b.candidate)));
  const releaseOf = earlierReleases(document);
  const withOwnNames = ownNames(document);
  return numbered(
    kept.map(({ candidate, stance }) =>
      toClaim(document, withOwnNames(candidate), { stance, owners, release: releaseOf(candidate.fragment) }),
    ),
  );
}

type Page = {
  readonly document: Document;
  readonly lines: LineIndex;
  readonly cache: EntryCache;
  readonly fragments: ReadonlyMap<FragmentContext, readonly Fragment[]>;
};

/** Fragments that say how things are, by context: most matchers look at few of them. */
function byContext(fragments: readonly Fragment[]): Map<FragmentContext, Fragment[]> {
  const groups = new Map<FragmentContext, Fragment[]>();
  for (const fragment of fragments) {
    if (isOldUsage(fragment) || showsMistake(fragment) || isWrittenByProgram(fragment)) continue;
    const group = groups.get(fragment.context);
    if (group === undefined) groups.set(fragment.context, [fragment]);
    else group.push(fragment);
  }
  return groups;
}

/** The candidates of one rule: what an earlier matcher has read, a later one does not read again. */
function readRule({ document, lines, cache, fragments }: Page, rule: Rule): Placed[] {
  const taken = new Uint8Array(document.text.length + 1);
  const placed: Placed[] = [];
  for (const matcher of rule.matchers) {
    const looked = contextsOf(matcher).flatMap((context) => fragments.get(context) ?? []);
    for (const candidate of looked.flatMap((fragment) => ofToday(matchFragment(fragment, { rule, matcher }, cache)))) {
      const { fragment } = candidate;
      const spans = candidate.read.map((span) => inDocument(fragment, span));
      if (spans.some(({ start, end }) => taken.subarray(start, end).includes(1))) continue;
      for (const { start, end } of spans) taken.fill(1, start, end);
      placed.push({ ...candidate, place: placeWithin(lines, fragment, candidate.span) });
    }
  }
  return placed;
}

function inDocument(fragment: Fragment, span: Span): Span {
  return spanInDocument(fragment.runs ?? [[0, fragment.place.startOffset]], span);
}

/** The candidates of one fragment that do not stand where a sample shows how it was before, or names what is its own. */
function ofToday(candidates: readonly Candidate[]): readonly Candidate[] {
  const [first] = candidates;
  if (first === undefined) return candidates;
  const left = [
    ...oldLines(first.fragment),
    ...mistakenLines(first.fragment),
    ...(first.rule.kind === "config-key" ? ownParameters(first.fragment) : []),
  ];
  return left.length === 0
    ? candidates
    : candidates.filter(({ span }) => !left.some(({ start, end }) => start <= span.start && span.start < end));
}

/** Candidates of one kind that stand in the same words. */
function groupTogether(placed: readonly Placed[]): ReadonlyMap<string, readonly Placed[]> {
  const groups = new Map<string, Placed[]>();
  for (const candidate of placed) {
    const group = groups.get(groupKey(candidate));
    if (group === undefined) groups.set(groupKey(candidate), [candidate]);
    else group.push(candidate);
  }
  return groups;
}

function groupKey({ rule, fragment }: Candidate): string {
  return `${rule.id} ${fragment.around}`;
}

function stanceAmong(candidate: Placed, together: readonly Placed[]): Stance | undefined {
  const { fragment, span } = candidate;
  const at = offsetInAround(fragment);
  // Code is an example of what its page describes: it says that the thing is there.
  if (fragment.context === "code" || fragment.context === "pin" || at === undefined) return { polarity: "present" };
  const others = together
    .filter((other) => other.value !== candidate.value)
    .map((other) => shifted(other.span, offsetInAround(other.fragment) ?? 0));
  const value = shifted(span, at);
  // "An API token, not an API key": the negation was read as a qualifier and says nothing of the value.
  const words = candidate.qualifiers.not === undefined ? fragment.around : fragment.around.slice(0, value.end);
  const around = candidate.rule.kind === "limit" ? words.replace(notBeyond, blank) : words;
  const mention = { around, value, others, headings: fragment.owner.headings };
  const stance = stanceOf(mention);
  if (stance?.polarity === "present" && mayBeOldName(fragment, candidate.place.path))
    return { ...stance, isMention: true };
  if (stance !== undefined) return stance;
  if (!coined.has(candidate.rule.kind))
    return named.has(candidate.rule.kind) && isMentioned(mention)
      ? { polarity: "present", isMention: true }
      : undefined;
  // "Without `--lid`", "unless `KILN_LID` is set": both are there to be given; "without a ticket" says when it is answered so.
  const bare = around.replace(/\b(?:without|unless)\b/gi, blank);
  return bare === around ? undefined : stanceOf({ ...mention, around: bare });
}

/** What must not be beyond a bound says the bound. */
const notBeyond =
  /\b(?:cannot|can['’]t|(?:must|may|can|should|shall|do|does)(?:\s+not|n['’]t)|never)(?=\s+(?:exceed|be\s+\w+(?:er|ore)\s+than|have\s+more\s+than)\b)/gi;

function blank(words: string): string {
  return " ".repeat(words.length);
}

/** Kinds whose names are there, whatever a sentence denies of them. */
const named: ReadonlySet<string> = new Set(["config-key", "sdk-symbol"]);

/** Kinds whose names are given or left out as they are, or are answers to what was left out. */
const coined: ReadonlySet<string> = new Set(["cli-flag", "env-var", "status-code"]);

function shifted({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

function isChanged({ fragment, place }: Placed, changed: Document["changedLines"]): boolean {
  // What an author has pinned is checked for ever after.
  if (changed === undefined || fragment.context === "pin") return true;
  const [first, last] = fragment.lines ?? [place.startLine, place.endLine];
  return changed.some((line) => line >= first && line <= last);
}

function byPlace(a: Placed, b: Placed): number {
  return (
    a.place.startOffset - b.place.startOffset ||
    a.place.endOffset - b.place.endOffset ||
    (a.rule.id < b.rule.id ? -1 : a.rule.id > b.rule.id ? 1 : 0)
  );
}

type Stated = { readonly candidate: Placed; readonly stance: Stance };

/** Leaves one of the same value and stance, the one that says most, for rules that ask for it; the order stays. */
function withoutRepeats(found: readonly Stated[]): Stated[] {
  const best = new Map<string, Stated>();
  for (const stated of found) {
    const known = best.get(repeatKey(stated));
    if (known === undefined || weight(stated) > weight(known)) best.set(repeatKey(stated), stated);
  }
  return found.filter((stated) => stated.candidate.rule.repeat === "each" || best.get(repeatKey(stated)) === stated);
}

function repeatKey({ candidate, stance }: Stated): string {
  return JSON.stringify([candidate.rule.id, candidate.value.toLowerCase(), candidate.qualifiers.of, stance]);
}

function weight({ candidate }: Stated): number {
  return Object.keys(candidate.qualifiers).length;
}

type ClaimSetting = {
  readonly stance: Stance;
  readonly owners: OwnershipLists;
  readonly release: string | undefined;
};

function toClaim(document: Document, candidate: Placed, { stance, owners, release }: ClaimSetting): Claim {
  const { rule, value, place } = candidate;
  const qualifiers = sorted({
    ...candidate.qualifiers,
    ...(stance.from === undefined ? {} : { from: stance.from }),
    ...(release === undefined ? {} : { release }),
    ...(stance.isMention === true ? { stance: "mentioned" } : {}),
  });
  return {
    id: "",
    kind: rule.kind,
    value,
    qualifiers,
    polarity: stance.polarity,
    ownership: ownershipOf({ kind: rule.kind, value, qualifiers }, owners),
    quote: quoteOf(candidate),
    sentence: sentenceOf(document, candidate),
    place,
    rule: rule.id,
  };
}

function sorted(record: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The words from the first to the last that the value or a qualifier was read from. */
function quoteOf({ fragment, read }: Placed): string {
  const { start, end } = hull(read);
  return cutAround(fragment.text.slice(start, end), 0, end - start);
}

/** The words around the value, or its lines of code, cut around the value. */
function sentenceOf(document: Document, { fragment, span, place }: Placed): string {
  const at = offsetInAround(fragment);
  if (fragment.context !== "code" && at !== undefined)
    return cutAround(fragment.around, span.start + at, span.end + at);
  const start = document.text.lastIndexOf("\n", place.startOffset - 1) + 1;
  const next = document.text.indexOf("\n", place.endOffset);
  const text = document.text.slice(start, next < 0 ? undefined : next);
  return cutAround(text, place.startOffset - start, place.endOffset - start);
}

function cutAround(text: string, start: number, end: number): string {
  if (text.length <= maxQuote) return text.trim();
  const spare = Math.max(0, maxQuote - (end - start));
  const from = Math.max(0, Math.min(start - Math.floor(spare / 2), text.length - maxQuote));
  const cut = text.slice(from, from + maxQuote);
  // Half a surrogate pair at either end is no text.
  return cut.replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, "").trim();
}

/** Gives every claim its id: the same as long as page, kind, value and sentence stay, wherever the lines move. */
function numbered(claims: readonly Claim[]): Claim[] {
  const counts = new Map<string, number>();
  return claims.map((claim) => {
    const key = JSON.stringify([claim.kind, claim.place.path, claim.sentence.replace(/\s+/g, " "), claim.value]);
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    const hash = createHash("sha256").update(count === 0 ? key : `${key}#${count}`);
    return { ...claim, id: hash.digest("hex").slice(0, 12) };
  });
}
