/** A place in a page: line and column are 1-based, columns count UTF-16 units. */
type Position = { readonly line: number; readonly column: number };

/**
 * The page with the HTML comment that a parser of MDX stumbled over written as a comment of MDX, offset for offset;
 * undefined when no whole comment stands there. Sites take both: Docusaurus translates them before it parses
 * (`markdown.mdx1Compat.comments`, on unless switched off).
 */
export function withCommentOfMdx(text: string, { line, column }: Position): string | undefined {
  const start = text.lastIndexOf("<!--", offsetOf(text, line) + column);
  const end = start < offsetOf(text, line) ? -1 : text.indexOf("-->", start + 4);
  if (end === -1) return undefined;
  const inner = text.slice(start + 4, end).replaceAll("*/", "* ");
  return `${text.slice(0, start)}{/* ${inner}*/}${text.slice(end + 3)}`;
}

function offsetOf(text: string, line: number): number {
  let offset = 0;
  for (let at = 1; at < line; at += 1) offset = text.indexOf("\n", offset) + 1;
  return offset;
}
