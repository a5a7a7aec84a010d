import type { WiringFinding } from "../types/index.ts";
import { type DataFile, type DataNode, memberOf, readJson } from "./data-node.ts";
import type { EntryFile } from "./entry-file.ts";
import { blockingFinding, finding } from "./finding.ts";
import { linesOf, placeOf, pointOf } from "./lines.ts";
import { mostOf, writeList } from "./list-text.ts";
import { arrangeListed, type ListReport } from "./listed-entries.ts";
import { readDefaultExport } from "./literal.ts";
import type { PagePlan } from "./update-page.ts";

/** A file beside the entries that orders them: the keys of an object (`_meta`) or the items of a list (`meta.json`). */
export type OrderFile = {
  readonly path: string;
  readonly entries: readonly EntryFile[];
  /** Whether a page of this name stands beside the file, entry or not. */
  readonly hasPage: (name: string) => boolean;
  /** Key of the list in the object; absent when the object's own keys are the list. */
  readonly listKey?: string;
  /** Items that stand for all pages that are not listed, such as `...`. */
  readonly rest?: RegExp;
};

/** Checks that a file orders every entry once, newest first, with its title where it states one. */
export function planOrderFile(file: OrderFile, text: string): PagePlan {
  const { path } = file;
  const { root, problems } = path.endsWith(".json") ? readJson(text) : readDefaultExport(text);
  const lines = linesOf(text);
  const list = file.listKey === undefined ? root : memberOf(root, file.listKey);
  const stops = stoppingProblems(file, { ...(root === undefined ? {} : { root }), problems }, list);
  if (stops.length > 0 || list === undefined) {
    const findings = stops.map(({ message, start }) =>
      blockingFinding({
        code: "unreadable",
        site: "navigation",
        place: pointOf(path, lines, start),
        message,
        fix: "Correct the file.",
      }),
    );
    return { findings, text };
  }
  const findings: WiringFinding[] = [];
  const byStem = new Map(file.entries.map((entry) => [entry.stem, entry]));
  const report: ListReport = (facts, range) =>
    findings.push(finding({ ...facts, site: "navigation", place: placeOf(path, lines, range) }));
  const coversRest = list.children.some((node) => node.type === "string" && file.rest?.test(node.text));
  const items = arrangeListed({
    text,
    list,
    entries: file.entries,
    called: "list of pages",
    entryOf: (node) => byStem.get(nameOf(node)),
    goneName: (node) => (isGone(node, file) ? nameOf(node) : undefined),
    correct: (node, entry) => titled({ node, entry, text, report }),
    write: coversRest ? undefined : (entry) => newItem(entry, list, text),
    report,
  });
  if (findings.length === 0) return { findings, text };
  return { findings, text: text.slice(0, list.start) + writeList(text, list, items) + text.slice(list.end) };
}

function stoppingProblems(file: OrderFile, { problems }: DataFile, list: DataNode | undefined): DataFile["problems"] {
  if (problems.length > 0 || list === undefined || file.listKey === undefined) return problems;
  return list.type === "array"
    ? []
    : [{ message: `Unexpected "${file.listKey}", expected a list of pages.`, start: list.start }];
}

/** Name of the page that an item stands for: a property's key, or a string. */
function nameOf(node: DataNode): string {
  return node.text.replace(/^\.\//, "").replace(/\.mdx?$/, "");
}

/** True for an item that names a dated page which is not there. */
function isGone(node: DataNode, file: OrderFile): boolean {
  const name = nameOf(node);
  return node.type !== "other" && /^\d{4}-\d{2}-\d{2}/.test(name) && !file.hasPage(name);
}

/** The text of an item, with the entry's title where the file states another one. */
function titled({
  node,
  entry,
  text,
  report,
}: {
  node: DataNode;
  entry: EntryFile;
  text: string;
  report: ListReport;
}): string {
  const own = text.slice(node.start, node.end);
  const value = node.type === "property" ? node.children[0] : undefined;
  const title = value?.type === "string" ? value : memberOf(value, "title");
  if (title?.type !== "string" || title.text === entry.title || entry.title === "") return own;
  const message = `Unexpected title "${title.text}", expected "${entry.title}" from the entry's frontmatter.`;
  report({ code: "stale-text", entry: entry.path, message, fix: "Copy the title from the entry." }, title);
  const start = title.start - node.start;
  return own.slice(0, start) + quotedLike(entry.title, text[title.start]) + own.slice(title.end - node.start);
}

/** A new item as the other ones are written: quotes, and a title where most of them state it. */
function newItem(entry: EntryFile, list: DataNode, text: string): string {
  const firsts = list.children.map((node) => text[node.start] ?? "");
  const quote =
    mostOf(firsts.filter((sign) => sign === '"' || sign === "'")) ??
    (text.includes("'") && !text.includes('"') ? "'" : '"');
  if (list.type === "array") return quotedLike(entry.stem, quote);
  const values = list.children.flatMap(({ children }) => children.slice(0, 1));
  const objects = values.filter(({ type }) => type === "object").length;
  const valueQuote =
    mostOf(values.map((value) => text[value.start] ?? "").filter((sign) => sign === '"' || sign === "'")) ?? quote;
  const title = quotedLike(entry.title, valueQuote);
  const key = quotedLike(entry.stem, quote);
  return objects * 2 > values.length ? `${key}: { title: ${title} }` : `${key}: ${title}`;
}

function quotedLike(text: string, quote: string | undefined): string {
  const json = JSON.stringify(text);
  return quote === "'" ? `'${json.slice(1, -1).replace(/\\"/g, '"').replace(/'/g, "\\'")}'` : json;
}
