import type { WiringFinding } from "../types/index.ts";
import { type DataNode, readJson } from "./data-node.ts";
import type { EntryFile } from "./entry-file.ts";
import { blockingFinding, type FindingFacts, finding } from "./finding.ts";
import { linesOf, placeOf } from "./lines.ts";
import { type ListItem, mostFrequent, writeList } from "./list-text.ts";
import { readLiteral } from "./literal.ts";
import { arrange, type Rank } from "./order.ts";
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
    const place = placeOf(path, lines, { start: lists.problem.start, end: lists.problem.start + 1 });
    const { message } = lists.problem;
    return {
      findings: [blockingFinding({ code: "unreadable", site: "navigation", place, message, fix: "Correct the file." })],
      text,
    };
  }
  const [list] = lists.found;
  if (list === undefined) return { findings, text };
  const report: Reporting = (facts, node) =>
    findings.push(finding({ ...facts, site: "navigation", place: placeOf(path, lines, node) }));
  const items = orderItems({ entries, routes, text, list, report });
  return {
    findings,
    text:
      findings.length === 0 ? text : text.slice(0, list.start) + writeList(text, list, items) + text.slice(list.end),
  };
}

type Reporting = (facts: Omit<FindingFacts, "site" | "place">, node: DataNode) => void;
type Item = ListItem & { readonly entry?: EntryFile };
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

type Ordering = {
  readonly entries: readonly EntryFile[];
  readonly routes: Routes;
  readonly text: string;
  readonly list: DataNode;
  readonly report: Reporting;
};

function orderItems({ entries, routes, text, list, report }: Ordering): readonly ListItem[] {
  const seen = new Set<EntryFile>();
  const current: Item[] = [];
  for (const node of list.children) {
    const entry = entryOf(node, routes);
    const own = text.slice(node.start, node.end);
    if (entry !== undefined && seen.has(entry)) {
      report(
        {
          code: "duplicate",
          entry: entry.path,
          message: `Unexpected second "${entry.stem}" in the sidebar, expected one.`,
          fix: "Remove the line.",
        },
        node,
      );
    } else if (entry === undefined && isGone(node, routes)) {
      report(
        {
          code: "removed-entry",
          message: `Unexpected "${routeOf(node)}" in the sidebar, expected none: no such entry is there.`,
          fix: "Remove the line, or restore the entry.",
        },
        node,
      );
    } else {
      if (entry !== undefined) seen.add(entry);
      current.push({ node, text: own, ...(entry === undefined ? {} : { entry }) });
    }
  }
  const present = new Map(current.map((item) => [item.entry, item]));
  const example = current.find(({ entry }) => entry !== undefined);
  const wanted = entries.map((entry): Item => present.get(entry) ?? { entry, text: itemLike(example, entry) });
  const arranged = arrange(
    current,
    wanted,
    ({ entry }): Rank | undefined => entry && { date: entry.date, name: entry.stem },
  );
  for (const { node, entry } of arranged.moved) {
    if (node !== undefined && entry !== undefined)
      report(
        {
          code: "misplaced",
          entry: entry.path,
          message: `Unexpected place of "${entry.stem}" in the sidebar, expected the newest entry first.`,
          fix: "Move the line.",
        },
        node,
      );
  }
  for (const item of arranged.added) {
    const next = arranged.list.slice(arranged.list.indexOf(item)).find(({ node }) => node !== undefined)?.node;
    if (item.entry !== undefined)
      report(
        {
          code: "missing",
          entry: item.entry.path,
          message: `Unexpected sidebar without "${item.entry.stem}", expected it here.`,
          fix: "Add the entry.",
        },
        next ?? list,
      );
  }
  return arranged.list;
}

/** An item for another entry, written as an item that is there: its route, and its title where it states one. */
function itemLike(example: Item | undefined, entry: EntryFile): string {
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
