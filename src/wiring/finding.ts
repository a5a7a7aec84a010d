import type { WiringCode, WiringFinding, WiringPlace, WiringSite } from "../types/index.ts";

/** Codes of differences that `wire --write` can mend. */
const writable: ReadonlySet<WiringCode> = new Set([
  "missing",
  "duplicate",
  "misplaced",
  "stale-text",
  "wrong-label",
  "wrong-tags",
  "wrong-heading",
  "empty-section",
  "dead-link",
  "removed-entry",
  "conflict",
]);

/** Codes that stop every write: what cannot be read cannot be written. */
const blocking: ReadonlySet<WiringCode> = new Set([
  "unreadable",
  "unknown-framework",
  "missing-field",
  "bad-date",
  "unknown-category",
  "missing-page",
]);

/** What a planner knows of a finding. */
export type FindingFacts = {
  readonly code: WiringCode;
  readonly site: WiringSite;
  readonly place: WiringPlace;
  readonly entry?: string;
  readonly message: string;
  readonly fix: string;
};

/** A finding that `wire --write` mends where its code allows. */
export function finding({ code, site, place, entry, message, fix }: FindingFacts): WiringFinding {
  // One order of keys, whoever made the facts: findings are stored and replayed byte for byte.
  const about = { code, site, place, ...(entry === undefined ? {} : { entry }) };
  return { ...about, message, fix, writable: writable.has(code), blocks: blocking.has(code) };
}

/** A finding that only a person can mend, although others of its code are mended by `wire --write`. */
export function findingForPeople(facts: FindingFacts): WiringFinding {
  return { ...finding(facts), writable: false };
}

/** A finding that stops every write. */
export function blockingFinding(facts: FindingFacts): WiringFinding {
  return { ...finding(facts), writable: false, blocks: true };
}
