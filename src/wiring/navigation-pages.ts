import type { DataNode } from "./data-node.ts";
import type { EntryFile } from "./entry-file.ts";
import { type ListItem, type ListLayout, layoutOf, writeList } from "./list-text.ts";
import type { NavigationFile } from "./navigation.ts";
import { isGone, type Report, removedEntry, rewriteNode } from "./navigation-edit.ts";
import type { Level } from "./navigation-levels.ts";
import type { PageRef, Scope } from "./navigation-refs.ts";
import { arrange, type Rank } from "./order.ts";

/** The container of one scope, and what to do with it. */
export type Filling = {
  readonly file: NavigationFile;
  readonly text: string;
  readonly scope: Scope;
  /** Items that leave, wherever they stand. */
  readonly dropped: Set<DataNode>;
  /** Lists with their new text. */
  readonly replaced: Map<DataNode, string>;
  readonly report: Report;
};

/** A container with what was learned from it. */
export type Context = Filling & {
  readonly levels: readonly Level[];
  readonly refs: ReadonlyMap<DataNode, PageRef>;
  /** The reference of each entry that stays. */
  readonly home: ReadonlyMap<string, PageRef>;
  readonly prefix: string;
};

/** A list of the container and the entries it has to show. */
export type ListToFill = {
  readonly list: DataNode;
  readonly entries: readonly EntryFile[];
  readonly depth: number;
  readonly key: string;
};

type Item = { readonly node?: DataNode; readonly entry?: EntryFile; readonly text: string };

/** Text of a list of pages with the given entries, newest first. */
export function fillPages(context: Context, { list, entries }: ListToFill): string {
  const { text, home, report } = context;
  const wanted = new Map(entries.map((entry): [string, EntryFile] => [entry.page, entry]));
  const current: Item[] = [];
  for (const node of list.children) {
    const page = context.refs.get(node)?.page;
    if (page === undefined) current.push({ node, text: rewriteNode(node, context) });
    else if (wanted.has(page) && home.get(page)?.node === node)
      current.push({ node, ...optionalEntry(wanted.get(page)), text: text.slice(node.start, node.end) });
    else dropRef(context, page, node);
  }
  const present = new Map(current.map((item) => [item.entry, item]));
  const items = entries.map(
    (entry): Item => present.get(entry) ?? { entry, text: JSON.stringify(`${context.prefix}${entry.page}`) },
  );
  const arranged = arrange(
    current,
    items,
    ({ entry }): Rank | undefined => entry && { date: entry.date, name: entry.stem },
  );
  for (const { node, entry } of arranged.moved) {
    if (node !== undefined && entry !== undefined) {
      report(
        {
          code: "misplaced",
          entry: entry.path,
          message: "Unexpected place in the navigation, expected the newest entry first.",
          fix: "Move the line.",
        },
        node,
      );
    }
  }
  for (const item of arranged.added) {
    const { entry } = item;
    if (entry === undefined || home.has(entry.page)) continue;
    const next = arranged.list.slice(arranged.list.indexOf(item)).find(({ node }) => node !== undefined)?.node;
    const message = `Unexpected navigation without "${entry.page}", expected it here.`;
    report(
      { code: "missing", entry: entry.path, message, fix: `Add "${context.prefix}${entry.page}".` },
      next ?? { start: list.end - 1, end: list.end },
    );
  }
  return writeList(text, list, arranged.list.map(listItem), exampleLayout(context, context.levels.length - 1));
}

/** Takes a reference out of a list, saying why, unless it only moves within the container. */
export function dropRef(context: Context, page: string, node: DataNode): void {
  const { file, home, report } = context;
  const entry = file.index.byPage.get(page);
  if (entry === undefined) {
    if (isGone(page, file.index)) report(removedEntry(page), node);
    return;
  }
  if (home.get(page)?.node !== node) {
    report(
      {
        code: "duplicate",
        entry: entry.path,
        message: "Unexpected second place of this entry in the navigation, expected one.",
        fix: "Remove the line.",
      },
      node,
    );
    return;
  }
  const message = `Unexpected group of this entry in the navigation, expected that of ${entry.date}.`;
  report({ code: "misplaced", entry: entry.path, message, fix: "Move the line to the group of its date." }, node);
}

/** Marks references to entries inside a part that is left alone, so that they leave it. */
export function dropInside(context: Context, node: DataNode): Context {
  const page = node.type === "string" ? context.refs.get(node)?.page : undefined;
  if (page !== undefined) {
    dropRef(context, page, node);
    context.dropped.add(node);
  }
  for (const child of node.children) dropInside(context, child);
  return context;
}

function optionalEntry(entry: EntryFile | undefined): { entry?: EntryFile } {
  return entry === undefined ? {} : { entry };
}

/** An item without what only the order needs. */
export function listItem({ node, text }: ListItem): ListItem {
  return { text, ...(node === undefined ? {} : { node }) };
}

/** Layout of another list of the same depth, for one that has no items of its own. */
export function exampleLayout({ text, levels }: Context, depth: number): ListLayout | undefined {
  return levels[depth]?.examples.map(({ list }) => layoutOf(text, list)).find((layout) => layout !== undefined);
}
