import { commentSpans } from "../languages/comment-spans.ts";

const strings = /"""[\s\S]*?"""|'''[\s\S]*?'''|`(?:[^`\\]|\\[\s\S])*`|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g;

/** The text of a file with comments and the insides of strings replaced by blanks: every offset stays, only code is left. */
export function codeOf(path: string, text: string): string {
  const pieces: string[] = [];
  let end = 0;
  for (const span of commentSpans(path, text)) {
    pieces.push(text.slice(end, span.start), blank(text.slice(span.start, span.end)));
    end = span.end;
  }
  const code = [...pieces, text.slice(end)].join("");
  return code.replace(strings, (quoted) => quoted.slice(0, 1) + blank(quoted.slice(1, -1)) + quoted.slice(-1));
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, " ");
}

/** What stands around an offset: the openers that are still open there, innermost first, and where the outermost starts. */
export type Surroundings = { readonly callees: readonly string[]; readonly start: number };

/** How far back an expression may begin, in characters. */
const longestExpression = 4000;

/** Looks outward from an offset to the start of the statement: the names before open parentheses, and the outermost opener. */
export function surroundingsOf(code: string, offset: number): Surroundings {
  const callees: string[] = [];
  let [depth, start] = [0, offset];
  for (let at = offset - 1; at >= Math.max(0, offset - longestExpression); at -= 1) {
    const character = code[at] ?? "";
    if (")]}".includes(character)) depth += 1;
    else if ("([{".includes(character)) {
      if (depth > 0) depth -= 1;
      else if (character === "{" && isBlock(code, at)) break;
      else {
        start = at;
        if (character === "(") callees.push(wordBefore(code, at));
      }
    } else if (character === ";" && depth === 0) break;
  }
  return { callees, start };
}

/** A brace opens a block unless a value is expected there. */
function isBlock(code: string, at: number): boolean {
  const before = code.slice(Math.max(0, at - 40), at).trimEnd();
  return !/[(,:=[?&|{]$|\breturn$/.test(before) || before.endsWith("=>");
}

/** The name before a parenthesis with its receiver: `analytics.track`, `if`, or nothing. */
function wordBefore(code: string, at: number): string {
  return /([\w$][\w$.?!]*)\s*$/.exec(code.slice(Math.max(0, at - 200), at))?.[1]?.replace(/[?!]/g, "") ?? "";
}

/** Start and end of each argument of a call whose parenthesis opens at an offset; empty when it never closes. */
export function argumentsAt(code: string, open: number): readonly (readonly [number, number])[] {
  const found: [number, number][] = [];
  let [depth, start] = [0, open + 1];
  for (let at = open; at < Math.min(code.length, open + longestExpression); at += 1) {
    const character = code[at] ?? "";
    if ("([{".includes(character)) depth += 1;
    else if (")]}".includes(character)) {
      depth -= 1;
      if (depth === 0) return [...found, [start, at]];
    } else if (character === "," && depth === 1) {
      found.push([start, at]);
      start = at + 1;
    }
  }
  return [];
}
