import { holdsName } from "./whole-names.ts";

/** Lines above a declaration that may say what to use instead of it. */
const mostLines = 8;

/** A line of a comment or of an annotation: `//`, `*`, `#`, `@Deprecated`, `#[deprecated(…)]`. */
const remark = /^\s*(?:\/[/*]|\*|#|@|--|"""|\/\*)/;
/** What is to be used instead, in the words of the languages' own tags. */
const instead =
  /\bdeprecated\b[^\n]*?\b(?:use|using|favou?r of|renamed to|replaced (?:by|with)|superseded by|moved to)\s+(?:the\s+)?(?:\{@link\s+)?[`'"]?([@A-Za-z_$][\w$.:/@-]*[\w$])/i;

/** The name that a text tells its readers to use in the place of a deprecated one; undefined when it tells none. */
export function namedInstead(name: string, text: string): string | undefined {
  const lines = text.split("\n");
  for (const [index, line] of lines.entries()) {
    if (remark.test(line) || !holdsName(line, name)) continue;
    let start = index;
    while (start > Math.max(0, index - mostLines) && remark.test(lines[start - 1] ?? "")) start -= 1;
    const [, other] = instead.exec(lines.slice(start, index).join(" ")) ?? [];
    if (other !== undefined && other !== name) return other;
  }
  return undefined;
}
