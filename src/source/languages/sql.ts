import { createFactList, type FactList, type Stretch } from "./facts.ts";
import type { Language } from "./language.ts";
import { lineStartsOf, type SourceText } from "./syntax/node.ts";

const name = String.raw`(?:IF\s+(?:NOT\s+)?EXISTS\s+)?((?:["\x60[]?[\w-]+["\x60\]]?\.)?["\x60[]?\w+["\x60\]]?)`;
const createTable = new RegExp(String.raw`\bCREATE\s+(?:UNLOGGED\s+|TEMP(?:ORARY)?\s+)?TABLE\s+${name}\s*\(`, "gi");
const addColumn = new RegExp(
  String.raw`\bALTER\s+TABLE\s+(?:ONLY\s+)?${name}\s+ADD\s+COLUMN\s+${name}\s+([^;]+)`,
  "gi",
);
const createEnum = new RegExp(String.raw`\bCREATE\s+TYPE\s+${name}\s+AS\s+ENUM\s*\(([^)]*)\)`, "gi");
const constraint = /^(?:PRIMARY|FOREIGN|UNIQUE|CONSTRAINT|CHECK|KEY|INDEX|EXCLUDE|LIKE|FULLTEXT|SPATIAL)\b/i;

/** SQL migrations: tables, columns with types and defaults, enumerations. */
export const sql: Language = {
  id: "sql",
  files: [".sql"],
  load: async () => (file) => {
    const facts = createFactList(file);
    const source = { text: file.text, lineStarts: lineStartsOf(file.text) };
    const code = withoutComments(facts, source);
    for (const match of code.matchAll(createTable)) addTable(facts, match, { code, source });
    for (const match of code.matchAll(addColumn)) {
      const [words, table = "", column = "", rest = ""] = match;
      const at = { start: match.index, end: match.index + words.length, source };
      addColumnFacts(facts, { table: plain(table), column: plain(column), rest }, at);
    }
    for (const match of code.matchAll(createEnum))
      addEnum(facts, plain(match[1] ?? ""), match[2] ?? "", stretch(match, source));
    return facts.result();
  },
};

/** The text with its comments blanked, so that offsets stay; the comments become facts. */
function withoutComments(facts: FactList, source: SourceText): string {
  return source.text.replace(/--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'/g, (words, index: number) => {
    if (words.startsWith("'")) return words;
    const at = { start: index, end: index + words.length, source };
    facts.add({ role: "comment", value: words.replace(/^(?:--|\/\*)|\*\/$/g, "").trim(), at, strength: "comment" });
    return words.replace(/[^\n]/g, " ");
  });
}

function stretch(match: RegExpExecArray, source: SourceText): Stretch {
  return { start: match.index, end: match.index + match[0].length, source };
}

function addTable(
  facts: FactList,
  match: RegExpExecArray,
  { code, source }: { code: string; source: SourceText },
): void {
  const table = plain(match[1] ?? "");
  const open = match.index + match[0].length;
  facts.add({ role: "declared", value: table, at: stretch(match, source), scope: { type: "table" } });
  for (const { text, start } of partsOf(code, open)) {
    const [, column = "", rest = ""] = /^["`[]?(\w+)["`\]]?\s+([\s\S]*)$/.exec(text) ?? [];
    if (column !== "" && !constraint.test(text))
      addColumnFacts(facts, { table, column, rest }, { start, end: start + text.length, source });
  }
}

/** Parts of a list in parentheses, split at its own commas. */
function partsOf(code: string, open: number): { text: string; start: number }[] {
  const parts: { text: string; start: number }[] = [];
  let depth = 0;
  let from = open;
  const push = (to: number) => {
    const text = code.slice(from, to);
    parts.push({ text: text.trim(), start: from + text.length - text.trimStart().length });
    from = to + 1;
  };
  for (let at = open; at < code.length; at += 1) {
    const letter = code[at];
    if (letter === "'") at = Math.max(at, code.indexOf("'", at + 1));
    else if (letter === "(") depth += 1;
    else if (letter === ")" && depth-- === 0) {
      push(at);
      break;
    } else if (letter === "," && depth === 0) push(at);
  }
  return parts;
}

function addColumnFacts(
  facts: FactList,
  { table, column, rest }: { table: string; column: string; rest: string },
  at: Stretch,
): void {
  const path = `${table}.${column}`;
  const type = /^\w+(?:\s*\([^)]*\))?/.exec(rest)?.[0];
  const stated = /\bDEFAULT\s+('(?:[^']|'')*'|[\w.+-]+(?:\([^)]*\))?)/i.exec(rest)?.[1];
  const fallback = stated?.replace(/^'(.*)'$/, "$1");
  facts.add({ role: "key-declared", value: path, at, scope: { in: table, type }, default: fallback });
  if (fallback !== undefined) facts.add({ role: "default", value: fallback, at, scope: { subject: path, in: table } });
  const size = /^(?:var)?char(?:acter varying)?\s*\((\d+)\)/i.exec(rest)?.[1];
  if (size !== undefined) facts.add({ role: "limit", value: size, at, scope: { subject: path, bound: "max" } });
  const members = /\bCHECK\s*\(\s*["`]?\w+["`]?\s+IN\s*\(([^)]*)\)/i.exec(rest)?.[1];
  if (members !== undefined) addEnum(facts, path, members, at);
}

function addEnum(facts: FactList, owner: string, list: string, at: Stretch): void {
  const members = [...list.matchAll(/'((?:[^']|'')*)'/g)].map(([, member = ""]) => member);
  for (const value of members) facts.add({ role: "enum-member", value, at, scope: { in: owner } });
  facts.close({ role: "enum-member", scope: { in: owner }, members, at });
}

function plain(quoted: string): string {
  return quoted.replace(/["`[\]]/g, "").replace(/^public\./, "");
}
