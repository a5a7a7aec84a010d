/** Words for yes with those for no, as programs read them from texts. */
const pairs = ["true false", "1 0", "yes no", "on off"].map((pair) => pair.split(" "));

/**
 * What holds where nobody gives a setting whose text is compared with one of two words: the other word, and how a truth
 * value is written; none for other texts.
 */
export function othersThan(text: string): readonly string[] {
  const word = text.toLowerCase();
  const pair = pairs.find((each) => each.includes(word));
  if (pair === undefined) return [];
  const side = pair[0] === word ? 1 : 0;
  return [...new Set([pair[side] ?? "", side === 1 ? "false" : "true"])];
}
