import type { DataNode } from "./data-node.ts";
import type { FindingFacts } from "./finding.ts";
import { type ListItem, writeList } from "./list-text.ts";
import type { EntryIndex } from "./update-match.ts";

/** Reports a difference on a stretch of the navigation file. */
export type Report = (
  facts: Omit<FindingFacts, "site" | "place">,
  range: { readonly start: number; readonly end: number },
) => void;

/** What is wrong with a reference to an entry that is not there. */
export function removedEntry(page: string): Omit<FindingFacts, "site" | "place"> {
  return {
    code: "removed-entry",
    message: `Unexpected page "${page}" in the navigation, expected none: no such entry is there.`,
    fix: "Remove the line, or restore the entry.",
  };
}

/** True for a page among the entries that is not there. */
export function isGone(page: string, index: EntryIndex): boolean {
  return page.startsWith(index.folder === "" ? "" : `${index.folder}/`) && !index.hasPage(page);
}

/** A file with the nodes that get new text and the items that leave. */
export type Rewriting = {
  readonly text: string;
  readonly replaced: ReadonlyMap<DataNode, string>;
  readonly dropped: ReadonlySet<DataNode>;
};

/** Text of a node in which some nodes below it have new text and some items are gone. */
export function rewriteNode(node: DataNode, input: Rewriting): string {
  const { text, replaced, dropped } = input;
  const own = replaced.get(node);
  if (own !== undefined) return own;
  if (node.children.length === 0) return text.slice(node.start, node.end);
  if (node.type === "array") {
    const items: ListItem[] = node.children
      .filter((child) => !dropped.has(child))
      .map((child) => ({ node: child, text: rewriteNode(child, input) }));
    return writeList(text, node, items);
  }
  let written = "";
  let at = node.start;
  for (const child of node.children) {
    written += text.slice(at, child.start) + rewriteNode(child, input);
    at = child.end;
  }
  return written + text.slice(at, node.end);
}
