import { remember } from "./remember.ts";

/** What follows the last dot of a name: the whole of a name without one. */
export function lastSegment(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}

/** Words that say nothing of what a name is about. */
const fillers = new Set(["x", "the", "a", "an", "of", "to", "for", "and", "or", "get", "set", "is", "use"]);

/** The words of a name in lower case, whatever joins them: camel case, dashes, underscores, dots, slashes, blanks. */
export const wordsOf = remember((name): readonly string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .map((word) => word.toLowerCase()),
);

/** The words of a name that tell it from others; all of them when nothing else is left. */
export function tellingWords(name: string): readonly string[] {
  const words = wordsOf(name);
  const telling = words.filter((word) => word.length > 1 && !fillers.has(word));
  return telling.length > 0 ? telling : words;
}

/** How many insertions, deletions, replacements and swaps of neighbours turn one name into the other. */
export function editDistance(from: string, to: string): number {
  const width = to.length + 1;
  let twoBack: number[] = [];
  let previous = Array.from({ length: width }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column < width; column += 1) {
      const same = from[row - 1] === to[column - 1];
      let best = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (swapped) best = Math.min(best, (twoBack[column - 2] ?? 0) + 1);
      current.push(best);
    }
    twoBack = previous;
    previous = current;
  }
  return previous[width - 1] ?? from.length;
}

/**
 * How alike two names are, from 0 (nothing shared) to 1 (the same words): the better of the share of edits saved and
 * the share of telling words in common. Letter case and the characters between words do not count. What cannot reach
 * `least` may come out lower than it is: the letters alone tell that, without counting edits.
 */
export function likeness(one: string, other: string, least = 0): number {
  const [{ words: a, text: left }, { words: b, text: right }] = [toldBy(one), toldBy(other)];
  if (left === right) return left === "" ? 0 : 1;
  const longest = Math.max(left.length, right.length);
  if (longest === 0 || longest > 200) return 0;
  const words = (wordsInCommon(a, b) / Math.max(a.length, b.length)) * 0.95;
  if (words < least && Math.min(left.length, right.length) / longest < least) return words;
  if (words < least && lettersInCommon(left, right) / longest < least) return words;
  return Math.max(1 - editDistance(left, right) / longest, words);
}

/** Names by how alike they are to one, the most alike first; those alike in equal measure stay in their order. */
export function byLikeness(name: string, others: readonly string[]): readonly string[] {
  return others.toSorted((a, b) => likeness(name, b) - likeness(name, a));
}

/** The telling words of a name, and these as one text. */
const toldBy = remember((name) => {
  const words = tellingWords(name);
  return { words, text: words.join(" ") };
});

/** How many words two names share, each as often as both have it. */
function wordsInCommon(a: readonly string[], b: readonly string[]): number {
  // Most names share none: that is told without counting.
  const shared = a.filter((word) => b.includes(word));
  if (shared.length < 2) return shared.length;
  const times = (words: readonly string[], word: string): number => words.filter((other) => other === word).length;
  return [...new Set(shared)].reduce((sum, word) => sum + Math.min(times(shared, word), times(b, word)), 0);
}

/**
 * At most as many letters of one text as the other has too, each as often: no more can stay when one is turned into the
 * other. Letters beyond ASCII may count for others.
 */
function lettersInCommon(one: string, other: string): number {
  letters.fill(0);
  for (let at = 0; at < one.length; at += 1) {
    const letter = one.charCodeAt(at) % letters.length;
    letters[letter] = (letters[letter] ?? 0) + 1;
  }
  let common = 0;
  for (let at = 0; at < other.length; at += 1) {
    const letter = other.charCodeAt(at) % letters.length;
    const left = letters[letter] ?? 0;
    if (left > 0) common += 1;
    letters[letter] = left - 1;
  }
  return common;
}

/** Room for the letters of one comparison: thousands are made for one claim. */
const letters = new Int16Array(128);

