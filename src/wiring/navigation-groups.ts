import type { DataNode } from "./data-node.ts";
import { memberOf, stringOf } from "./data-node.ts";
import type { EntryFile } from "./entry-file.ts";
import { type ListItem, type ListLayout, layoutOf, mostFrequent, mostOf, writeList } from "./list-text.ts";
import type { NavigationFile } from "./navigation.ts";
import { isGone, type Report, removedEntry, rewriteNode } from "./navigation-edit.ts";
import { homes, type Level, levelsOf, nameFor } from "./navigation-levels.ts";
import { type NavigationGroup, type PageRef, periodOfLabel, type Scope } from "./navigation-refs.ts";
import { newGroup } from "./navigation-text.ts";
import { arrange, type Rank } from "./order.ts";
import { sectionDate } from "./page-sections.ts";

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

type Context = Filling & {
  readonly levels: readonly Level[];
  readonly refs: ReadonlyMap<DataNode, PageRef>;
  /** The reference of each entry that stays. */
  readonly home: ReadonlyMap<string, PageRef>;
  readonly prefix: string;
};

/** Puts every entry into the group of its period, newest first; groups are added, renamed, ordered and removed as needed. */
export function fillContainer(filling: Filling): void {
  const { scope, text, replaced } = filling;
  const levels = levelsOf(scope);
  const context: Context = {
    ...filling,
    levels,
    refs: new Map(scope.refs.map((ref) => [ref.node, ref])),
    home: homes(scope, levels, filling.file.index),
    prefix: mostFrequent(scope.refs.map(({ node }) => (node.text.startsWith("/") ? "/" : ""))) ?? "",
  };
  const written = fillList(context, { list: scope.container, entries: filling.file.entries, depth: 0, key: "" });
  if (written !== text.slice(scope.container.start, scope.container.end)) replaced.set(scope.container, written);
}

type ListToFill = {
  readonly list: DataNode;
  readonly entries: readonly EntryFile[];
  readonly depth: number;
  readonly key: string;
};

function fillList(context: Context, input: ListToFill): string {
  return input.depth === context.levels.length ? fillPages(context, input) : fillGroups(context, input);
}

type Item = { readonly node?: DataNode; readonly entry?: EntryFile; readonly text: string };

