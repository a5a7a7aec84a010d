import { createTextCache } from "./text-cache.ts";

/** Text whose words are kept; in UTF-16 units. */
const mostText = 4_000_000;

const word = /[\w\u0080-\uffff]+/g;

/** Tells of texts, by their path, whether they hold a word as a whole; a word of signs alone may stand anywhere. */
export function createWordLookup(): (path: string, text: string, wanted: string) => boolean {
  const wordsOf = createTextCache(mostText, (_, text) => new Set(text.match(word)));
  return (path, text, wanted) => {
    const last = wanted.match(word)?.at(-1);
    return last === undefined || wordsOf(path, text).has(last);
  };
}
