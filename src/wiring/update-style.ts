import type { WiringConfig } from "./config.ts";
import type { EntryFile } from "./entry-file.ts";
import { lineBreakOf } from "./lines.ts";
import { mostFrequent } from "./list-text.ts";
import { escapeMdx, plain, type Shown, templateOf } from "./template.ts";
import type { Block } from "./update-scan.ts";
import { attributeList, attributeOf, attributeText, listed, quoted } from "./update-tag.ts";

/** How updates of a page show their entries; learned from the updates that are there. */
export type UpdateStyle = UpdateLayout & {
  /** What stands before the page's path in a link. */
  readonly urlPrefix: string;
  readonly label: (shown: Shown) => string;
  /** Absent when tags follow no pattern and are left alone. */
  readonly tags?: (entry: EntryFile) => readonly string[];
  /** Absent when descriptions follow no pattern. */
  readonly description?: (shown: Shown) => string;
  /** The text of an update, comparable with {@link bodyOf}; absent when texts are written by hand. */
  readonly body?: (shown: Shown) => string;
  /** The same between the tags, byte for byte as most updates have it: equal texts need no closer look. */
  readonly rawBody?: (shown: Shown) => string;
  /** The text of a new update. */
  readonly newBody: (shown: Shown) => string;
};

/** How the text of an update is laid out. */
export type UpdateLayout = {
  readonly indent: string;
  /** Space between the opening tag and the text, and between the text and the closing tag. */
  readonly lead: string;
  readonly tail: string;
  /** Text between two tags. */
  readonly tagGap: string;
  readonly lineBreak: string;
};

/** An update with the entry it shows. */
export type ShownUpdate = { readonly block: Block; readonly entry: EntryFile; readonly linkedUrl?: string };

const labels = [
  "{month} {day}, {year}",
  "{date}",
  "{mon} {day}, {year}",
  "{day} {month} {year}",
  "{month} {year}",
  "{title}",
];
const tagSets: readonly (readonly string[] | "frontmatter")[] = [
  "frontmatter",
  ["{category}", "{type}"],
  ["{category}"],
  ["{type}"],
  [],
];
const descriptions = ["", "{title}", "{description}", "{category}", "{type}"];
const bodies = [
  "**[{title}]({url})**\n\n{description}",
  "[**{title}**]({url})\n\n{description}",
  "[{title}]({url})\n\n{description}",
  "## [{title}]({url})\n\n{description}",
  "### [{title}]({url})\n\n{description}",
  "## {title}\n\n{description}",
  "## {title}\n\n{body}",
  "{body}",
];

/** A style is learned from at most this many updates, spread over the page. */
const maxSample = 200;

/** Learns the style of a page's updates; settings of the configuration win, habits fill the rest. */
export function learnStyle(text: string, all: readonly ShownUpdate[], config: WiringConfig["update"]): UpdateStyle {
  const step = Math.ceil(all.length / maxSample);
  const shown = all.filter((_update, index) => index % step === 0);
  const urlPrefix = mostFrequent(shown.flatMap(prefixOf)) ?? "/";
  const sample: Sample = {
    text,
    updates: shown.map((update) => ({ ...update, url: `${urlPrefix}${update.entry.page}` })),
  };
  const tags =
    config.tags ?? usual(sample, tagSets, tagsAgree) ?? (shown.length === 0 ? ["{category}", "{type}"] : undefined);
  const description = usual(sample, descriptions, attributeAgrees("description"));
  const body = config.body ?? usual(sample, bodies, bodyAgrees);
  const layout = layoutOf(text, shown);
  return {
    urlPrefix,
    label: textOf(config.label ?? usual(sample, labels, attributeAgrees("label")) ?? "{month} {day}, {year}"),
    ...(tags === undefined ? {} : { tags: tagsOf(tags) }),
    ...(description === undefined ? {} : { description: textOf(description) }),
    ...(body === undefined ? {} : { body: bodyTextOf(body), rawBody: rawTextOf(body, layout) }),
    newBody: bodyTextOf(body ?? bodies[0] ?? ""),
    ...layout,
  };
}

type Sample = { readonly text: string; readonly updates: readonly (ShownUpdate & Shown)[] };
type Agreement<T> = (candidate: T, text: string) => (update: ShownUpdate & Shown) => boolean;

/** The candidate that most updates agree with, the first of equals; undefined when no more than half agree with any. */
function usual<T>({ text, updates }: Sample, candidates: readonly T[], agreement: Agreement<T>): T | undefined {
  let best: T | undefined;
  let agreed = updates.length / 2;
  for (const candidate of candidates) {
    const count = updates.filter(agreement(candidate, text)).length;
    if (count <= agreed) continue;
    [best, agreed] = [candidate, count];
    if (count === updates.length) break;
  }
  return best;
}