/** The words in which two names differ, side by side: none for the same words, undefined for names of more and fewer words. */
export function differingWords(one: string, other: string): readonly (readonly [string, string])[] | undefined {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  if (a.length !== b.length) return undefined;
  return a.map((word, at) => [word, b[at] ?? ""] as const).filter(([left, right]) => left !== right);
}

/** Shortest word in which a slip of the pen can be told from another word. */
const shortestSlip = 4;

/**
 * True when one name is the other written wrongly: the same words in other case or joined otherwise, or one word with a
 * slip of the pen (up to two edits, or another form of the word: `test`, `testing`). `API_URL` and `APP_URL` are two names.
 */
export function isSlip(one: string, other: string): boolean {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  if (a.join("") === b.join("")) return a.length > 0;
  // `X-Rate-Limit` and `RateLimit` are two headers, `QWidget` and `Widget` two types.
  if (initialOf(a) !== initialOf(b) || isSpelledElsewhere(a.join(" "), b.join(" "))) return false;
  const pairs = differingWords(one, other);
  if (pairs === undefined) return isOneEditAway(a.join(""), b.join(""));
  // A long name may be misspelt twice and is still no other name.
  const most = a.length >= 4 ? 2 : 1;
  if (pairs.length === 1 && pairs.every(([left, right]) => lacksLetterAmongMany(left, right, a.length))) return true;
  return (
    pairs.length > 0 && pairs.length <= most && pairs.every(([left, right]) => isSlipOfWord(left, right, a.length > 1))
  );
}

/** Long names in other words that differ by one letter, and not by the `s` of a plural. */
function isOneEditAway(one: string, other: string): boolean {
  const digits = (name: string): string => name.replace(/\D+/g, "");
  if (Math.min(one.length, other.length) < 8 || digits(one) !== digits(other)) return false;
  // Another letter in words that are joined otherwise makes another name: `preBuild` and `prebuilt`.
  const isReplaced = one.length === other.length && lettersInCommon(one, other) < one.length;
  return !isReplaced && `${one}s` !== other && `${other}s` !== one && isOneEdit(one, other);
}

/** True for one word as it is written in Britain and in America: what is called after it may be called so by somebody else. */
function isSpelledElsewhere(one: string, other: string): boolean {
  const american = (word: string): string =>
    word
      .replace(/is(?=e|ing|ation|er)/, "iz")
      .replace(/our\b/, "or")
      .replace(/tre\b/, "ter");
  return !one.includes(" ") && one !== other && american(one) === american(other);
}

/** A letter that stands before the words of a name; empty where none does. */
function initialOf([first = ""]: readonly string[]): string {
  return first.length === 1 ? first : "";
}

/** True when two names of `least` words or more have the same words in another order: `openLidSlowly`, `slowlyOpenLid`. */
export function isPermuted(one: string, other: string, least = 3): boolean {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  if (a.length < least || a.length !== b.length || a.join(" ") === b.join(" ")) return false;
  return [...a].sort().join(" ") === [...b].sort().join(" ");
}

/** True when one name is the other without one word in its middle: `KILN_TOKEN` for `KILN_API_TOKEN`. */
export function isShortened(one: string, other: string): boolean {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length < 2 || long.length !== short.length + 1) return false;
  const from = short.findIndex((word, index) => word !== long[index]);
  return from > 0 && short.slice(from).join(" ") === long.slice(from + 1).join(" ");
}

/** How many telling words two names of as many words share when exactly one differs, one of letters; 0 when they differ otherwise. */
export function wordsShared(one: string, other: string): number {
  const [pair, ...more] = differingWords(one, other) ?? [];
  if (pair === undefined || more.length > 0 || !pair.every((word) => /^\p{L}+$/u.test(word))) return 0;
  const words = wordsOf(other);
  return words.length < 2 ? 0 : tellingWords(one).filter((word) => words.includes(word)).length;
}

