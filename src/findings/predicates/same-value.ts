import type { Comparison } from "../draft.ts";
import { normalise, quantitiesOf } from "../normalise.ts";

/** Versions agree as far as both are stated: `24.x`, `^24` and `>=24.0.0` are one major version. */
function isSameVersion(found: string, claimed: string): boolean {
  const parts = (version: string): readonly string[] => (/\d+(?:\.\d+)*/.exec(version)?.[0] ?? version).split(".");
  const [left, right] = [parts(found), parts(claimed)];
  const count = Math.min(left.length, right.length);
  return left.slice(0, count).join(".") === right.slice(0, count).join(".");
}

/** True when a value that stands in the source is the claimed one: as a number, a quantity, a list, a path or a version. */
export function isSame(found: string, claimed: string, told: string | undefined, comparison: Comparison): boolean {
  const { claim, proof } = comparison;
  const plainPath = (text: string): string =>
    normalise(text, proof.normalise).replace(/^\.\/(?=[\w.])|(?<=\w)\/$/g, "");
  if (plainPath(found) === plainPath(claimed) || isSameList(found, claimed)) return true;
  // What the reader fills into an address has no name of its own.
  const filled = (text: string): string => normalise(plainPath(text), ["url-parameters"]);
  if (claimed.includes("://") && filled(found) === filled(claimed)) return true;
  if (isFilledIn(found, claimed)) return true;
  // What stands in brackets behind a value says it in other words: "86400 (24 hours)".
  const [, said] = /^(\S+)\s+\([^()]*\)$/.exec(claimed) ?? [];
  if (said !== undefined && plainPath(found) === plainPath(said)) return true;
  // A status with the words that the page knows for it.
  if (/^[1-5]\d\d [A-Z][A-Za-z' -]+$/.test(claimed) && claimed.startsWith(`${found} `)) return true;
  // `Glaze.Matt` is the `Matt` of an enumeration.
  if (/^[A-Z]\w*$/.test(found) && /^(?:[A-Z]\w*\.)+[A-Z]\w*$/.test(claimed) && claimed.endsWith(`.${found}`))
    return true;
  if (proof.confirms.includes("package-declared")) return isSameVersion(found, claimed);
  if (/^(?:null|none|nil)$/i.test(found)) return /^(?:null|none|nil)$/i.test(claimed);
  if (/^(?:true|false)$/i.test(found)) return found.toLowerCase() === claimed.toLowerCase();
  return isSameAmount(found, claimed, told ?? (isFigure(claimed) ? unitInWords(claim.sentence) : undefined));
}

function isFigure(text: string): boolean {
  return /^\d[\d_,.]*$/.test(text);
}

function isSameAmount(found: string, claimed: string, unit: string | undefined): boolean {
  // A number whose place tells no unit is the claimed one when the figures agree.
  const bare = /^([\d_,.\s]+)[A-Za-z]+$/.exec(claimed)?.[1];
  const plain = normalise(found, ["number"]);
  if (bare !== undefined && unit === undefined && plain === normalise(bare, ["number"])) return true;
  const amounts = (text: string): readonly string[] => {
    const stated = quantitiesOf(text);
    return stated.length > 0 || unit === undefined ? stated : quantitiesOf(`${text} ${unit}`);
  };
  const right = amounts(claimed);
  // A size whose place tells no unit is counted in bytes.
  if (unit === undefined && right.includes(`${plain} B`)) return true;
  return amounts(found).some((amount) => right.includes(amount));
}

/** Letters and digits that a text must have around what is filled in before another one is that text. */
const leastFixed = 8;

/** `kiln-{name}.local:80` with something filled in: `kiln-hot.local:80`. */
function isFilledIn(found: string, claimed: string): boolean {
  const [first = "", ...rest] = found.split(/\{[A-Za-z_][\w.]*\}/);
  const last = rest.at(-1);
  if (last === undefined || rest.length > 1 || (first + last).replace(/\W/g, "").length < leastFixed) return false;
  const filled = claimed.slice(first.length, -last.length || undefined);
  return claimed.startsWith(first) && claimed.endsWith(last) && /^[\w-]+$/.test(filled);
}

/** What a sentence says that its numbers count, where it does: "size in MiB", "timeout in seconds". */
function unitInWords(sentence: string): string | undefined {
  return /\bin (?<unit>(?:milli)?seconds|minutes|hours|days|bytes|[KMG]i?B)\b/.exec(sentence)?.groups?.unit;
}

/** Lists are the same however they are quoted, and where each member stands in brackets of its own. */
function isSameList(found: string, claimed: string): boolean {
  const membersOf = (text: string): string =>
    [...text.matchAll(/[^\s"'`,[\]](?:[^"'`,[\]]*[^\s"'`,[\]])?/g)].join("\0");
  // `[]string{"a"}` of Go and `vec!["a"]` of Rust.
  const plain = (text: string): string =>
    text.trim().replace(/^(?:\[\][\w.]+\{(.*)\}|vec!\[(.*)\])$/, (_, go?: string, rust?: string) => `[${go ?? rust}]`);
  const isList = (text: string): boolean => /^\[.*\]$/.test(text);
  const [one, other] = [plain(found), plain(claimed)];
  return isList(one) && isList(other) && membersOf(one) === membersOf(other);
}
