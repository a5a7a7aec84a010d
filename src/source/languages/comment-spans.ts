/** A stretch of text that is a comment; offsets in UTF-16 units, `end` exclusive. */
export type CommentSpan = { readonly start: number; readonly end: number };

/** How a family of languages marks comments and strings. */
type Marks = { readonly line: readonly string[]; readonly block: readonly (readonly [string, string])[] };

const slashes: Marks = { line: ["//"], block: [["/*", "*/"]] };
const hashes: Marks = { line: ["#"], block: [] };
const dashes: Marks = { line: ["--"], block: [["/*", "*/"]] };
const semicolons: Marks = { line: [";"], block: [] };
const angles: Marks = { line: [], block: [["<!--", "-->"]] };
const templates: Marks = {
  line: ["//"],
  block: [
    ["<!--", "-->"],
    ["/*", "*/"],
  ],
};

/** Endings of files by the way they mark comments; the others mark them in either of the two commonest ways. */
const families: readonly (readonly [string, Marks])[] = [
  ["py rb sh bash zsh fish ps1 r pl ex exs nix tf yml yaml toml ini cfg conf properties graphql gql", hashes],
  ["sql lua hs elm", dashes],
  ["lisp clj cljs el scm", semicolons],
  ["html htm xml", angles],
  ["vue svelte astro", templates],
  [
    "js jsx mjs cjs ts tsx mts cts go rs java cs c h cc cpp hpp m mm swift kt kts scala dart groovy gradle zig proto prisma css scss less sol v",
    slashes,
  ],
];

const either: Marks = { line: ["//", "#"], block: [["/*", "*/"]] };

/**
 * The comments of a text of a language without a parser of its own, by the marks of its family. Marks inside quotes do
 * not count; an unclosed quote ends at the end of its line.
 */
export function commentSpans(path: string, text: string): readonly CommentSpan[] {
  const ending = path.slice(path.lastIndexOf(".") + 1).toLowerCase();
  const marks = families.find(([endings]) => endings.split(" ").includes(ending))?.[1] ?? either;
  const openers = [...marks.block.map(([open]) => open), ...marks.line].map(quoted).join("|");
  const token = new RegExp(`${openers}|"(?:[^"\\\\\\n]|\\\\.)*"|'(?:[^'\\\\\\n]|\\\\.)*'`, "g");
  const spans: CommentSpan[] = [];
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const end = endOf(text, match[0], match.index, marks);
    if (end === undefined) continue;
    spans.push({ start: match.index, end });
    token.lastIndex = end;
  }
  return spans;
}

/** Where the comment that starts here ends; undefined when what starts here is no comment. */
function endOf(text: string, opener: string, start: number, marks: Marks): number | undefined {
  const block = marks.block.find(([open]) => open === opener);
  if (block !== undefined) {
    const close = text.indexOf(block[1], start + opener.length);
    return close < 0 ? text.length : close + block[1].length;
  }
  if (!marks.line.includes(opener)) return undefined;
  const before = text[start - 1];
  // In `https://` and `$#` the mark is part of a word.
  if (before !== undefined && /[^\s;,{}()]/.test(before)) return undefined;
  const newline = text.indexOf("\n", start);
  return newline < 0 ? text.length : newline;
}

function quoted(mark: string): string {
  return mark.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
}

/** The text with comments replaced by blanks of the same length. */
export function blanked(source: string, spans: readonly CommentSpan[]): string {
  let at = 0;
  let rest = "";
  for (const { start, end } of spans) {
    rest += source.slice(at, start) + source.slice(start, end).replace(/[^\n]/g, " ");
    at = end;
  }
  return rest + source.slice(at);
}
