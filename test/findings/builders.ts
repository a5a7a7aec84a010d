import { judge } from "../../src/findings/judge.ts";
import type {
  Claim,
  ClosedList,
  EvidenceOf,
  Fact,
  Finding,
  Proof,
  Rule,
  SourceCommit,
  SourceFacts,
} from "../../src/types/index.ts";

const place = {
  path: "page.mdx",
  startLine: 1,
  startColumn: 1,
  endLine: 1,
  endColumn: 2,
  startOffset: 0,
  endOffset: 1,
};

/** A claim about the project that says its value is there. */
export function claim(value: string, more: Partial<Claim> = {}): Claim {
  return {
    id: "c1",
    kind: "http-header",
    value,
    qualifiers: {},
    polarity: "present",
    ownership: { owner: "project" },
    quote: value,
    sentence: value,
    place,
    rule: "r",
    ...more,
  };
}

/** A fact in code. */
export function fact(role: Fact["role"], value: string, more: Partial<Fact> = {}): Fact {
  return {
    role,
    value,
    scope: {},
    place: { path: "src/a.ts", startLine: 3, endLine: 3 },
    blob: "b".repeat(40),
    strength: "code",
    via: [],
    snippet: value,
    ...more,
  };
}

/** A list that was read completely. */
export function list(role: Fact["role"], members: readonly string[], scope: Record<string, string>): ClosedList {
  return {
    role,
    members,
    scope,
    place: { path: "src/list.ts", startLine: 9, endLine: 9 },
    blob: "c".repeat(40),
    snippet: "",
  };
}

/** How headers are proven, unless told otherwise. */
export function rule(proof: Partial<Proof> = {}): Rule {
  return {
    id: "r",
    kind: "http-header",
    summary: "",
    why: "",
    fix: "",
    severity: "error",
    matchers: [],
    repeat: "each",
    needles: ["{value}"],
    examples: { match: [], ignore: [] },
    proof: {
      predicate: "named",
      confirms: ["header-read", "header-sent"],
      slot: [],
      same: [],
      accepts: ["code", "config"],
      normalise: ["case"],
      ...proof,
    },
  };
}

/** What one search brought. */
export function facts(found: readonly Fact[], more: Partial<SourceFacts> = {}): SourceFacts {
  return { facts: found, closedLists: [], nearest: [], needles: ["x"], filesSearched: 7, skipped: [], ...more };
}

/** The record of one search of one commit. */
export function record(data: SourceFacts, commit = "1".repeat(40), repository = "acme/harbor"): EvidenceOf<"claim"> {
  return { ...observation(commit, repository), status: "found", data };
}

/** The record of a search that could not be made. */
export function unavailable(commit = "1".repeat(40), repository = "acme/harbor"): EvidenceOf<"claim"> {
  return { ...observation(commit, repository), status: "unavailable", reason: "no-access", detail: "no" };
}

function observation(commit: string, repository: string) {
  return {
    subject: { kind: "claim", key: "c1" } as const,
    source: "git",
    commit,
    observedAt: "2026-04-09T00:00:00Z",
    audience: { of: repository, visibility: "private" } as const,
    seenBy: "source" as const,
  };
}

/** Judges against one repository, its commits in the order of the records. */
export function judged(asked: Claim, how: Rule, evidence: readonly EvidenceOf<"claim">[]): Finding {
  const sources = evidence.map(
    ({ commit = "", audience }): SourceCommit => ({
      repository: audience.of,
      commit,
      webUrl: `https://git.example/${audience.of}/blob/${commit}`,
      visibility: "private",
      filesSearched: 7,
    }),
  );
  return judge(asked, how, evidence, sources);
}
