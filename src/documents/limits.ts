import { indexLines, placeOf } from "../place.ts";
import type { DocumentSource, Problem } from "../types/index.ts";

/** Pages larger than this are not parsed, in UTF-16 units. */
const maxLength = 512 * 1024;
/** A line longer than this is not written by a person, in UTF-16 units. */
const maxLineLength = 64 * 1024;

/** Components nested deeper than this are refused: no page for people needs it, and recursion must end. */
export const maxNesting = 200;

/** Thrown for a page nested deeper than {@link maxNesting}; caught by `parseDocument`. */
export class NestingError extends Error {}

/** Characters beyond the basic plane are two surrogates: only where one stands must whole characters be read. */
const mayBeStrange = /[\0\uFFFD\uD800-\uDFFF]/;

/** Why a page is not parsed at all; undefined when it may be. */
export function refusal(source: DocumentSource): Problem | undefined {
  const { text } = source;
  if (text.length > maxLength) {
    return problem(source, "too-large", `Unexpected size of ${text.length} characters, expected at most ${maxLength}.`);
  }
  const long = longLineAt(text);
  if (long !== undefined) {
    return problem(source, "too-large", `Unexpected line of more than ${maxLineLength} characters.`, long);
  }
  const strange = mayBeStrange.test(text) ? text.search(/[\0\uFFFD\p{Surrogate}]/u) : -1;
  if (strange < 0) return undefined;
  const what = text[strange] === "\0" ? "a NUL character" : "a character that is not valid UTF-8";
  return problem(source, "unsupported", `Unexpected ${what}, expected text in UTF-8.`, strange);
}

function longLineAt(text: string): number | undefined {
  if (text.length <= maxLineLength) return undefined;
  let start = 0;
  for (const match of text.matchAll(/[\r\n]/g)) {
    if (match.index - start > maxLineLength) return start;
    start = match.index + 1;
  }
  return text.length - start > maxLineLength ? start : undefined;
}

/** A problem at one place of a page, its start when none is given. */
export function problem(source: DocumentSource, code: Problem["code"], message: string, offset = 0): Problem {
  const small = { path: source.path, text: source.text.slice(0, offset + 1) };
  return { code, message, place: placeOf(indexLines(small), { start: offset, end: offset }) };
}
