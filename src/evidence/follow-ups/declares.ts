import { readKey } from "../../reference-key.ts";

/** Words that say of the change named after them that it goes on here. */
const goesOn =
  /\b(?:follow(?:ed|ing|s)?[ \t-]?ups?|part[ \t]+(?:[2-9]|two|three|four)|continu(?:es|ing|ation)|complet(?:es|ing|ion)|finish(?:es|ing)|amend(?:s|ing)|regressions?)\b[^.!?\n]{0,60}$/i;
/** Longest text of a title and description that is read, in UTF-16 units. */
const maxText = 100_000;

/** Whether a text of the same repository says that it follows up a pull request, in a form that GitHub links. */
export function declaresFollowUp(text: string, key: string): boolean {
  const read = readKey(key);
  if (read.kind !== "pull") return false;
  const mention = /(?:https:\/\/[\w.-]+\/([\w.-]+\/[\w.-]+)\/pull\/|(?<![\w/.-])([\w.-]+\/[\w.-]+)?#)(\d{1,9})\b/g;
  return [...text.slice(0, maxText).matchAll(mention)].some(({ 1: inUrl, 2: named, 3: digits, index }) => {
    const repository = (inUrl ?? named ?? read.repository).toLowerCase();
    if (repository !== read.repository || Number(digits) !== read.number) return false;
    return goesOn.test(text.slice(Math.max(0, index - 100), index));
  });
}
