import { lastSegment, wordsOf } from "./names.ts";

/** Words of names that say how much or in what unit, not of what. */
const ofAmounts = new Set(
  "max maximum min minimum limit limits cap threshold size length len count number num total amount default value allowed upper lower timeout time ttl expiry expires expire expiration lifetime duration interval period window retention age per in of at to the for is ms sec secs second seconds minute minutes mins hour hours hrs day days week weeks month year byte bytes kb kib mb mib gb gib char chars character characters percent".split(
    " ",
  ),
);

/** Words of sentences that name nothing. */
const ofSentences = new Set(
  "about above after again also always and another any are been before being below both but can cannot could default does each either else every for from had has have held here how into its itself just keep kept larger last least less longer made make makes may more most much must need needs never not once one only onto other our over own per same set shall should since single some still such takes than that their them then there these they this those through too two under unless until unlimited use used user uses using very via was were what when where which while who will with within without would you your".split(
    " ",
  ),
);

/** What a sentence says in words of its own, in the words that names have for it. */
const otherWords: readonly (readonly [RegExp, string])[] = [
  [
    /\b(?:requests?|calls?|messages?|events?) (?:per|an?|each|every) |\bper (?:second|minute|hour|day)\b|\/\s?(?:s|sec|min|h)\b/i,
    "rate",
  ],
  [/\battempts?\b/i, "retries"],
  [/\btimes\b.*\bretr|\bretr.*\btimes\b/i, "attempts"],
  [/\bpag(?:es?|inat\w+)\b/i, "page"],
];

/** Words that a name and a sentence may share, whatever their ending: `retries` and "retried", `files` and "file". */
function stem(word: string): string {
  const short = word.replace(/(?:ies|ied)$/, "y").replace(/(?:es|ed|ing|s|e)$/, "");
  return (short.length < 3 ? word : short).replace(/y$/, "i");
}

/** How far from an amount the words stand that say of what it is, in UTF-16 units: paragraphs may be of any length. */
const reach = 300;

/** The words of a text that say what the amount at a place is an amount of, those nearest to it first; at most twelve, joined by blanks. */
export function wordsAround(text: string, at: number): string {
  const from = Math.max(0, at - reach);
  const sentence = text.slice(from, at + reach);
  const words = [...sentence.matchAll(/[\p{L}][\p{L}\p{N}_-]*/gu)]
    .flatMap(({ 0: name, index }) => wordsOf(name).map((word) => ({ word, far: Math.abs(from + index - at) })))
    .concat(otherWords.flatMap(([pattern, word]) => (pattern.test(sentence) ? [{ word, far: sentence.length }] : [])))
    .filter(({ word }) => word.length > 2 && !ofAmounts.has(word) && !ofSentences.has(word))
    .sort((a, b) => a.far - b.far)
    .map(({ word }) => word);
  return [...new Set(words)].slice(0, 12).join(" ");
}

/** Words as {@link sharedWords} compares them with names. */
export function stemsOf(words: string): ReadonlySet<string> {
  return new Set(words.split(" ").map(stem));
}

/**
 * How many words the name of an amount shares with a sentence: all that are no words of amounts, or none. 0 for names of
 * nothing but amounts, such as `MAX_SIZE`.
 */
export function sharedWords(name: string, stems: ReadonlySet<string>): number {
  const telling = wordsOf(lastSegment(name)).filter((word) => !ofAmounts.has(word) && !/^\d+$/.test(word));
  return telling.every((word) => stems.has(stem(word))) ? new Set(telling.map(stem)).size : 0;
}

/** Ends of names by what they measure. */
const endings = {
  time: ["t", "exp", "life", "dur", "int", "ret", "max", "sec", "ms", "min", "hour", "day"],
  size: ["size", "limit", "max", "bytes", "mb", "kb", "len"],
  count: ["limit", "max", "min", "count", "size", "len", "num", "per"],
};
const beginnings = ["max", "min"];
/** Words of a sentence that are searched for, those nearest to the amount. */
const mostSearched = 4;

/** Beginnings of the names that source may have for an amount, in lower case: "files larger than 10 MB" asks for `file_size`, `maxfile`. */
export function namesOfAmount(words: string, value: string): readonly string[] {
  const family = /\d\s*(?:[kmgt]i?b|bytes?)$/i.test(value) ? "size" : /\d\s*[a-z]+$/i.test(value) ? "time" : "count";
  const singular = words
    .split(" ")
    .filter((word) => word.length > 3)
    .slice(0, mostSearched)
    .map((word) => word.replace(/(?:(?<=[^s])s|ing|ed)$/, ""));
  return singular.flatMap((word) => [
    ...endings[family].flatMap((end) => [`${word}_${end}`, `${word}${end}`, `${word}s_${end}`, `${word}s${end}`]),
    ...beginnings.flatMap((begin) => [`${begin}_${word}`, `${begin}${word}`]),
  ]);
}
