import { isAlias, isMap, isScalar, isSeq, parseDocument } from "yaml";
import type { WiringPlace } from "../types/index.ts";
import { tooDeepAt } from "../yaml-file.ts";

/** Frontmatter longer than this is refused, in UTF-16 units. */
const maxLength = 32 * 1024;

/** The frontmatter of a page: scalars and lists of scalars as written, with the line of each key (1-based, in the page). */
export type Frontmatter = {
  readonly fields: ReadonlyMap<string, { readonly values: readonly string[]; readonly line: number }>;
  /** Offset of the first character after the closing fence and its line break. */
  readonly bodyStart: number;
  /** First and last line of the block with its fences. */
  readonly startLine: number;
  readonly endLine: number;
};

/** A mistake in frontmatter, on a line of the page; the column (1-based) where the YAML breaks there. */
export type FrontmatterProblem = { readonly message: string; readonly line: number; readonly column?: number };

/**
 * Reads the YAML frontmatter of a page; every scalar stays text, aliases are refused. Without frontmatter `fields` is empty.
 * All mistakes are returned, with their lines.
 */
export function readFrontmatter(text: string): {
  readonly frontmatter: Frontmatter;
  readonly problems: readonly FrontmatterProblem[];
} {
  const block = /^\uFEFF?---[ \t]*\r?\n/.exec(text);
  const none: Frontmatter = { fields: new Map(), bodyStart: 0, startLine: 1, endLine: 1 };
  if (block === null) return { frontmatter: none, problems: [] };
  const start = block[0].length;
  const close = closingFence(text, start);
  if (close === undefined) {
    return {
      frontmatter: none,
      problems: [{ message: "Unexpected end, expected `---` to close the frontmatter.", line: 1 }],
    };
  }
  const yaml = text.slice(start, close.start);
  const endLine = countLines(yaml) + 2;
  const empty: Frontmatter = { fields: new Map(), bodyStart: close.end, startLine: 1, endLine };
  if (yaml.length > maxLength) {
    return {
      frontmatter: empty,
      problems: [{ message: `Unexpected size, expected at most ${maxLength} characters of frontmatter.`, line: 1 }],
    };
  }
  const plain = readPlainFields(yaml);
  if (plain !== undefined) return { frontmatter: { ...empty, fields: plain }, problems: [] };
  const deep = tooDeepAt(yaml);
  if (deep !== undefined) {
    return {
      frontmatter: empty,
      problems: [{ message: "Unexpected nesting, expected flatter frontmatter.", line: deep + 1 }],
    };
  }
  const { fields, problems } = readFields(yaml);
  return { frontmatter: { ...empty, fields }, problems };
}

/** A line `key: value` whose value is a plain text without signs that mean anything, or quoted without escapes. */
const plainLine = /^([A-Za-z_][\w-]*): +(?:"([^"\\\t]*)"|([A-Za-z0-9][^\t:#]*(?:[:#][^\s:#][^\t:#]*)*)) *$/;

/**
 * Reads the frontmatter of most entries without the parser, which takes most of the time of a check; the test compares
 * the two. Undefined when a line is of any other form.
 */
function readPlainFields(yaml: string): Frontmatter["fields"] | undefined {
  const fields = new Map<string, { values: readonly string[]; line: number }>();
  let line = 1;
  for (const text of yaml.split(/\r?\n/)) {
    line += 1;
    if (text === "") continue;
    const match = plainLine.exec(text);
    const key = match?.[1];
    if (match === null || key === undefined || fields.has(key)) return undefined;
    const value = match[2] ?? match[3]?.trimEnd() ?? "";
    fields.set(key, { values: value === "" ? [] : [value], line });
  }
  return fields;
}

