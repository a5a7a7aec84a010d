/** Text whose words are kept, that of the files last asked about; in UTF-16 units. */
const mostText = 4_000_000;

const word = /[\w\u0080-\uffff]+/g;

/** Tells of texts, by their path, whether they hold a word as a whole; a word of signs alone may stand anywhere. */
export function createWordLookup(): (path: string, text: string, wanted: string) => boolean {
  const kept = new Map<string, { readonly text: string; readonly words: ReadonlySet<string> }>();
  let length = 0;
  const wordsOf = (path: string, text: string): ReadonlySet<string> => {
    const known = kept.get(path);
    if (known?.text === text) return known.words;
    const words = new Set(text.match(word));
    kept.delete(path);
    kept.set(path, { text, words });
    length += text.length - (known?.text.length ?? 0);
    for (const [oldest, { text: gone }] of kept) {
      if (length <= mostText || oldest === path) break;
      kept.delete(oldest);
      length -= gone.length;
    }
    return words;
  };
  return (path, text, wanted) => {
    const last = wanted.match(word)?.at(-1);
    return last === undefined || wordsOf(path, text).has(last);
  };
}
