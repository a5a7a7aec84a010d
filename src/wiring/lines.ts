import type { WiringPlace } from "../types/index.ts";

/** Finds lines by offset in one text; the index is made on first use. */
export type Lines = {
  readonly at: (offset: number) => number;
  /** Offset of the first character of a line. */
  readonly startOf: (line: number) => number;
};

/** Line numbers of a text, 1-based; offsets past the end belong to the last line. */
export function linesOf(text: string): Lines {
  let known: number[] | undefined;
  const all = (): number[] => {
    known ??= lineStarts(text);
    return known;
  };
  return {
    at(offset) {
      const starts = all();
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= offset) low = middle;
        else high = middle - 1;
      }
      return low + 1;
    },
    startOf: (line) => all()[line - 1] ?? text.length,
  };
}

/** Place of a stretch of text; `end` is exclusive. */
export function placeOf(
  path: string,
  lines: Lines,
  range: { readonly start: number; readonly end: number },
): WiringPlace {
  return { path, startLine: lines.at(range.start), endLine: lines.at(Math.max(range.start, range.end - 1)) };
}

/** Place of one character, with its column. */
export function pointOf(path: string, lines: Lines, offset: number): WiringPlace {
  const line = lines.at(offset);
  return { path, startLine: line, endLine: line, startColumn: offset - lines.startOf(line) + 1 };
}

/** The line break a text uses: the first one, `\n` when it has none. */
export function lineBreakOf(text: string): "\n" | "\r\n" {
  const first = text.indexOf("\n");
  return first > 0 && text[first - 1] === "\r" ? "\r\n" : "\n";
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
