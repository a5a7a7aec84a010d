import type { WiringFinding, WiringSite } from "../types/index.ts";
import type { EntryFile } from "./entry-file.ts";
import { finding } from "./finding.ts";
import { type Lines, placeOf } from "./lines.ts";
import type { Match } from "./update-match.ts";
import type { Block } from "./update-scan.ts";
import { bodyOf, sameList, type UpdateStyle, writeBody } from "./update-style.ts";
import { attributeList, attributeOf, attributeText, listed, quoted } from "./update-tag.ts";

/** One update, the entry it shows, and how it should show it. */
export type Repair = {
  readonly page: { readonly path: string; readonly site: WiringSite };
  readonly text: string;
  readonly block: Block;
  readonly match: Match;
  readonly entry: EntryFile;
  readonly style: UpdateStyle;
  readonly lines: Lines;
};

type Splice = { readonly start: number; readonly end: number; readonly text: string };
type Difference = { readonly finding: WiringFinding; readonly splice?: Splice };

/** Compares an update with its entry, and writes it with only the differing values replaced. */
export function repairUpdate(repair: Repair): { readonly findings: readonly WiringFinding[]; readonly text: string } {
  const { text, block } = repair;
  const body = bodyDifference(repair);
  const differences = [
    labelDifference(repair),
    tagsDifference(repair),
    descriptionDifference(repair),
    body,
    body?.splice === undefined ? linkDifference(repair) : undefined,
  ].filter((difference) => difference !== undefined);
  const splices = differences.flatMap(({ splice }) => (splice === undefined ? [] : [splice]));
  return { findings: differences.map((difference) => difference.finding), text: applySplices(text, block, splices) };
}

function labelDifference(repair: Repair): Difference | undefined {
  const { block, style, entry } = repair;
  const wanted = style.label(shownBy(repair));
  const actual = attributeText(block.tag, "label");
  if (actual === wanted) return undefined;
  const message = `Unexpected label ${actual === undefined ? "(none)" : `"${short(actual)}"`}, expected "${wanted}": the entry is of ${entry.date}.`;
  return difference(repair, {
    code: "wrong-label",
    name: "label",
    value: quoted(wanted),
    message,
    fix: `Set the label to "${wanted}".`,
  });
}

function tagsDifference(repair: Repair): Difference | undefined {
  const { block, style, entry } = repair;
  if (style.tags === undefined) return undefined;
  const wanted = style.tags(entry);
  const actual = attributeList(block.tag, "tags");
  if (sameList(actual, wanted)) return undefined;
  const names = (tags: readonly string[] | undefined): string =>
    tags === undefined || tags.length === 0 ? "(none)" : tags.map((tag) => `"${short(tag)}"`).join(", ");
  const message = `Unexpected tags ${names(actual)}, expected ${names(wanted)} from the entry's frontmatter.`;
  return difference(repair, {
    code: "wrong-tags",
    name: "tags",
    value: wanted.length === 0 ? "" : listed(wanted, style.tagGap),
    message,
    fix: `Set the tags to ${names(wanted)}.`,
  });
}

function descriptionDifference(repair: Repair): Difference | undefined {
  const { block, style } = repair;
  if (style.description === undefined) return undefined;
  const wanted = style.description(shownBy(repair));
  const actual = attributeText(block.tag, "description") ?? "";
  if (actual === wanted) return undefined;
  const message = `Unexpected description "${short(actual)}", expected "${short(wanted)}" from the entry's frontmatter.`;
  return difference(repair, {
    code: "stale-text",
    name: "description",
    value: wanted === "" ? "" : quoted(wanted),
    message,
    fix: "Copy the text from the entry.",
  });
}

type AttributeChange = {
  readonly code: "wrong-label" | "wrong-tags" | "stale-text";
  readonly name: string;
  /** New value with quotes or braces; empty removes the attribute. */
  readonly value: string;
  readonly message: string;
  readonly fix: string;
};

function difference(repair: Repair, change: AttributeChange): Difference {
  const { page, block, entry, lines } = repair;
  const { code, message, fix } = change;
  const attribute = attributeOf(block.tag, change.name);
  const tag = block.tag ?? { start: block.start, end: block.start };
  const place = placeOf(page.path, lines, attribute ?? { start: tag.start, end: tag.start + 1 });
  return {
    finding: finding({ code, site: page.site, place, entry: entry.path, message, fix }),
    splice: attributeSplice(repair.text, block, change),
  };
}

/** Order in which a new attribute is put among others. */
const attributeOrder = ["label", "description", "tags", "rss"];

