import type { DataNode } from "./data-node.ts";
import { lineBreakOf } from "./lines.ts";

/** One item of a list to be written; `node` is the item it was in the text, absent for a new one. */
export type ListItem = { readonly node?: DataNode; readonly text: string };

/** How a list is laid out: the text after `[`, between two items, and before `]`. */
export type ListLayout = { readonly head: string; readonly gap: string; readonly tail: string };

/**
 * Writes a list (array or object) with other items: items that stay neighbours keep every byte between them, comments
 * stay with the item they stand above or beside, comments of an item that leaves go to the item after it.
 */
export function writeList(text: string, list: DataNode, items: readonly ListItem[], fallback?: ListLayout): string {
  const open = text[list.start] ?? "[";
  const close = text[list.end - 1] ?? "]";
  const layout = layoutOf(text, list) ?? fallback ?? plainLayout(text, list);
  const pieces = piecesOf(text, list);
  if (items.length === 0) {
    const comments = [...pieces.values()]
      .flatMap(({ lead, trail }) => [lead, trail])
      .filter((part) => part.trim() !== "");
    return comments.length === 0 ? `${open}${close}` : `${open}${comments.join("")}${layout.tail}${close}`;
  }
  const orphans = orphanedComments(pieces, items);
  let written = open;
  for (const [index, item] of items.entries()) {
    const previous = items[index - 1];
    written += between({ text, list, previous, item, pieces, layout });
    written += orphans.get(item) ?? "";
    written += item.text;
  }
  return `${written}${tailOf({ text, list, last: items.at(-1), pieces, layout })}${orphans.get("end") ?? ""}${close}`;
}

/** Layout of a list with items; undefined for an empty one. */
export function layoutOf(text: string, list: DataNode): ListLayout | undefined {
  const first = list.children[0];
  const last = list.children.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const head = spaceOnly(text.slice(list.start + 1, first.start));
  const tail = spaceOnly(text.slice(last.end, list.end - 1));
  const gaps = list.children
    .slice(1)
    .map((child, index) => text.slice(list.children[index]?.end ?? child.start, child.start))
    .filter((gap) => !gap.includes("/"));
  return { head, gap: mostFrequent(gaps) ?? (head.includes("\n") ? `,${head}` : ", "), tail };
}

/** The most frequent of some texts, the first one of equals; undefined when there are none. */
export function mostFrequent(texts: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  let best: string | undefined;
  for (const [text, count] of counts) if (best === undefined || count > (counts.get(best) ?? 0)) best = text;
  return best;
}

/** The text that more than half of some texts are; undefined when none is. */
export function mostOf(texts: readonly string[]): string | undefined {
  const best = mostFrequent(texts);
  return texts.filter((text) => text === best).length * 2 > texts.length ? best : undefined;
}

/** Indentation of the line that holds an offset. */
export function indentAt(text: string, offset: number): string {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, offset))?.[0] ?? "";
}

/** One step of indentation in a file: that of its first indented line, two spaces when there is none. */
export function indentUnit(text: string): string {
  return /\n([ \t]+)\S/.exec(text)?.[1] ?? "  ";
}

function plainLayout(text: string, list: DataNode): ListLayout {
  if (!text.includes("\n")) return { head: "", gap: ", ", tail: "" };
  const breakText = lineBreakOf(text);
  const indent = indentAt(text, list.start);
  const head = `${breakText}${indent}${indentUnit(text)}`;
  return { head, gap: `,${head}`, tail: `${breakText}${indent}` };
}

/** An item with the comments that belong to it: above it, and behind it on its line. */
type Piece = {
  readonly node: DataNode;
  readonly previous: DataNode | undefined;
  readonly lead: string;
  readonly trail: string;
};

type Pieces = ReadonlyMap<DataNode | undefined, Piece>;

