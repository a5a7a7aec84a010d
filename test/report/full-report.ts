import type { Finding, Outcome, Report, Visibility } from "../../src/types/index.ts";
import { outcomes } from "../../src/types/index.ts";

const commit = "c".repeat(40);

/** Words for every place of a report that holds text from elsewhere: what the docs say, and what only the source says. */
export type Words = { readonly docs: string; readonly source: string };

/** A report in which every kind of text from elsewhere appears in every place that can hold it. */
export function fullReport(words: Words, seen: { readonly docs: Visibility; readonly source: Visibility }): Report {
  const findings = outcomes.map((outcome, index) => findingOf(outcome, index, { words, visibility: seen.source }));
  const { docs, source } = words;
  const work = "acme/engine#5";
  return {
    schemaVersion: 1,
    sources: [{ repository: "acme/engine", commit, visibility: seen.source, filesSearched: 3 }],
    documents: [
      {
        path: docs,
        framework: "mintlify",
        fragments: 1,
        claims: 4,
        problems: [{ code: "syntax", message: docs, place: placeOf(docs, 0) }],
      },
    ],
    findings,
    summary: { confirmed: 1, contradicted: 1, ambiguous: 1, unverifiable: 1 },
    kinds: { "http-header": { confirmed: 1, contradicted: 1, ambiguous: 1, unverifiable: 1 } },
    pull: {
      repository: "acme/docs",
      number: 7,
      url: "https://github.com/acme/docs/pull/7",
      title: docs,
      headCommit: commit,
      visibility: seen.docs,
    },
    verdict: {
      value: "blocked",
      reasons: [
        reasonOf("reverted", work, { by: source }),
        reasonOf("not-on-default-branch", work, { baseBranch: source, defaultBranch: source }),
        reasonOf("flag-off", `flag:any/${docs}`, { environments: source }),
      ],
    },
    signals: [
      {
        subject: work,
        kind: "merged",
        state: "unsatisfied",
        makes: "blocked",
        reason: { code: "reverted", data: { by: source } },
        evidence: [{ kind: "pull", key: work, status: "found", observedAt: "2026-05-01T00:00:00Z" }],
      },
    ],
    references: {
      taken: [
        { kind: "pull", key: work, role: "primary", foundIn: docs, quote: docs },
        { kind: "pull", key: `acme/engine#${source}`, role: "child", foundIn: "discovered", quote: source },
      ],
      ignored: [{ quote: docs, foundIn: docs, reason: "it is inside code" }],
    },
    ledger: {
      schemaVersion: 1,
      entries: [
        {
          key: "hold:1",
          role: "blocker",
          foundIn: "comment by ada",
          recordedAt: "2026-05-01T00:00:00Z",
          note: docs,
          resolved: { by: "release", login: docs, reason: docs, headCommit: commit, at: "2026-05-02T00:00:00Z" },
        },
      ],
      transitions: [{ at: "2026-05-01", from: "live", to: "blocked", cause: `${work} reverted` }],
      dismissals: [
        { claim: "0001aaaabbbb", login: docs, reason: docs, headCommit: commit, at: "2026-05-02T00:00:00Z" },
      ],
    },
    changed: { at: "2026-05-01", from: "live", to: "blocked", cause: `${work} reverted` },
    wiring: [
      {
        code: "missing",
        site: "index",
        place: { path: docs, startLine: 3, endLine: 3 },
        message: docs,
        fix: docs,
        writable: true,
        blocks: false,
      },
    ],
    configDigest: "abc",
    toolVersion: "0.1.0",
  };
}

function reasonOf(
  code: string,
  subject: string,
  data: Readonly<Record<string, string>>,
): Report["verdict"]["reasons"][number] {
  return { verdict: "blocked", subject, code, data, next: { code: "merge-pull", data: {} } };
}

function placeOf(path: string, startOffset: number): Finding["claim"]["place"] {
  return { path, startLine: 3, startColumn: 1, endLine: 3, endColumn: 9, startOffset, endOffset: startOffset + 8 };
}

function findingOf(
  outcome: Outcome,
  index: number,
  { words, visibility }: { readonly words: Words; readonly visibility: Visibility },
): Finding {
  const { docs, source } = words;
  const fact = {
    kind: "http-header",
    value: source,
    role: "header-read",
    place: placeOf(source, 0),
    blob: commit,
    strength: "code",
    snippet: source,
    scope: { in: source },
    via: [source],
  } as const;
  return {
    claim: {
      id: `${index}001aaaabbbb`,
      kind: "http-header",
      value: `${docs} ${index}`,
      qualifiers: { subject: docs },
      polarity: "present",
      quote: docs,
      sentence: docs,
      place: placeOf(docs, index),
      rule: "http-header",
      ownership: { owner: "project", reason: docs },
    },
    outcome,
    reason:
      outcome === "contradicted" ? { code: "near-name", data: { values: source } } : { code: "not-found", data: {} },
    evidence:
      outcome === "unverifiable"
        ? []
        : [
            {
              fact,
              repository: "acme/engine",
              commit,
              permalink: `https://github.com/acme/engine/blob/${commit}/${encodeURIComponent(source)}`,
              visibility,
            },
          ],
    ...(outcome === "contradicted" ? { actual: source, suggestion: source } : {}),
  };
}
