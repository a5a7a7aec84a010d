/** A text with the marks git leaves where two sides changed the same lines. */
export type Conflict = {
  /** The text as each side has it. */
  readonly ours: string;
  readonly theirs: string;
  /** Lines of the opening marks, 1-based. */
  readonly lines: readonly number[];
};

/** Takes a text with conflict marks apart; undefined when it has none, or when they do not pair. */
export function conflictIn(text: string): Conflict | undefined {
  if (!/^<{7} /m.test(text)) return undefined;
  const sides = { ours: "", theirs: "" };
  const lines: number[] = [];
  let part: "both" | "ours" | "base" | "theirs" = "both";
  for (const [index, line] of text.split(/(?<=\n)/).entries()) {
    const mark = /^(<{7}|\|{7}|={7}|>{7})(?: |\r?\n|$)/.exec(line)?.[1]?.[0];
    if (part === "both" && mark === "<") {
      part = "ours";
      lines.push(index + 1);
    } else if (part === "ours" && mark === "|") part = "base";
    else if ((part === "ours" || part === "base") && mark === "=") part = "theirs";
    else if (part === "theirs" && mark === ">") part = "both";
    else if (part === "both") {
      sides.ours += line;
      sides.theirs += line;
    } else if (part !== "base") sides[part] += line;
  }
  return part === "both" ? { ...sides, lines } : undefined;
}
