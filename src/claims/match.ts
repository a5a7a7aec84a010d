import type { Span } from "../place.ts";
import type { Fragment, FragmentContext, Matcher, Rule } from "../types/index.ts";
import { foldText } from "./confusables.ts";
import { findAll, matches, type PatternMatch } from "./pattern.ts";
import { offsetInAround } from "./place-in-words.ts";
import { type EntryCache, parsePath, readParts } from "./structures/read-parts.ts";
import type { Part } from "./structures/structure.ts";
import { subjectOf } from "./subject.ts";
import { fillTemplate } from "./template.ts";

/** A value that a matcher read from a fragment; spans are offsets in the fragment's text. */
export type Candidate = {
  readonly rule: Rule;
  readonly fragment: Fragment;
  readonly value: string;
  readonly span: Span;
  /** Every stretch that the value or a qualifier was read from. */
  readonly read: readonly Span[];
  readonly qualifiers: Readonly<Record<string, string>>;
};

/** The candidates that one matcher of a rule reads from a fragment, from left to right. */
export function matchFragment(
  fragment: Fragment,
  { rule, matcher }: { readonly rule: Rule; readonly matcher: Matcher },
  cache: EntryCache,
): Candidate[] {
  if (!isLookedAt(fragment, matcher)) return [];
  return partsOf(fragment, matcher, cache).flatMap((part) =>
    readPart(fragment, part, { rule, matcher }).filter((candidate) => isWanted(candidate, matcher)),
  );
}

/** Contexts of the fragments that a matcher can read anything from. */
export function contextsOf(matcher: Matcher): readonly FragmentContext[] {
  if (matcher.path === undefined) return matcher.in ?? [];
  return [matcher.path.startsWith("jsx:") ? "jsx-attribute" : "code"];
}

function isLookedAt(fragment: Fragment, matcher: Matcher): boolean {
  const { owner, around } = fragment;
  return (
    contextsOf(matcher).includes(fragment.context) &&
    (matcher.languages === undefined || matcher.languages.includes(fragment.language ?? "")) &&
    (matcher.column === undefined || matches(matcher.column, owner.tableHeader ?? "")) &&
    (matcher.title === undefined || matches(matcher.title, owner.codeTitle ?? "")) &&
    (matcher.under === undefined || owner.headings.some((heading) => matches(matcher.under ?? "", heading))) &&
    (matcher.near === undefined || matches(matcher.near, around)) &&
    (matcher.unless === undefined || !matches(matcher.unless, around))
  );
}

function partsOf(fragment: Fragment, matcher: Matcher, cache: EntryCache): readonly Part[] {
  if (matcher.path === undefined) return [{ span: { start: 0, end: fragment.text.length }, qualifiers: {} }];
  const path = parsePath(matcher.path);
  return path === undefined ? [] : readParts(fragment, { path, take: matcher.take ?? "value" }, cache);
}

function readPart(fragment: Fragment, part: Part, by: { readonly rule: Rule; readonly matcher: Matcher }): Candidate[] {
  const written = fragment.text.slice(part.span.start, part.span.end);
  const text = part.text ?? written;
  const folded = foldText(text);
  const found: readonly PatternMatch[] =
    by.matcher.pattern === undefined
      ? [{ start: 0, end: folded.text.length, captures: { value: { start: 0, end: folded.text.length } } }]
      : findAll(by.matcher.pattern, folded.text);
  return found.flatMap(({ captures }) => {
    const honest: Record<string, Span> = {};
    for (const [name, span] of Object.entries(captures)) honest[name] = folded.original(span);
    const disguised = Object.values(honest).flatMap(folded.disguised);
    // A part that stands for another text, such as a block, is its whole stretch.
    const offset = part.text === undefined ? part.span.start : undefined;
    return toCandidate({ fragment, part, text, offset, captures: honest, disguised }, by);
  });
}

type Read = {
  readonly fragment: Fragment;
  readonly part: Part;
  readonly text: string;
  readonly offset: number | undefined;
  readonly captures: Readonly<Record<string, Span>>;
  readonly disguised: readonly string[];
};

function toCandidate(read: Read, by: { readonly rule: Rule; readonly matcher: Matcher }): Candidate[] {
  const texts = Object.fromEntries(
    Object.entries(read.captures).map(([name, { start, end }]) => [name, tidy(read.text.slice(start, end), name)]),
  );
  const spans = Object.values(read.captures).map((span) => shift(span, read));
  const [first] = spans;
  const subject = subjectOf(
    read.fragment,
    (read.captures.value ? shift(read.captures.value, read) : first)?.start ?? 0,
  );
  const known = {
    ...ownerWords(read.fragment),
    ...(subject === undefined ? {} : { subject }),
    ...read.part.qualifiers,
    ...texts,
  };
  const value = texts.value ?? fillTemplate(by.matcher.value ?? "", known);
  if (value === undefined || value === "" || first === undefined) return [];
  const span = read.captures.value === undefined ? hull(spans) : shift(read.captures.value, read);
  const { value: _, ...captured } = texts;
  const added = Object.entries(by.matcher.qualifiers ?? {}).flatMap(([name, template]) => {
    const filled = fillTemplate(template, { ...known, value });
    return filled === undefined ? [] : [[name, filled]];
  });
  const qualifiers: Record<string, string> = { ...read.part.qualifiers, ...captured, ...Object.fromEntries(added) };
  if (read.disguised.length > 0) qualifiers.confusable = read.disguised.join(" ");
  return [{ rule: by.rule, fragment: read.fragment, value, span, read: spans, qualifiers }];
}

/** Words of the fragment's owner that templates may use. */
function ownerWords({ owner }: Fragment): Record<string, string> {
  const [row] = owner.tableRow ?? [];
  const heading = owner.headings.at(-1);
  return {
    ...(row === undefined ? {} : { row }),
    ...(heading === undefined ? {} : { heading }),
    ...(owner.codeTitle === undefined ? {} : { title: owner.codeTitle }),
  };
}

/** Qualifiers lose quotes and a leading article; blanks are single everywhere. */
function tidy(text: string, name: string): string {
  const single = text.replace(/\s+/g, " ").trim();
  return name === "value" ? single : single.replace(/["'“”‘’]/g, "").replace(/^(?:the|an?|its|your)\s+/i, "");
}

function shift(span: Span, { offset, part }: Read): Span {
  return offset === undefined ? part.span : { start: span.start + offset, end: span.end + offset };
}

/** The stretch from the first to the last of the spans, of which there is at least one. */
export function hull(spans: readonly Span[]): Span {
  return spans.reduce((all, { start, end }) => ({ start: Math.min(all.start, start), end: Math.max(all.end, end) }));
}

function isWanted(candidate: Candidate, matcher: Matcher): boolean {
  return (
    (matcher.except === undefined || !matches(matcher.except, candidate.value)) && hasNeighbours(candidate, matcher)
  );
}

/** `before` and `after` look at the words around, up to and from the value. */
function hasNeighbours({ fragment, span }: Candidate, { before, after }: Matcher): boolean {
  if (before === undefined && after === undefined) return true;
  const at = offsetInAround(fragment);
  if (at === undefined) return false;
  const prefix = fragment.around.slice(Math.max(0, at + span.start - neighbourhood), at + span.start);
  const suffix = fragment.around.slice(at + span.end, at + span.end + neighbourhood);
  return (before === undefined || matches(before, prefix)) && (after === undefined || matches(after, suffix));
}

/** How far `before` and `after` see, in UTF-16 units. */
const neighbourhood = 200;