/** Long and short forms of one word, and spellings of it: no product has two names that differ in nothing else. */
const sameWord: readonly string[][] = [
  "url uri",
  "repo repository",
  "org organization organisation",
  "dir directory folder",
  "config configuration cfg",
  "db database",
  "max maximum",
  "min minimum",
  "auth authentication authorization",
  "env environment",
  "enable enabled",
  "disable disabled",
  "num number",
  "param parameter",
  "arg argument",
  "pwd password",
  "allow permit",
  "color colour",
  "img image",
].map((words) => words.split(" "));

/** Words that people take for each other in names. */
const interchangeable: readonly string[][] = [
  ...sameWord,
  ..."get fetch load retrieve|create add new make|delete remove destroy|update edit modify upgrade|error failure exception|path dir directory folder root|path file|token key|name slug|config configuration options settings|max limit|timeout ttl|retries attempts|enabled active on|disabled off|query search find|host hostname|interval period|count number|user username|type kind"
    .split("|")
    .map((words) => words.split(" ")),
];

/** True when two names of as many words differ in one word, by its long and short form or its spelling: `REDIS_URI`, `REDIS_URL`. */
export function isRespelt(one: string, other: string): boolean {
  return differsInOneWord(one, other, sameWord);
}

/** True when two names of as many words differ in one word that people take for the other: `getShelf`, `fetchShelf`. */
export function isMixedUp(one: string, other: string): boolean {
  return differsInOneWord(one, other, interchangeable);
}

function differsInOneWord(one: string, other: string, groups: readonly (readonly string[])[]): boolean {
  const [pair, ...more] = differingWords(one, other) ?? [];
  if (pair === undefined || more.length > 0 || wordsOf(one).length < 2) return false;
  return groups.some((group) => group.includes(pair[0]) && group.includes(pair[1]));
}

function isOneEdit(one: string, other: string): boolean {
  return Math.abs(one.length - other.length) <= 1 && editDistance(one, other) <= 1;
}

function isSlipOfWord(one: string, other: string, isAmongWords: boolean): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  // `for` and `fork` are two words.
  if (fillers.has(short)) return false;
  // `v1` and `v2`, `RS256` and `RS512` are two names.
  if (short.length === shortestSlip - 1 && long.length === shortestSlip && long.startsWith(short)) return true;
  if (short.length === shortestSlip - 1 && isAmongWords && lacksInnerLetter(short, long)) return true;
  if (short.length < shortestSlip || one.replace(/\D+/g, "") !== other.replace(/\D+/g, "")) return false;
  if (long.startsWith(short)) return long.length - short.length <= 3;
  // What stands before a word makes another one: `install` and `reinstall`, `references` and `preferences`.
  if (long.endsWith(short)) return long.length - short.length === 1 && (isAmongWords || long[0] === long[1]);
  // Nobody slips on the first letter of a short word: `fast` and `last` are two words.
  if (short.length < 7 && short[0] !== long[0] && short.slice(1) === long.slice(1)) return false;
  const edits = editDistance(one, other);
  // Two letters replaced make another word: `transport` and `transform`; two left out or swapped are slips.
  const isReplaced = long.length - short.length < edits && lettersInCommon(short, long) < short.length;
  // `surname` and `username` are two words.
  return edits === 1 || (edits === 2 && short[0] === long[0] && short.length >= (isReplaced ? 11 : 7));
}

/** A word of three letters without one of them, and not without its `s`, among others that are the same: `aa_lid_angle`. */
function lacksLetterAmongMany(one: string, other: string, words: number): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (words < 3 || short.length !== 2 || long.length !== 3 || fillers.has(short) || fillers.has(long)) return false;
  return (
    /^[a-z]+$/.test(long) &&
    `${short}s` !== long &&
    [0, 1, 2].some((at) => long.slice(0, at) + long.slice(at + 1) === short)
  );
}

/** A word of four letters without one of its inner ones: `tye` for `type`. */
function lacksInnerLetter(short: string, long: string): boolean {
  return long.length === shortestSlip && [1, 2].some((at) => long.slice(0, at) + long.slice(at + 1) === short);
}
