import type {
  Heading,
  Html,
  List,
  Paragraph,
  PhrasingContent,
  Root,
  RootContent,
  Table,
  TableCell,
  TableRow,
  Text,
} from "mdast";
import { gfmToMarkdown } from "mdast-util-gfm";
import { toMarkdown } from "mdast-util-to-markdown";

/** Words of our own; text from elsewhere enters through `untrusted.ts` alone. */
export function text(value: string): Text {
  return { type: "text", value };
}

/** A heading. */
export function heading(depth: Heading["depth"], ...children: PhrasingContent[]): Heading {
  return { type: "heading", depth, children };
}

/** A paragraph. */
export function paragraph(...children: PhrasingContent[]): Paragraph {
  return { type: "paragraph", children };
}

/** Words of our own in bold. */
export function strong(value: string): PhrasingContent {
  return { type: "strong", children: [text(value)] };
}

/** A list, numbered when the order matters to the reader. */
export function list(kind: "bullets" | "numbers", items: readonly (readonly PhrasingContent[])[]): List {
  return {
    type: "list",
    ordered: kind === "numbers",
    start: kind === "numbers" ? 1 : null,
    spread: false,
    children: items.map((children) => ({ type: "listItem", spread: false, children: [paragraph(...children)] })),
  };
}

/** A table with a head row. */
export function table(head: readonly string[], rows: readonly (readonly PhrasingContent[][])[]): Table {
  const cell = (children: PhrasingContent[]): TableCell => ({ type: "tableCell", children });
  const row = (cells: readonly PhrasingContent[][]): TableRow => ({ type: "tableRow", children: cells.map(cell) });
  return {
    type: "table",
    align: head.map(() => null),
    children: [row(head.map((name) => [text(name)])), ...rows.map(row)],
  };
}

/** A folded section; `summary` is words of our own. */
export function details(summary: string, children: readonly RootContent[]): RootContent[] {
  const open: Html = { type: "html", value: `<details>\n<summary>${escapeHtml(summary)}</summary>` };
  return [open, ...children, { type: "html", value: "</details>" }];
}

/** Text inside HTML: nothing of it is markup. */
export function escapeHtml(value: string): string {
  return value
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** The Markdown of a tree, ending in a line end. */
export function markdownOf(children: readonly RootContent[]): string {
  const root: Root = { type: "root", children: [...children] };
  return toMarkdown(root, {
    bullet: "-",
    fences: true,
    rule: "-",
    incrementListMarker: true,
    extensions: [gfmToMarkdown({ tablePipeAlign: false })],
  });
}
