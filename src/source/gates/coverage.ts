/** Lines from `first` to `last`, 1-based and inclusive. */
export type Lines = { readonly first: number; readonly last: number };

/** A condition in a file: where its statement and the asking stand, in offsets. */
export type Condition = { readonly start: number; readonly at: number };

/**
 * The lines that a condition decides about, told by indentation: the block below its statement, and, where a negated
 * condition leaves the function, all that follows in the same block.
 */
export function coveredLines(text: string, { start, at }: Condition): Lines {
  const lines = text.split("\n");
  const head = lineOf(text, start);
  const indent = indentOf(lines[head - 1] ?? "");
  const asked = lineOf(text, at);
  let last = Math.max(head, asked);
  while (last < lines.length && belongsTo(lines[last] ?? "", indent)) last += 1;
  const block = lines.slice(head - 1, last).join("\n");
  const before = text.slice(text.lastIndexOf("\n", at - 1) + 1, at);
  const leaves = /(?:!|\bnot\b|\bunless\b)[\w$.?()\s]*$/.test(before) && /\b(?:return|throw|raise|abort)\b/.test(block);
  if (!leaves) return { first: head, last };
  while (last < lines.length && follows(lines[last] ?? "", indent)) last += 1;
  return { first: head, last };
}

/** 1-based line of an offset. */
export function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1)) line += 1;
  return line;
}

function belongsTo(line: string, indent: number): boolean {
  return line.trim() === "" || indentOf(line) > indent || (indentOf(line) === indent && /^\s*[)\]]/.test(line));
}

function follows(line: string, indent: number): boolean {
  return line.trim() === "" || indentOf(line) >= indent;
}

/** A tab counts like four blanks. */
function indentOf(line: string): number {
  return (/^[ \t]*/.exec(line)?.[0] ?? "").replace(/\t/g, "    ").length;
}
