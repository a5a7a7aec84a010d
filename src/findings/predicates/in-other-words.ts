import { isPartOfName } from "./other-style.ts";
import { isPartOfPath, isPathAndWord } from "./paths.ts";

/** True where a page may well state a value of the source in the words that it claims: it is no other value. */
export function isInOtherWords(claimed: string, value: string): boolean {
  return (
    // Most programs take a word in any letter case.
    isPartOfName(claimed, value) ||
    inAnyOrder(value) === inAnyOrder(claimed) ||
    // A page may write the path on which a part answers with the one that the reader mounts all under.
    isPartOfPath(value, claimed) ||
    isPathAndWord(value, claimed) ||
    // The address alone, of one with a name.
    value.includes(`<${claimed}>`) ||
    ofThisHost(value) === ofThisHost(claimed) ||
    isFigureOf(claimed, value) ||
    isLastPart(claimed, value) ||
    isNoneInWords(claimed, value) ||
    withoutEscapes(value) === withoutEscapes(claimed)
  );
}

/** True for a number without a unit, however its digits are parted. */
export function isNumber(value: string): boolean {
  return /^-?\d[\d_,.]*$/.test(value);
}

/** The words of a value in lower case and one order: most settings take `bold red` for `red bold`. */
function inAnyOrder(value: string): string {
  return value.toLowerCase().split(/\s+/).sort().join(" ");
}

/** An address with the host of the machine itself under one name. */
function ofThisHost(value: string): string {
  return value.replace(/\blocalhost\b/i, "127.0.0.1");
}

/** A page may leave out the unit: `128` of `128K`. */
function isFigureOf(figure: string, amount: string): boolean {
  return isNumber(figure) && amount.startsWith(figure) && /^\s?[A-Za-z]+$/.test(amount.slice(figure.length));
}

/** Packages that a setting names go by the last part of their names, too: `node` for `kiln-environment-node`. */
function isLastPart(claimed: string, value: string): boolean {
  return /^[a-z]+$/.test(claimed) && value.split("-").length > 2 && value.endsWith(`-${claimed}`);
}

/** A page may write a value as a file has to, or as it is read: `\\[lid\\]` and `\[lid\]`. */
function withoutEscapes(value: string): string {
  return value.replaceAll("\\", "");
}

/** A page says in a word what a program is told by an empty text or a number that no count has. */
function isNoneInWords(claimed: string, value: string): boolean {
  const isWord = /^(?:disabled|forever|infinite|infinity|never|no limit|none|off|unbounded|unlimited|unset)$/i.test(
    claimed,
  );
  return isWord && /^(?:|0|-1|""|'')$/.test(value.trim());
}
