import type { Finding, Outcome, Report, TruthReport, WiringFinding } from "../types/index.ts";
import { viewForOwner } from "./audience.ts";
import { plainText } from "./phrase.ts";
import { visibleLine } from "./visible-text.ts";

/** SARIF levels; a confirmed claim is no result (https://docs.oasis-open.org/sarif/sarif/v2.1.0/). */
const levels: Partial<Record<Outcome, "error" | "warning" | "note">> = {
  contradicted: "error",
  ambiguous: "warning",
  unverifiable: "note",
};

/** SARIF 2.1.0 for code scanning: one result for each claim that is not confirmed, identified by the claim, not by its line. */
export function renderSarif(report: TruthReport | Report): string {
  return logOf(report.findings, "verdict" in report ? (report.wiring ?? []) : []);
}

/** The same of differences in the wiring alone. */
export function wiringSarif(wiring: readonly WiringFinding[]): string {
  return logOf([], wiring);
}

function logOf(findings: readonly Finding[], wiring: readonly WiringFinding[]): string {
  const kinds = [...new Set(findings.map(({ claim }) => claim.kind))].sort();
  const codes = [...new Set(wiring.map(({ code }) => code))].sort();
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "docs-verdict",
            rules: [
              ...kinds.map((id) => ({ id, shortDescription: { text: `Claims of kind ${id}` } })),
              ...codes.map((code) => ({
                id: `wiring/${code}`,
                shortDescription: { text: `Changelog wiring: ${code}` },
              })),
            ],
          },
        },
        results: [...findings.flatMap(resultOf), ...wiring.map(wiringResult)],
        columnKind: "utf16CodeUnits",
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function resultOf(finding: Finding): readonly unknown[] {
  const { claim, outcome } = finding;
  const level = levels[outcome];
  if (level === undefined) return [];
  const { path, startLine, startColumn, endLine, endColumn } = claim.place;
  return [
    {
      ruleId: claim.kind,
      level,
      message: { text: plainText(viewForOwner().why(finding)) },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: relativeUri(path) },
            region: { startLine, startColumn, endLine, endColumn },
          },
        },
      ],
      partialFingerprints: { "claim/v1": claim.id },
    },
  ];
}

function wiringResult({ place, code, entry, message, fix }: WiringFinding): unknown {
  const { path, startLine, endLine } = place;
  return {
    ruleId: `wiring/${code}`,
    level: "error",
    message: { text: visibleLine(`${message} ${fix}`, 500) },
    locations: [{ physicalLocation: { artifactLocation: { uri: relativeUri(path) }, region: { startLine, endLine } } }],
    partialFingerprints: { "wiring/v1": [code, path, entry].filter((part) => part !== undefined).join(" ") },
  };
}

function relativeUri(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}