function attributeAgrees(name: string): Agreement<string> {
  return (candidate) => {
    const filled = textOf(candidate);
    return (update) => (attributeText(update.block.tag, name) ?? "") === filled(update);
  };
}

const tagsAgree: Agreement<readonly string[] | "frontmatter"> = (candidate) => {
  const tags = tagsOf(candidate);
  return ({ block, entry }) => sameList(attributeList(block.tag, "tags"), tags(entry));
};

const bodyAgrees: Agreement<string> = (candidate, text) => {
  const body = bodyTextOf(candidate);
  return (update) => bodyOf(text, update.block) === body(update);
};

function textOf(text: string): (shown: Shown) => string {
  const template = templateOf(text);
  return (shown) => template(shown, plain);
}

function bodyTextOf(text: string): (shown: Shown) => string {
  const template = templateOf(text);
  return (shown) => normalised(template(shown, escapeMdx));
}

function rawTextOf(text: string, layout: UpdateLayout): (shown: Shown) => string {
  const template = templateOf(writeBody(text.trimEnd(), layout));
  return (shown) => template(shown, escapeMdx);
}

/** Tags of an entry's update; empty ones are left out. */
function tagsOf(set: readonly string[] | "frontmatter"): (entry: EntryFile) => readonly string[] {
  if (set === "frontmatter") return ({ tags }) => tags;
  const templates = set.map(templateOf);
  return (entry) => templates.map((template) => template({ entry, url: "" }, plain)).filter((tag) => tag !== "");
}

/** The text of an update without its indentation and outer blank lines, with `\n` as line break. */
export function bodyOf(text: string, block: Block): string {
  return normalised(text.slice(block.bodyStart ?? block.end, block.bodyEnd ?? block.end));
}

/** A whole update for an entry that has none. */
export function writeUpdate(entry: EntryFile, style: UpdateStyle): string {
  const shown = { entry, url: `${style.urlPrefix}${entry.page}` };
  const tags = style.tags?.(entry) ?? [];
  const description = style.description?.(shown) ?? "";
  const attributes = [
    `label=${quoted(style.label(shown))}`,
    ...(description === "" ? [] : [`description=${quoted(description)}`]),
    ...(tags.length === 0 ? [] : [`tags=${listed(tags, style.tagGap)}`]),
  ];
  return `<Update ${attributes.join(" ")}>${writeBody(style.newBody(shown), style)}</Update>`;
}

/** A body with the page's indentation and line breaks. */
export function writeBody(body: string, { lead, indent, tail, lineBreak }: UpdateLayout): string {
  const lines = body.split("\n").map((line) => (line === "" ? "" : `${indent}${line}`));
  return `${lead}${lines.join("\n")}${tail}`.replace(/\r?\n/g, lineBreak);
}

/** True for equal lists; false for an unreadable one. */
export function sameList(first: readonly string[] | undefined, second: readonly string[]): boolean {
  return first?.length === second.length && first.every((item, index) => item === second[index]);
}

function normalised(body: string): string {
  const lines = body
    .replace(/\r\n/g, "\n")
    .trimEnd()
    .replace(/^(?:[ \t]*\n)+/, "")
    .split("\n")
    .map((line) => line.trimEnd());
  const indents = lines.filter((line) => line !== "").map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const common = indents.length === 0 ? 0 : Math.min(...indents);
  return lines.map((line) => line.slice(common)).join("\n");
}

function prefixOf({ linkedUrl, entry }: ShownUpdate): string[] {
  if (linkedUrl === undefined) return [];
  const at = linkedUrl.lastIndexOf(entry.page);
  return at < 0 ? [] : [linkedUrl.slice(0, at)];
}

function layoutOf(text: string, shown: readonly ShownUpdate[]): UpdateLayout {
  const bodies = shown.map(({ block }) => text.slice(block.bodyStart ?? 0, block.bodyEnd ?? 0).replace(/\r\n/g, "\n"));
  const gaps = shown.flatMap(({ block }) => {
    const tags = attributeOf(block.tag, "tags");
    const gap = tags === undefined ? null : /"(,\s*)"/.exec(text.slice(tags.valueStart, tags.valueEnd));
    return gap?.[1] === undefined ? [] : [gap[1]];
  });
  return {
    indent: mostFrequent(bodies.map((body) => /^[ \t]*/.exec(body.replace(/^(?:[ \t]*\n)+/, ""))?.[0] ?? "")) ?? "  ",
    lead: mostFrequent(bodies.map((body) => /^(?:[ \t]*\n)*/.exec(body)?.[0] ?? "\n")) ?? "\n",
    tail: mostFrequent(bodies.map((body) => body.slice(body.trimEnd().length))) ?? "\n",
    tagGap: mostFrequent(gaps) ?? ", ",
    lineBreak: lineBreakOf(text),
  };
}
