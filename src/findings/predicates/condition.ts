import { tellingWords } from "../../names.ts";
import type { Claim } from "../../types/index.ts";

/** Words that stand beside codes of every sort. */
const common = new Set(
  "error errors failure failed fails fail general unknown other any all code codes exit exits exited status with when while not no or on in by are was were been has have had this that it its program command returned returns return response".split(
    " ",
  ),
);
/** What code that tests for an HTTP status means by it, in the words of pages (RFC 9110, section 15, and RFC 6585 for 429). */
const meantByStatus: readonly (readonly [status: RegExp, words: string])[] = [
  [/\b401\b/, "unauthorized authentication credentials"],
  [/\b403\b/, "forbidden authorization permission"],
  [/\b404\b/, "not found missing"],
  [/\b422\b/, "validation invalid"],
  [/\b429\b/, "too many requests rate limit"],
  [/\b5\d\d\b/, "server upstream"],
];
/** Letters in which two forms of a word agree at least: `limited`, `limit`. */
const stem = 4;

/**
 * True when all the words that a page has beside a code, and at least two of them, stand in a condition of the source,
 * in any form. False when the page has several numbers there: which words belong to which is not known.
 */
export function saysWhen({ sentence, value }: Pick<Claim, "sentence" | "value">, condition: string): boolean {
  if ((sentence.match(/\d+/g) ?? []).some((number) => number !== value)) return false;
  const said = tellingWords(sentence).filter((word) => word !== value && !common.has(word));
  const meant = meantByStatus.filter(([status]) => status.test(condition)).flatMap(([, words]) => words.split(" "));
  const there = [...tellingWords(condition), ...meant];
  const isThere = (word: string): boolean =>
    there.some((one) => one === word || (word.length >= stem && one.length >= stem && sharesStem(word, one)));
  return said.length > 1 && said.every(isThere);
}

function sharesStem(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  return long.startsWith(short) && long.length - short.length <= 3;
}
