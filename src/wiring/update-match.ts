import { type Period, readPeriod } from "./dates.ts";
import type { EntryFile } from "./entry-file.ts";
import type { Block } from "./update-scan.ts";
import { attributeText } from "./update-tag.ts";

/** Which entry an update shows, and what its link says. */
export type Match = {
  readonly entry?: EntryFile;
  /** The link to an entry as written, with its offsets; absent when the update has none. */
  readonly link?: EntryLink;
  /** True when it links to an entry that is not there and shows no other. */
  readonly removed: boolean;
};

/** A link into the folder of entries. */
export type EntryLink = {
  readonly url: string;
  /** Page below the site's root, without extension. */
  readonly page: string;
  readonly start: number;
  readonly end: number;
  readonly isRelative: boolean;
};

/** What links are resolved against. */
export type EntryIndex = {
  readonly folder: string;
  readonly byPage: ReadonlyMap<string, EntryFile>;
  /** Entries by their title without markup. */
  readonly byTitle: () => ReadonlyMap<string, readonly EntryFile[]>;
  /** True for a page of the site, entry or not. */
  readonly hasPage: (page: string) => boolean;
};

/** Index of entries by page and title; `folder` is the entries' folder below the root, `pages` all pages of the site. */
export function indexEntries(entries: readonly EntryFile[], folder: string, pages: ReadonlySet<string>): EntryIndex {
  const byPage = new Map(entries.map((entry) => [entry.page, entry]));
  let titles: ReadonlyMap<string, readonly EntryFile[]> | undefined;
  const byTitle = (): ReadonlyMap<string, readonly EntryFile[]> => {
    titles ??= titleMap(entries);
    return titles;
  };
  return { folder, byPage, byTitle, hasPage: (page) => pages.has(page) };
}

function titleMap(entries: readonly EntryFile[]): Map<string, EntryFile[]> {
  const titles = new Map<string, EntryFile[]>();
  for (const entry of entries) {
    const title = plainTitle(entry.title);
    if (title === "") continue;
    const same = titles.get(title) ?? [];
    same.push(entry);
    titles.set(title, same);
  }
  return titles;
}

/** Finds the entry an update shows: by the link in its first line, by its title, then by the only entry it links to. */
export function matchUpdate(text: string, block: Block, index: EntryIndex): Match {
  const bodyStart = block.bodyStart ?? block.end;
  const body = text.slice(bodyStart, block.bodyEnd ?? block.end);
  const lead = /^\s*/.exec(body)?.[0].length ?? 0;
  const lineEnd = body.indexOf("\n", lead);
  const firstLine = body.slice(0, lineEnd < 0 ? body.length : lineEnd);
  const [first] = linksIn(firstLine, bodyStart, index);
  const linked = first === undefined ? undefined : index.byPage.get(first.page);
  if (first !== undefined && linked !== undefined) return { entry: linked, link: first, removed: false };
  const titled = byTitle(firstLine, block, index);
  if (titled !== undefined) return { entry: titled, ...(first === undefined ? {} : { link: first }), removed: false };
  const links = linksIn(body, bodyStart, index);
  const pages = new Set(links.map(({ page }) => page).filter((page) => index.byPage.has(page)));
  const only = links.find(({ page }) => pages.size === 1 && pages.has(page));
  const entry = only === undefined ? undefined : index.byPage.get(only.page);
  if (entry !== undefined && only !== undefined) return { entry, link: only, removed: false };
  if (first === undefined) return { removed: false };
  const removed = first.isRelative && !index.hasPage(first.page) && /(?:^|\/)\d{4}-\d{2}-\d{2}/.test(first.page);
  return { link: first, removed };
}

/** Entries that one update of their day shows together, each at the start of a line; empty for an update of one entry. */
export function digestOf(text: string, block: Block, index: EntryIndex): EntryFile[] {
  const body = text.slice(block.bodyStart ?? block.end, block.bodyEnd ?? block.end);
  if (body.indexOf("](") === body.lastIndexOf("](")) return [];
  const starts = body.match(/^[ \t]*(?:(?:[-*+>#]+|\d+\.)[ \t]*)?[*_]*\[.*$/gm) ?? [];
  const entries = new Set<EntryFile>();
  for (const line of starts) {
    const entry = index.byPage.get(linksIn(line, 0, index)[0]?.page ?? "");
    if (entry !== undefined) entries.add(entry);
  }
  const label = readPeriod(attributeText(block.tag, "label") ?? "");
  return entries.size > 1 && [...entries].every(({ date }) => isSameDay(readPeriod(date), label)) ? [...entries] : [];
}

/** Links of a text into the folder of entries. */
export function linksIn(body: string, offset: number, index: EntryIndex): EntryLink[] {
  const links: EntryLink[] = [];
  for (const match of body.matchAll(/\]\(\s*([^)\s]{1,500})|href=["']([^"'\n]{1,500})["']/g)) {
    const url = match[1] ?? match[2] ?? "";
    const page = entryPage(url, index.folder);
    if (page === undefined) continue;
    const start = offset + match.index + match[0].indexOf(url);
    links.push({ url, page, start, end: start + url.length, isRelative: !/^[a-z]+:/i.test(url) });
  }
  return links;
}

/** Text without markup, in lower case, for comparing titles. */
export function plainTitle(text: string): string {
  return text
    .replace(/\]\([^)]*\)/g, "")
    .replace(/[*_`#[\]\\]/g, "")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();
}

/** Page below the site's root that a link into the folder of entries points at; undefined for other links. */
function entryPage(url: string, folder: string): string | undefined {
  const path = url
    .replace(/[?#].*$/, "")
    .replace(/\.mdx?$/, "")
    .replace(/\/$/, "");
  const at = path.lastIndexOf(`${folder}/`);
  if (folder !== "" && at >= 0 && (at === 0 || path[at - 1] === "/")) return path.slice(at);
  const local = /^(?:\.\/)?(\d{4}-\d{2}-\d{2}-[^/]+)$/.exec(path)?.[1];
  return local === undefined ? undefined : folder === "" ? local : `${folder}/${local}`;
}

function byTitle(firstLine: string, block: Block, index: EntryIndex): EntryFile | undefined {
  const candidates = index.byTitle().get(plainTitle(firstLine)) ?? [];
  if (candidates.length < 2) return candidates[0];
  const label = readPeriod(attributeText(block.tag, "label") ?? "");
  return candidates.find(({ date }) => isSameDay(readPeriod(date), label));
}

function isSameDay(first: Period | undefined, second: Period | undefined): boolean {
  return first?.year === second?.year && first?.month === second?.month && first?.day === second?.day;
}
