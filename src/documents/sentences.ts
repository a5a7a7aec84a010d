import type { Span } from "../place.ts";

const end = /[.!?…]["'”’)\]]*\s+|[。！？]|\n/g;
const abbreviation = /(?:^|[\s(])(?:e\.g|i\.e|etc|vs|cf|approx|incl|no|resp|Dr|Mr|Ms|Inc|Ltd|Fig)\.$/i;

/**
 * Splits running text into sentences, without leading or trailing blanks. A full stop inside code, after an
 * abbreviation or before a lower-case word ends nothing. Written out, so that every version of Node splits alike.
 */
export function splitSentences(text: string, codes: readonly Span[]): Span[] {
  const sentences: Span[] = [];
  let start = 0;
  let code = 0;
  for (const match of text.matchAll(end)) {
    while ((codes[code]?.end ?? Number.POSITIVE_INFINITY) <= match.index) code += 1;
    const inCode = (codes[code]?.start ?? Number.POSITIVE_INFINITY) <= match.index;
    const next = match.index + match[0].length;
    if (inCode || !endsSentence(text, match.index, next)) continue;
    sentences.push({ start, end: next });
    start = next;
  }
  sentences.push({ start, end: text.length });
  return sentences.map((span) => trim(text, span)).filter((span) => span.end > span.start);
}

function endsSentence(text: string, at: number, next: number): boolean {
  if (text[at] === "\n" || next >= text.length) return true;
  if (text[at] === "." && abbreviation.test(text.slice(Math.max(0, at - 8), at + 1))) return false;
  return !/^[\p{Ll},;:]/u.test(text.slice(next, next + 2));
}

function trim(text: string, { start, end: stop }: Span): Span {
  const part = text.slice(start, stop);
  return { start: start + (part.length - part.trimStart().length), end: stop - (part.length - part.trimEnd().length) };
}