function fillPages(context: Context, { list, entries }: ListToFill): string {
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
function dropRef(context: Context, page: string, node: DataNode): void {
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

type Group = { readonly node?: DataNode; readonly key: string; readonly text: string };

function fillGroups(context: Context, { list, entries, depth, key }: ListToFill): string {
  const level = context.levels[depth];
  if (level === undefined) return context.text.slice(list.start, list.end);
  const byKey = new Map<string, EntryFile[]>();
  for (const entry of entries) {
    const own = entry.date.slice(0, level.unit === "year" ? 4 : 7);
    const some = byKey.get(own) ?? [];
    some.push(entry);
    byKey.set(own, some);
  }
  const named = nameGroups(context, { list, wanted: byKey, year: key });
  const current: Group[] = [];
  const taken = new Set<string>();
  for (const { node, key: own, label, inner } of named) {
    if (own === undefined || inner === undefined) {
      const page = context.refs.get(node)?.page;
      if (page === undefined) current.push({ node, key: "", text: rewriteNode(node, dropInside(context, node)) });
      else dropRef(context, page, node);
      continue;
    }
    if (taken.has(own)) {
      context.report(
        {
          code: "duplicate",
          message: `Unexpected second group "${inner.label.text}" in the navigation, expected one.`,
          fix: "Join the two groups.",
        },
        inner.label,
      );
      continue;
    }
    taken.add(own);
    const text = fillGroup(context, { group: inner, label, entries: byKey.get(own) ?? [], depth, key: own });
    if (text !== undefined) current.push({ node, key: own, text });
  }
  const added = [...byKey]
    .filter(([own]) => !taken.has(own))
    .map(([own, some]): Group => ({ key: own, text: addGroup(context, { list, entries: some, depth, key: own }) }));
  const wanted = [...current.filter((group) => group.key !== ""), ...added];
  const arranged = arrange(current, wanted, (group): Rank | undefined =>
    group.key === "" ? undefined : { date: sectionDate(group.key), name: "" },
  );
  for (const { node } of arranged.moved) {
    if (node !== undefined)
      context.report(
        {
          code: "misplaced",
          message: "Unexpected place of this group in the navigation, expected the newest group first.",
          fix: "Move the group.",
        },
        node,
      );
  }
  return writeList(context.text, list, arranged.list.map(listItem), exampleLayout(context, depth - 1));
}

type Named = {
  readonly node: DataNode;
  readonly key?: string;
  readonly label?: string;
  readonly inner?: NavigationGroup;
};

/** Groups of a list with the periods they stand for; a wrong name is corrected where most entries below say so. */
function nameGroups(
  context: Context,
  input: { list: DataNode; wanted: ReadonlyMap<string, unknown>; year: string },
): Named[] {
  const { list, wanted, year } = input;
  const groups = list.children.map((node) => ({ node, inner: asGroup(node, list) }));
  const present = new Set(groups.map(({ inner }) => inner && periodOfLabel(inner.label.text, year)));
  return groups.map(({ node, inner }) => {
    if (inner === undefined) return { node };
    const key = periodOfLabel(inner.label.text, year);
    const below = entryKeys(context, node, year === "" ? 4 : 7);
    const only = key !== undefined && below.includes(key) ? undefined : mostOf(below);
    const isRenamed = only !== undefined && wanted.has(only) && !present.has(only);
    if (!isRenamed || (key === undefined && !isOnlyEntries(context, node))) {
      return key === undefined ? { node } : { node, key, inner };
    }
    present.add(only);
    const label = nameFor(only, context.levels);
    context.report(
      {
        code: "wrong-heading",
        message: `Unexpected group "${inner.label.text}" in the navigation, expected "${label}": its entries are of ${only}.`,
        fix: `Name the group "${label}".`,
      },
      inner.label,
    );
    return { node, key: only, label, inner };
  });
}

function fillGroup(
  context: Context,
  input: {
    group: NavigationGroup;
    label: string | undefined;
    entries: readonly EntryFile[];
    depth: number;
    key: string;
  },
): string | undefined {
  const { group, label, entries, depth, key } = input;
  const { text, report } = context;
  const list = fillList(context, { list: group.list, entries, depth: depth + 1, key });
  if (/^\[\s*\]$/.test(list)) {
    if (group.list.children.length === 0) {
      report(
        {
          code: "empty-section",
          message: `Unexpected group "${group.label.text}" without entries in the navigation, expected none.`,
          fix: "Remove the group.",
        },
        group.label,
      );
    }
    return undefined;
  }
  const replaced = new Map([[group.list, list]]);
  if (label !== undefined) replaced.set(group.label, JSON.stringify(label));
  return rewriteNode(group.node, { text, replaced, dropped: context.dropped });
}

function addGroup(
  context: Context,
  input: { list: DataNode; entries: readonly EntryFile[]; depth: number; key: string },
): string {
  const { entries, list } = input;
  const isNew = entries.every(({ page }) => !context.home.has(page));
  for (const entry of isNew ? entries : entries.filter(({ page }) => !context.home.has(page))) {
    const message = `Unexpected navigation without "${entry.page}", expected it in the group "${nameFor(input.key, context.levels)}".`;
    context.report(
      { code: "missing", entry: entry.path, message, fix: `Add "${context.prefix}${entry.page}".` },
      { start: list.start, end: list.start + 1 },
    );
  }
  return newGroup({ ...input, text: context.text, levels: context.levels, prefix: context.prefix });
}

/** Marks references to entries inside a part that is left alone, so that they leave it. */
function dropInside(context: Context, node: DataNode): Context {
  for (const [ref, { page }] of context.refs) {
    if (ref.start < node.start || ref.end > node.end) continue;
    dropRef(context, page, ref);
    context.dropped.add(ref);
  }
  return context;
}

function asGroup(node: DataNode, parent: DataNode): NavigationGroup | undefined {
  const label = stringOf(node, ["group", "name", "tab", "dropdown", "anchor", "item"]);
  const list = memberOf(node, "pages") ?? memberOf(node, "groups");
  return label === undefined || list?.type !== "array" ? undefined : { node, label, list, parent };
}

/** Period of each entry whose place is below a node. */
function entryKeys(context: Context, node: DataNode, length: number): string[] {
  const [first, ...others] = context.levels;
  const wantedLength = others.length === 0 && first?.unit === "month" ? 7 : length;
  return [...context.refs].flatMap(([ref, { page }]) => {
    const entry = context.file.index.byPage.get(page);
    const isBelow = ref.start >= node.start && ref.end <= node.end;
    return isBelow && entry !== undefined ? [entry.date.slice(0, wantedLength)] : [];
  });
}

/** True when a node lists nothing but entries. */
function isOnlyEntries(context: Context, node: DataNode): boolean {
  const visit = (child: DataNode): boolean =>
    child.type === "string" ? context.refs.has(child) : child.type !== "array" || child.children.every(visit);
  const lists = [memberOf(node, "pages"), memberOf(node, "groups")].filter((list) => list !== undefined);
  return lists.every(visit);
}

function optionalEntry(entry: EntryFile | undefined): { entry?: EntryFile } {
  return entry === undefined ? {} : { entry };
}

function listItem({ node, text }: Item | Group): ListItem {
  return { text, ...(node === undefined ? {} : { node }) };
}

/** Layout of another list of the same depth, for one that has no items of its own. */
function exampleLayout({ text, levels }: Context, depth: number): ListLayout | undefined {
  return levels[depth]?.examples.map(({ list }) => layoutOf(text, list)).find((layout) => layout !== undefined);
}
