import type { DataNode } from "./data-node.ts";
import type { EntryFile } from "./entry-file.ts";
import { lineBreakOf } from "./lines.ts";
import { indentAt, indentUnit, type ListLayout, layoutOf } from "./list-text.ts";
import { rewriteNode } from "./navigation-edit.ts";
import { type Level, nameFor } from "./navigation-levels.ts";
import { precedes } from "./order.ts";

/** A group that is not there yet. */
export type NewGroup = {
  readonly text: string;
  /** The list it goes into. */
  readonly list: DataNode;
  readonly entries: readonly EntryFile[];
  readonly levels: readonly Level[];
  readonly depth: number;
  readonly key: string;
  readonly prefix: string;
};

/** Text of a new group: that of its neighbour with another name and other pages, so that its layout and keys are the file's. */
export function newGroup(group: NewGroup): string {
  const { text, levels, depth, key } = group;
  const example = levels[depth]?.examples.find(({ list }) => list.children.length > 0) ?? levels[depth]?.examples[0];
  const name = JSON.stringify(nameFor(key, levels));
  if (example === undefined) return plainGroup(group, name);
  const layout = layoutOf(text, example.list) ?? plainLayout(text, indentAt(text, example.list.start));
  const replaced = new Map([
    [example.label, name],
    [example.list, bracketed(innerItems(group), layout)],
  ]);
  return rewriteNode(example.node, { text, replaced, dropped: new Set() });
}

/** Pages of a group, or the groups inside it, newest first. */
function innerItems(group: NewGroup): string[] {
  const { entries, levels, depth, prefix } = group;
  const next = levels[depth + 1];
  const sorted = [...entries].sort((a, b) =>
    precedes({ date: a.date, name: a.stem }, { date: b.date, name: b.stem }) ? -1 : 1,
  );
  if (next === undefined) return sorted.map(({ page }) => JSON.stringify(`${prefix}${page}`));
  const keys = [...new Set(sorted.map(({ date }) => date.slice(0, next.unit === "year" ? 4 : 7)))];
  return keys.map((key) =>
    newGroup({ ...group, depth: depth + 1, key, entries: sorted.filter(({ date }) => date.startsWith(key)) }),
  );
}

function plainGroup(group: NewGroup, name: string): string {
  const { text, list, depth } = group;
  if (!text.includes("\n"))
    return `{ "group": ${name}, "pages": ${bracketed(innerItems(group), { head: "", gap: ", ", tail: "" })} }`;
  const unit = indentUnit(text);
  const indent = `${indentAt(text, list.start)}${unit.repeat(1 + 2 * depth)}`;
  const lineBreak = lineBreakOf(text);
  const pages = bracketed(innerItems(group), plainLayout(text, `${indent}${unit}`));
  return `{${lineBreak}${indent}${unit}"group": ${name},${lineBreak}${indent}${unit}"pages": ${pages}${lineBreak}${indent}}`;
}

function plainLayout(text: string, indent: string): ListLayout {
  const lineBreak = lineBreakOf(text);
  const head = `${lineBreak}${indent}${indentUnit(text)}`;
  return { head, gap: `,${head}`, tail: `${lineBreak}${indent}` };
}

function bracketed(items: readonly string[], { head, gap, tail }: ListLayout): string {
  return `[${head}${items.join(gap)}${tail}]`;
}
