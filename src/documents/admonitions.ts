const head = /^(?<indent> *)(?<mark>!!!|\?\?\?\+?|===) (?=[\w"'])/;
/** An item whose text begins four columns after its indentation, as what is below the head does, and that says nothing. */
const item = "-   ***";
const fence = /^[ \t]*(?:```|~~~)/;
/** The first line of what explains the term above it: `:   The lid.` */
const definition = /^(?<indent> {0,3}):(?= {1,3}\S)/;

/**
 * The page with empty items of a list for the heads of admonitions and tabs, and with items for definitions, offset for
 * offset, so that what is indented below them is read as text and not as code. `=== "Tab"` and `!!! note` are such heads
 * where the next line that is not blank is indented by four more, `: text` is a definition where a later paragraph is.
 */
export function withAdmonitionsAsItems(text: string): string {
  if (!/^[ \t]*(?:!!!|\?\?\?\+?|===|:) /m.test(text)) return text;
  const lines = text.split("\n");
  let isCode = false;
  return lines
    .map((line, index) => {
      if (fence.test(line)) isCode = !isCode;
      if (isCode) return line;
      const { indent } = definition.exec(line)?.groups ?? {};
      if (indent !== undefined && isIndented(lines, endOfParagraph(lines, index), `${indent}    `))
        return line.replace(":", "-");
      return asItem(lines, index);
    })
    .join("\n");
}

function asItem(lines: readonly string[], index: number): string {
  const line = lines[index] ?? "";
  const { indent = "", mark = "" } = head.exec(line)?.groups ?? {};
  const isHead = mark !== "" && line.trimEnd().length >= indent.length + item.length;
  if (!isHead || !isIndented(lines, index, `${indent}    `)) return line;
  return `${indent}${item}${line.slice(indent.length + item.length).replace(/[^\r]/g, " ")}`;
}

/** Index of the last line of the paragraph that a line stands in. */
function endOfParagraph(lines: readonly string[], index: number): number {
  let last = index;
  while ((lines[last + 1] ?? "").trim() !== "") last += 1;
  return last;
}

function isIndented(lines: readonly string[], index: number, indent: string): boolean {
  const next = lines.slice(index + 1, index + 4).find((line) => line.trim() !== "");
  return next?.startsWith(indent) ?? false;
}
