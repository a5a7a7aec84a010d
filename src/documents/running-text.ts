import type { Span } from "../place.ts";
import type { Run } from "../types/index.ts";
import { readHtml } from "./html.ts";
import { maxNesting, NestingError } from "./limits.ts";
import { isBlockElement, isInline, type Node } from "./node.ts";
import { addPin, type MappedText, type Page, spanOf } from "./page.ts";
import { alignText, type Markup, pushRun, shiftRun } from "./runs.ts";

/** Text of a paragraph, heading or cell with its markup removed, and where code and links stand in it. */
export type RunningText = MappedText & {
  readonly codes: readonly Span[];
  readonly links: readonly (Span & { readonly url: string })[];
  /** Elements met on the way, for their attributes. */
  readonly elements: readonly Node[];
  /** Blocks met inside the text, to be read on their own. */
  readonly blocks: readonly Node[];
};

type Builder = {
  text: string;
  readonly runs: Run[];
  readonly codes: Span[];
  readonly links: (Span & { url: string })[];
  readonly elements: Node[];
  readonly blocks: Node[];
  /** Where an inline `<code>` tag of Markdown opened. */
  openCode?: number | undefined;
};

/** Gathers the text of inline nodes; struck-out text, images and comments are no text. */
export function gatherText(page: Page, nodes: readonly Node[]): RunningText {
  const builder: Builder = { text: "", runs: [], codes: [], links: [], elements: [], blocks: [] };
  for (const node of nodes) gather(page, node, { builder, depth: 0 });
  return builder;
}

type Into = { readonly builder: Builder; readonly depth: number };

function gather(page: Page, node: Node, into: Into): void {
  if (into.depth > maxNesting) throw new NestingError();
  const { builder } = into;
  const deeper = { builder, depth: into.depth + 1 };
  switch (node.type) {
    case "text":
      appendValue(page, node, { builder, markup: "text" });
      break;
    case "inlineCode":
      within(builder, builder.codes, () => appendValue(page, node, { builder, markup: "code" }));
      break;
    case "break":
      appendBlank(builder, "\n");
      break;
    case "html":
      gatherHtml(page, node, deeper);
      break;
    case "code":
    case "table":
      builder.blocks.push(node);
      break;
    case "mdxTextExpression":
    case "mdxFlowExpression":
      gatherExpression(page, node, builder);
      break;
    case "link":
      gatherLink(page, node, deeper);
      break;
    case "delete":
    case "image":
    case "imageReference":
    case "footnoteReference":
      break;
    default:
      if (node.type.startsWith("mdxJsx")) gatherElement(page, node, deeper);
      else gatherChildren(page, node, deeper);
  }
}

function gatherChildren(page: Page, node: Node, into: Into): void {
  for (const child of node.children ?? []) {
    gather(page, child, into);
    if (!isInline(child) && child.type !== "html") appendBlank(into.builder, " ");
  }
}

function gatherElement(page: Page, node: Node, into: Into): void {
  const { builder } = into;
  const name = node.name?.toLowerCase() ?? "";
  if (["script", "style", "del", "s"].includes(name)) return;
  if (name === "br") appendBlank(builder, "\n");
  else if (["table", "pre"].includes(name)) builder.blocks.push(node);
  else gatherNamed(page, node, into);
}

function gatherNamed(page: Page, node: Node, into: Into): void {
  const { builder } = into;
  builder.elements.push(node);
  const children = (): void => gatherChildren(page, node, into);
  if (node.name?.toLowerCase() === "code") within(builder, builder.codes, children);
  else children();
  if (isBlockElement(node)) appendBlank(builder, " ");
}

function gatherLink(page: Page, node: Node, into: Into): void {
  const { builder } = into;
  const start = builder.text.length;
  gatherChildren(page, node, into);
  builder.links.push({ start, end: builder.text.length, url: node.url ?? "" });
}

/** Inline HTML of Markdown comes tag by tag, so `<code>` and `</code>` are two nodes. */
function gatherHtml(page: Page, node: Node, into: Into): void {
  const { builder } = into;
  const tag = /^<(?<name>\/?[a-z]+)/i.exec(node.value ?? "")?.groups?.name?.toLowerCase();
  if (tag === "code") builder.openCode = builder.text.length;
  else if (tag === "/code" && builder.openCode !== undefined) {
    builder.codes.push({ start: builder.openCode, end: builder.text.length });
    builder.openCode = undefined;
  } else if (tag === "br") appendBlank(builder, "\n");
  else for (const part of readHtml(page, node)) if (part.type !== "mdxJsxTextElement") gather(page, part, into);
}

function gatherExpression(page: Page, node: Node, builder: Builder): void {
  const value = node.value ?? "";
  const comment = /^\s*\/\*(?<text>[\s\S]*)\*\/\s*$/.exec(value)?.groups?.text;
  if (comment !== undefined) addPin(page, comment, spanOf(node));
  const text = /^\s*(?:"([^"\\]*)"|'([^'\\]*)'|`([^`\\$]*)`)\s*$/.exec(value);
  const inner = text?.[1] ?? text?.[2] ?? text?.[3];
  if (inner === undefined) return;
  const span = spanOf(node);
  const start = span.start + page.text.slice(span.start, span.end).search(/["'`]/) + 1;
  const plain = inner.replace(/\r\n|\n|\r/g, " ");
  append(builder, {
    text: plain,
    runs: alignText(page.text, { start, end: span.end }, { text: plain, markup: "code" }),
  });
}

function appendValue(page: Page, node: Node, { builder, markup }: { builder: Builder; markup: Markup }): void {
  const text = (node.value ?? "").replace(/\r\n|[\n\r\u00A0]/g, " ");
  append(builder, { text, runs: node.runs ?? alignText(page.text, contentSpan(page, node), { text, markup }) });
}

/** The stretch of a node inside its backticks. */
function contentSpan(page: Page, node: Node): Span {
  const span = spanOf(node);
  if (node.type !== "inlineCode") return span;
  const ticks = /^`+/.exec(page.text.slice(span.start, span.end))?.[0].length ?? 0;
  return { start: span.start + ticks, end: span.end - ticks };
}

function append(builder: Builder, mapped: MappedText): void {
  const offset = builder.text.length;
  for (const run of mapped.runs) pushRun(builder.runs, shiftRun(run, offset));
  builder.text += mapped.text;
}

/** A blank that stands for markup: it is no character of the page, so it points to where the text before it ended. */
function appendBlank(builder: Builder, blank: " " | "\n"): void {
  const last = builder.runs.at(-1);
  if (last === undefined || builder.text.endsWith(blank)) return;
  const end = last[1] + (last[2] ?? builder.text.length - last[0]);
  append(builder, { text: blank, runs: [[0, end, 0]] });
}

function within(builder: Builder, spans: Span[], read: () => void): void {
  const start = builder.text.length;
  read();
  spans.push({ start, end: builder.text.length });
}
