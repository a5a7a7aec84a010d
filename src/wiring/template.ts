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
  text
    .split(/(`+[^`]*`+)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/(?<!\\)[<{]/g, "\\$&")))
    .join("");

/**
 * Fills a template such as `{month} {day}, {year}`. Knows title, description, url, date, year, month, mon, day,
 * category, type, slug and body; other braces stay as they are.
 */
export function fill(template: string, { entry, url }: Shown, escapeSigns: Escape): string {
  const [year = "", month = "", day = ""] = entry.date.split("-");
  return template.replace(/\{(\w+)\}/g, (all, name: string) => {
    switch (name) {
      case "title":
        return linkText(escapeSigns(entry.title));
      case "description":
        return escapeSigns(entry.description);
      case "category":
        return escapeSigns(entry.category);
      case "type":
        return escapeSigns(entry.type);
      case "url":
        return url;
      case "date":
        return entry.date;
      case "year":
        return year;
      case "month":
        return monthName(Number(month));
      case "mon":
        return monthName(Number(month)).slice(0, 3);
      case "day":
        return String(Number(day));
      case "slug":
        return entry.stem;
      case "body":
        return entry.body.trim();
      default:
        return all;
    }
  });
}

/** A title as the text of a link: on one line, brackets escaped where they do not pair. */
function linkText(title: string): string {
  const line = title.replace(/\s*\n\s*/g, " ");
  let depth = 0;
  for (const sign of line.replace(/\\./g, "").replace(/[^[\]]/g, "")) {
    depth += sign === "[" ? 1 : -1;
    if (depth < 0) break;
  }
  return depth === 0 ? line : line.replace(/(?<!\\)[[\]]/g, "\\$&");
}
