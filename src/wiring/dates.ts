const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

/** A calendar day, a month or a year, as numbers; `month` and `day` are 1-based. */
export type Period = { readonly year: number; readonly month?: number; readonly day?: number };

const monthPattern = `(${months.map((name) => `${name}|${name.slice(0, 3)}`).join("|")}|Sept)\\.?`;
const periodPatterns: readonly RegExp[] = [
  /^(?<year>\d{4})(?:[-/.](?<month>\d{1,2}))?(?:[-/.](?<day>\d{1,2}))?$/,
  new RegExp(`^(?<name>${monthPattern})(?: (?<day>\\d{1,2})(?:st|nd|rd|th)?)?,? (?<year>\\d{4})$`, "i"),
  new RegExp(`^(?:(?<day>\\d{1,2})(?:st|nd|rd|th)? )?(?<name>${monthPattern}),? (?<year>\\d{4})$`, "i"),
];

/** Reads a day, month or year out of a whole text (`April 8, 2026`, `2026-04-08`, `8 April 2026`, `April 2026`, `2026`); undefined when it is none. */
export function readPeriod(text: string): Period | undefined {
  const trimmed = text.trim();
  for (const pattern of periodPatterns) {
    const groups = pattern.exec(trimmed)?.groups;
    if (groups?.year === undefined) continue;
    const month = groups.name === undefined ? number(groups.month) : monthNumber(groups.name);
    const period: Period = {
      year: Number(groups.year),
      ...(month === undefined ? {} : { month }),
      ...(groups.day === undefined ? {} : { day: Number(groups.day) }),
    };
    return realPeriod(period);
  }
  return undefined;
}

/** The period, where the calendar knows it; undefined otherwise. */
export function realPeriod(period: Period): Period | undefined {
  return isReal(period) ? period : undefined;
}

/** True for a text that states a day the calendar does not know: `February 30, 2026`, `2026-02-30`. */
export function isImpossibleDay(text: string): boolean {
  const trimmed = text.trim();
  const isStated =
    /^\d{4}-\d{2}-\d{2}$/.test(trimmed) ||
    periodPatterns.some((pattern) => {
      const groups = pattern.exec(trimmed)?.groups;
      return groups?.name !== undefined && groups.day !== undefined;
    });
  return isStated && readPeriod(trimmed) === undefined;
}

/** Number of an English month name, full or short, from 1; undefined when it is none. */
export function monthNumber(name: string): number | undefined {
  const short = name.slice(0, 3).toLowerCase();
  const index = months.findIndex((month) => month.slice(0, 3).toLowerCase() === short);
  const full = months[index]?.toLowerCase() ?? "";
  const given = name.toLowerCase().replace(/\.$/, "");
  return index >= 0 && (given === short || given === full || given === "sept") ? index + 1 : undefined;
}

/** English name of a month from 1; empty for any other number. */
export function monthName(month: number): string {
  return months[month - 1] ?? "";
}

/** True for `YYYY-MM-DD` that the calendar knows. */
export function isDay(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return parts !== null && isReal({ year: Number(parts[1]), month: Number(parts[2]), day: Number(parts[3]) });
}

/** Days from the first to the second `YYYY-MM-DD`, negative when the second is earlier. */
export function daysBetween(first: string, second: string): number {
  return Math.round((Date.parse(`${second}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / 86_400_000);
}

function number(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

function isReal({ year, month = 1, day = 1 }: Period): boolean {
  if (year < 1970 || year > 9999 || month < 1 || month > 12 || day < 1) return false;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 ? (isLeap ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return day <= days;
}
