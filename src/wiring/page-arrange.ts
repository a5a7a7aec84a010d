import type { WiringFinding, WiringSite } from "../types/index.ts";
import type { EntryFile } from "./entry-file.ts";
import type { Lines } from "./lines.ts";
import { arrange, type Rank } from "./order.ts";
import { nameSections } from "./page-headings.ts";
import { type Reporter, reporterOf } from "./page-report.ts";
import { headingFor, keysOf, type Piece, type Section, type SectionStyle, sectionDate } from "./page-sections.ts";

/** A page as sections, and what it has to show. */
export type PageToArrange = {
  readonly page: { readonly path: string; readonly site: WiringSite };
  readonly entries: readonly EntryFile[];
  readonly sections: readonly Section[];
  readonly naming: SectionStyle;
  readonly lines: Lines;
  /** Text of a new update. */
  readonly write: (entry: EntryFile) => string;
};

/** Sections in their right order with their right updates. */
export type ArrangedPage = { readonly findings: readonly WiringFinding[]; readonly sections: readonly Section[] };

/** Puts every entry's update into its section, newest first; what is written by hand stays where it is. */
export function arrangePage(input: PageToArrange): ArrangedPage {
  const report = reporterOf(input.page, input.lines);
  const sections = nameSections(input, report);
  const placed = choosePieces(input, sections);
  const emptyBefore = new Set(sections.filter(({ pieces }) => pieces.length === 0));
  const moved = dropPieces(input, { sections, placed, report });
  const created = createSections(input, sections);
  const ordered = orderSections([...sections], created, report);
  for (const [section, own] of shareOut(input, ordered, placed))
    fillSection(input, { section, own, placed, moved, report });
  const kept = ordered.filter((section) => !isEmpty(section, ordered, emptyBefore, report));
  reportHeadings(created, kept, report);
  return { findings: report.findings(kept), sections: kept };
}

type Placed = ReadonlyMap<EntryFile, Piece>;

/** The one update of each entry that stays: the first in its own section, else the first. */
function choosePieces({ entries, naming }: PageToArrange, sections: readonly Section[]): Placed {
  const wanted = new Set(entries);
  const chosen = new Map<EntryFile, { piece: Piece; atHome: boolean }>();
  for (const section of sections) {
    for (const piece of section.pieces) {
      if (piece.entry === undefined || !wanted.has(piece.entry)) continue;
      const atHome = isHome(section, piece.entry, naming);
      const before = chosen.get(piece.entry);
      if (before === undefined || (atHome && !before.atHome)) chosen.set(piece.entry, { piece, atHome });
    }
  }
  return new Map([...chosen].map(([entry, { piece }]) => [entry, piece]));
}

type Dropping = { readonly sections: readonly Section[]; readonly placed: Placed; readonly report: Reporter };

/** Takes out updates that are second, of other pages, of removed entries or in a wrong section; returns those that only move. */
function dropPieces({ entries, naming }: PageToArrange, { sections, placed, report }: Dropping): Set<Piece> {
  const wanted = new Set(entries);
  const moved = new Set<Piece>();
  for (const section of sections) {
    section.pieces = section.pieces.filter((piece) => {
      const { entry, block } = piece;
      if (piece.removed) {
        report.at(
          {
            code: "removed-entry",
            message: "Unexpected update, expected none: the entry it links to is not there.",
            fix: "Remove the update.",
          },
          block,
        );
        return false;
      }
      if (entry === undefined) return true;
      if (!wanted.has(entry)) {
        const message = `Unexpected update of an entry of the category "${entry.category}", expected it on that category's page only.`;
        report.at({ code: "misplaced", entry: entry.path, message, fix: "Remove the update from this page." }, block);
        return false;
      }
      if (placed.get(entry) !== piece) {
        report.at(
          {
            code: "duplicate",
            entry: entry.path,
            message: "Unexpected second update of this entry, expected one.",
            fix: "Remove the update.",
          },
          block,
        );
        return false;
      }
      if (isHome(section, entry, naming)) return true;
      const home = headingFor(keysOf(entry.date, naming.levels).at(-1) ?? "", naming);
      const message = `Unexpected update under "${section.headingText || "no heading"}", expected it under "${home}": the entry is of ${entry.date}.`;
      report.at({ code: "misplaced", entry: entry.path, message, fix: "Move the update." }, block);
      moved.add(piece);
      return false;
    });
  }
  return moved;
}

/** True when a section is the one an entry stands in; a page without periods has one section for all. */
function isHome(section: Section, entry: EntryFile, { levels }: SectionStyle): boolean {
  return levels.length === 0 ? section.key === "" : section.key === keysOf(entry.date, levels).at(-1);
}