function piecesOf(text: string, list: DataNode): Pieces {
  const pieces = new Map<DataNode | undefined, Piece>();
  for (const [index, node] of list.children.entries()) {
    const previous = list.children[index - 1];
    const next = list.children[index + 1];
    const before = text.slice(previous?.end ?? list.start + 1, node.start);
    const after = text.slice(node.end, next?.start ?? list.end - 1);
    pieces.set(node, { node, previous, lead: leadOf(before, previous === undefined), trail: trailOf(after) });
  }
  return pieces;
}

/** Comment behind an item on its own line, without the comma; empty when there is none. */
function trailOf(gap: string): string {
  if (!gap.includes("/")) return "";
  const line = gap.split("\n", 1)[0] ?? "";
  const comment = /\/\/.*|\/\*.*?\*\//.exec(line)?.[0] ?? "";
  return comment === "" ? "" : ` ${comment.trimEnd()}`;
}

/** Text between the previous item's line and an item, when it holds a comment; starts with a line break where it had one. */
function leadOf(gap: string, isFirst: boolean): string {
  if (!gap.includes("/")) return "";
  const lineEnd = gap.indexOf("\n");
  const rest = isFirst ? gap : lineEnd < 0 ? "" : gap.slice(gap[lineEnd - 1] === "\r" ? lineEnd - 1 : lineEnd);
  return rest.includes("/") ? rest.replace(/,(?=\s*$)/, "") : "";
}

/** The last line break of a text with the indentation behind it; empty when a text with a comment has none. */
function spaceOnly(text: string): string {
  return text.includes("/") ? ((text.match(/\r?\n[ \t]*/g) ?? []).at(-1) ?? "") : text;
}

type Seam = {
  readonly text: string;
  readonly list: DataNode;
  readonly previous: ListItem | undefined;
  readonly item: ListItem;
  readonly pieces: Pieces;
  readonly layout: ListLayout;
};

/** Text before an item: every original byte where its neighbour is the one it had. */
function between({ text, list, previous, item, pieces, layout }: Seam): string {
  const piece = item.node === undefined ? undefined : pieces.get(item.node);
  if (previous === undefined) {
    const isFirst = piece !== undefined && piece.previous === undefined;
    return isFirst ? text.slice(list.start + 1, piece.node.start) : piece?.lead || layout.head;
  }
  if (piece?.previous !== undefined && piece.previous === previous.node) {
    return text.slice(previous.node.end, piece.node.start);
  }
  const trail = previous.node === undefined ? "" : (pieces.get(previous.node)?.trail ?? "");
  const lead = piece?.lead || layout.gap.replace(",", "");
  return `,${trail}${lead}`;
}

function tailOf(
  end: Pick<Seam, "text" | "list" | "pieces" | "layout"> & { readonly last: ListItem | undefined },
): string {
  const { text, list, last, pieces, layout } = end;
  const original = list.children.at(-1);
  if (original !== undefined && last?.node === original) return text.slice(original.end, list.end - 1);
  const trail = last?.node === undefined ? "" : (pieces.get(last.node)?.trail ?? "");
  const tail = original === undefined ? layout.tail : text.slice(original.end, list.end - 1);
  const comma = /^\s*,/.test(tail) ? "," : "";
  return `${comma}${trail}${layout.tail.replace(",", "")}`;
}

/** Comments of items that leave, by the item they go to; `end` for those after the last item. */
function orphanedComments(pieces: Pieces, items: readonly ListItem[]): Map<ListItem | "end", string> {
  const orphans = new Map<ListItem | "end", string>();
  const byNode = new Map(items.map((item) => [item.node, item]));
  let waiting = "";
  for (const { node, lead, trail } of pieces.values()) {
    const item = byNode.get(node);
    if (item === undefined) {
      const comment = `${lead.trim()}${lead.trim() !== "" && trail !== "" ? "\n" : ""}${trail.trim()}`;
      if (comment !== "") waiting += `${comment}\n`;
    } else if (waiting !== "") {
      orphans.set(item, waiting);
      waiting = "";
    }
  }
  if (waiting !== "") orphans.set("end", waiting);
  return orphans;
}
