import { wordsOf } from "../names.ts";
import type { Fragment } from "../types/index.ts";
import { offsetInAround } from "./place-in-words.ts";

/** A name as documents write it: a flag, a variable, an option, a dotted path. */
const name = String.raw`--?[A-Za-z][\w-]*(?:\.[A-Za-z][\w-]*)*|[A-Za-z_$][\w$]*(?:(?:\[[\w*]*\])?[.-][\w$]+)*`;
const badges = /^(?:(?:optional|required|deprecated|new|experimental|beta)\s+)+/i;
const leading = new RegExp(String.raw`^[\s"'([]*(?<name>${name})["']?\s*(?<rest>.*)$`, "s");
/** What may follow a name that the words are about: a type, a colon, a dash, another spelling, or nothing. */
const aboutIt =
  /^(?:$|[:=({–—,|[<?]|-\s|(?:option|options|mode|flag|field|parameter|property|setting|key|variable)\b)/i;
const determiner = /^(?:the|an?|its|each)\s+/i;
/** A name that its sort comes before: "The option lid defaults to". */
const introduced = new RegExp(
  String.raw`^\s*(?:the\s+)?(?:option|flag|field|parameter|property|setting|key|variable)\s+["']?(?<name>${name})["']?\s+defaults?\b`,
  "i",
);
/** Verbs after a name that says by its spelling that it is one. */
const verb =
  /^(?:is|are|defines?|sets?|specif(?:y|ies)|controls?|determines?|configures?|limits?|enables?|means|names)\b/i;
const spelling = /[-_.]|[a-z][A-Z]/;
/** Words that begin a line about the thing above it: `Default: true`. */
const attribute = /^(?:defaults?|types?|values?|required|optional|notes?|examples?|since|available|allowed)$/i;
/** Names that look like names inside a sentence: with a dash before, an underscore, or letters in two cases. */
const telling =
  /--[a-z][\w-]*(?:\.[a-z][\w-]*)*|(?:\b[a-z]\w*\.)*\b(?:[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+|[a-z]+[A-Z][A-Za-z0-9]*)\b/g;

/**
 * The name that a value in a fragment belongs to: the first cell of its row, the name that the words begin with, the
 * last telling name before the value, or the name in the nearest heading. Undefined when none of them names anything.
 */
export function subjectOf(fragment: Fragment, at: number): string | undefined {
  const { owner, around } = fragment;
  if (fragment.name?.described !== undefined) return fragment.name.described;
  const offset = offsetInAround(fragment);
  const before = offset === undefined || fragment.context === "code" ? "" : around.slice(0, offset + at);
  const row = owner.tableRow?.[0];
  if (row !== undefined && around.slice(0, row.length) === row && before.length >= row.length)
    return nameInCode(owner.tableRow ?? []) ?? firstName(row);
  return nameAtStart(before) ?? before.match(telling)?.at(-1) ?? nameAtStart(owner.headings.at(-1) ?? "");
}

/**
 * The cell that says in code what the first one says in words, or the one behind it that says so in short: `lid_angle` in the
 * row of "Lid Angle (optional)", `max_deg` in that of "Maximum Degrees".
 */
function nameInCode([title = "", ...cells]: readonly string[]): string | undefined {
  const letters = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]+/g, "");
  const plain = title.replace(/\([^()]*\)/g, "");
  const isName = (cell: string): boolean => /^[a-z][a-z0-9]*(?:[_A-Z-][A-Za-z0-9]+)*$/.test(cell);
  return cells.find((cell) => isName(cell) && (letters(cell) === letters(plain) || isShortFor(cell, plain)));
}

/** Every word of a name of several is the beginning of the word that stands in its place. */
function isShortFor(short: string, words: string): boolean {
  const [few, whole] = [wordsOf(short), wordsOf(words)];
  return few.length > 1 && few.length === whole.length && few.every((word, at) => whole[at]?.startsWith(word) === true);
}

/** A path of names at the start of a cell, which may have a long one in several lines. */
const path = /^[A-Za-z]\w*(?:\.\s*[A-Za-z]\w*)+/;

/** A cell of words is no name: "Completed job retention". */
const label = /^[A-Z][a-z]+ [a-z]+(?: [a-z]+)*$/;

function firstName(cell: string): string | undefined {
  const whole = cell.replace(badges, "").replace(path, (names) => names.replace(/\s+/g, ""));
  return label.test(whole.trim()) ? undefined : leading.exec(whole)?.groups?.name;
}

function nameAtStart(words: string): string | undefined {
  const told = introduced.exec(words)?.groups?.name;
  if (told !== undefined) return told;
  const groups = leading.exec(words.trim().replace(badges, "").replace(determiner, ""))?.groups;
  const { name: found, rest = "" } = groups ?? {};
  if (found === undefined || attribute.test(found)) return undefined;
  return aboutIt.test(rest) || (spelling.test(found) && verb.test(rest)) ? found : undefined;
}
