import { indexLines, type LineIndex, placeOf, type Span } from "../place.ts";
import type { Fragment, Pin, Run } from "../types/index.ts";
import type { Node } from "./node.ts";
import { sliceRuns } from "./runs.ts";

/** One page while it is being read: its text, its lines, and what was found so far. */
export type Page = {
  readonly text: string;
  readonly lines: LineIndex;
  readonly fragments: Fragment[];
  readonly pins: Pin[];
};

/** A page of which nothing was read yet. */
export function openPage(source: { readonly path: string; readonly text: string }): Page {
  return {
    text: source.text,
    lines: indexLines(source),
    fragments: [],
    pins: [],
  };
}

/** Where a node stands in the page; the start of the page for a node that no source stands for. */
export function spanOf(node: Pick<Node, "span">): Span {
  return node.span ?? { start: 0, end: 0 };
}

/** Text with its way back to the page. */
export type MappedText = { readonly text: string; readonly runs: readonly Run[] };

/** A part of a text, with its way back. */
export function slice(mapped: MappedText, span: Span): MappedText {
  if (span.start === 0 && span.end === mapped.text.length) return mapped;
  return { text: mapped.text.slice(span.start, span.end), runs: sliceRuns(mapped.runs, span) };
}

/** What a fragment is beside its text. */
export type FragmentDetails = Omit<Fragment, "text" | "around" | "place" | "runs"> & { readonly around?: string };

/** Adds a fragment to the page; blank text adds none. */
export function addFragment(page: Page, mapped: MappedText, details: FragmentDetails): void {
  if (mapped.text.trim() === "") return;
  const { context, owner, around, at, lines, language, name, url } = details;
  const { text, runs } = mapped;
  const fragment: Changeable<Fragment> = {
    context,
    text,
    around: around ?? text,
    owner,
    place: placeOf(page.lines, ends(mapped)),
    runs,
  };
  // One by one: copying objects of many shapes took a third of the time of a page.
  if (at !== undefined) fragment.at = at;
  if (lines !== undefined) fragment.lines = lines;
  if (language !== undefined) fragment.language = language;
  if (name !== undefined) fragment.name = name;
  if (url !== undefined) fragment.url = url;
  page.fragments.push(fragment);
}

type Changeable<T> = { -readonly [K in keyof T]: T[K] };

/** The stretch of the page from the first to the last character of a text. */
export function ends(mapped: MappedText): Span {
  const first = mapped.runs[0]?.[1] ?? 0;
  const last = mapped.runs.at(-1);
  if (last === undefined) return { start: first, end: first };
  return { start: first, end: last[1] + (last[2] ?? mapped.text.length - last[0]) };
}

const pinComment = /^\s*verify:\s*(?<text>[\s\S]*?)\s*$/;

/** Adds the pin that a comment states, if it states one. */
export function addPin(page: Page, comment: string, span: Span): void {
  const text = pinComment.exec(comment)?.groups?.text ?? "";
  if (text !== "") page.pins.push({ text: text.replace(/\s+/g, " "), place: placeOf(page.lines, span) });
}
