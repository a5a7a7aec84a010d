import { RE2JS } from "re2js";
import type { Span } from "../place.ts";

/** One match of a pattern: the whole, and every named capture that took part. */
export type PatternMatch = Span & { readonly captures: Readonly<Record<string, Span>> };

const compiled = new Map<string, RE2JS>();

function compile(pattern: string): RE2JS {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  const fresh = RE2JS.compile(pattern);
  compiled.set(pattern, fresh);
  return fresh;
}

/** True when an RE2 pattern matches somewhere in a text; linear in the length of the text. */
export function matches(pattern: string, text: string): boolean {
  return compile(pattern).test(text);
}

/** All matches of an RE2 pattern, from left to right without overlap; linear in the length of the text. */
export function findAll(pattern: string, text: string): PatternMatch[] {
  const regex = compile(pattern);
  // Most texts hold no match, and asking for that alone is ten times cheaper than looking for places.
  if (!regex.test(text)) return [];
  const matcher = regex.matcher(text);
  const found: PatternMatch[] = [];
  while (matcher.find()) {
    const captures: Record<string, Span> = {};
    for (const name of Object.keys(regex.namedGroups())) {
      const start = matcher.start(name);
      if (start >= 0) captures[name] = { start, end: matcher.end(name) };
    }
    found.push({ start: matcher.start(), end: matcher.end(), captures });
  }
  return found;
}

/** Names of the captures of a pattern that compiles. */
export function captureNames(pattern: string): string[] {
  return Object.keys(compile(pattern).namedGroups());
}

/** Constructs of other engines that RE2 does not have, with what to write instead. */
const foreign: readonly (readonly [construct: RegExp, name: string, hint: string])[] = [
  [/\(\?<?[=!]/, "look-around", "match the neighbouring text and capture `value`, or use `before`, `after`, `unless`"],
  [/\(\?>|[*+?}]\+/, "possessive or atomic group", "drop it: RE2 never backtracks"],
  [/\\[1-9]|\\k</, "back-reference", "write the alternatives out"],
];

/** What is wrong with a pattern, as one sentence with a hint; undefined for a valid RE2 pattern. */
export function patternMistake(pattern: string): string | undefined {
  const bare = pattern.replace(/\\[^1-9k]|\[(?:\\.|[^\]\\])*\]/g, "_");
  const known = foreign.find(([construct]) => construct.test(bare));
  if (known !== undefined) {
    const construct = known[0].exec(bare)?.[0] ?? "";
    return `unexpected ${known[1]} \`${construct}\`, expected RE2 syntax: ${known[2]}`;
  }
  try {
    compile(pattern);
    return undefined;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return `unexpected pattern, expected RE2 syntax: ${error.message}`;
  }
}
