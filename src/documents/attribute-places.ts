import type { Attribute } from "./node.ts";

/** An attribute as the parser gives it, which is without its place. */
export type BareAttribute = {
  readonly kind: "bare" | "text" | "expression" | "spread";
  readonly name: string;
  readonly value: string;
};

/** Blanks between the parts of a tag; lines of a quote begin with its marks. */
const between = /(?:[\r\n][ \t>]*|\s)*/y;
const lineEnd = /\r\n|\n|\r/g;

/**
 * Finds the attributes of a tag in the page, `start` being the end of the tag's name. Attributes after one that does not
 * stand where it must are left out: without a place they prove nothing.
 */
export function placeAttributes(text: string, start: number, attributes: readonly BareAttribute[]): Attribute[] {
  const placed: Attribute[] = [];
  let at = start;
  for (const bare of attributes) {
    at = skip(text, at);
    const found = bare.kind === "spread" ? placeScript(text, at, bare) : placeNamed(text, at, bare);
    if (found === undefined) break;
    if (found.attribute !== undefined) placed.push(found.attribute);
    at = found.end;
  }
  return placed;
}

type Placed = { readonly attribute?: Attribute; readonly end: number };

function placeNamed(text: string, at: number, bare: BareAttribute): Placed | undefined {
  if (!text.startsWith(bare.name, at)) return undefined;
  const { name } = bare;
  const nameEnd = at + name.length;
  if (bare.kind === "bare") return { end: nameEnd };
  const equals = skip(text, nameEnd);
  if (text[equals] !== "=") return undefined;
  const open = skip(text, equals + 1);
  if (bare.kind === "expression") return placeScript(text, open, bare);
  const quote = text[open];
  if (quote !== '"' && quote !== "'") return undefined;
  const close = text.indexOf(quote, open + 1);
  if (close < 0) return undefined;
  const span = { start: open + 1, end: close };
  return { attribute: { type: "text", name, value: bare.value, span }, end: close + 1 };
}

/** The value of an expression is read from the page itself: the parser takes indentation out of it. */
function placeScript(text: string, open: number, { name, value }: BareAttribute): Placed | undefined {
  if (text[open] !== "{") return undefined;
  const close = endOfScript(text, open + 1, value);
  if (text[close] !== "}") return undefined;
  const span = { start: open + 1, end: close };
  return { attribute: { type: "expression", name, value: text.slice(span.start, close), span }, end: close + 1 };
}

/** Where a script ends that begins at `start`: its lines are those of the page but for their indentation. */
function endOfScript(text: string, start: number, value: string): number {
  const lines = value.split(lineEnd);
  if (lines.length === 1) return start + value.length;
  lineEnd.lastIndex = start;
  for (let line = 1; line < lines.length; line += 1) lineEnd.exec(text);
  const lastLine = lineEnd.lastIndex;
  const last = lines.at(-1)?.replace(/^[\s\uF002]+/, "") ?? "";
  const found = last === "" ? lastLine : text.indexOf(last, lastLine);
  return found < 0 ? text.length : text.indexOf("}", found + last.length);
}

function skip(text: string, at: number): number {
  between.lastIndex = at;
  return at + (between.exec(text)?.[0].length ?? 0);
}
