import type { Finding, Report, TruthReport } from "../types/index.ts";
import { viewForOwner } from "./audience.ts";
import { plainText } from "./phrase.ts";

/** The machine-readable report: the contract of `--format json`, for the person who ran the tool; ends in a line end. */
export function renderJson(report: TruthReport | Report): string {
  const [source] = report.sources;
  const truth = {
    schemaVersion: report.schemaVersion,
    source:
      source === undefined
        ? null
        : { repo: source.repository, commit: source.commit, filesSearched: source.filesSearched },
    sources: report.sources.map(({ repository, commit, filesSearched, notChecked }) => ({
      repo: repository,
      commit,
      filesSearched,
      ...(notChecked === undefined ? {} : { notChecked }),
    })),
    documents: report.documents,
    claims: report.findings.map(claimOf),
    summary: report.summary,
    kinds: report.kinds,
  };
  return `${JSON.stringify("verdict" in report ? { ...truth, ...readinessOf(report) } : truth, null, 2)}\n`;
}

function claimOf(finding: Finding): Readonly<Record<string, unknown>> {
  const { claim, outcome, reason, actual, suggestion, evidence } = finding;
  const { path, startLine, startColumn, endLine, endColumn } = claim.place;
  const view = viewForOwner();
  return {
    id: claim.id,
    kind: claim.kind,
    value: claim.value,
    polarity: claim.polarity,
    qualifiers: claim.qualifiers,
    ownership: claim.ownership,
    quote: claim.quote,
    sentence: claim.sentence,
    place: { path, startLine, startColumn, endLine, endColumn },
    outcome,
    reason,
    message: plainText(view.why(finding)),
    ...(actual === undefined ? {} : { actual }),
    ...(suggestion === undefined ? {} : { suggestion }),
    evidence: evidence.map(({ fact, permalink, repository, commit }) => ({
      path: fact.place.path,
      startLine: fact.place.startLine,
      endLine: fact.place.endLine,
      strength: fact.strength,
      role: fact.role,
      value: fact.value,
      via: fact.via,
      repository,
      commit,
      ...(permalink === undefined ? {} : { permalink }),
      snippet: fact.snippet,
    })),
  };
}

function readinessOf({
  pull,
  verdict,
  signals,
  references,
  ledger,
  wiring,
  changed,
  configDigest,
  toolVersion,
}: Report): Readonly<Record<string, unknown>> {
  return {
    pull,
    verdict,
    signals,
    references,
    ledger,
    ...(wiring === undefined ? {} : { wiring }),
    ...(changed === undefined ? {} : { changed }),
    configDigest,
    toolVersion,
  };
}
