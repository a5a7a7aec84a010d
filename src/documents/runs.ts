import { type LineIndex, lineAt, runAt, type Span, spanInDocument } from "../place.ts";
import type { Run } from "../types/index.ts";

/** What markup may stand between a node's source and its text. */
export type Markup = "text" | "code" | "attribute";

type Step = { readonly skip: number; readonly width: number; readonly units: number };

const entity = /&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,31});/y;
const noBreakSpace = "\u00A0";
const lineEnd = /[ \t]*(?:\r\n|\n|\r)/y;
const linePrefix = /[ \t>]+/y;
/** How far a character is looked for when the source holds markup that this file does not know. */
const farthest = 64;

/**
 * Aligns a node's text with its source, character by character: escapes, entities, line ends and the indentation of
 * lists and quotes are skipped. Line ends and no-break spaces of the text must have been made blanks.
 */
export function alignText(page: string, span: Span, node: { readonly text: string; readonly markup: Markup }): Run[] {
  // What is not found in the node's own source stands at its end.
  const source = page.slice(0, span.end);
  const runs: Run[] = [];
  let at = span.start;
  let wrapped = false;
  for (let index = 0; index < node.text.length; ) {
    const plain = wrapped ? 0 : plainLength(source, at, { text: node.text, index });
    if (plain > 0) {
      pushRun(runs, [index, at]);
      at += plain;
      index += plain;
      continue;
    }
    const prefix: number = wrapped ? prefixLength(source, at, { text: node.text, index }) : 0;
    const step = nextStep(source, at + prefix, { ...node, index });
    const start: number = at + prefix + step.skip;
    if (start >= span.end) {
      runs.push([index, span.end, 0]);
      break;
    }
    pushRun(runs, step.width === step.units ? [index, start] : [index, start, step.width]);
    wrapped = node.text[index] === " " && source[start] !== " " && matchLength(lineEnd, source, start) > 0;
    at = start + step.width;
    index += step.units;
  }
  return runs;
}

const ampersand = 38;
const backslash = 92;

/** How far text stands in its source as it is: up to what may be an escape, an entity or the end of a line. */
function plainLength(source: string, at: number, { text, index }: { readonly text: string; readonly index: number }) {
  let length = 0;
  for (; index + length < text.length; length += 1) {
    const unit = text.charCodeAt(index + length);
    if (unit !== source.charCodeAt(at + length) || unit === ampersand || unit === backslash) break;
    if (unit === blank && isBlank(source.charCodeAt(at + length + 1))) break;
  }
  return length;
}

const blank = 32;

/** True for what may end a line, and for what may stand before the end of a line. */
function isBlank(unit: number): boolean {
  return unit === blank || unit === 9 || unit === 10 || unit === 13;
}

type Wanted = { readonly text: string; readonly markup: Markup; readonly index: number };

function nextStep(source: string, at: number, wanted: Wanted): Step {
  const character = wanted.text[wanted.index] ?? "";
  if (character === " ") {
    const width = matchLength(lineEnd, source, at);
    if (width > 0) return { skip: 0, width, units: 1 };
  }
  const width = entityLength(source, at, wanted);
  if (width > 0) return { skip: 0, width, units: (wanted.text.codePointAt(wanted.index) ?? 0) > 0xffff ? 2 : 1 };
  if (isEscape(source, at, wanted)) return { skip: 1, width: 1, units: 1 };
  if (source[at] === character || (character === " " && source[at] === noBreakSpace)) {
    return { skip: 0, width: 1, units: 1 };
  }
  const found = source.indexOf(character, at);
  return { skip: found >= 0 && found - at <= farthest ? found - at : 0, width: 1, units: 1 };
}

/** Length of an entity that was decoded; 0 for one that stands in the text as it is. */
function entityLength(source: string, at: number, { text, markup, index }: Wanted): number {
  if (markup === "code" || source[at] !== "&") return 0;
  const width = matchLength(entity, source, at);
  return text.startsWith(source.slice(at, at + width), index) ? 0 : width;
}

function isEscape(source: string, at: number, { text, markup, index }: Wanted): boolean {
  if (source[at] !== "\\" || source[at + 1] !== text[index]) return false;
  return markup === "text"
    ? text[index] !== "\\" || text[index + 1] !== "\\"
    : markup === "code" && text[index] === "|";
}

/** What stands before the text of a line, which may itself begin with blanks or with the mark of a quote. */
function prefixLength(source: string, at: number, { text, index }: { readonly text: string; readonly index: number }) {
  const length = matchLength(linePrefix, source, at);
  const marks = text.slice(index, index + matchLength(linePrefix, text, index));
  if (marks === "" || source[at + length] === "\\" || source[at + length] === "&") return length;
  const prefix = source.slice(at, at + length);
  if (prefix.endsWith(marks)) return length - marks.length;
  const [mark, whole] = [marks.trimEnd(), prefix.trimEnd()];
  return mark !== "" && whole.endsWith(mark) ? whole.length - mark.length : length;
}

function matchLength(pattern: RegExp, source: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0].length ?? 0;
}

/** Adds a run unless the run before already says it. */
export function pushRun(runs: Run[], run: Run): void {
  const last = runs.at(-1);
  const goesOn = last !== undefined && run.length === 2 && last.length === 2 && run[1] - run[0] === last[1] - last[0];
  if (!goesOn) runs.push(run);
}

/** A page with its lines. */
export type LinedText = { readonly text: string; readonly lines: LineIndex };

/**
 * Aligns a block whose lines stand in the document behind an indentation or quote marks: every line of the text is
 * the end of its document line. `start` is where the text begins, or anywhere before that in its line.
 */
export function alignLines(page: LinedText, start: number, text: string): Run[] {
  const runs: Run[] = [];
  const { starts } = page.lines;
  let line = lineAt(page.lines, start) - 1;
  let offset = 0;
  for (const [bare = "", end = ""] of splitLines(text)) {
    const lineStart = starts[line] ?? page.text.length;
    const whole = page.text.slice(lineStart, starts[line + 1] ?? page.text.length).replace(/[\r\n]+$/, "");
    const found = whole.lastIndexOf(bare);
    const exact = offset === 0 && bare !== "" && page.text.startsWith(bare, start);
    pushRun(runs, [offset, exact ? start : lineStart + (found < 0 ? Math.max(0, whole.length - bare.length) : found)]);
    offset += bare.length + end.length;
    line += 1;
  }
  return runs;
}

/** The lines of a text, each with what ends it. */
function splitLines(text: string): (readonly [string, string])[] {
  const lines: (readonly [string, string])[] = [];
  let start = 0;
  for (const { 0: end, index } of text.matchAll(/\r\n|\n|\r/g)) {
    lines.push([text.slice(start, index), end]);
    start = index + end.length;
  }
  return [...lines, [text.slice(start), ""]];
}

/** The runs of a part of a text, with the part's start as offset 0. */
export function sliceRuns(runs: readonly Run[], { start, end }: Span): Run[] {
  const sliced: Run[] = [];
  for (let index = runAt(runs, start); index < runs.length; index += 1) {
    const run = runs[index];
    if (run === undefined || run[0] >= end) break;
    if (run[0] < start) sliced.push([0, spanInDocument(runs, { start, end: start }).start]);
    else sliced.push(shiftRun(run, -start));
  }
  return sliced;
}

/** The same run in a text that begins `by` units earlier. */
export function shiftRun([text, document, length]: Run, by: number): Run {
  return length === undefined ? [text + by, document] : [text + by, document, length];
}
