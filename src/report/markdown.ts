import type { Report, TruthReport } from "../types/index.ts";
import { type View, viewForOwner, viewForReaders } from "./audience.ts";
import { claimsTable, confirmedSection } from "./claims-section.ts";
import { decisionsSection } from "./decisions-section.ts";
import { heading, markdownOf, paragraph, text } from "./nodes.ts";
import {
  changedSection,
  countsSentence,
  footer,
  historySection,
  nextSection,
  referencesSection,
  signalsSection,
  verdictLine,
} from "./sections.ts";
import { wiringSection } from "./wiring-section.ts";

const everything = { rows: 5000, snippets: 500 };

/** The whole report for the job summary: what the readers of the docs repository may see, and no more. */
export function renderSummary(report: Report): string {
  return fullReport(report, viewForReaders(report));
}

/** The whole report as Markdown for the person who ran the tool. */
export function renderMarkdown(report: TruthReport | Report): string {
  const view = viewForOwner();
  if ("verdict" in report) return fullReport(report, view);
  return markdownOf([
    heading(2, text("Claims checked against the source")),
    paragraph(text(countsSentence(report))),
    ...claimsTable(report, view, everything),
    ...confirmedSection(report, view, everything),
  ]);
}

function fullReport(report: Report, view: View): string {
  return markdownOf([
    ...verdictLine(report),
    ...changedSection(report, view),
    ...nextSection(report, view),
    ...wiringSection(report),
    ...claimsTable(report, view, everything),
    ...confirmedSection(report, view, everything),
    ...signalsSection(report, view),
    ...referencesSection(report),
    ...decisionsSection(report, view),
    ...historySection(report, view),
    ...footer(report),
  ]);
}
