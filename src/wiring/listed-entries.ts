import type { DataNode } from "./data-node.ts";
import type { EntryFile } from "./entry-file.ts";
import type { FindingFacts } from "./finding.ts";
import type { ListItem } from "./list-text.ts";
import { arrange, type Rank } from "./order.ts";

/** Reports a difference on a stretch of the file. */
export type ListReport = (
  facts: Omit<FindingFacts, "site" | "place">,
  range: { readonly start: number; readonly end: number },
) => void;

/** A list that names entries one by one, in code or data. */
export type EntryList = {
  readonly text: string;
  readonly list: DataNode;
  readonly entries: readonly EntryFile[];
  /** What the list is called in messages: `sidebar`. */
  readonly called: string;
  readonly entryOf: (node: DataNode) => EntryFile | undefined;
  /** Name of an entry that an item stands for although it is not there; undefined for every other item. */
  readonly goneName: (node: DataNode) => string | undefined;
  /** Text of an item as it should be. */
  readonly correct: (node: DataNode, entry: EntryFile) => string;
  /** Text of a new item; undefined when entries need not be listed. */
  readonly write: ((entry: EntryFile, example: Listed | undefined) => string) | undefined;
  readonly report: ListReport;
};

/** An item of the list with the entry it stands for. */
export type Listed = ListItem & { readonly entry?: EntryFile };

/** Items of the list as they should be: every entry once, newest first; other items stay where they are. */
export function arrangeListed(input: EntryList): readonly ListItem[] {
  const { called, report } = input;
  const current = presentItems(input);
  const present = new Map(current.map((item) => [item.entry, item]));
  const example = current.find(({ entry }) => entry !== undefined);
  const wanted = input.entries.flatMap((entry): Listed[] => {
    const own = present.get(entry);
    if (own !== undefined) return [own];
    return input.write === undefined ? [] : [{ entry, text: input.write(entry, example) }];
  });
  const rankOf = ({ entry }: Listed): Rank | undefined => entry && { date: entry.date, name: entry.stem };
  const arranged = arrange(current, wanted, rankOf);
  for (const { node, entry } of arranged.moved) {
    if (node === undefined || entry === undefined) continue;
    const message = `Unexpected place of "${entry.stem}" in the ${called}, expected the newest entry first.`;
    report({ code: "misplaced", entry: entry.path, message, fix: "Move the line." }, node);
  }
  for (const item of arranged.added) reportMissing(input, item, arranged.list);
  return arranged.list;
}

function presentItems({ text, list, called, entryOf, goneName, correct, report }: EntryList): Listed[] {
  const seen = new Set<EntryFile>();
  return list.children.flatMap((node): Listed[] => {
    const entry = entryOf(node);
    const gone = entry === undefined ? goneName(node) : undefined;
    if (gone !== undefined) {
      const message = `Unexpected "${gone}" in the ${called}, expected none: no such entry is there.`;
      report({ code: "removed-entry", message, fix: "Remove the line, or restore the entry." }, node);
      return [];
    }
    if (entry === undefined) return [{ node, text: text.slice(node.start, node.end) }];
    if (seen.has(entry)) {
      const message = `Unexpected second "${entry.stem}" in the ${called}, expected one.`;
      report({ code: "duplicate", entry: entry.path, message, fix: "Remove the line." }, node);
      return [];
    }
    seen.add(entry);
    return [{ node, entry, text: correct(node, entry) }];
  });
}

function reportMissing({ list, called, report }: EntryList, item: Listed, all: readonly Listed[]): void {
  if (item.entry === undefined) return;
  const next = all.slice(all.indexOf(item)).find(({ node }) => node !== undefined)?.node;
  const message = `Unexpected ${called} without "${item.entry.stem}", expected it here.`;
  const range = next ?? { start: list.end - 1, end: list.end };
  report({ code: "missing", entry: item.entry.path, message, fix: "Add the entry." }, range);
}
