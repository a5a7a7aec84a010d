import { readTag, type Tag } from "./update-tag.ts";

/** A stretch of a page; ends are exclusive and leave out the blank lines that follow. */
export type Block = {
  readonly kind: "heading" | "update" | "prose";
  readonly start: number;
  readonly end: number;
  /** Level and text of a heading. */
  readonly level?: number;
  readonly heading?: string;
  /** Opening tag of an update and the stretch between its tags. */
  readonly tag?: Tag;
  readonly bodyStart?: number;
  readonly bodyEnd?: number;
};

/** A page as a row of blocks. */
export type Scan = {
  readonly blocks: readonly Block[];
  /** Updates that never close, with their offsets. */
  readonly unclosed: readonly number[];
};

/** Code spans are looked for in lines up to this length; beyond it the search could take quadratic time. */
const maxLineForSpans = 20_000;

type State = {
  readonly text: string;
  readonly blocks: Block[];
  readonly unclosed: number[];
  at: number;
  /** Start of the prose that is open, and the end of its last line that is not blank. */
  proseStart: number;
  proseEnd: number;
};

/**
 * Finds the headings and `<Update>` components of a page in one pass, without parsing the rest. Fenced code, MDX
 * comments and code spans are passed over. `from` is where the frontmatter ends.
 */
export function scanUpdates(text: string, from: number): Scan {
  const state: State = { text, blocks: [], unclosed: [], at: from, proseStart: -1, proseEnd: -1 };
  while (state.at < text.length) scanLine(state);
  closeProse(state);
  return { blocks: state.blocks, unclosed: state.unclosed };
}

function scanLine(state: State): void {
  const { text, at } = state;
  const lineEnd = endOfLine(text, at);
  const first = firstInk(text, at, lineEnd);
  if (first === lineEnd) {
    state.at = nextLine(text, lineEnd);
    return;
  }
  const character = text[first];
  if (character === "<" && isUpdateAt(text, first)) {
    scanUpdate(state, first);
    return;
  }
  if (character === "#" && first - at <= 3) {
    const heading = readHeading(text, first, lineEnd);
    if (heading !== undefined) {
      closeProse(state);
      state.blocks.push(heading);
      state.at = nextLine(text, lineEnd);
      return;
    }
  }
  const end = opaqueEnd(text, first, lineEnd) ?? lineEnd;
  if (state.proseStart < 0) state.proseStart = at;
  state.proseEnd = trimmedEnd(text, first, end);
  state.at = nextLine(text, end);
}

function scanUpdate(state: State, start: number): void {
  const { text } = state;
  const tag = readTag(text, start);
  const close =
    tag === undefined ? undefined : tag.selfClosing ? { start: tag.end, end: tag.end } : findClose(text, tag.end);
  if (tag === undefined || close === undefined) {
    // What follows cannot be told apart, and looking for each further tag would take quadratic time.
    state.unclosed.push(start);
    if (state.proseStart < 0) state.proseStart = start;
    state.proseEnd = trimmedEnd(text, start, text.length);
    state.at = text.length;
    return;
  }
  closeProse(state);
  // The block starts with its line, so that indentation moves with it.
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const blockStart = text.slice(lineStart, start).trim() === "" ? lineStart : start;
  state.blocks.push({
    kind: "update",
    start: blockStart,
    end: close.end,
    tag,
    bodyStart: tag.end,
    bodyEnd: close.start,
  });
  const rest = endOfLine(text, close.end);
  state.at = text.slice(close.end, rest).trim() === "" ? nextLine(text, rest) : close.end;
}

