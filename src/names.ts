/** Words that say nothing of what a name is about. */
const fillers = new Set(["x", "the", "a", "an", "of", "to", "for", "and", "or", "get", "set", "is", "use"]);

/** The words of a name in lower case, whatever joins them: camel case, dashes, underscores, dots, slashes, blanks. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .map((word) => word.toLowerCase());
}

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
 * the share of telling words in common. Letter case and the characters between words do not count.
 */
export function likeness(one: string, other: string): number {
  const [a, b] = [tellingWords(one), tellingWords(other)];
  const [left, right] = [a.join(" "), b.join(" ")];
  if (left === right) return left === "" ? 0 : 1;
  const longest = Math.max(left.length, right.length);
  if (longest === 0 || longest > 200) return 0;
  const edits = 1 - editDistance(left, right) / longest;
  const shared = a.filter((word) => b.includes(word)).length;
  const words = shared / Math.max(a.length, b.length);
  return Math.max(edits, words * 0.95);
}
