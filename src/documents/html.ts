import { type Span, spanInDocument } from "../place.ts";
import type { Run } from "../types/index.ts";
import type { Attribute, Node } from "./node.ts";
import { addPin, type MappedText, type Page, slice, spanOf } from "./page.ts";
import { alignLines, pushRun } from "./runs.ts";

const token =
  /<!--(?<comment>[\s\S]*?)-->|<(?<close>\/?)(?<name>[A-Za-z][\w.-]*)(?<attributes>(?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*)\s*(?<empty>\/?)>|<[!?][^>]*>/g;
const attribute = /(?<name>[^\s"'<>/=]+)(?:\s*=\s*(?:"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<bare>[^\s"'=<>`]+)))?/g;
const voidElements = new Set("area base br col embed hr img input link meta source track wbr".split(" "));
const selfClosing = new Set(["p", "li", "td", "th", "tr", "dt", "dd"]);
const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  ndash: "–",
  mdash: "—",
  hellip: "…",
  lbrace: "{",
  lcub: "{",
  rbrace: "}",
  rcub: "}",
  vert: "|",
  ast: "*",
  lowbar: "_",
};

type Open = { readonly name: string; readonly attributes: readonly Attribute[]; readonly children: Node[] };

/**
 * Reads the raw HTML of a Markdown node into the same shape as MDX components, so that one walk reads both. Lenient:
 * what is never closed ends with the node; comments become pins or nothing.
 */
export function readHtml(page: Page, node: Node): Node[] {
  const value = node.value ?? "";
  const raw: MappedText = { text: value, runs: alignLines(page, spanOf(node).start, value) };
  const root: Open = { name: "", attributes: [], children: [] };
  const open: Open[] = [root];
  let at = 0;
  for (const match of value.matchAll(token)) {
    addText(open, raw, { start: at, end: match.index });
    at = match.index + match[0].length;
    readToken(page, open, { match, raw });
  }
  addText(open, raw, { start: at, end: value.length });
  while (open.length > 1) closeLast(open);
  return root.children;
}

function readToken(page: Page, open: Open[], { match, raw }: { match: RegExpMatchArray; raw: MappedText }): void {
  const groups = match.groups ?? {};
  const start = match.index ?? 0;
  if (groups.comment !== undefined) {
    addPin(page, groups.comment, spanInDocument(raw.runs, { start, end: start + match[0].length }));
    return;
  }
  const name = groups.name ?? "";
  if (groups.close === "/") closeNamed(open, name);
  else if (name !== "") openElement(open, { name, groups, raw, start });
}

type Tag = {
  readonly name: string;
  readonly groups: Readonly<Record<string, string | undefined>>;
  readonly raw: MappedText;
  readonly start: number;
};

function openElement(open: Open[], { name, groups, raw, start }: Tag): void {
  if (selfClosing.has(name) && open.at(-1)?.name === name) closeLast(open);
  const attributes = readAttributes(raw, groups.attributes ?? "", start + 1 + name.length);
  open.push({ name, attributes, children: [] });
  if (groups.empty === "/" || voidElements.has(name.toLowerCase())) closeLast(open);
}

function readAttributes(raw: MappedText, text: string, offset: number): Attribute[] {
  return [...text.matchAll(attribute)].flatMap((match) => {
    const { name = "", double, single, bare } = match.groups ?? {};
    const value = double ?? single ?? bare;
    if (value === undefined) return [];
    const end = offset + match.index + match[0].length - (bare === undefined ? 1 : 0);
    const decoded = decode(slice(raw, { start: end - value.length, end }));
    return [{ type: "text" as const, name, value: decoded.text, runs: decoded.runs }];
  });
}

function addText(open: Open[], raw: MappedText, span: Span): void {
  if (span.end <= span.start) return;
  const { text, runs } = decode(slice(raw, span));
  open.at(-1)?.children.push({ type: "text", value: text, runs });
}

function closeNamed(open: Open[], name: string): void {
  if (!open.some((element) => element.name === name)) return;
  while (open.length > 1 && open.at(-1)?.name !== name) closeLast(open);
  closeLast(open);
}

function closeLast(open: Open[]): void {
  if (open.length < 2) return;
  const closed = open.pop();
  if (closed === undefined) return;
  open.at(-1)?.children.push({ type: "mdxJsxTextElement", ...closed });
}

/** Decodes the entities that documentation uses; unknown ones stay as they are. Line ends become blanks. */
function decode(raw: MappedText): MappedText {
  const runs: Run[] = [];
  let text = "";
  let at = 0;
  const copy = (end: number): void => {
    for (const run of slice(raw, { start: at, end }).runs) pushRun(runs, [run[0] + text.length, run[1]]);
    text += raw.text.slice(at, end);
    at = end;
  };
  for (const match of raw.text.matchAll(/&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([A-Za-z]{2,8}));/g)) {
    const character = decodeOne(match);
    if (character === undefined) continue;
    copy(match.index);
    const { start, end } = spanInDocument(raw.runs, { start: at, end: at + match[0].length });
    runs.push([text.length, start, end - start]);
    text += character;
    at += match[0].length;
  }
  copy(raw.text.length);
  return { text: text.replace(/[\r\n\u00A0]/g, " "), runs };
}

function decodeOne(match: RegExpMatchArray): string | undefined {
  if (match[3] !== undefined) return named[match[3]];
  const code = match[1] === undefined ? Number.parseInt(match[2] ?? "", 16) : Number.parseInt(match[1], 10);
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : undefined;
}
