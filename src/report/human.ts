import type { Finding, Outcome, Report, TruthReport, VerdictValue } from "../types/index.ts";
import { viewForOwner } from "./audience.ts";
import { nextSentence } from "./message.ts";
import { plainText } from "./phrase.ts";
import { bySeverity } from "./report.ts";
import { countsSentence } from "./sections.ts";
import { visibleLine } from "./visible-text.ts";
import { outcomeWords, verdictWords } from "./words.ts";

/** Colours of a terminal; a shell passes functions that do nothing when colours are off. */
export type Paint = (colour: "red" | "green" | "yellow" | "blue" | "dim" | "bold", text: string) => string;

/** How outcomes and verdicts are coloured; the word always stands beside the colour. */
const outcomeColours = {
  contradicted: "red",
  ambiguous: "yellow",
  unverifiable: "dim",
  confirmed: "green",
} as const satisfies Record<Outcome, string>;
const verdictColours = {
  live: "green",
  staged: "blue",
  pending: "yellow",
  blocked: "red",
  unknown: "dim",
} as const satisfies Record<VerdictValue, string>;

/** The report for a terminal: verdict and next steps, then findings by page, then the counts. */
export function renderHuman(report: TruthReport | Report, paint: Paint): string {
  const blocks = [
    "verdict" in report ? verdictBlock(report, paint) : "",
    "verdict" in report ? wiringBlock(report, paint) : "",
    ...report.documents.map((page) => pageBlock(page, report, paint)),
    summaryBlock(report, paint),
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function verdictBlock(report: Report, paint: Paint): string {
  const { icon, word, meaning } = verdictWords[report.verdict.value];
  const view = viewForOwner();
  const head = `${icon} ${paint(verdictColours[report.verdict.value], paint("bold", word))} ${visibleLine(report.pull.repository)}#${report.pull.number} – ${meaning}`;
  const reasons = report.verdict.reasons.map((reason) => {
    const line = `  ${reason.verdict.padEnd(8)} ${plainText(view.reason(reason))}`;
    return reason.verdict === "live"
      ? paint("dim", line)
      : `${line}\n           ${paint("dim", `→ ${plainText(nextSentence(reason))}`)}`;
  });
  return [head, ...reasons].join("\n");
}

function wiringBlock({ wiring = [] }: Report, paint: Paint): string {
  const lines = wiring.map(
    ({ place, message, fix }) =>
      `  ${visibleLine(place.path)}:${place.startLine}  ${visibleLine(message, 300)}\n      ${paint("dim", `→ ${visibleLine(fix, 300)}`)}`,
  );
  return lines.length === 0 ? "" : [paint("bold", "Changelog wiring"), ...lines].join("\n");
}

function pageBlock(page: TruthReport["documents"][number], report: TruthReport, paint: Paint): string {
  const findings = report.findings.filter(({ claim }) => claim.place.path === page.path).sort(bySeverity);
  const problems = page.problems.map(
    ({ message, place }) =>
      `  ${paint("yellow", "problem")}      ${place.startLine}:${place.startColumn}  ${visibleLine(message)}`,
  );
  if (findings.length + problems.length === 0) return "";
  return [
    paint("bold", visibleLine(page.path)),
    ...problems,
    ...findings.map((finding) => findingLines(finding, paint)),
  ].join("\n");
}

function findingLines(finding: Finding, paint: Paint): string {
  const view = viewForOwner();
  const { claim, outcome } = finding;
  const { word } = outcomeWords[outcome];
  const at = `${claim.place.startLine}:${claim.place.startColumn}`;
  const head = `  ${paint(outcomeColours[outcome], word.padEnd(12))} ${at.padEnd(7)} ${claim.kind.padEnd(15)} ${visibleLine(claim.value, 70)}`;
  return `${head}\n               ${paint("dim", plainText(view.why(finding)))}`;
}

function summaryBlock(report: TruthReport, paint: Paint): string {
  const where = report.sources.map(
    ({ repository, commit, filesSearched }) =>
      `${visibleLine(repository)} at ${commit.slice(0, 12)} (${filesSearched} files)`,
  );
  return [
    paint("bold", countsSentence(report)),
    where.length === 0 ? "No source was searched." : paint("dim", `Searched ${where.join(", ")}.`),
    ...report.sources.flatMap(({ notChecked = [] }) =>
      notChecked.length === 0 ? [] : [paint("dim", `Not checked: ${unreadText(notChecked)}.`)],
    ),
  ].join("\n");
}

/** Files named on one line; the others are counted. */
const mostNamed = 5;

function unreadText(files: readonly { readonly path: string; readonly reason: string }[]): string {
  const named = files.slice(0, mostNamed).map(({ path, reason }) => `${visibleLine(path)} (${visibleLine(reason)})`);
  const more = files.length - named.length;
  return [...named, ...(more > 0 ? [`${more} more`] : [])].join(", ");
}
