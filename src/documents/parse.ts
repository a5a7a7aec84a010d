import type { Document, DocumentSource, Problem } from "../types/index.ts";
import { readFrontmatter } from "./frontmatter.ts";
import { maxNesting, NestingError, problem, refusal } from "./limits.ts";
import { openPage, type Page } from "./page.ts";
import { ParserBreakError } from "./parser-instance.ts";
import { PageSyntaxError, parseTree } from "./tree.ts";
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
    const nodes = parseTree(source.text, /\.mdx$/i.test(source.path) ? "mdx" : "markdown");
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
  if (error instanceof ParserBreakError) {
    return problem(source, "incomplete", "Unexpected need of more memory than the parser has to read the page.");
  }
  if (!(error instanceof PageSyntaxError)) throw error;
  const { line, column } = error;
  const shift = line === 1 && source.text.startsWith("\uFEFF") ? 1 : 0;
  const offset = (page.lines.starts[line - 1] ?? 0) + column - 1 + shift;
  return problem(source, "syntax", error.message, Math.min(offset, source.text.length));
}
