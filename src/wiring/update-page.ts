import type { WiringFinding, WiringSite } from "../types/index.ts";
import type { WiringConfig } from "./config.ts";
import type { EntryFile } from "./entry-file.ts";
import { blockingFinding } from "./finding.ts";
import { placeOfProblem, readFrontmatter } from "./frontmatter.ts";
import { lineBreakOf, linesOf, pointOf } from "./lines.ts";
import { arrangePage } from "./page-arrange.ts";
import { type Piece, sectionStyle, sectionsOf } from "./page-sections.ts";
import { writePage } from "./page-text.ts";
import { digestOf, type EntryIndex, type Match, matchUpdate } from "./update-match.ts";
import { repairUpdate } from "./update-repair.ts";
import { type Block, scanUpdates } from "./update-scan.ts";
import { learnStyle, type ShownUpdate, type UpdateStyle, writeUpdate } from "./update-style.ts";

/** What a page of updates has to show. */
export type UpdatePage = {
  readonly path: string;
  readonly site: WiringSite;
  /** Entries that the page shows, in any order. */
  readonly entries: readonly EntryFile[];
  /** All entries of the site. */
  readonly index: EntryIndex;
  /** Sections of a page that has none yet. */
  readonly habit: readonly ("year" | "month")[];
  readonly config: WiringConfig["update"];
  /** A page of the same site to learn the style from when this one shows no entry. */
  readonly example?: string;
};

/** What a planner found on one page, and the page as it should be. */
export type PagePlan = { readonly findings: readonly WiringFinding[]; readonly text: string };

/** Checks a page of `<Update>` components against the entries, and writes it as it should be. */
export function planUpdatePage(page: UpdatePage, text: string): PagePlan {
  const { frontmatter, problems } = readFrontmatter(text);
  const { blocks, unclosed } = scanUpdates(text, frontmatter.bodyStart);
  const lines = linesOf(text);
  const { path, site } = page;
  const unreadable = [
    ...problems.map((problem) => ({ message: problem.message, place: placeOfProblem(path, problem) })),
    ...unclosed.map((start) => ({
      message: "Unexpected end of the page, expected `</Update>` to close this update.",
      place: pointOf(path, lines, start),
    })),
  ].map(({ message, place }) =>
    blockingFinding({ code: "unreadable", site, place, message, fix: "Correct the page." }),
  );
  if (unreadable.length > 0) return { findings: unreadable, text };
  const matches = new Map<Block, Match>();
  const covered = new Set<EntryFile>();
  for (const block of blocks) {
    if (block.kind !== "update") continue;
    const digest = digestOf(text, block, page.index);
    for (const entry of digest) covered.add(entry);
    matches.set(block, digest.length > 0 ? { removed: false } : matchUpdate(text, block, page.index));
  }
  return planBlocks({ page, text, blocks, matches, covered });
}

type ReadPage = {
  readonly page: UpdatePage;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly matches: ReadonlyMap<Block, Match>;
  /** Entries that an update of their day shows together: they need none of their own. */
  readonly covered: ReadonlySet<EntryFile>;
};

function planBlocks(read: ReadPage): PagePlan {
  const { page, text, blocks, matches, covered } = read;
  const lines = linesOf(text);
  const findings: WiringFinding[] = [];
  const style = styleOf(read);
  // A style learned from another page is written with the line breaks of this one.
  const pageStyle = { ...style, lineBreak: lineBreakOf(text) };
  const pieceOf = (block: Block): Piece => {
    const match = matches.get(block);
    const original = text.slice(block.start, block.end);
    if (match === undefined) return { block, removed: false, text: original };
    if (match.entry === undefined) return { block, removed: match.removed, text: original };
    const repaired = repairUpdate({ page, text, block, match, entry: match.entry, style, lines });
    findings.push(...repaired.findings);
    return { block, entry: match.entry, removed: false, text: repaired.text };
  };
  const sections = sectionsOf(text, blocks, pieceOf);
  const naming = sectionStyle(sections, page.habit);
  const entries = page.entries.filter((entry) => !covered.has(entry));
  const arranged = arrangePage({
    page,
    entries,
    sections,
    naming,
    lines,
    write: (entry) => writeUpdate(entry, pageStyle),
  });
  findings.push(...arranged.findings);
  const written = findings.length > 0 ? writePage(text, blocks, arranged.sections) : text;
  return { findings, text: written };
}

function styleOf({ page, text, blocks, matches }: ReadPage): UpdateStyle {
  const shown = shownUpdates(blocks, matches);
  if (shown.length > 0 || page.example === undefined) return learnStyle(text, shown, page.config);
  const example = page.example;
  const scan = scanUpdates(example, readFrontmatter(example).frontmatter.bodyStart);
  const found = new Map(scan.blocks.map((block) => [block, matchUpdate(example, block, page.index)]));
  return learnStyle(example, shownUpdates(scan.blocks, found), page.config);
}

function shownUpdates(blocks: readonly Block[], matches: ReadonlyMap<Block, Match>): ShownUpdate[] {
  return blocks.flatMap((block) => {
    const match = matches.get(block);
    if (block.kind !== "update" || match?.entry === undefined) return [];
    const linkedUrl = match.link?.page === match.entry.page ? match.link.url : undefined;
    return [{ block, entry: match.entry, ...(linkedUrl === undefined ? {} : { linkedUrl }) }];
  });
}
