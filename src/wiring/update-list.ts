import type { WiringFinding } from "../types/index.ts";
import { readTranslatedPeriod } from "./date-languages.ts";
import { isImpossibleDay, type Period } from "./dates.ts";
import type { EntryFile } from "./entry-file.ts";
import { blockingFinding, finding, findingForPeople } from "./finding.ts";
import { placeOfProblem, readFrontmatter } from "./frontmatter.ts";
import { type Lines, linesOf, placeOf, pointOf } from "./lines.ts";
import { arrangePage } from "./page-arrange.ts";
import { sectionStyle, sectionsOf } from "./page-sections.ts";
import { writePage } from "./page-text.ts";
import type { PagePlan } from "./update-page.ts";
import { type Block, scanUpdates } from "./update-scan.ts";
import { attributeOf, attributeText } from "./update-tag.ts";

/** A page whose updates are the entries themselves. */
export type UpdateList = {
  readonly path: string;
  /** Whether the navigation lists the page. */
  readonly isListed: boolean;
  readonly navigation: string;
};

/** Checks a page of hand-written updates: labels, order, sections, and that the navigation lists it. Texts are never changed. */
export function planUpdateList(list: UpdateList, text: string): PagePlan {
  const { path } = list;
  const lines = linesOf(text);
  const { frontmatter, problems } = readFrontmatter(text);
  const { blocks, unclosed } = scanUpdates(text, frontmatter.bodyStart);
  const unreadable = [
    ...problems.map((problem) => ({ message: problem.message, place: placeOfProblem(path, problem) })),
    ...unclosed.map((start) => ({
      message: "Unexpected end of the page, expected `</Update>` to close this update.",
      place: pointOf(path, lines, start),
    })),
  ].map(({ message, place }) =>
    blockingFinding({ code: "unreadable", site: "index", place, message, fix: "Correct the page." }),
  );
  if (unreadable.length > 0) return { findings: unreadable, text };
  const isHidden = frontmatter.fields.get("hidden")?.values[0] === "true";
  const findings = [
    ...(list.isListed || isHidden ? [] : [notListed(list)]),
    ...labelFindings({ path, text, blocks, lines }),
  ];
  const arranged = arrangeUpdates({ path, text, blocks, lines });
  return {
    findings: [...findings, ...arranged.findings],
    text: arranged.findings.length === 0 ? text : writePage(text, blocks, arranged.sections),
  };
}

/** The updates of a page as entries, those without a date with an empty one. */
export function updateEntries(path: string, text: string): EntryFile[] {
  const { blocks } = scanUpdates(text, readFrontmatter(text).frontmatter.bodyStart);
  const dated = datedUpdates(path, blocks);
  return blocks
    .filter(({ kind }) => kind === "update")
    .map(
      (block, index) =>
        dated.get(block) ?? pseudoEntry({ path, label: attributeText(block.tag, "label") ?? "", date: "", index }),
    );
}

type ListPage = {
  readonly path: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly lines: Lines;
};

function arrangeUpdates({ path, text, blocks, lines }: ListPage): ReturnType<typeof arrangePage> {
  const entries = datedUpdates(path, blocks);
  const sections = sectionsOf(text, blocks, (block) => {
    const entry = entries.get(block);
    return {
      block,
      removed: false,
      text: text.slice(block.start, block.end),
      ...(entry === undefined ? {} : { entry }),
    };
  });
  return arrangePage({
    page: { path, site: "index" },
    entries: [...entries.values()],
    sections,
    naming: sectionStyle(sections, []),
    lines,
    write: () => "",
  });
}

/** Updates whose label is a date; a month stands for itself only where no day of it is there. */
function datedUpdates(path: string, blocks: readonly Block[]): Map<Block, EntryFile> {
  const dated = blocks.flatMap((block) => {
    const label = block.kind === "update" ? attributeText(block.tag, "label") : undefined;
    const period = label === undefined ? undefined : readTranslatedPeriod(label);
    return label === undefined || period?.month === undefined ? [] : [{ block, label, period }];
  });
  const months = new Set(
    dated.filter(({ period }) => period.day !== undefined).map(({ period }) => dayOf(period).slice(0, 7)),
  );
  const kept = dated.filter(({ period }) => period.day !== undefined || !months.has(dayOf(period).slice(0, 7)));
  return new Map(
    kept.map(({ block, label, period }, index) => [block, pseudoEntry({ path, label, date: dayOf(period), index })]),
  );
}

function pseudoEntry({
  path,
  label,
  date,
  index,
}: {
  path: string;
  label: string;
  date: string;
  index: number;
}): EntryFile {
  const stem = String(index).padStart(6, "0");
  return {
    path,
    stem,
    page: `${path}#${stem}`,
    date,
    title: label,
    description: "",
    category: "",
    type: "",
    tags: [],
    body: "",
  };
}

function dayOf({ year, month = 0, day = 0 }: Period): string {
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

function labelFindings({ path, text, blocks, lines }: ListPage): WiringFinding[] {
  const seen = new Map<string, { line: number; text: string }>();
  const findings: WiringFinding[] = [];
  for (const block of blocks) {
    if (block.kind !== "update" || block.tag === undefined) continue;
    const label = attributeOf(block.tag, "label");
    const place = placeOf(path, lines, label ?? { start: block.tag.start, end: block.tag.start + 1 });
    if (label === undefined || label.text === "") {
      const message =
        "Unexpected update without a label, expected one: it is the heading and the anchor of the update.";
      findings.push(findingForPeople({ code: "wrong-label", site: "index", place, message, fix: "Add a label." }));
      continue;
    }
    if (label.text === undefined) continue;
    if (isImpossibleDay(label.text)) {
      const message = `Unexpected label "${label.text}", expected a day that the calendar knows.`;
      findings.push(findingForPeople({ code: "wrong-label", site: "index", place, message, fix: "Correct the date." }));
    }
    const own = text.slice(block.start, block.end);
    const first = seen.get(label.text);
    if (first === undefined) seen.set(label.text, { line: place.startLine, text: own });
    else {
      const message = `Unexpected second label "${label.text}", expected each once: both updates get one anchor and one RSS id (first on line ${first.line}).`;
      findings.push(
        findingForPeople({
          code: "duplicate",
          site: "index",
          place,
          message,
          fix: first.text === own ? "Remove one of the two: they are the same." : "Give one of the two another label.",
        }),
      );
    }
  }
  return findings;
}

function notListed({ path, navigation }: UpdateList): WiringFinding {
  const message = `Unexpected page outside of the navigation, expected it in ${navigation}.`;
  return {
    ...finding({
      code: "missing",
      site: "navigation",
      place: { path, startLine: 1, endLine: 1 },
      message,
      fix: `Add the page to ${navigation}.`,
    }),
    writable: false,
  };
}
