import {
  type ClaimKind,
  type Counts,
  type DocsPull,
  type Document,
  type DocumentReport,
  type Finding,
  type Ledger,
  outcomes,
  type ReferenceList,
  type Report,
  type Signal,
  type SourceCommit,
  type Transition,
  type TruthReport,
  type Verdict,
  type WiringFinding,
} from "../types/index.ts";

/** What a truth report is made of. */
export type TruthParts = {
  readonly sources: readonly SourceCommit[];
  readonly documents: readonly Document[];
  readonly findings: readonly Finding[];
};

/** What a full report is made of, beside its truth. */
export type ReadinessParts = {
  readonly pull: DocsPull;
  readonly verdict: Verdict;
  readonly signals: readonly Signal[];
  readonly notChecked?: readonly string[];
  readonly references: ReferenceList;
  readonly ledger: Ledger;
  readonly wiring?: readonly WiringFinding[];
  readonly changed?: Transition;
  readonly configDigest: string;
  readonly toolVersion: string;
};

/** Puts findings into a report: pages by path, findings by place, each listed once, whatever the order they came in. */
export function buildTruthReport(parts: TruthParts): TruthReport {
  const identity = ({ claim }: Finding): string => `${claim.id} ${claim.place.startOffset} ${claim.value}`;
  const findings = [...new Map(parts.findings.map((finding) => [identity(finding), finding])).values()].sort(byPlace);
  const kinds: Partial<Record<ClaimKind, Counts>> = {};
  for (const kind of [...new Set(findings.map(({ claim }) => claim.kind))].sort()) {
    kinds[kind] = countOutcomes(findings.filter(({ claim }) => claim.kind === kind));
  }
  return {
    schemaVersion: 1,
    sources: [...parts.sources].sort((a, b) => compare(a.repository, b.repository) || compare(a.commit, b.commit)),
    documents: parts.documents.map((page) => documentReport(page, findings)).sort((a, b) => compare(a.path, b.path)),
    findings,
    summary: countOutcomes(findings),
    kinds,
  };
}

/** Adds the verdict of a docs pull request to its truth; the order of reasons is the verdict's. */
export function buildReport(truth: TruthReport, parts: ReadinessParts): Report {
  const { repository, number, url, title, headCommit, visibility, changedConfig } = parts.pull;
  return {
    ...truth,
    pull: {
      ...{ repository, number, url, title, headCommit, visibility },
      ...(changedConfig === undefined ? {} : { changedConfig }),
    },
    verdict: parts.verdict,
    signals: [...parts.signals].sort(
      (a, b) => compare(a.kind, b.kind) || compare(a.subject, b.subject) || compare(a.reason.code, b.reason.code),
    ),
    ...(parts.notChecked === undefined ? {} : { notChecked: parts.notChecked }),
    references: parts.references,
    ledger: parts.ledger,
    ...(parts.wiring === undefined ? {} : { wiring: parts.wiring }),
    ...(parts.changed === undefined ? {} : { changed: parts.changed }),
    configDigest: parts.configDigest,
    toolVersion: parts.toolVersion,
  };
}

/** How many findings have each outcome. */
export function countOutcomes(findings: readonly Pick<Finding, "outcome">[]): Counts {
  const counts = { confirmed: 0, contradicted: 0, ambiguous: 0, unverifiable: 0 };
  for (const { outcome } of findings) counts[outcome] += 1;
  return counts;
}

/** Findings as people read them: what is wrong first, then by place. */
export function bySeverity(a: Pick<Finding, "outcome" | "claim">, b: Pick<Finding, "outcome" | "claim">): number {
  return outcomes.indexOf(a.outcome) - outcomes.indexOf(b.outcome) || byPlace(a, b);
}

function byPlace(a: Pick<Finding, "claim">, b: Pick<Finding, "claim">): number {
  return (
    compare(a.claim.place.path, b.claim.place.path) ||
    a.claim.place.startOffset - b.claim.place.startOffset ||
    compare(a.claim.kind, b.claim.kind) ||
    compare(a.claim.value, b.claim.value) ||
    compare(a.claim.id, b.claim.id)
  );
}

function documentReport(page: Document, findings: readonly Finding[]): DocumentReport {
  return {
    path: page.path,
    framework: page.framework,
    fragments: page.fragments.length,
    claims: findings.filter(({ claim }) => claim.place.path === page.path).length,
    problems: page.problems,
  };
}

/** By code unit: the same order under every locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
