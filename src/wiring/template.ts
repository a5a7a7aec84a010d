import { monthName } from "./dates.ts";
import type { EntryFile } from "./entry-file.ts";

/** An entry with its address, as templates show it. */
export type Shown = { readonly entry: EntryFile; readonly url: string };

/** How a value is written so that it stays text: in an attribute as it is, in MDX with its signs escaped. */
export type Escape = (text: string) => string;

/** Leaves text as it is. */
export const plain: Escape = (text) => text;

/** Escapes what MDX would read as a component or an expression; code spans stay. */
export const escapeMdx: Escape = (text) =>
  /[<{]/.test(text)
    ? text
        .split(/(`+[^`]*`+)/)
        .map((part, index) => (index % 2 === 1 ? part : part.replace(/(?<!\\)[<{]/g, "\\$&")))
        .join("")
    : text;

/** Reads one value of an entry. */
type Value = (shown: Shown, escapeSigns: Escape) => string;

const values: Readonly<Record<string, Value>> = {
  title: ({ entry }, escapeSigns) => linkText(escapeSigns(entry.title)),
  description: ({ entry }, escapeSigns) => escapeSigns(entry.description),
  category: ({ entry }, escapeSigns) => escapeSigns(entry.category),
  type: ({ entry }, escapeSigns) => escapeSigns(entry.type),
  url: ({ url }) => url,
  date: ({ entry }) => entry.date,
  year: ({ entry }) => entry.date.slice(0, 4),
  month: ({ entry }) => monthName(Number(entry.date.slice(5, 7))),
  mon: ({ entry }) => monthName(Number(entry.date.slice(5, 7))).slice(0, 3),
  day: ({ entry }) => String(Number(entry.date.slice(8, 10))),
  slug: ({ entry }) => entry.stem,
  body: ({ entry }) => entry.body.trim(),
};

/** A template, ready to be filled. */
export type Template = (shown: Shown, escapeSigns: Escape) => string;

/**
 * Prepares a template such as `{month} {day}, {year}`. Knows title, description, url, date, year, month, mon, day,
 * category, type, slug and body; other braces stay as they are.
 */
export function templateOf(text: string): Template {
  const parts = text.split(/(\{\w+\})/).map((part): Value => {
    const name = /^\{(\w+)\}$/.exec(part)?.[1] ?? "";
    return (Object.hasOwn(values, name) ? values[name] : undefined) ?? (() => part);
  });
  return (shown, escapeSigns) => {
    let filled = "";
    for (const part of parts) filled += part(shown, escapeSigns);
    return filled;
  };
}

/** A title as the text of a link: on one line, brackets escaped where they do not pair. */
function linkText(title: string): string {
  if (!/[[\]\n]/.test(title)) return title;
  const line = title.replace(/\s*\n\s*/g, " ");
  let depth = 0;
  for (const sign of line.replace(/\\./g, "").replace(/[^[\]]/g, "")) {
    depth += sign === "[" ? 1 : -1;
    if (depth < 0) break;
  }
  return depth === 0 ? line : line.replace(/(?<!\\)[[\]]/g, "\\$&");
}
