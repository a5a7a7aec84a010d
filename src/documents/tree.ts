import { withAdmonitionsAsItems } from "./admonitions.ts";
import { withCommentOfMdx } from "./html-comments.ts";
import type { Node } from "./node.ts";
import { type Parser, withParser } from "./parser-instance.ts";
import { withoutScript } from "./script.ts";
import { readTree } from "./tree-bytes.ts";

/** `mdx` for `.mdx` pages; `markdown` (CommonMark and GFM) for everything else: `<` and `{` mean different things. */
export type Grammar = "mdx" | "markdown";

/** Why a page is not well-formed, and where: line and column are 1-based, columns count UTF-16 units. */
export class PageSyntaxError extends Error {
  readonly line: number;
  readonly column: number;

  constructor(reason: string, at: { readonly line: number; readonly column: number }) {
    super(reason);
    this.line = at.line;
    this.column = at.column;
  }
}

/** Bits by which the parser is told of tables, strikethrough, task lists, footnotes, autolinks and frontmatter. */
const markdownOptions = (1 << 1) | (1 << 2) | (1 << 3) | (1 << 4) | (1 << 7) | (1 << 8) | (1 << 11);
const mdxOptions = markdownOptions | (1 << 17);

/**
 * Parses a page to its blocks; nothing in it is evaluated. Offsets count from the start of the text. JavaScript that is
 * malformed is the site's build to report: the page is read all the same.
 * @throws PageSyntaxError when MDX is not well-formed.
 * @throws ParserBreakError when the page needs more memory than the parser has.
 */
export function parseTree(text: string, grammar: Grammar): Node[] {
  // The parser does not count a byte order mark.
  const shift = text.startsWith("\uFEFF") ? 1 : 0;
  return readTree(parse(text.slice(shift), grammar), { text, shift });
}

function parse(text: string, grammar: Grammar): Uint8Array {
  return withParser((parser) => {
    const handle = grammar === "mdx" ? readMdx(parser, text) : readMarkdown(parser, text);
    const bytes = parser.serializeHandle(handle);
    parser.dropHandle(handle);
    return bytes;
  });
}

function readMarkdown(parser: Parser, text: string): unknown {
  return parser.createMdastHandle(withAdmonitionsAsItems(text), markdownOptions, true);
}

/** Only the first mistake of a page is told, so a page with HTML comments or malformed JavaScript is looked at again without. */
function readMdx(parser: Parser, text: string): unknown {
  try {
    return parser.createMdxMdastHandle(text, markdownOptions, true);
  } catch (error) {
    const mended = withoutMistake(text, error);
    if (mended !== text) return readMdx(parser, mended);
  }
  try {
    parser.dropHandle(parser.createMdxMdastHandle(withoutScript(text), markdownOptions, true));
  } catch (error) {
    const mended = withoutMistake(text, error);
    if (mended !== text) return readMdx(parser, mended);
  }
  return parser.createMdastHandle(text, mdxOptions, true);
}

/** The page without the comment that is the mistake, or as it is when malformed JavaScript is; any other mistake is thrown. */
function withoutMistake(text: string, error: unknown): string {
  const mistake = syntaxError(error);
  if (!(mistake instanceof PageSyntaxError)) throw mistake;
  if (mistake.message.startsWith("Could not parse")) return text;
  const mended = withCommentOfMdx(text, mistake);
  if (mended === undefined) throw mistake;
  return mended;
}

const told = /^(?<line>\d+):(?<column>\d+): (?<reason>[\s\S]*?)(?: \([\w-]+:[\w-]+\))?$/;

/** What the parser says of a page, with its place; any other error as it is. */
function syntaxError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof WebAssembly.RuntimeError) return error;
  const { line, column, reason } = told.exec(error.message)?.groups ?? {};
  if (reason === undefined) return error;
  return new PageSyntaxError(reason, { line: Number(line), column: Number(column) });
}
