/** Lines of the new text that a patch adds or changes, 1-based; undefined when the patch cannot be read. */
export function changedLinesOf(patch: string): readonly number[] | undefined {
  const changed: number[] = [];
  let line: number | undefined;
  for (const text of patch.split("\n")) {
    const hunk = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(text);
    if (hunk !== null) line = Number(hunk[1]);
    else if (line === undefined) return undefined;
    else if (text.startsWith("+")) {
      changed.push(line);
      line += 1;
    } else if (text.startsWith(" ") || text === "") line += 1;
    else if (!text.startsWith("-") && !text.startsWith("\\")) return undefined;
  }
  return changed;
}
