import { mostOf } from "./list-text.ts";
import type { PageToArrange } from "./page-arrange.ts";
import type { Reporter } from "./page-report.ts";
import { headingFor, keysOf, type Section, type SectionStyle } from "./page-sections.ts";

/** Corrects headings that name another period than most of their entries have, and joins sections of one period. */
export function nameSections({ sections, naming }: PageToArrange, report: Reporter): Section[] {
  const copies = sections.map((section) => ({ ...section, pieces: [...section.pieces] }));
  return joinSections(renameMonths(renameYears(copies, naming, report), naming, report), report);
}

function renameYears(sections: readonly Section[], naming: SectionStyle, report: Reporter): Section[] {
  if (!naming.levels.includes("year")) return [...sections];
  const isYear = ({ kind, headingText }: Section): boolean =>
    kind === "year" || (kind === "other" && looksLike(headingText, naming.yearMarks));
  const present = new Set(sections.map(({ key }) => key));
  let year: string | undefined;
  return sections.map((section, index) => {
    if (isYear(section)) {
      const next = sections.findIndex((other, at) => at > index && isYear(other));
      const group = sections.slice(index, next < 0 ? undefined : next);
      const keys = wantedKeys(group, "year");
      const wanted = keys.includes(section.key) ? undefined : mostOf(keys);
      year = wanted !== undefined && !present.has(wanted) ? wanted : undefined;
      if (year === undefined || !isRenamed(section, year, naming)) return section;
      present.add(year);
      return renamed(section, year, naming, report);
    }
    // A month that does not name its year takes it from the heading above.
    if (year === undefined || section.kind !== "month" || /\d{4}/.test(section.headingText)) return section;
    return { ...section, key: `${year}${section.key.slice(4)}` };
  });
}

function renameMonths(sections: readonly Section[], naming: SectionStyle, report: Reporter): Section[] {
  if (!naming.levels.includes("month")) return [...sections];
  const present = new Set(sections.map(({ key }) => key));
  return sections.map((section) => {
    const keys = wantedKeys([section], "month");
    const wanted = keys.includes(section.key) ? undefined : mostOf(keys);
    if (wanted === undefined || section.kind === "top" || section.kind === "year") return section;
    if (present.has(wanted) || !isRenamed(section, wanted, naming)) return section;
    present.add(wanted);
    return renamed(section, wanted, naming, report);
  });
}

/** Period of each entry shown in some sections. */
function wantedKeys(sections: readonly Section[], level: "year" | "month"): string[] {
  const entries = sections.flatMap(({ pieces }) => pieces.flatMap(({ entry }) => (entry === undefined ? [] : [entry])));
  return entries.flatMap(({ date }) => keysOf(date, [level]));
}

/** A heading of another period is renamed; one of no period only when it is nearly the right one, as after a slip of the pen. */
function isRenamed(section: Section, wanted: string, naming: SectionStyle): boolean {
  return section.kind !== "other" || distance(section.headingText, headingFor(wanted, naming)) <= 2;
}

function renamed(section: Section, key: string, naming: SectionStyle, report: Reporter): Section {
  const headingText = headingFor(key, naming);
  const message = `Unexpected heading "${section.headingText}", expected "${headingText}": its entries are of ${key}.`;
  report.at({ code: "wrong-heading", message, fix: `Write "${headingText}".` }, section.heading);
  return { ...section, kind: key.length === 4 ? "year" : "month", key, headingText };
}

function joinSections(sections: readonly Section[], report: Reporter): Section[] {
  const first = new Map<string, Section>();
  return sections.filter((section) => {
    const same = section.key === "" ? undefined : first.get(section.key);
    if (same === undefined) {
      if (section.key !== "") first.set(section.key, section);
      return true;
    }
    same.pieces.push(...section.pieces);
    const message = `Unexpected second heading "${section.headingText}", expected one.`;
    report.at({ code: "duplicate", message, fix: "Join the two sections." }, section.heading);
    return false;
  });
}

function looksLike(headingText: string, marks: string): boolean {
  return headingText.startsWith(`${marks} `) && headingText.length <= marks.length + 6;
}

/** Number of single-character edits between two short texts; 99 for long ones. */
function distance(first: string, second: string): number {
  if (first.length > 40 || second.length > 40) return 99;
  let row = Array.from({ length: second.length + 1 }, (_item, index) => index);
  for (let at = 0; at < first.length; at += 1) {
    const next = [at + 1];
    for (let to = 0; to < second.length; to += 1) {
      const change = (row[to] ?? 0) + (first[at] === second[to] ? 0 : 1);
      next.push(Math.min(change, (row[to + 1] ?? 0) + 1, (next[to] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 99;
}
