import type { Finding, Report, TruthReport } from "../types/index.ts";
import { type Cited, viewForOwner } from "./audience.ts";
import { nextSentence } from "./message.ts";
import { escapeHtml } from "./nodes.ts";
import type { Phrase } from "./phrase.ts";
import { bySeverity } from "./report.ts";
import { countsSentence } from "./sections.ts";
import { safeUrl } from "./untrusted.ts";
import { visibleBlock, visibleLine } from "./visible-text.ts";
import { outcomeWords, verdictWords } from "./words.ts";

const style = `:root{color-scheme:light dark;--line:#8884;--dim:#777;--bad:#cf222e;--good:#1a7f37;--doubt:#9a6700}
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid var(--line)}
code,pre{font:13px/1.45 ui-monospace,monospace}pre{overflow-x:auto;background:#8881;padding:.6rem;border-radius:6px}
.contradicted{color:var(--bad)}.confirmed{color:var(--good)}.ambiguous{color:var(--doubt)}.unverifiable,.dim{color:var(--dim)}
.scroll{overflow-x:auto}`;

/** The report as one page without scripts, for the person who ran the tool; it needs no network and works under a strict policy. */
export function renderHtml(report: TruthReport | Report): string {
  const title =
    "verdict" in report
      ? `${verdictWords[report.verdict.value].word}: ${report.pull.repository}#${report.pull.number}`
      : "Claims checked against the source";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(visibleLine(title))}</title>
<style>${style}</style>
</head>
<body>
<main>
${"verdict" in report ? verdictPart(report) : `<h1>${escapeHtml(title)}</h1>`}
<p>${escapeHtml(countsSentence(report))}</p>
${"verdict" in report ? wiringPart(report) : ""}
${report.documents.map((page) => pagePart(page.path, report)).join("\n")}
${sourcePart(report)}
</main>
</body>
</html>
`;
}

function verdictPart(report: Report): string {
  const { icon, word, meaning } = verdictWords[report.verdict.value];
  const view = viewForOwner();
  const rows = report.verdict.reasons.map(
    (reason) =>
      `<tr><td>${reason.verdict}</td><td>${phraseHtml(view.reason(reason))}</td><td>${phraseHtml(nextSentence(reason))}</td></tr>`,
  );
  return `<h1>${icon} Verdict: ${word}</h1>
<p>${escapeHtml(visibleLine(report.pull.repository))}#${report.pull.number}: ${escapeHtml(meaning)}.</p>
<h2>Why, and what to do next</h2>
<div class="scroll"><table><thead><tr><th>Makes</th><th>Why</th><th>Next</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}

function wiringPart({ wiring = [] }: Report): string {
  if (wiring.length === 0) return "";
  const rows = wiring.map(
    ({ place, message, fix }) =>
      `<tr><td><code>${escapeHtml(visibleLine(place.path))}:${place.startLine}</code></td><td>${escapeHtml(visibleLine(message, 300))}</td><td>${escapeHtml(visibleLine(fix, 300))}</td></tr>`,
  );
  return `<h2>Changelog wiring</h2>
<div class="scroll"><table><thead><tr><th>Line</th><th>Why</th><th>Next</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}

function pagePart(path: string, report: TruthReport): string {
  const findings = report.findings.filter(({ claim }) => claim.place.path === path).sort(bySeverity);
  if (findings.length === 0) return "";
  return `<h2><code>${escapeHtml(visibleLine(path))}</code></h2>
<div class="scroll"><table><thead><tr><th>Line</th><th>Claim</th><th>Kind</th><th>Outcome</th><th>Why</th></tr></thead><tbody>${findings.map(findingRow).join("")}</tbody></table></div>`;
}

function findingRow(finding: Finding): string {
  const { claim, outcome } = finding;
  const view = viewForOwner();
  const { icon, word } = outcomeWords[outcome];
  const snippets = (view.cited(finding) ?? []).slice(0, 3).map(citedHtml).join("");
  return `<tr><td>${claim.place.startLine}</td><td><code>${escapeHtml(visibleLine(claim.value, 120))}</code></td><td>${claim.kind}</td><td class="${outcome}">${icon} ${word}</td><td>${phraseHtml(view.why(finding))}${snippets}</td></tr>`;
}

function citedHtml({ at, permalink, snippet }: Cited): string {
  const url = permalink === undefined ? undefined : safeUrl(permalink);
  const place = `<code>${escapeHtml(visibleLine(at))}</code>`;
  const summary = url === undefined ? place : `<a href="${escapeHtml(url)}">${place}</a>`;
  return `<details><summary>${summary}</summary><pre>${escapeHtml(visibleBlock(snippet, 2000))}</pre></details>`;
}

function phraseHtml(phrase: Phrase): string {
  return phrase
    .map((piece) =>
      typeof piece === "string" ? escapeHtml(piece) : `<code>${escapeHtml(visibleLine(piece.quoted))}</code>`,
    )
    .join("");
}

function sourcePart({ sources }: TruthReport): string {
  const rows = sources.map(
    ({ repository, commit, filesSearched }) =>
      `<tr><td>${escapeHtml(visibleLine(repository))}</td><td><code>${commit}</code></td><td>${filesSearched}</td></tr>`,
  );
  if (rows.length === 0) return '<p class="dim">No source was searched.</p>';
  return `<h2>Searched</h2><div class="scroll"><table><thead><tr><th>Repository</th><th>Commit</th><th>Files</th></tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}
