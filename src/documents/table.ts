import type { FragmentOwner } from "../types/index.ts";
import { addCell, linesOf } from "./emit.ts";
import type { Node } from "./node.ts";
import type { Page } from "./page.ts";
import { gatherText, type RunningText } from "./running-text.ts";

type Row = { readonly cells: readonly RunningText[]; readonly header: boolean };

const cellSeparator = " | ";

/** Adds the cells of a GFM, JSX or HTML table; returns the blocks and elements inside cells, to be read on their own. */
export function addTable(page: Page, table: Node, owner: FragmentOwner): Node[] {
  const rows = rowsOf(table).map((row) => readRow(page, row));
  const [first] = rows;
  const headers = first?.header ? first.cells.map((cell) => cell.text.trim()) : [];
  for (const row of rows) addRow(page, row, { owner, headers: row === first ? [] : headers });
  return rows.flatMap((row) => row.cells.flatMap((cell) => [...cell.elements, ...cell.blocks]));
}

function addRow(page: Page, row: Row, { owner, headers }: { owner: FragmentOwner; headers: readonly string[] }): void {
  const tableRow = row.cells.map((cell) => cell.text.trim());
  const around = tableRow.join(cellSeparator);
  const lines = linesOfRow(page, row);
  const rowOwner = { ...owner, tableRow, ...(headers.length === 0 ? {} : { tableHeaders: headers }) };
  let at = 0;
  for (const [index, cell] of row.cells.entries()) {
    const tableHeader = headers[index];
    const cellOwner = tableHeader === undefined ? rowOwner : { ...rowOwner, tableHeader };
    addCell(page, cell, { owner: cellOwner, lines, around, at });
    at += (tableRow[index]?.length ?? 0) + cellSeparator.length;
  }
}

function linesOfRow(page: Page, row: Row): readonly [number, number] {
  const lines = row.cells.filter((cell) => cell.runs.length > 0).map((cell) => linesOf(page, cell));
  const first = lines.reduce((least, [start]) => Math.min(least, start), Number.POSITIVE_INFINITY);
  return [first, lines.reduce((most, [, end]) => Math.max(most, end), first)];
}

function readRow(page: Page, row: { readonly node: Node; readonly header: boolean }): Row {
  const cells = (row.node.children ?? []).flatMap(cellsOf);
  const isHeader = row.header || (cells.length > 0 && cells.every((cell) => cell.name?.toLowerCase() === "th"));
  return { cells: cells.map((cell) => gatherText(page, cell.children ?? [])), header: isHeader };
}

/** Cells of a row; a paragraph between row and cells comes from MDX when a line holds nothing but cells. */
function cellsOf(node: Node): readonly Node[] {
  if (node.type === "tableCell" || ["td", "th"].includes(node.name?.toLowerCase() ?? "")) return [node];
  return node.type === "paragraph" ? (node.children ?? []).flatMap(cellsOf) : [];
}

function rowsOf(table: Node): { node: Node; header: boolean }[] {
  if (table.type === "table") return (table.children ?? []).map((node, index) => ({ node, header: index === 0 }));
  const rows = (nodes: readonly Node[], header: boolean): { node: Node; header: boolean }[] =>
    nodes.flatMap((node) => {
      const name = node.name?.toLowerCase() ?? "";
      if (name === "tr") return [{ node, header }];
      if (name === "thead") return rows(node.children ?? [], true);
      return name === "tbody" || name === "tfoot" || node.type === "paragraph" ? rows(node.children ?? [], header) : [];
    });
  return rows(table.children ?? [], false);
}
