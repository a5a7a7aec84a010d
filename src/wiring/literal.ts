import { type DataFile, type DataNode, duplicateKeys } from "./data-node.ts";

/** Nesting deeper than this is skipped over. */
const maxDepth = 60;

type Reader = { readonly text: string; at: number; failed: number | undefined };

/**
 * Reads the object or array that a JavaScript or TypeScript file exports by default, without running it. Strings,
 * objects and arrays become nodes; everything else (calls, spreads, templates, identifiers) is one `other` node.
 */
export function readDefaultExport(text: string): DataFile {
  const start = exportedAt(text);
  if (start === undefined) {
    return { problems: [{ message: "Unexpected module, expected an object as its default export.", start: 0 }] };
  }
  return readLiteral(text, start);
}

/** Reads the literal at an offset; brackets that do not close are a problem. */
export function readLiteral(text: string, start: number): DataFile {
  const reader: Reader = { text, at: start, failed: undefined };
  const root = readValue(reader, 0);
  if (reader.failed !== undefined) {
    return { problems: [{ message: "Unexpected end, expected the bracket to close.", start: reader.failed }] };
  }
  return { root, problems: duplicateKeys(root) };
}

/** Offset of the literal after `export default` or `module.exports =`, following one name; undefined when there is none. */
function exportedAt(text: string): number | undefined {
  const direct = /(?:export\s+default|module\.exports\s*=)\s*(?=[[{])/.exec(text);
  if (direct) return direct.index + direct[0].length;
  const name = /(?:export\s+default|module\.exports\s*=)\s*([A-Za-z_$][\w$]*)/.exec(text)?.[1];
  if (name === undefined) return undefined;
  const declaration = new RegExp(`(?:const|let|var)\\s+${name.replace(/\$/g, "\\$")}\\s*(?::[^=]*)?=\\s*(?=[[{])`).exec(
    text,
  );
  return declaration === null ? undefined : declaration.index + declaration[0].length;
}

function readValue(reader: Reader, depth: number): DataNode {
  skipSpace(reader);
  const start = reader.at;
  const first = reader.text[start];
  if (depth < maxDepth && (first === "{" || first === "[")) return readBrackets(reader, depth);
  if (first === '"' || first === "'") {
    const value = readString(reader);
    const end = reader.at;
    skipSpace(reader);
    const next = reader.text[reader.at];
    if (
      next === undefined ||
      next === "," ||
      next === "]" ||
      next === "}" ||
      next === ":" ||
      next === ")" ||
      next === ";"
    ) {
      reader.at = end;
      return { type: "string", start, end, text: value, children: [] };
    }
  }
  skipExpression(reader);
  const raw = reader.text.slice(start, reader.at);
  return { type: "other", start, end: start + raw.trimEnd().length, text: "", children: [] };
}

function readBrackets(reader: Reader, depth: number): DataNode {
  const start = reader.at;
  const type = reader.text[start] === "{" ? "object" : "array";
  const close = type === "object" ? "}" : "]";
  const children: DataNode[] = [];
  reader.at += 1;
  for (;;) {
    skipSpace(reader);
    const next = reader.text[reader.at];
    if (next === undefined) {
      reader.failed ??= start;
      break;
    }
    if (next === close) {
      reader.at += 1;
      break;
    }
    const before = reader.at;
    if (next === ",") reader.at += 1;
    else children.push(type === "object" ? readProperty(reader, depth + 1) : readValue(reader, depth + 1));
    if (reader.at === before) reader.at += 1;
  }
  return { type, start, end: reader.at, text: "", children };
}

function readProperty(reader: Reader, depth: number): DataNode {
  const start = reader.at;
  const first = reader.text[start];
  let name: string | undefined;
  if (first === '"' || first === "'") name = readString(reader);
  else {
    name = /^[\w$]+/.exec(reader.text.slice(start, start + 200))?.[0];
    reader.at += name?.length ?? 0;
  }
  skipSpace(reader);
  if (name !== undefined && reader.text[reader.at] === ":") {
    reader.at += 1;
    const value = readValue(reader, depth);
    return { type: "property", start, end: value.end, text: name, children: [value] };
  }
  skipExpression(reader);
  return {
    type: "other",
    start,
    end: start + reader.text.slice(start, reader.at).trimEnd().length,
    text: "",
    children: [],
  };
}

/** Moves past the expression up to the comma or bracket that ends it. */
function skipExpression(reader: Reader): void {
  let depth = 0;
  while (reader.at < reader.text.length) {
    const character = reader.text[reader.at] ?? "";
    if (depth === 0 && (character === "," || character === "]" || character === "}" || character === ")")) return;
    if (character === '"' || character === "'") {
      readString(reader);
      continue;
    }
    if (character === "`") {
      skipTemplate(reader);
      continue;
    }
    if (character === "/" && skipComment(reader)) continue;
    if ("([{".includes(character)) depth += 1;
    else if (")]}".includes(character)) depth -= 1;
    reader.at += 1;
  }
}

function skipTemplate(reader: Reader): void {
  reader.at += 1;
  while (reader.at < reader.text.length && reader.text[reader.at] !== "`") {
    reader.at += reader.text[reader.at] === "\\" ? 2 : 1;
  }
  reader.at += 1;
}

function readString(reader: Reader): string {
  const quote = reader.text[reader.at] ?? "";
  const start = reader.at + 1;
  let end = start;
  while (end < reader.text.length && reader.text[end] !== quote && reader.text[end] !== "\n") {
    end += reader.text[end] === "\\" ? 2 : 1;
  }
  reader.at = Math.min(end + 1, reader.text.length);
  return reader.text.slice(start, end).replace(/\\(.)/g, (_all, escaped: string) => unescaped(escaped));
}

function unescaped(escaped: string): string {
  return escaped === "n" ? "\n" : escaped === "t" ? "\t" : escaped;
}

function skipSpace(reader: Reader): void {
  for (;;) {
    const character = reader.text[reader.at];
    if (character === " " || character === "\t" || character === "\n" || character === "\r" || character === "\uFEFF")
      reader.at += 1;
    else if (character !== "/" || !skipComment(reader)) return;
  }
}

/** Moves past a comment; false when there is none here. */
function skipComment(reader: Reader): boolean {
  const opening = reader.text.slice(reader.at, reader.at + 2);
  if (opening !== "//" && opening !== "/*") return false;
  const close = reader.text.indexOf(opening === "//" ? "\n" : "*/", reader.at + 2);
  reader.at = close < 0 ? reader.text.length : close + (opening === "//" ? 1 : 2);
  return true;
}
