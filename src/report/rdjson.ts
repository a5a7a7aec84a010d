import type { Outcome, Report, TruthReport, WiringFinding } from "../types/index.ts";
import { viewForOwner } from "./audience.ts";
import { plainText } from "./phrase.ts";
import { visibleLine } from "./visible-text.ts";

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
  const wiring = "verdict" in report ? (report.wiring ?? []) : [];
  return written([...diagnostics, ...wiring.map(wiringDiagnostic)]);
}

/** Differences in the wiring as diagnostics, with the new line where one suffices. */
export function wiringDiagnostics(findings: readonly WiringFinding[]): string {
  return written(findings.map(wiringDiagnostic));
}

function wiringDiagnostic({ place, code, message, fix, suggestion }: WiringFinding): unknown {
  const column = place.startColumn === undefined ? {} : { column: place.startColumn };
  const range = { start: { line: place.startLine, ...column }, end: { line: place.endLine } };
  return {
    message: visibleLine(`${message} ${fix}`, 500),
    location: { path: place.path, range },
    severity: "ERROR",
    code: { value: `wiring/${code}` },
    ...(suggestion === undefined ? {} : { suggestions: [suggested(suggestion)] }),
  };
}

/** Whole lines: from the start of the first to the start of the line after the last. */
function suggested({ startLine, endLine, text }: NonNullable<WiringFinding["suggestion"]>): unknown {
  return { range: { start: { line: startLine, column: 1 }, end: { line: endLine + 1, column: 1 } }, text: `${text}\n` };
}

function written(diagnostics: readonly unknown[]): string {
  return `${JSON.stringify({ source: { name: "docs-verdict" }, diagnostics }, null, 2)}\n`;
}
