/** What can be wrong with an entry's wiring; stable, never reused. */
export const wiringCodes = [
  "unreadable",
  "unknown-framework",
  "bad-name",
  "missing-field",
  "bad-date",
  "date-mismatch",
  "duplicate-slug",
  "unknown-category",
  "missing-page",
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
] as const;

/** One of {@link wiringCodes}. */
export type WiringCode = (typeof wiringCodes)[number];

/** Which of the wired sites a finding is about. */
export type WiringSite = "entry" | "navigation" | "index" | "product" | "changelog" | "site";

/** Where a finding stands: 1-based lines, both inclusive. */
export type WiringPlace = {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  /** 1-based, in UTF-16 units; present where a file cannot be read from one character on. */
  readonly startColumn?: number;
};

/** New text of whole lines, for a suggested change in a review. */
export type WiringSuggestion = {
  /** First and last line to replace, 1-based, inclusive. */
  readonly startLine: number;
  readonly endLine: number;
  /** Without the final line break. */
  readonly text: string;
};

/** One way in which the wired sites and the entries disagree. */
export type WiringFinding = {
  readonly code: WiringCode;
  readonly site: WiringSite;
  readonly place: WiringPlace;
  /** Path of the entry it is about; absent when it is about a page or the site as a whole. */
  readonly entry?: string;
  /** "Unexpected X, expected Y", then why. */
  readonly message: string;
  /** How to mend it, one imperative sentence. */
  readonly fix: string;
  /** True when `wire --write` mends it. */
  readonly writable: boolean;
  /** True when nothing may be written before it is mended. */
  readonly blocks: boolean;
  /** Present where replacing one line suffices. */
  readonly suggestion?: WiringSuggestion;
};

/** New text of one derived page. */
export type WiringChange = { readonly path: string; readonly before: string; readonly after: string };

/** Result of checking the wiring of one tree. */
export type WiringReport = {
  /** Name of the framework, `unknown` when none was recognised. */
  readonly framework: string;
  /** Folder of the site, empty for the top of the repository. */
  readonly root: string;
  readonly entries: number;
  /** By path, then line. */
  readonly findings: readonly WiringFinding[];
  /** What `wire --write` would write; empty when a finding blocks. */
  readonly changes: readonly WiringChange[];
};
