import type { WiringConfig } from "./config.ts";
import type { EntryFile } from "./entry-file.ts";
import { mostFrequent } from "./list-text.ts";
import { escapeMdx, fill, plain } from "./template.ts";
import type { Block } from "./update-scan.ts";
import { attributeList, attributeOf, attributeText, listed, quoted } from "./update-tag.ts";

/** How updates of a page show their entries; learned from the updates that are there. */
export type UpdateStyle = {
  /** What stands before the page's path in a link. */
  readonly urlPrefix: string;
  readonly label: string;
  /** Templates of the tags, or `frontmatter`; absent when tags follow no pattern and are left alone. */
  readonly tags?: readonly string[] | "frontmatter";
  /** Template of the `description`; absent when it follows no pattern. */
  readonly description?: string;
  /** Template of the text; absent when texts are written by hand. */
  readonly body?: string;
  /** Template for a new update. */
  readonly newBody: string;
  readonly indent: string;
  /** Space between the opening tag and the text, and between the text and the closing tag. */
  readonly lead: string;
  readonly tail: string;
  /** Text between two tags. */
  readonly tagGap: string;
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
  "## {title}\n\n{body}",
  "{body}",
];

/** Learns the style of a page's updates; settings of the configuration win, habits fill the rest. */
export function learnStyle(text: string, shown: readonly ShownUpdate[], config: WiringConfig["update"]): UpdateStyle {
  const urlPrefix = mostFrequent(shown.flatMap(prefixOf)) ?? "/";
  const at = (entry: EntryFile): { entry: EntryFile; url: string } => ({ entry, url: `${urlPrefix}${entry.page}` });
  const agrees = (test: (update: ShownUpdate) => boolean): number => shown.filter(test).length;
  const label =
    config.label ??
    usual(labels, shown.length, (template) =>
      agrees(({ block, entry }) => attributeText(block.tag, "label") === fill(template, at(entry), plain)),
    ) ??
    "{month} {day}, {year}";
  const tags =
    config.tags ??
    usual(tagSets, shown.length, (set) =>
      agrees(({ block, entry }) => sameList(attributeList(block.tag, "tags"), tagsOf(set, entry))),
    ) ??
    (shown.length === 0 ? ["{category}", "{type}"] : undefined);
  const description = usual(descriptions, shown.length, (template) =>
    agrees(({ block, entry }) => (attributeText(block.tag, "description") ?? "") === fill(template, at(entry), plain)),
  );
  const body =
    config.body ??
    usual(bodies, shown.length, (template) =>
      agrees(({ block, entry }) => bodyOf(text, block) === normalised(fill(template, at(entry), escapeMdx))),
    );
  return {
    urlPrefix,
    label,
    ...(tags === undefined ? {} : { tags }),
    ...(description === undefined ? {} : { description }),
    ...(body === undefined ? {} : { body }),
    newBody: body ?? bodies[0] ?? "",
    ...layoutOf(text, shown),
  };
}

/** Tags that an entry's update has; empty ones are left out. */
export function tagsOf(set: readonly string[] | "frontmatter", entry: EntryFile): readonly string[] {
  if (set === "frontmatter") return entry.tags;
  return set.map((template) => fill(template, { entry, url: "" }, plain)).filter((tag) => tag !== "");
}

/** The text of an update without its indentation and outer blank lines, with `\n` as line break. */
export function bodyOf(text: string, block: Block): string {
  return normalised(text.slice(block.bodyStart ?? block.end, block.bodyEnd ?? block.end));
}

/** Text that an entry's update has, comparable with {@link bodyOf}. */
export function wantedBody(template: string, entry: EntryFile, style: UpdateStyle): string {
  return normalised(fill(template, { entry, url: `${style.urlPrefix}${entry.page}` }, escapeMdx));
}

/** A whole update for an entry that has none. */
export function writeUpdate(entry: EntryFile, style: UpdateStyle, lineBreak: string): string {
  const shown = { entry, url: `${style.urlPrefix}${entry.page}` };
  const tags = tagsOf(style.tags ?? [], entry);
  const description = fill(style.description ?? "", shown, plain);
  const attributes = [
    `label=${quoted(fill(style.label, shown, plain))}`,
    ...(description === "" ? [] : [`description=${quoted(description)}`]),
    ...(tags.length === 0 ? [] : [`tags=${listed(tags, style.tagGap)}`]),
  ];
  return `<Update ${attributes.join(" ")}>${writeBody(wantedBody(style.newBody, entry, style), style, lineBreak)}</Update>`;
}

/** A body with the page's indentation and line breaks. */
export function writeBody(body: string, style: UpdateStyle, lineBreak: string): string {
  const lines = body.split("\n").map((line) => (line === "" ? "" : `${style.indent}${line}`));
  return `${style.lead}${lines.join("\n")}${style.tail}`.replace(/\r?\n/g, lineBreak);
}

/** True for equal lists; false for an unreadable one. */
export function sameList(first: readonly string[] | undefined, second: readonly string[]): boolean {
  return first?.length === second.length && first.every((item, index) => item === second[index]);
}

/** The candidate that more than half of the updates agree with; undefined when none does. */
function usual<T>(candidates: readonly T[], total: number, count: (candidate: T) => number): T | undefined {
  return total === 0 ? undefined : candidates.find((candidate) => count(candidate) * 2 > total);
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

function layoutOf(
  text: string,
  shown: readonly ShownUpdate[],
): Pick<UpdateStyle, "indent" | "lead" | "tail" | "tagGap"> {
  const bodies = shown.map(({ block }) => text.slice(block.bodyStart ?? 0, block.bodyEnd ?? 0).replace(/\r\n/g, "\n"));
  const gaps = shown.flatMap(({ block }) => {
    const tags = attributeOf(block.tag, "tags");
    const gap = tags === undefined ? null : /"(,\s*)"/.exec(text.slice(tags.valueStart, tags.valueEnd));
    return gap?.[1] === undefined ? [] : [gap[1]];
  });
  return {
    indent:
      mostFrequent(bodies.map((body) => /^\s*?\n?([ \t]*)\S/.exec(body.replace(/^(?:[ \t]*\n)+/, ""))?.[1] ?? "")) ??
      "  ",
    lead: mostFrequent(bodies.map((body) => /^(?:[ \t]*\n)*/.exec(body)?.[0] ?? "\n")) ?? "\n",
    tail: mostFrequent(bodies.map((body) => body.slice(body.trimEnd().length))) ?? "\n",
    tagGap: mostFrequent(gaps) ?? ", ",
  };
}
