import { monthName, monthNumber, readPeriod } from "./dates.ts";
import type { EntryFile } from "./entry-file.ts";
import { mostFrequent } from "./list-text.ts";
import type { Block } from "./update-scan.ts";

/** What stands in a section: an update of an entry, or anything else, which stays where it is. */
export type Piece = { readonly block?: Block; readonly entry?: EntryFile; readonly removed: boolean; text: string };

/** A heading with what stands below it, up to the next heading of a period or of its level. */
export type Section = {
  /** `top`: what stands before the first heading; `other`: a heading that names no period. */
  readonly kind: "top" | "year" | "month" | "other";
  readonly heading?: Block;
  /** `2026` or `2026-04`; empty for `top` and `other`. */
  key: string;
  headingText: string;
  pieces: Piece[];
};

/** How a page names its sections. */
export type SectionStyle = {
  /** Kinds of sections that the page uses, outermost first. */
  readonly levels: readonly ("year" | "month")[];
  readonly yearMarks: string;
  readonly monthMarks: string;
  /** True when the heading of a month also names the year. */
  readonly monthHasYear: boolean;
  readonly shortMonths: boolean;
};

/** Sections of a page in their order. */
export function sectionsOf(text: string, blocks: readonly Block[], pieceOf: (block: Block) => Piece): Section[] {
  const levels = headingLevels(blocks);
  const sections: Section[] = [{ kind: "top", key: "", headingText: "", pieces: [] }];
  let year = "";
  for (const block of blocks) {
    const period = block.kind === "heading" ? periodOf(block, year) : undefined;
    const isOther = block.kind === "heading" && period === undefined && (block.level ?? 9) <= levels;
    if (period === undefined && !isOther) {
      sections.at(-1)?.pieces.push(pieceOf(block));
      continue;
    }
    const headingText = text.slice(block.start, block.end);
    if (period === undefined) sections.push({ kind: "other", heading: block, key: "", headingText, pieces: [] });
    else {
      if (period.kind === "year") year = period.key;
      sections.push({ kind: period.kind, heading: block, key: period.key, headingText, pieces: [] });
    }
  }
  return sections;
}

/** How the sections of a page are named; `habit` is used for what the page does not show. */
export function sectionStyle(sections: readonly Section[], habit: readonly ("year" | "month")[]): SectionStyle {
  const years = sections.filter(({ kind }) => kind === "year");
  const months = sections.filter(({ kind }) => kind === "month");
  const marks = (some: readonly Section[]): string | undefined =>
    mostFrequent(some.map(({ headingText }) => /^#+/.exec(headingText)?.[0] ?? "##"));
  const found = (["year", "month"] as const).filter((kind) => (kind === "year" ? years : months).length > 0);
  const isFlat = found.length === 0 && sections.some(({ pieces }) => pieces.some(({ entry }) => entry !== undefined));
  const levels = found.length > 0 ? found : isFlat ? [] : habit;
  const withYear = months.filter(({ headingText }) => /\d{4}/.test(headingText)).length;
  const short = months.filter(
    ({ headingText }) => /^#+\s+[A-Za-z]{3}\b/.test(headingText) && !/\bMay\b/.test(headingText),
  ).length;
  return {
    levels,
    yearMarks: marks(years) ?? "##",
    monthMarks: marks(months) ?? (levels.includes("year") ? "###" : "##"),
    monthHasYear: months.length === 0 || withYear * 2 >= months.length,
    shortMonths: short * 2 > months.length,
  };
}

/** Keys of the sections an entry stands in, outermost first: `2026`, `2026-04`. */
export function keysOf(date: string, levels: SectionStyle["levels"]): string[] {
  return levels.map((level) => date.slice(0, level === "year" ? 4 : 7));
}

/** Heading of a section, as the page writes its headings. */
export function headingFor(key: string, style: SectionStyle): string {
  if (key.length === 4) return `${style.yearMarks} ${key}`;
  if (key === "") return "";
  const name = monthName(Number(key.slice(5)));
  const month = style.shortMonths ? name.slice(0, 3) : name;
  return `${style.monthMarks} ${month}${style.monthHasYear ? ` ${key.slice(0, 4)}` : ""}`;
}

/** Date that sorts a section among others: a year stands before its months. */
export function sectionDate(key: string): string {
  return key.length === 4 ? `${key}-13` : key;
}

function periodOf(block: Block, year: string): { kind: "year" | "month"; key: string } | undefined {
  const heading = block.heading ?? "";
  const alone = monthNumber(heading);
  if (alone !== undefined && year !== "") return { kind: "month", key: `${year}-${String(alone).padStart(2, "0")}` };
  const period = readPeriod(heading);
  if (period === undefined || period.day !== undefined) return undefined;
  if (period.month === undefined) return { kind: "year", key: String(period.year) };
  return { kind: "month", key: `${period.year}-${String(period.month).padStart(2, "0")}` };
}

/** The deepest level at which a heading ends a section: that of the headings that name periods. */
function headingLevels(blocks: readonly Block[]): number {
  const periods = blocks.filter((block) => block.kind === "heading" && periodOf(block, "2000") !== undefined);
  return periods.length === 0 ? 1 : Math.max(...periods.map(({ level }) => level ?? 1));
}
