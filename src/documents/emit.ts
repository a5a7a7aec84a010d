import { lineAt, type Span } from "../place.ts";
import type { FragmentOwner } from "../types/index.ts";
import { addFragment, ends, type Page, slice } from "./page.ts";
import type { RunningText } from "./running-text.ts";
import { splitSentences } from "./sentences.ts";

/** The words around a text and where it begins in them. */
export type Surroundings = { readonly around: string; readonly at: number };

type Whole = { readonly owner: FragmentOwner; readonly lines: readonly [number, number] };

/** First and last line that a text stands on. */
export function linesOf(page: Page, text: RunningText): readonly [number, number] {
  const span = ends(text);
  return [lineAt(page.lines, span.start), lineAt(page.lines, Math.max(span.start, span.end - 1))];
}

/** Adds the sentences of a paragraph, and the code and links in it; each stands in its sentence. */
export function addProse(page: Page, text: RunningText, owner: FragmentOwner): void {
  const sentences = splitSentences(text.text, text.codes);
  const whole = { owner, lines: linesOf(page, text) };
  for (const span of sentences) addFragment(page, slice(text, span), { context: "prose", ...whole });
  addParts(page, text, { ...whole, sentences });
}

/** Adds the sentences of a list item, and the code and links in it; each stands in the whole item. */
export function addItem(page: Page, text: RunningText, owner: FragmentOwner): void {
  const whole = { owner, lines: linesOf(page, text), around: text.text };
  for (const span of splitSentences(text.text, text.codes)) {
    addFragment(page, slice(text, span), { context: "prose", ...whole, at: span.start });
  }
  addParts(page, text, { ...whole, sentences: [{ start: 0, end: text.text.length }] });
}

/** Adds a heading as one fragment, and the code and links in it. */
export function addHeading(page: Page, text: RunningText, owner: FragmentOwner): void {
  const whole = { owner, lines: linesOf(page, text) };
  addFragment(page, text, { context: "heading", ...whole });
  addParts(page, text, { ...whole, sentences: [{ start: 0, end: text.text.length }] });
}

/** Adds a cell as one fragment, and the code and links in it; each stands in the whole row. */
export function addCell(page: Page, text: RunningText, cell: Whole & Surroundings): void {
  const { owner, lines, around, at } = cell;
  const trimmed = { start: text.text.length - text.text.trimStart().length, end: text.text.trimEnd().length };
  addFragment(page, slice(text, trimmed), { context: "table-cell", owner, lines, around, at });
  const from = at - trimmed.start;
  for (const span of text.codes) {
    addFragment(page, slice(text, span), { context: "inline-code", owner, lines, around, at: from + span.start });
  }
  for (const span of text.links) {
    addFragment(page, slice(text, span), {
      context: "link",
      owner,
      lines,
      around,
      at: from + span.start,
      url: span.url,
    });
  }
}

/** Code and links come in the order of the text, as its sentences do. */
function addParts(page: Page, text: RunningText, where: Whole & { readonly sentences: readonly Span[] }): void {
  const { sentences, owner, lines } = where;
  const all = { start: 0, end: text.text.length };
  let index = 0;
  const surroundings = (span: Span): Partial<Surroundings> => {
    while (index < sentences.length - 1 && (sentences[index]?.end ?? 0) < span.end) index += 1;
    const { start, end } = sentences[index] ?? all;
    return span.start < start ? {} : { around: text.text.slice(start, end), at: span.start - start };
  };
  for (const span of text.codes) {
    addFragment(page, slice(text, span), { context: "inline-code", owner, lines, ...surroundings(span) });
  }
  index = 0;
  for (const span of text.links) {
    addFragment(page, slice(text, span), { context: "link", owner, lines, url: span.url, ...surroundings(span) });
  }
}
