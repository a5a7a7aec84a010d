import { buildReport, buildTruthReport } from "../../src/report/report.ts";
import type {
  Finding,
  Ledger,
  Outcome,
  Report,
  VerdictReason,
  VerdictValue,
  Visibility,
} from "../../src/types/index.ts";

/** Words that a report repeats from elsewhere; each field of the world takes one. */
export type Words = {
  /** Of the docs pull request: everybody who reads it has read them. */
  readonly docs: string;
  /** Of the engineering repository. */
  readonly source: string;
};

/** What a report says, beside the words. */
export type Shape = {
  readonly verdict: VerdictValue;
  readonly reasons: readonly VerdictReason[];
  readonly outcomes: readonly Outcome[];
  readonly docs: Visibility;
  readonly source: Visibility;
};

const codes = {
  contradicted: "slot-holds-other",
  ambiguous: "several-places-differ",
  unverifiable: "only-in-comment",
  confirmed: "confirmed",
} as const satisfies Record<Outcome, string>;

/** A finding whose every word is one of the words. */
export function findingOf(
  index: number,
  outcome: Outcome,
  { words, source }: { words: Words; source: Visibility },
): Finding {
  const line = index + 3;
  const place = { path: "changelog/tokens.mdx", startLine: line, startColumn: 1, endLine: line, endColumn: 9 };
  return {
    claim: {
      id: `c${index}`,
      kind: "http-header",
      value: `${words.docs} ${index}`,
      qualifiers: {},
      polarity: "present",
      ownership: { owner: "project" },
      quote: words.docs,
      place: { ...place, startOffset: line * 100, endOffset: line * 100 + 8 },
      rule: "http-header",
    },
    outcome,
    reason: { code: codes[outcome], data: { values: words.source, why: words.source, via: words.source } },
    evidence: [
      {
        fact: {
          role: "header-read",
          value: words.source,
          scope: {},
          place: { path: `src/${words.source}.ts`, startLine: 9, endLine: 11 },
          blob: "b".repeat(40),
          strength: "code",
          via: [words.source],
          snippet: `const header = "${words.source}";\nread(header);`,
        },
        repository: `acme/${words.source}`,
        commit: "c".repeat(40),
        permalink: `https://github.com/acme/eng/blob/${"c".repeat(40)}/${encodeURIComponent(words.source.replace(/[^\w ]/g, "").slice(0, 40))}#L9-L11`,
        visibility: source,
      },
    ],
    ...(outcome === "contradicted" ? { actual: words.source, suggestion: words.source } : {}),
  };
}

/** A report in which the words stand wherever a world can put them. */
export function reportOf(words: Words, shape: Partial<Shape> = {}): Report {
  const {
    outcomes = ["contradicted", "ambiguous", "unverifiable", "confirmed"],
    docs = "public",
    source = "public",
  } = shape;
  const verdict = shape.verdict ?? "blocked";
  const place = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2, startOffset: 0, endOffset: 1 };
  const findings = outcomes.map((outcome, index) => findingOf(index, outcome, { words, source }));
  const truth = buildTruthReport({
    sources: [{ repository: "acme/eng", commit: "c".repeat(40), visibility: source, filesSearched: 12 }],
    documents: [],
    findings,
  });
  const path = "changelog/tokens.mdx";
  const problem = { code: "syntax", message: words.docs, place: { path, ...place } } as const;
  const page = { path, framework: "mintlify", fragments: 4, claims: findings.length, problems: [problem] };
  const parts = {
    pull: pullOf(words, docs),
    verdict: { value: verdict, reasons: shape.reasons ?? reasonsOf(words, verdict) },
    signals: [
      {
        subject: `acme/${words.source}#7`,
        kind: "merged",
        state: "unsatisfied",
        makes: "blocked",
        evidence: [],
        reason: { code: "not-on-default-branch", data: { baseBranch: words.source, defaultBranch: words.source } },
      },
    ],
    references: {
      taken: [
        { kind: "pull", key: "acme/eng#12", role: "primary", foundIn: words.docs, quote: words.docs },
        { kind: "pull", key: `acme/${words.source}#7`, role: "follow-up", foundIn: "discovered", quote: words.source },
      ],
      ignored: [{ quote: words.docs, foundIn: "body", reason: words.docs }],
    },
    ledger: ledgerOf(words),
    configDigest: "0123456789ab",
    toolVersion: "1.2.3",
  } as const;
  return { ...buildReport(truth, parts), documents: [page] };
}

function pullOf({ docs }: Words, visibility: Visibility): Parameters<typeof buildReport>[1]["pull"] {
  return {
    repository: "acme/docs",
    number: 152,
    url: "https://github.com/acme/docs/pull/152",
    title: docs,
    body: docs,
    author: "ada",
    state: "open",
    draft: false,
    headCommit: "a".repeat(40),
    baseCommit: "b".repeat(40),
    baseBranch: "main",
    labels: [],
    visibility,
    commits: [],
    comments: [],
    filesComplete: true,
  };
}

function reasonsOf({ source }: Words, verdict: VerdictValue): readonly VerdictReason[] {
  if (verdict === "live") {
    const next = { code: "merge-docs", data: {} };
    return [{ code: "claims-confirmed", data: { confirmed: "4" }, subject: "claims", verdict, next }];
  }
  const open = { code: "open", data: {}, subject: "acme/eng#12", verdict, next: { code: "merge-pull", data: {} } };
  const elsewhere = {
    code: "reverted",
    data: { by: source, scope: source, environments: source },
    subject: `acme/${source}#7`,
    verdict,
    next: { code: "merge-to-default-branch", data: {} },
  };
  return [open, elsewhere];
}

function ledgerOf({ source }: Words): Ledger {
  const at = "2026-06-10T12:00:00Z";
  return {
    schemaVersion: 1,
    entries: [{ key: `acme/${source}#7`, role: "follow-up", foundIn: "discovered", recordedAt: at }],
    transitions: [
      { at, to: "unknown", cause: "acme/eng#12 unavailable" },
      { at: "2026-06-11T12:00:00Z", from: "unknown", to: "blocked", cause: `acme/${source}#7 reverted` },
    ],
    dismissals: [],
  };
}