/** The `</Update>` that closes an update, past code, comments and updates inside; undefined when there is none. */
function findClose(text: string, from: number): { start: number; end: number } | undefined {
  const close = text.indexOf("</Update>", from);
  // Most updates hold nothing that could hide a tag.
  if (close >= 0 && !/[`~]|\{\/\*|<!--|<Update/.test(text.slice(from, close)))
    return { start: close, end: close + "</Update>".length };
  let depth = 1;
  let at = from;
  while (at < text.length) {
    const lineEnd = endOfLine(text, at);
    const first = firstInk(text, at, lineEnd);
    const opaque = opaqueEnd(text, first, lineEnd);
    if (opaque !== undefined) {
      at = nextLine(text, opaque);
      continue;
    }
    for (const tag of updateTagsOf(text, at, lineEnd)) {
      depth += tag.closes ? -1 : 1;
      if (depth === 0) return tag;
    }
    at = nextLine(text, lineEnd);
  }
  return undefined;
}

/** Opening and closing tags of updates on one line, outside of code spans; self-closing ones are left out. */
function* updateTagsOf(
  text: string,
  at: number,
  lineEnd: number,
): Generator<{ start: number; end: number; closes: boolean }> {
  const line = text.slice(at, lineEnd);
  if (!line.includes("Update")) return;
  const pattern =
    line.length > maxLineForSpans
      ? /()<(\/?)Update(?=[\s/>]|$)/g
      : /(`+)[^`]*\1|\{\/\*.*?\*\/\}|<(\/?)Update(?=[\s/>]|$)/g;
  for (const match of line.matchAll(pattern)) {
    const start = at + match.index;
    if (match[2] === undefined) continue;
    if (match[2] === "/") yield { start, end: text.indexOf(">", start) + 1 || text.length, closes: true };
    else if (readTag(text, start)?.selfClosing !== true) yield { start, end: start, closes: false };
  }
}

/** End of a fenced block or MDX comment that starts on this line, at the end of its last line; undefined when none does. */
function opaqueEnd(text: string, first: number, lineEnd: number): number | undefined {
  const character = text[first];
  if (character === "{" && text.startsWith("{/*", first)) return commentEnd(text, first, "*/", lineEnd);
  if (character === "<" && text.startsWith("<!--", first)) return commentEnd(text, first, "-->", lineEnd);
  if (character !== "`" && character !== "~") return undefined;
  const fence = /^(`{3,}|~{3,})([^\n]*)/.exec(text.slice(first, lineEnd));
  if (fence?.[1] === undefined || (character === "`" && fence[2]?.includes("`"))) return undefined;
  let at = nextLine(text, lineEnd);
  while (at < text.length) {
    const end = endOfLine(text, at);
    const line = text.slice(at, end).trim();
    if (line.startsWith(fence[1]) && line.replaceAll(character, "") === "") return end;
    at = nextLine(text, end);
  }
  return text.length;
}

function commentEnd(text: string, first: number, mark: string, lineEnd: number): number | undefined {
  const close = text.indexOf(mark, first);
  if (close < 0) return text.length;
  return close < lineEnd ? undefined : endOfLine(text, close);
}

function readHeading(text: string, start: number, lineEnd: number): Block | undefined {
  const line = text.slice(start, lineEnd);
  const marks = /^#{1,6}(?=[ \t\r]|$)/.exec(line)?.[0];
  if (marks === undefined) return undefined;
  const heading = line
    .slice(marks.length)
    .trim()
    .replace(/(?:^|[ \t])#+$/, "")
    .trimEnd();
  return { kind: "heading", start, end: trimmedEnd(text, start, lineEnd), level: marks.length, heading };
}

function closeProse(state: State): void {
  if (state.proseStart >= 0) state.blocks.push({ kind: "prose", start: state.proseStart, end: state.proseEnd });
  state.proseStart = -1;
}

function isUpdateAt(text: string, at: number): boolean {
  return text.startsWith("<Update", at) && /[\s/>]/.test(text[at + 7] ?? "");
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

function nextLine(text: string, lineEnd: number): number {
  return lineEnd < text.length ? lineEnd + 1 : lineEnd;
}

/** First offset of a line that is neither space nor tab; its end when it is blank. */
function firstInk(text: string, at: number, lineEnd: number): number {
  let first = at;
  while (first < lineEnd && (text[first] === " " || text[first] === "\t" || text[first] === "\r")) first += 1;
  return first;
}

function trimmedEnd(text: string, start: number, end: number): number {
  return start + text.slice(start, end).trimEnd().length;
}
