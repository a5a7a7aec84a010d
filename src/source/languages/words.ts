import { blanked, commentSpans } from "./comment-spans.ts";
import { createFactList } from "./facts.ts";
import type { FileFacts, FileText } from "./language.ts";
import { lineStartsOf } from "./syntax/node.ts";

/** Words and quoted strings longer than this are data, in characters. */
const longestWord = 200;
/** Names of one file: text without a parser may be of any size. */
const mostNames = 5000;

/** Facts of a file whose language is not known: its strings, words and comments. */
export function readText(file: FileText): FileFacts {
  const facts = createFactList(file);
  const source = { text: file.text, lineStarts: lineStartsOf(file.text) };
  const comments = commentSpans(file.path, file.text);
  for (const { start, end } of comments)
    facts.add({ role: "comment", value: file.text.slice(start, end), at: { start, end, source }, strength: "comment" });
  const code = blanked(file.text, comments);
  const tokens = /(["'`])((?:(?!\1)[^\\\n]|\\.)+)\1|[A-Za-z_$][\w$]*(?:[-.][\w$]+)*/g;
  const seen = new Set<string>();
  for (const match of code.matchAll(tokens)) {
    const [whole, , quoted] = match;
    if (seen.size >= mostNames) break;
    if (whole.length > longestWord || seen.has(whole)) continue;
    seen.add(whole);
    const value = quoted ?? whole;
    const role = /^https?:\/\//.test(value) ? "url-literal" : quoted === undefined ? "identifier" : "literal";
    const end = match.index + whole.length;
    facts.add({ role, value, at: { start: match.index, end, source } });
    // `process.env.PORT` speaks of PORT.
    const last = value.slice(value.lastIndexOf(".") + 1);
    if (role === "identifier" && last !== value)
      facts.add({ role, value: last, at: { start: end - last.length, end, source } });
  }
  return facts.result();
}
