import type { DataNode } from "./data-node.ts";
import type { EntryFile } from "./entry-file.ts";
import { mostFrequent, writeList } from "./list-text.ts";
import { rewriteNode } from "./navigation-edit.ts";
import { homes, levelsOf, nameFor } from "./navigation-levels.ts";
import { nameGroups } from "./navigation-names.ts";
import {
  type Context,
  dropInside,
  dropRef,
  exampleLayout,
  type Filling,
  fillPages,
  type ListToFill,
  listItem,
} from "./navigation-pages.ts";
import type { NavigationGroup } from "./navigation-refs.ts";
import { newGroup } from "./navigation-text.ts";
import { arrange, type Rank } from "./order.ts";
import { sectionDate } from "./page-sections.ts";

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

function fillList(context: Context, input: ListToFill): string {
  return input.depth === context.levels.length ? fillPages(context, input) : fillGroups(context, input);
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
