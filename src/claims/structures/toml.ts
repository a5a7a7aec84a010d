import type { Entry } from "./structure.ts";

const section = /^\s*\[\[?(?<path>[^\][\n]+)\]\]?\s*(?:#.*)?$/;
const assignment =
  /^(?<indent>\s*)(?<key>[\w.-]+|"[^"\n]*")(?<equals>\s*=\s*)(?:"(?<double>[^"\n]*)"|'(?<single>[^'\n]*)'|(?<bare>[^\s#[{"'][^#\n]*?))?\s*(?:[#[{"'].*)?$/;

/** Entries of TOML, line by line: sections and the values that fit on one line. */
export function readToml(text: string): readonly Entry[] {
  const entries: Entry[] = [];
  let prefix: readonly string[] = [];
  let offset = 0;
  for (const line of text.split("\n")) {
    const named = section.exec(line)?.groups?.path;
    if (named !== undefined) {
      prefix = keysOf(named);
      entries.push(...sectionEntry(prefix, line, offset));
    }
    const groups = assignment.exec(line)?.groups;
    if (named === undefined && groups !== undefined) entries.push(entryOf(groups, prefix, offset));
    offset += line.length + 1;
  }
  return entries;
}

/** The last key of a section; the keys before it stand at sections of their own, or nowhere. */
function sectionEntry(path: readonly string[], line: string, offset: number): readonly Entry[] {
  const key = path.at(-1) ?? "";
  const start = line.slice(0, line.indexOf("]")).lastIndexOf(key);
  if (key === "" || start < 0) return [];
  const span = { start: offset + start, end: offset + start + key.length };
  return [{ path, key: span, qualifiers: { path: path.join(".") } }];
}

function entryOf(
  groups: Readonly<Record<string, string | undefined>>,
  prefix: readonly string[],
  offset: number,
): Entry {
  const { indent = "", key = "", equals = "" } = groups;
  const path = [...prefix, ...keysOf(key)];
  const start = offset + indent.length;
  const value = groups.double ?? groups.single ?? groups.bare;
  const quote = groups.bare === undefined ? 1 : 0;
  const valueStart = start + key.length + equals.length + quote;
  return {
    path,
    key: key.startsWith('"') ? { start: start + 1, end: start + key.length - 1 } : { start, end: start + key.length },
    ...(value === undefined ? {} : { value: { start: valueStart, end: valueStart + value.length } }),
    qualifiers: { path: path.join(".") },
  };
}

function keysOf(written: string): string[] {
  return [...written.matchAll(/"([^"]*)"|'([^']*)'|([\w-]+)/g)].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
}
