const head = /^(?<indent> *)(?<mark>!!!|\?\?\?\+?|===) (?=[\w"'])/;
/** An item whose text begins four columns after its indentation, as what is below the head does, and that says nothing. */
const item = "-   ***";
const fence = /^[ \t]*(?:```|~~~)/;

/**
 * The page with empty items of a list for the heads of admonitions and tabs, offset for offset, so that what is indented
 * below them is read as text and not as code. `=== "Tab"` and `!!! note` are such heads where the next line
 * that is not blank is indented by four more.
 */
export function withAdmonitionsAsItems(text: string): string {
  if (!/^[ \t]*(?:!!!|\?\?\?\+?|===) /m.test(text)) return text;
  const lines = text.split("\n");
  let isCode = false;
  return lines
    .map((line, index) => {
      if (fence.test(line)) isCode = !isCode;
      const { indent = "", mark = "" } = head.exec(line)?.groups ?? {};
      if (
        isCode ||
        mark === "" ||
        line.trimEnd().length < indent.length + item.length ||
        !isIndented(lines, index, `${indent}    `)
      )
        return line;
      return `${indent}${item}${line.slice(indent.length + item.length).replace(/[^\r]/g, " ")}`;
    })
    .join("\n");
}

function isIndented(lines: readonly string[], index: number, indent: string): boolean {
  const next = lines.slice(index + 1, index + 4).find((line) => line.trim() !== "");
  return next?.startsWith(indent) ?? false;
}
