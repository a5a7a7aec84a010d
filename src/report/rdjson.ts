import type { Outcome, Report, TruthReport } from "../types/index.ts";
import { viewForOwner } from "./audience.ts";
import { plainText } from "./phrase.ts";

const severities: Partial<Record<Outcome, "ERROR" | "WARNING" | "INFO">> = {
  contradicted: "ERROR",
  ambiguous: "WARNING",
  unverifiable: "INFO",
};

/** Diagnostics for reviewdog, with the replacement where one is known (https://github.com/reviewdog/reviewdog/tree/master/proto/rdf). */
export function renderRdjson(report: TruthReport | Report): string {
  const view = viewForOwner();
  const diagnostics = report.findings.flatMap((finding) => {
    const { claim, outcome } = finding;
    const severity = severities[outcome];
    if (severity === undefined) return [];
    const { path, startLine, startColumn, endLine, endColumn } = claim.place;
    const range = { start: { line: startLine, column: startColumn }, end: { line: endLine, column: endColumn } };
    const suggestion = view.suggestion(finding);
    return [
      {
        message: plainText(view.why(finding)),
        location: { path, range },
        severity,
        code: { value: claim.kind },
        ...(suggestion === undefined ? {} : { suggestions: [{ range, text: suggestion }] }),
      },
    ];
  });
  return `${JSON.stringify({ source: { name: "docs-verdict" }, diagnostics }, null, 2)}\n`;
}
