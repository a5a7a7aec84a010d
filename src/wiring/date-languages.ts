import { type Period, readPeriod, realPeriod } from "./dates.ts";

/** Languages in which labels of translated pages are read; English is read by {@link readPeriod}. */
const languages = ["cs", "de", "es", "fr", "id", "it", "nl", "no", "pl", "pt", "ro", "ru", "sv", "tr", "uk"];

const dayMonthYear =
  /^(?:(?<day>\d{1,2})(?:er|re|[.ºª])?\s+(?:de\s+)?)?(?<name>\p{L}{3,20})\.?,?\s+(?:del?\s+)?(?<year>\d{4})(?:\s*[гр]\.)?$/u;
const yearMonthDay = /^(?<year>\d{4})\s*[年년]\s*(?<month>\d{1,2})\s*[月월](?:\s*(?<day>\d{1,2})\s*[日일])?$/u;

/** Reads a day or month as {@link readPeriod} does, and in the languages that docs are mostly translated to; undefined when it is none. */
export function readTranslatedPeriod(text: string): Period | undefined {
  const trimmed = text.trim();
  const english = readPeriod(trimmed);
  if (english !== undefined) return english;
  const groups = (dayMonthYear.exec(trimmed) ?? yearMonthDay.exec(trimmed))?.groups;
  if (groups?.year === undefined) return undefined;
  const month = groups.name === undefined ? Number(groups.month) : monthNames().get(groups.name.toLowerCase());
  if (month === undefined) return undefined;
  const day = groups.day === undefined ? {} : { day: Number(groups.day) };
  return realPeriod({ year: Number(groups.year), month, ...day });
}

let known: ReadonlyMap<string, number> | undefined;

/** Month names alone and as in a date, with their number from 1; a name that two languages give to different months is left out. */
function monthNames(): ReadonlyMap<string, number> {
  if (known !== undefined) return known;
  const found = new Map<string, Set<number>>();
  for (const language of languages) {
    for (const form of [{ month: "long" }, { month: "long", day: "numeric" }] as const) {
      const format = new Intl.DateTimeFormat(language, { ...form, timeZone: "UTC" });
      for (let month = 1; month <= 12; month += 1) {
        const parts = format.formatToParts(Date.UTC(2026, month - 1, 1));
        const name = parts.find(({ type }) => type === "month")?.value.toLowerCase() ?? "";
        found.set(name, (found.get(name) ?? new Set()).add(month));
      }
    }
  }
  known = new Map(
    [...found].flatMap(([name, [month, ...others]]) => (month && others.length === 0 ? [[name, month]] : [])),
  );
  return known;
}
