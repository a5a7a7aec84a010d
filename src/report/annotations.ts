import type { Annotation, Outcome, Report } from "../types/index.ts";
import { viewForReaders } from "./audience.ts";
import { plainText } from "./phrase.ts";
import { countsSentence } from "./sections.ts";
import { visibleLine } from "./visible-text.ts";
import { wiringAnnotations } from "./wiring-section.ts";
import { verdictWords } from "./words.ts";

/** Outcomes that are shown on their lines; a confirmed claim needs nobody's attention. */
const levels: Partial<Record<Outcome, Annotation["level"]>> = { contradicted: "failure", ambiguous: "warning" };

/** What to show on the lines of the docs, in the order of the pages: contradictions, doubts, and pages that could not be read. */
export function annotationsOf(report: Report): readonly Annotation[] {
  const view = viewForReaders(report);
  const findings = report.findings.flatMap((finding): Annotation[] => {
    const level = levels[finding.outcome];
    const { path, startLine, endLine } = finding.claim.place;
    if (level === undefined) return [];
    return [
      {
        path,
        startLine,
        endLine,
        level,
        title: `${finding.claim.kind}: ${finding.outcome}`,
        message: plainText(view.why(finding)),
      },
    ];
  });
  const problems = report.documents.flatMap((page) =>
    page.problems.map(
      ({ message, place }): Annotation => ({
        path: page.path,
        startLine: place.startLine,
        endLine: place.endLine,
        level: "failure",
        title: "This page could not be read",
        message: visibleLine(message, 500),
      }),
    ),
  );
  return [...findings, ...wiringAnnotations(report), ...problems];
}

/** The verdict as the title of a check: word, first reason or what it means, counts. */
export function titleOf(report: Report): string {
  const { word, meaning } = verdictWords[report.verdict.value];
  const [first, ...others] = report.verdict.reasons.filter(({ verdict }) => verdict !== "live");
  if (first === undefined) return `${word}: ${meaning}. ${countsSentence(report)}`;
  const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
  return `${word}: ${plainText(viewForReaders(report).reason(first))}${more}. ${countsSentence(report)}`;
}