function createSections({ entries, naming }: PageToArrange, sections: readonly Section[]): Section[] {
  const present = new Set(sections.map(({ key }) => key));
  const wanted = new Set(entries.flatMap((entry) => keysOf(entry.date, naming.levels)));
  return [...wanted]
    .filter((key) => !present.has(key))
    .map((key) => ({
      kind: key.length === 4 ? "year" : "month",
      key,
      headingText: headingFor(key, naming),
      pieces: [],
    }));
}

function orderSections(
  sections: readonly Section[],
  created: readonly Section[],
  report: Reporter,
): readonly Section[] {
  const rankOf = ({ key }: Section): Rank | undefined =>
    key === "" ? undefined : { date: sectionDate(key), name: "" };
  const wanted = [...sections.filter(({ key }) => key !== ""), ...created];
  const { list, moved } = arrange(sections, wanted, rankOf);
  for (const { headingText, heading } of moved) {
    const message = `Unexpected place of "${headingText}", expected the newest section first.`;
    report.at({ code: "misplaced", message, fix: "Move the section." }, heading);
  }
  return list;
}

type Shares = ReadonlyMap<Section, readonly EntryFile[]>;

type Filling = {
  readonly section: Section;
  /** Entries that the section shows. */
  readonly own: readonly EntryFile[];
  readonly placed: Placed;
  readonly moved: ReadonlySet<Piece>;
  readonly report: Reporter;
};

function fillSection(input: PageToArrange, { section, own, placed, moved, report }: Filling): void {
  const wanted = own.map((entry) => placed.get(entry) ?? { entry, removed: false, text: input.write(entry) });
  if (wanted.length === 0) return;
  const arranged = arrange<Piece>(section.pieces, wanted, rankOfPiece);
  for (const { entry, block } of arranged.moved) {
    const message = "Unexpected place of this update, expected the newest first.";
    report.at(
      { code: "misplaced", message, fix: "Move the update.", ...(entry === undefined ? {} : { entry: entry.path }) },
      block,
    );
  }
  for (const piece of arranged.added) {
    if (moved.has(piece) || piece.entry === undefined) continue;
    const message = `Unexpected page without an update for "${piece.entry.title}", expected one here.`;
    report.missing({ code: "missing", entry: piece.entry.path, message, fix: "Add the update." }, piece);
  }
  section.pieces = [...arranged.list];
}

/** Entries by the section that shows them; on a page without periods new ones go to the first section that shows any. */
function shareOut({ entries, naming }: PageToArrange, sections: readonly Section[], placed: Placed): Shares {
  const shares = new Map<Section, EntryFile[]>(sections.map((section) => [section, []]));
  const byKey = new Map(sections.map((section) => [section.key, section]));
  const bySection = new Map(sections.flatMap((section) => section.pieces.map((piece) => [piece, section] as const)));
  const flat = sections.find(({ pieces }) => pieces.some(({ entry }) => entry !== undefined)) ?? sections[0];
  for (const entry of entries) {
    const key = keysOf(entry.date, naming.levels).at(-1);
    const piece = placed.get(entry);
    const flatHome = piece === undefined ? flat : bySection.get(piece);
    const home = key === undefined ? flatHome : byKey.get(key);
    if (home !== undefined) shares.get(home)?.push(entry);
  }
  return shares;
}

function rankOfPiece({ entry }: Piece): Rank | undefined {
  return entry === undefined ? undefined : { date: entry.date, name: entry.stem };
}

function isEmpty(
  section: Section,
  all: readonly Section[],
  emptyBefore: ReadonlySet<Section>,
  report: Reporter,
): boolean {
  if (section.key === "" || section.pieces.length > 0) return false;
  const hasMonths =
    section.kind === "year" &&
    all.some(({ kind, key, pieces }) => kind === "month" && key.startsWith(section.key) && pieces.length > 0);
  if (hasMonths) return false;
  if (emptyBefore.has(section)) {
    report.at(
      {
        code: "empty-section",
        message: `Unexpected heading "${section.headingText}" without entries, expected none.`,
        fix: "Remove the heading.",
      },
      section.heading,
    );
  }
  return true;
}

/** A heading that is missing although nothing is wrong with its entries. */
function reportHeadings(created: readonly Section[], kept: readonly Section[], report: Reporter): void {
  const reported = report.entries();
  for (const section of created) {
    const own = kept.filter(({ key }) => key.startsWith(section.key)).flatMap(({ pieces }) => pieces);
    if (own.some(({ entry }) => entry !== undefined && reported.has(entry.path))) continue;
    report.missing(
      {
        code: "missing",
        message: `Unexpected page without the heading "${section.headingText}", expected it here.`,
        fix: "Add the heading.",
      },
      section,
    );
  }
}
