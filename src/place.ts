import type { Fragment, Place, Run } from "./types/index.ts";

/** Where the lines of one page begin: made once a page, so that every place costs a binary search. */
export type LineIndex = { readonly path: string; readonly starts: readonly number[] };

/** A stretch of text by offsets in UTF-16 units; the end is exclusive. */
export type Span = { readonly start: number; readonly end: number };

/** Indexes the lines of a page; `\n`, `\r\n` and a lone `\r` end a line. */
export function indexLines(page: { readonly path: string; readonly text: string }): LineIndex {
  const starts = [0];
  if (!page.text.includes("\r")) {
    for (let end = page.text.indexOf("\n"); end >= 0; end = page.text.indexOf("\n", end + 1)) starts.push(end + 1);
    return { path: page.path, starts };
  }
  for (const match of page.text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length);
  return { path: page.path, starts };
}

/** The place of a stretch of the page. */
export function placeOf(lines: LineIndex, { start, end }: Span): Place {
  const startLine = lineAt(lines, start);
  const endLine = lineAt(lines, end);
  return {
    path: lines.path,
    startLine,
    startColumn: start - (lines.starts[startLine - 1] ?? 0) + 1,
    endLine,
    endColumn: end - (lines.starts[endLine - 1] ?? 0) + 1,
    startOffset: start,
    endOffset: end,
  };
}

/** The place in the document of a stretch of a fragment's text, exact through indentation, escapes and entities. */
export function placeWithin(lines: LineIndex, fragment: Pick<Fragment, "place" | "runs">, span: Span): Place {
  return placeOf(lines, spanInDocument(fragment.runs ?? [[0, fragment.place.startOffset]], span));
}

/** The stretch of the document that a stretch of text stands for. */
export function spanInDocument(runs: readonly Run[], { start, end }: Span): Span {
  const from = documentOffset(runs, start).start;
  return { start: from, end: end > start ? documentOffset(runs, end - 1).end : from };
}

function documentOffset(runs: readonly Run[], offset: number): Span {
  const run = runs[runAt(runs, offset)] ?? [0, 0];
  if (run[2] !== undefined) return { start: run[1], end: run[1] + run[2] };
  const start = run[1] + Math.max(0, offset - run[0]);
  return { start, end: start + 1 };
}

/** Index of the run that holds an offset of the text; 0 when there are no runs. */
export function runAt(runs: readonly Run[], offset: number): number {
  return lastAtMost(runs.length, (index) => (runs[index]?.[0] ?? 0) <= offset);
}

/** The 1-based line that holds an offset. */
export function lineAt(lines: LineIndex, offset: number): number {
  return lastAtMost(lines.starts.length, (index) => (lines.starts[index] ?? 0) <= offset) + 1;
}

/** Where the line after the one that holds an offset begins; the offset itself on the last line. */
export function nextLine(lines: LineIndex, offset: number): number {
  return lines.starts[lineAt(lines, offset)] ?? offset;
}

/** The last index below `length` for which an ascending condition holds; 0 when there is none. */
function lastAtMost(length: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
