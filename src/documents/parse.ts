import type { Document, DocumentSource, Problem } from "../types/index.ts";
import { readFrontmatter } from "./frontmatter.ts";
import { problem, refusal } from "./limits.ts";
import type { Node } from "./node.ts";
import { openPage, type Page } from "./page.ts";
import { maxNesting, NestingError } from "./running-text.ts";
import { type Grammar, parseTree } from "./tree.ts";
import { topScope, walkBlocks } from "./walk.ts";

/** What a page is within its site. */
export type ParseOptions = { readonly framework: string; readonly isEntry: boolean };

/**
 * Parses a page to fragments with exact places; nothing in it is evaluated. Always returns: a page that cannot be
 * parsed has no fragments and a located problem.
 */
export function parseDocument(source: DocumentSource, options: ParseOptions): Document {
  const refused = refusal(source);
  if (refused !== undefined) return emptyDocument(source, options, refused);
  const page = openPage(source);
  try {
    const grammar: Grammar = /\.mdx$/i.test(source.path) ? "mdx" : "markdown";
    const root: Node = parseTree(source.text, grammar);
    const nodes = root.children ?? [];
    const { entry, problems } = readFrontmatter(page, nodes);
    walkBlocks(page, nodes, topScope(entry?.title));
    return {
      ...source,
      ...options,
      ...(entry === undefined ? {} : { entry }),
      fragments: page.fragments,
      pins: page.pins,
      problems,
    };
  } catch (error) {
    return emptyDocument(source, options, problemOf(source, page, error));
  }
}

/** A page of which nothing could be read, with the reason. */
export function emptyDocument(source: DocumentSource, options: ParseOptions, why: Problem): Document {
  return { ...source, ...options, fragments: [], pins: [], problems: [why] };
}

function problemOf(source: DocumentSource, page: Page, error: unknown): Problem {
  if (error instanceof NestingError || error instanceof RangeError) {
    return problem(source, "unsupported", `Unexpected nesting, expected at most ${maxNesting} levels.`);
  }
  const place = messagePlace(error);
  // A tag left open in an underlined heading: the parser names it, and its development build stops a line before that.
  if (error instanceof Error && "code" in error && error.code === "ERR_ASSERTION") {
    return problem(source, "syntax", "Unexpected end of a heading, expected its tags to be closed.");
  }
  if (place === undefined) throw error;
  const offset = (page.lines.starts[place.line - 1] ?? 0) + place.column - 1 + (place.line === 1 ? page.shift : 0);
  return problem(source, "syntax", place.reason, Math.min(offset, source.text.length));
}

/** Where a parser's message points; undefined for an error that is none of a parser's. */
function messagePlace(error: unknown): { line: number; column: number; reason: string } | undefined {
  if (!(error instanceof Error) || !("reason" in error) || typeof error.reason !== "string") return undefined;
  // A tag that is never closed has its place in the sentence alone.
  const named = /\((\d+):(\d+)-/.exec(error.reason);
  const line = "line" in error && typeof error.line === "number" ? error.line : Number(named?.[1] ?? 1);
  const column = "column" in error && typeof error.column === "number" ? error.column : Number(named?.[2] ?? 1);
  return { line, column, reason: error.reason };
}
