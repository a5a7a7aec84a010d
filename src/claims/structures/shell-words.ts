import type { Span } from "../../place.ts";

/** A word of a command with its quotes removed, and where each unit of its text stands. */
export type Word = { readonly text: string; readonly offsets: readonly number[] };

/** Where a part of a word stands; the whole word without an end. */
export function spanOfWord(word: Word, start = 0, end = word.text.length): Span {
  const first = word.offsets[start] ?? 0;
  return { start: first, end: end > start ? (word.offsets[end - 1] ?? first) + 1 : first };
}

/** One simple command: its words, without the prompt, redirections, comments and operators around it. */
export type Words = readonly Word[];

const operator = /(?:&&|\|\||[;|&])/y;
const comment = /#[^\n]*/y;
const gap = /(?:[ \t\r]|\\\r?\n)+/y;
const heredoc = /<<-?[ \t]*["']?(?<mark>[A-Za-z_]\w*)["']?/y;
const redirection = /\d*(?:>>?|<)(?:&\d)?[ \t]*/y;
const prompt = /^[ \t]*(?:\$|>|%|❯|PS[^>\n]*>)[ \t]+/;

/**
 * Splits shell text into commands. In a transcript, where any line starts with the prompt `$`, the other lines are
 * output and say nothing. Quotes are removed, nothing is expanded.
 */
export function splitCommands(text: string): Words[] {
  const commands: Words[] = [];
  const transcript = /^[ \t]*\$[ \t]/m.test(text);
  let words: Word[] = [];
  let at = 0;
  const finish = (): void => {
    if (words.length > 0) commands.push(words);
    words = [];
  };
  const atLineStart = (): void => {
    const end = lineEnd(text, at);
    const lead = prompt.exec(text.slice(at, end))?.[0].length;
    if (lead !== undefined) at += lead;
    else if (transcript) at = end;
  };
  atLineStart();
  while (at < text.length) {
    const skipped = lengthAt(gap, text, at);
    if (skipped > 0) at += skipped;
    else if (text[at] === "\n") {
      finish();
      at += 1;
      atLineStart();
    } else if (text[at] === "#" && /^$|\s/.test(text[at - 1] ?? "")) at += lengthAt(comment, text, at);
    else if (lengthAt(heredoc, text, at) > 0) at = afterHeredoc(text, at);
    else if (lengthAt(operator, text, at) > 0) {
      finish();
      at += lengthAt(operator, text, at);
    } else if (lengthAt(redirection, text, at) > 0) at += lengthAt(redirection, text, at);
    else {
      const word = readWord(text, at);
      words.push(word.word);
      commands.push(...commandsWithin(text, at, word.end));
      at = word.end;
    }
  }
  finish();
  return commands;
}

/** The commands whose answers a bare word is made of: `$(kiln token)`. */
function commandsWithin(text: string, start: number, end: number): Words[] {
  if (/["']/.test(text[start] ?? "")) return [];
  const found: Words[] = [];
  let at = text.indexOf("$(", start);
  while (at >= 0 && at < end) {
    const inside = at + 2;
    const length = lengthOfSubstitution(text, at);
    const commands = splitCommands(text.slice(inside, at + length - 1));
    const moved = (offset: number): number => offset + inside;
    found.push(...commands.map((words) => words.map((word) => ({ ...word, offsets: word.offsets.map(moved) }))));
    at = text.indexOf("$(", at + Math.max(length, 2));
  }
  return found;
}

/** Longest command in a command that is read, in UTF-16 units; a bracket without an end is no command. */
const longestSubstitution = 500;

/** Units from `$(` to the bracket that closes it; zero where none does. */
function lengthOfSubstitution(text: string, start: number): number {
  const end = Math.min(text.length, start + longestSubstitution);
  let depth = 0;
  for (let at = start + 1; at < end; at += 1) {
    if (text[at] === "(") depth += 1;
    else if (text[at] === ")") depth -= 1;
    if (depth === 0) return at + 1 - start;
  }
  return 0;
}

/** Reads one word: bare and quoted pieces up to a blank or an operator. */
function readWord(text: string, start: number): { word: Word; end: number } {
  const offsets: number[] = [];
  const take = (from: number, to: number): void => {
    for (let offset = from; offset < to; offset += 1) offsets.push(offset);
  };
  let at = start;
  while (at < text.length && !/[\s;|&]/.test(text[at] ?? "")) {
    const piece = readPiece(text, at);
    take(piece.from, piece.to);
    at = piece.end;
  }
  const end = Math.min(Math.max(at, start + 1), text.length);
  return { word: { text: offsets.map((offset) => text[offset] ?? "").join(""), offsets }, end };
}

/** One piece of a word: a quoted string, an escaped character, a `<slot>` or a `$(command)` that may hold blanks, or a character. */
function readPiece(text: string, at: number): { from: number; to: number; end: number } {
  const quote = text[at] ?? "";
  if (quote === '"' || quote === "'") {
    const close = closingQuote(text, at);
    return { from: at + 1, to: close, end: close + 1 };
  }
  if (quote === "\\") return { from: at + 1, to: Math.min(at + 2, text.length), end: at + 2 };
  const substitution = text.startsWith("$(", at) ? at + lengthOfSubstitution(text, at) : at;
  if (substitution > at) return { from: at, to: substitution, end: substitution };
  const slot = quote === "<" ? /^<[\w .-]+>/.exec(text.slice(at, at + 60))?.[0].length : undefined;
  return { from: at, to: at + (slot ?? 1), end: at + (slot ?? 1) };
}

function closingQuote(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at += 1) {
    if (text[at] === "\\" && text[open] === '"') at += 1;
    else if (text[at] === text[open]) return at;
  }
  return text.length;
}

function afterHeredoc(text: string, at: number): number {
  heredoc.lastIndex = at;
  const mark = heredoc.exec(text)?.groups?.mark ?? "";
  const rest = text.slice(at);
  const close = new RegExp(`\\n[ \\t]*${mark}[ \\t]*(?=\\n|$)`).exec(rest);
  return close === null ? text.length : at + close.index + close[0].length;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

function lengthAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 0;
}