function attributeSplice(text: string, { tag }: Block, { name, value }: AttributeChange): Splice {
  if (tag === undefined) return { start: 0, end: 0, text: "" };
  const attribute = attributeOf(tag, name);
  if (attribute !== undefined) {
    if (value !== "") return { start: attribute.start, end: attribute.end, text: `${name}=${value}` };
    const before = text.slice(0, attribute.start).trimEnd().length;
    return { start: before, end: attribute.end, text: "" };
  }
  const earlier = attributeOrder.slice(0, attributeOrder.indexOf(name));
  const previous = tag.attributes.filter((other) => earlier.includes(other.name)).at(-1);
  const at = previous?.end ?? tag.start + 1 + tag.name.length;
  return { start: at, end: at, text: value === "" ? "" : ` ${name}=${value}` };
}

function bodyDifference(repair: Repair): Difference | undefined {
  const { page, text, block, entry, style, lines } = repair;
  if (style.body === undefined || block.bodyStart === undefined || block.bodyEnd === undefined) return undefined;
  if (text.slice(block.bodyStart, block.bodyEnd) === style.rawBody?.(shownBy(repair))) return undefined;
  const wanted = style.body(shownBy(repair));
  const actual = bodyOf(text, block);
  if (actual === wanted) return undefined;
  const actualLines = actual.split("\n");
  const at = wanted.split("\n").findIndex((line, index) => line !== actualLines[index]);
  const linkIsDead = repair.match.link !== undefined && repair.match.link.page !== entry.page;
  const code = linkIsDead ? "dead-link" : "stale-text";
  const expected = wanted.split("\n")[Math.max(0, at)] ?? "";
  const message = linkIsDead
    ? `Unexpected link ${short(repair.match.link?.url ?? "")}, expected ${style.urlPrefix}${entry.page}: the page it names is not there.`
    : `Unexpected text "${short(actualLines[Math.max(0, at)] ?? "")}", expected "${short(expected)}" from the entry's frontmatter.`;
  const place = placeOf(page.path, lines, bodyLine(text, block, Math.max(0, at)));
  const self = finding({
    code,
    site: page.site,
    place,
    entry: entry.path,
    message,
    fix: "Copy title, link and description from the entry.",
  });
  const splice = repair.block.tag?.selfClosing
    ? { start: block.start, end: block.end, text: reopened(repair, wanted) }
    : { start: block.bodyStart, end: block.bodyEnd, text: writeBody(wanted, style) };
  return { finding: self, splice };
}

/** A self-closing update as one with a text. */
function reopened({ text, block, style }: Repair, wanted: string): string {
  const tag = `${text.slice(block.start, block.end - "/>".length).trimEnd()}>`;
  return `${tag}${writeBody(wanted, style)}</Update>`;
}

/** Where the n-th line of a body stands, counted from its first line that is not blank. */
function bodyLine(text: string, block: Block, index: number): { start: number; end: number } {
  const bodyStart = block.bodyStart ?? block.start;
  let start = bodyStart + (/^\s*/.exec(text.slice(bodyStart, block.bodyEnd))?.[0].length ?? 0);
  for (let line = 0; line < index; line += 1) {
    const next = text.indexOf("\n", start) + 1;
    if (next <= 0 || next >= (block.bodyEnd ?? block.end)) break;
    start = next;
  }
  return { start, end: start + 1 };
}

/** A dead link in a text that is written by hand: only the link is replaced. */
function linkDifference({ page, match, entry, style, lines }: Repair): Difference | undefined {
  const { link } = match;
  if (link === undefined || link.page === entry.page) return undefined;
  const url = `${style.urlPrefix}${entry.page}`;
  const message = `Unexpected link ${short(link.url)}, expected ${url}: the page it names is not there.`;
  return {
    finding: finding({
      code: "dead-link",
      site: page.site,
      place: placeOf(page.path, lines, link),
      entry: entry.path,
      message,
      fix: `Link to ${url}.`,
    }),
    splice: { start: link.start, end: link.end, text: url },
  };
}

function applySplices(text: string, block: Block, splices: readonly Splice[]): string {
  let written = "";
  let at = block.start;
  for (const splice of [...splices].sort((a, b) => a.start - b.start)) {
    if (splice.start < at) continue;
    written += text.slice(at, splice.start) + splice.text;
    at = splice.end;
  }
  return written + text.slice(at, block.end);
}

function shownBy({ entry, style }: Repair): { entry: EntryFile; url: string } {
  return { entry, url: `${style.urlPrefix}${entry.page}` };
}

function short(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
