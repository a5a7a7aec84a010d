import { diffArrays } from "diff";
import { byLikeness, wordsOf } from "../../names.ts";
import { holdsName, partsAround } from "./whole-names.ts";

/** Edits beyond which two versions of a file are not compared: it was written anew. */
const mostEdits = 2000;
/** Words of one line that may have changed together. */
const mostChanged = 3;
/** Lines that one change replaces at once, beyond which no line answers another. */
const longestHunk = 60;

/**
 * What stands in the place of a name in the next version of a text: the names by which a line that held it differs from
 * one that was put there in the same change, each as often as it does. Empty when the texts have too little in common.
 */
export function replacementsOf(name: string, before: string, after: string): ReadonlyMap<string, number> {
  const votes = new Map<string, number>();
  const changes = diffArrays(linesOf(before), linesOf(after), { maxEditLength: mostEdits }) ?? [];
  for (const [index, { removed, value }] of changes.entries()) {
    const next = changes[index + 1];
    if (!removed || next?.added !== true || Math.max(value.length, next.value.length) > longestHunk) continue;
    for (const other of replacedBy(name, value, next.value)) votes.set(other, (votes.get(other) ?? 0) + 1);
  }
  for (const other of votes.keys()) if (isOutdone(name, other, { before, after })) votes.delete(other);
  return votes;
}

/** The name that each line of a change with the old one now has instead: of the line across from it, or of the most like one. */
function replacedBy(name: string, removed: readonly string[], added: readonly string[]): readonly string[] {
  return [...removed.entries()].flatMap(([at, line]) => {
    if (!holdsName(line, name)) return [];
    const opposite = removed.length === added.length ? replacedIn(line, added[at] ?? "", name) : undefined;
    return opposite ?? mostLike(line, added, name) ?? [];
  });
}

/** True when the change also brought a name that has more words of the old one: then that may well be the one which is meant. */
function isOutdone(name: string, other: string, { before, after }: { before: string; after: string }): boolean {
  const words = new Set(wordsOf(name));
  const shared = (text: string): number => wordsOf(text).filter((each) => words.has(each)).length;
  const least = shared(other);
  if (words.size < 2 || least === words.size) return false;
  const known = new Set(wordsIn(before));
  return [...new Set(wordsIn(after))].some(
    (each) => each !== other && !known.has(each) && shared(each) > Math.max(1, least),
  );
}

/** Of the lines of a change those that differ by one name only; a line of nothing but a name differs so from many. */
function mostLike(line: string, added: readonly string[], name: string): string | undefined {
  if (!/\w/.test(partsAround(line, name).join(""))) return undefined;
  const [best] = byLikeness(name, [...new Set(added.flatMap((next) => replacedIn(line, next, name) ?? []))]);
  return best;
}

/** What a line has wherever another one has the name, when nothing else tells them apart. */
function replacedIn(line: string, next: string, name: string): string | undefined {
  const parts = partsAround(line, name);
  const length = (next.length - parts.reduce((sum, part) => sum + part.length, 0)) / (parts.length - 1);
  const start = parts[0]?.length ?? 0;
  if (length <= 0 || !Number.isInteger(length)) return replacedAmong(line, next, name);
  const other = next.slice(start, start + length);
  return isName(other) && other !== name && parts.join(other) === next ? other : replacedAmong(line, next, name);
}

/** The same where a change replaced other names of the line too: all but few of its words are those of before. */
function replacedAmong(line: string, next: string, name: string): string | undefined {
  const [words, others] = [wordsIn(line), wordsIn(next)];
  if (words.length !== others.length || line.split(word).join(" ") !== next.split(word).join(" ")) return undefined;
  const changed = words.flatMap((from, at) => (from === others[at] ? [] : [{ from, to: others[at] ?? "" }]));
  const [only, ...more] = new Set(changed.filter(({ from }) => from === name).map(({ to }) => to));
  const isFew = changed.length <= mostChanged && 2 * changed.length < words.length;
  return isFew && more.length === 0 && only !== undefined && isName(only) ? only : undefined;
}

const word = /[\w$]+/g;

function wordsIn(line: string): readonly string[] {
  return line.match(word) ?? [];
}

function isName(text: string): boolean {
  return /^[@/\w$][\w$.:/@-]*$/.test(text) && /[A-Za-z]/.test(text);
}

/** Lines without what formatters add and take away at their ends. */
function linesOf(text: string): string[] {
  return text.split("\n").map((line) => line.trim().replace(/[,;]$/, ""));
}
