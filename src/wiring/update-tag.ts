import { readLiteral } from "./literal.ts";

/** One attribute of a component's opening tag; offsets are in the page, ends exclusive. */
export type Attribute = {
  readonly name: string;
  /** Decoded text of a string, whether quoted or in braces; undefined for another expression. */
  readonly text?: string;
  /** Strings of a list in braces; undefined for anything else. */
  readonly list?: readonly string[];
  readonly start: number;
  readonly end: number;
  /** Where the value with its quotes or braces stands. */
  readonly valueStart: number;
  readonly valueEnd: number;
};

/** An opening tag. */
export type Tag = {
  readonly name: string;
  readonly attributes: readonly Attribute[];
  readonly start: number;
  readonly end: number;
  readonly selfClosing: boolean;
};

/** Reads the opening tag at an offset; undefined when it does not close. */
export function readTag(text: string, start: number): Tag | undefined {
  const name = /^<([A-Za-z][\w.]*)/.exec(text.slice(start, start + 100))?.[1];
  if (name === undefined) return undefined;
  const attributes: Attribute[] = [];
  let at = start + 1 + name.length;
  while (at < text.length) {
    const character = text[at] ?? "";
    if (character === ">") return { name, attributes, start, end: at + 1, selfClosing: false };
    if (character === "/" && text[at + 1] === ">") return { name, attributes, start, end: at + 2, selfClosing: true };
    if (/\s/.test(character)) at += 1;
    else if (character === "{") at = braceEnd(text, at);
    else {
      const attribute = readAttribute(text, at);
      if (attribute === undefined) return undefined;
      attributes.push(attribute);
      at = attribute.end;
    }
  }
  return undefined;
}

/** A string as an attribute's value: in quotes, in braces when it holds a quote. */
export function quoted(text: string): string {
  return /["\\\n&]/.test(text) ? `{${JSON.stringify(text)}}` : `"${text}"`;
}

/** A list of strings as an attribute's value. */
export function listed(items: readonly string[], gap: string): string {
  return `{[${items.map((item) => JSON.stringify(item)).join(gap)}]}`;
}

function readAttribute(text: string, start: number): Attribute | undefined {
  const name = /^[A-Za-z_$][\w:.-]*/.exec(text.slice(start, start + 200))?.[0];
  if (name === undefined) return undefined;
  const nameEnd = start + name.length;
  const equals = /^\s*=\s*/.exec(text.slice(nameEnd, nameEnd + 200))?.[0];
  if (equals === undefined) return { name, text: "", start, end: nameEnd, valueStart: nameEnd, valueEnd: nameEnd };
  const valueStart = nameEnd + equals.length;
  const first = text[valueStart];
  if (first === '"' || first === "'") {
    const close = text.indexOf(first, valueStart + 1);
    if (close < 0) return undefined;
    const value = decodeEntities(text.slice(valueStart + 1, close));
    return { name, text: value, start, end: close + 1, valueStart, valueEnd: close + 1 };
  }
  if (first !== "{") return undefined;
  const valueEnd = braceEnd(text, valueStart);
  return { name, ...expressionValue(text, valueStart, valueEnd), start, end: valueEnd, valueStart, valueEnd };
}

function expressionValue(text: string, start: number, end: number): { text?: string; list?: readonly string[] } {
  const { root } = readLiteral(text.slice(start + 1, end - 1), 0);
  if (root?.type === "string") return { text: root.text };
  if (root?.type === "array" && root.children.every(({ type }) => type === "string")) {
    return { list: root.children.map((child) => child.text) };
  }
  return {};
}

/** Offset after the brace that closes the one at `start`; the end of the text when none does. */
function braceEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"' || character === "'" || character === "`") at = stringEnd(text, at);
    else if (character === "{") depth += 1;
    else if (character === "}") {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return text.length;
}

/** Offset of the quote that closes a string; the opening one when none does, as an apostrophe in a text. */
function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === text[start]) return at;
    else if (text[at] === "\n" && text[start] !== "`") return start;
  }
  return start;
}

const entities: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  "#39": "'",
  "#34": '"',
};

function decodeEntities(text: string): string {
  return text.includes("&") ? text.replace(/&(#?\w+);/g, (all, name: string) => entities[name] ?? all) : text;
}

/** The attribute of a name; undefined when the tag has none. */
export function attributeOf(tag: Tag | undefined, name: string): Attribute | undefined {
  return tag?.attributes.find((attribute) => attribute.name === name);
}

/** Text of an attribute; undefined when it is absent or no string. */
export function attributeText(tag: Tag | undefined, name: string): string | undefined {
  return attributeOf(tag, name)?.text;
}

/** Strings of a list attribute, of a single string a list of one, empty when it is absent; undefined for another expression. */
export function attributeList(tag: Tag | undefined, name: string): readonly string[] | undefined {
  const attribute = attributeOf(tag, name);
  if (attribute === undefined) return [];
  return attribute.list ?? (attribute.text === undefined ? undefined : [attribute.text]);
}
