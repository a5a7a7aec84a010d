import type { WiringFinding } from "../types/index.ts";
import { type DataNode, readJson } from "./data-node.ts";
import type { EntryFile } from "./entry-file.ts";
import { blockingFinding, finding } from "./finding.ts";
import { linesOf, placeOf, pointOf } from "./lines.ts";
import { mostFrequent, writeList } from "./list-text.ts";
import { arrangeListed, type Listed } from "./listed-entries.ts";
import { readLiteral } from "./literal.ts";
import type { PagePlan } from "./update-page.ts";

/** A sidebar written out in code or JSON. */
export type Sidebar = {
  readonly path: string;
  readonly entries: readonly EntryFile[];
  /** Route of the entries' folder, such as `changelog`. */
  readonly route: string;
};

type Routes = { readonly route: string; readonly byStem: ReadonlyMap<string, EntryFile> };

/**
 * Checks the list of a sidebar that names entries one by one. A sidebar that names none generates them, and is left
 * alone; so is everything else in the file.
 */
export function planSidebar(sidebar: Sidebar, text: string): PagePlan {
  const { path, entries, route } = sidebar;
  const routes = { route, byStem: new Map(entries.map((entry) => [entry.stem, entry])) };
  const lists = listsOf(path, text, routes);
  const lines = linesOf(text);
  const findings: WiringFinding[] = [];
  if ("problem" in lists) {
    const place = pointOf(path, lines, lists.problem.start);
    const { message } = lists.problem;
    return {
      findings: [blockingFinding({ code: "unreadable", site: "navigation", place, message, fix: "Correct the file." })],
      text,
    };
  }
  const [list] = lists.found;
  if (list === undefined) return { findings, text };
  const items = arrangeListed({
    text,
    list,
    entries,
    called: "sidebar",
    entryOf: (node) => entryOf(node, routes),
    goneName: (node) => (isGone(node, routes) ? routeOf(node) : undefined),
    correct: (node) => text.slice(node.start, node.end),
    write: (entry, example) => itemLike(example, entry),
    report: (facts, range) =>
      findings.push(finding({ ...facts, site: "navigation", place: placeOf(path, lines, range) })),
  });
  return {
    findings,
    text:
      findings.length === 0 ? text : text.slice(0, list.start) + writeList(text, list, items) + text.slice(list.end),
  };
}

type Lists =
  | { readonly found: readonly DataNode[] }
  | { readonly problem: { readonly message: string; readonly start: number } };

/** Lists that do not close are tried this often; each try reads the rest of the file. */
const maxUnread = 20;

/** Lists that name entries, the one that names most of them first. */
function listsOf(path: string, text: string, routes: Routes): Lists {
  const { roots, problem } = path.endsWith(".json")
    ? readJsonRoot(text)
    : { roots: readLists(text), problem: undefined };
  if (problem !== undefined) return { problem };
  const counted = new Map<DataNode, number>();
  const visit = (node: DataNode): void => {
    if (node.type === "array") {
      const named = node.children.filter((child) => entryOf(child, routes) !== undefined).length;
      if (named > 0) counted.set(node, named);
    }
    for (const child of node.children) visit(child);
  };
  for (const root of roots) visit(root);
  return { found: [...counted].sort((a, b) => b[1] - a[1]).map(([node]) => node) };
}

function readJsonRoot(text: string): {
  roots: readonly DataNode[];
  problem: { message: string; start: number } | undefined;
} {
  const { root, problems } = readJson(text);
  return { roots: root === undefined ? [] : [root], problem: problems[0] };
}

/** Lists in code, read where they stand, so that the code around them need not be understood. */
function readLists(text: string): DataNode[] {
  const lists: DataNode[] = [];
  let readTo = 0;
  let unread = 0;
  for (const match of text.matchAll(/\[(?=\s*(?:["'{[]|\/[/*]|\]))/g)) {
    if (match.index < readTo || unread >= maxUnread) continue;
    const { root } = readLiteral(text, match.index);
    if (root === undefined) unread += 1;
    else {
      lists.push(root);
      readTo = root.end;
    }
  }
  return lists;
}

/** An item for another entry, written as an item that is there: its route, and its title where it states one. */
function itemLike(example: Listed | undefined, entry: EntryFile): string {
  if (example?.entry === undefined) return JSON.stringify(entry.stem);
  const quote = mostFrequent(example.text.match(/["']/g) ?? []) ?? '"';
  const inQuotes = JSON.stringify(entry.title)
    .slice(1, -1)
    .replace(/\\"/g, quote === '"' ? '\\"' : '"')
    .replace(/'/g, quote === "'" ? "\\'" : "'");
  const titled = example.text.replace(
    /(\b(?:label|title)["']?\s*:\s*)(["'])(?:\\.|(?!\2).)*\2/,
    (_all, key: string) => `${key}${quote}${inQuotes}${quote}`,
  );
  return titled.replaceAll(example.entry.stem, entry.stem);
}

/** The route that an item names: a string, or `slug`, `link`, `id`, `href` or `to` of an object. */
function routeOf(node: DataNode): string {
  if (node.type === "string") return node.text;
  if (node.type !== "object") return "";
  const named = node.children.find(
    ({ type, text }) => type === "property" && ["slug", "link", "id", "href", "to"].includes(text),
  );
  return named?.children[0]?.text ?? "";
}

function entryOf(node: DataNode, { byStem, route }: Routes): EntryFile | undefined {
  const name = stemOfRoute(node, route);
  return name === undefined ? undefined : byStem.get(name);
}

function isGone(node: DataNode, { route }: Routes): boolean {
  return /^\d{4}-\d{2}-\d{2}/.test(stemOfRoute(node, route) ?? "");
}

function stemOfRoute(node: DataNode, route: string): string | undefined {
  const path = routeOf(node).replace(/^\/|\/$/g, "");
  return path.startsWith(`${route}/`) ? path.slice(route.length + 1) : undefined;
}
