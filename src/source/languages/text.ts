import { commentSpans } from "./comment-spans.ts";
import { createFactList } from "./facts.ts";
import type { FileFacts, FileText, Language } from "./language.ts";
import { lineStartsOf } from "./syntax/node.ts";

/** Words and quoted strings longer than this are data, in characters. */
const longestWord = 200;
/** Names of one file: text without a parser may be of any size. */
const mostNames = 5000;

/**
 * Every file without a parser of its own: quoted strings and name-like words as `literal` and `identifier`, comments
 * as `comment`, each at its first place. It tells where a name stands, not what is done with it.
 */
export const text: Language = { id: "text", files: [], load: async () => readText };

function readText(file: FileText): FileFacts {
  const facts = createFactList(file);
  const source = { text: file.text, lineStarts: lineStartsOf(file.text) };
  const comments = commentSpans(file.path, file.text);
  for (const { start, end } of comments)
    facts.add({ role: "comment", value: file.text.slice(start, end), at: { start, end, source }, strength: "comment" });
  const code = blank(file.text, comments);
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

/** The text with comments replaced by blanks of the same length. */
function blank(source: string, spans: readonly { start: number; end: number }[]): string {
  let at = 0;
  let rest = "";
  for (const { start, end } of spans) {
    rest += source.slice(at, start) + source.slice(start, end).replace(/[^\n]/g, " ");
    at = end;
  }
  return rest + source.slice(at);
}
