import { visibleLine } from "./visible-text.ts";

/** A word of a sentence that is quoted: a value from elsewhere or a command to type; `url` makes it a link where links work. */
export type Quoted = { readonly quoted: string; readonly url?: string };

/** A sentence as data: our own words as strings, everything else quoted, so that each sink escapes only what is not ours. */
export type Phrase = readonly (string | Quoted)[];

/** Values for a template by placeholder. */
export type Values = Readonly<Record<string, string>>;

/** What is counted, behind its number. */
const several = /^((?: changed)? (?:call|file))s\b/;

/**
 * Fills a template: `{name}` stands for a value, a word between backticks for a command. Numbers are plain, every other
 * value is quoted. Undefined when a value is missing or empty.
 */
export function fill(template: string, values: Values): Phrase | undefined {
  const phrase: (string | Quoted)[] = [];
  let end = 0;
  const words = (to?: number): string => {
    const text = template.slice(end, to);
    return phrase.at(-1) === "1" ? text.replace(several, "$1") : text;
  };
  for (const found of template.matchAll(/\{(\w+)\}|`([^`]+)`/g)) {
    const value = found[2] ?? (Object.hasOwn(values, found[1] ?? "") ? values[found[1] ?? ""] : undefined);
    if (value === undefined || value === "") return undefined;
    if (found.index > end) phrase.push(words(found.index));
    phrase.push(/^\d{1,9}$/.test(value) ? value : { quoted: value });
    end = found.index + found[0].length;
  }
  if (end < template.length) phrase.push(words());
  return phrase;
}

/** The first template of which every value is there; empty when none is. */
export function fillFirst(templates: readonly string[], values: Values): Phrase {
  for (const template of templates) {
    const phrase = fill(template, values);
    if (phrase !== undefined) return phrase;
  }
  return [];
}

/** The phrase as one line of plain text, quoted words between backticks. */
export function plainText(phrase: Phrase): string {
  return phrase
    .map((piece) => (typeof piece === "string" ? piece : `\`${visibleLine(piece.quoted).replaceAll("`", "'")}\``))
    .join("");
}