function readFields(yaml: string): { fields: Frontmatter["fields"]; problems: FrontmatterProblem[] } {
  const options = { schema: "failsafe", uniqueKeys: true, prettyErrors: false, logLevel: "silent" } as const;
  const strict = parseDocument(yaml, options);
  const lenient = strict.errors.length === 0 ? strict : parseDocument(indentQuoted(yaml), options);
  const document = lenient.errors.length === 0 ? lenient : strict;
  const lineAt = (offset: number): number => countLines(yaml.slice(0, Math.min(offset, yaml.length - 1))) + 2;
  const problems = onePerLine(
    document.errors.map(({ message, pos: [at] }) => {
      const offset = Math.min(at, yaml.length - 1);
      return {
        message: `${firstSentence(message)}.`,
        line: lineAt(at),
        column: offset - yaml.lastIndexOf("\n", offset - 1),
      };
    }),
  );
  const fields = new Map<string, { values: readonly string[]; line: number }>();
  if (document.contents === null) return { fields, problems };
  if (!isMap(document.contents)) {
    const form = { message: "Unexpected value, expected frontmatter of the form `key: value`.", line: 2 };
    return { fields, problems: problems.length > 0 ? problems : [form] };
  }
  let line = 2;
  let counted = 0;
  for (const { key, value } of document.contents.items) {
    if (!isScalar(key) || typeof key.value !== "string") continue;
    const offset = key.range?.[0] ?? counted;
    line += countLines(yaml.slice(counted, offset));
    counted = offset;
    fields.set(key.value, { values: scalars(value), line });
    if (isAlias(value)) problems.push({ message: `Unexpected alias in "${key.value}", expected a value.`, line });
  }
  return { fields, problems };
}

/** Where a mistake in the frontmatter of a page stands. */
export function placeOfProblem(path: string, { line, column }: FrontmatterProblem): WiringPlace {
  return { path, startLine: line, endLine: line, ...(column === undefined ? {} : { startColumn: column }) };
}

/** The first mistake of each line: what follows it there is mostly its consequence. */
function onePerLine(problems: readonly FrontmatterProblem[]): FrontmatterProblem[] {
  return problems.filter(({ line }, index) => problems.findIndex((other) => other.line === line) === index);
}

/**
 * Indents the lines of a quoted text that start in the first column. The specification asks for it, the parsers of most
 * sites do not; the text stays the same, and so do the lines.
 */
function indentQuoted(yaml: string): string {
  let quote = "";
  return yaml
    .split("\n")
    .map((line) => {
      const isInside = quote !== "";
      const opened = isInside ? undefined : /^[\w-]+:[ \t]*(["'])/.exec(line);
      const rest = isInside ? line : opened === null || opened === undefined ? "" : line.slice(opened[0].length);
      const mark = quote || (opened?.[1] ?? "");
      if (mark !== "") quote = closes(rest, mark) ? "" : mark;
      return isInside ? ` ${line}` : line;
    })
    .join("\n");
}

function closes(text: string, quote: string): boolean {
  return quote === '"' ? text.replace(/\\./g, "").includes('"') : text.replaceAll("''", "").includes("'");
}

/** Texts of a scalar or of the scalars of a list; empty for anything else. */
function scalars(value: unknown): string[] {
  if (isScalar(value)) return typeof value.value === "string" && value.value !== "" ? [value.value] : [];
  return isSeq(value) ? value.items.flatMap(scalars) : [];
}

function closingFence(text: string, from: number): { start: number; end: number } | undefined {
  let lineStart = from;
  while (lineStart < text.length) {
    const lineEnd = text.indexOf("\n", lineStart);
    const end = lineEnd < 0 ? text.length : lineEnd;
    if (text.startsWith("---", lineStart) && text.slice(lineStart + 3, end).trim() === "") {
      return { start: lineStart, end: Math.min(end + 1, text.length) };
    }
    lineStart = end + 1;
  }
  return undefined;
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}

function firstSentence(message: string): string {
  return (message.split(" at line ")[0] ?? message).split("\n")[0] ?? message;
}
