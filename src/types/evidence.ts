import type { ClosedList, Fact } from "./fact.ts";
import type { WiringFinding } from "./wiring.ts";

/** Who may read an observation; `unknown` is treated as public when something is published. */
export type Visibility = "public" | "private" | "unknown";

/** Which credential saw it. */
export type TokenClass = "none" | "docs" | "source";

/** Why something could not be looked at. None of these is ever read as "it is not there". */
export const unavailableReasons = [
  "not-found-or-no-access",
  "no-access",
  "unauthorised",
  "sso-required",
  "rate-limited",
  "timeout",
  "network",
  "server-error",
  "malformed",
  "truncated",
  "stale",
  "unsupported",
  "not-configured",
  "over-budget",
  "no-commit",
  "aborted",
] as const;

/** One of {@link unavailableReasons}. */
export type UnavailableReason = (typeof unavailableReasons)[number];

/** What kind of thing a reference points at. */
export type ReferenceKind = "pull" | "issue" | "commit" | "ticket" | "flag" | "deployment";

/** Why a reference matters to the docs pull request. */
export type ReferenceRole = "primary" | "child" | "follow-up" | "revert" | "blocker" | "context";

/** Something a docs pull request points at. */
export type Reference = {
  readonly kind: ReferenceKind;
  /** Canonical and unique: `owner/repo#12`, `owner/repo@<sha>`, `linear:TRUNK-1`, `flag:vendor/key`. */
  readonly key: string;
  readonly role: ReferenceRole;
  /** Where it was found: `title`, `body`, `commit <sha>`, `frontmatter <path>`, `comment by <login>`, `ledger`, `discovered`. */
  readonly foundIn: string;
  /** The words it was read from, at most 120 characters. */
  readonly quote: string;
};

/** Something that looked like a reference and was not taken as one, with the reason. */
export type IgnoredReference = { readonly quote: string; readonly foundIn: string; readonly reason: string };

/** State of an engineering pull request as GitHub tells it. */
export type PullFacts = {
  readonly title: string;
  readonly url: string;
  readonly state: "open" | "merged" | "closed";
  readonly draft: boolean;
  readonly author: string;
  readonly baseBranch: string;
  readonly defaultBranch: string;
  /** True when the pull request was merged into the default branch. */
  readonly onDefaultBranch: boolean;
  /** The landing commit, only for a merged pull request. */
  readonly mergeCommit?: string;
  /** UTC, ISO 8601. */
  readonly mergedAt?: string;
  readonly headCommit: string;
  readonly changedFiles: readonly string[];
  /** False when GitHub cut the list of changed files. */
  readonly filesComplete: boolean;
};

/** Whether the landing commit was undone later. */
export type RevertFacts = {
  readonly reverted: boolean;
  /** Pull requests or commits that undo or restore it, oldest first. */
  readonly chain: readonly {
    readonly key: string;
    readonly url: string;
    readonly undoes: string;
    readonly how: string;
  }[];
};

/** Where a feature flag is on. */
export type FlagFacts = {
  readonly environments: readonly {
    readonly name: string;
    readonly state: "everyone" | "partial" | "nobody" | "unknown";
    /** How it is partial: `25 %`, `prerequisite other-flag is off`, `2 rules`. */
    readonly how?: string;
  }[];
  readonly archived: boolean;
  readonly url?: string;
};

/** Which commit runs in an environment. */
export type DeploymentFacts = {
  readonly environment: string;
  readonly commit: string;
  /** UTC, ISO 8601. */
  readonly deployedAt: string;
  /** True when the running commit contains the commit that was asked for. */
  readonly contains: boolean;
  readonly url?: string;
};

/** A later change that may belong to the work. */
export type FollowUpFacts = {
  readonly followUps: readonly {
    readonly key: string;
    readonly title: string;
    readonly url: string;
    readonly state: "open" | "merged" | "closed";
    /** `listed`, `overlaps a claim`, `cross-reference`: what ties it to the work. */
    readonly tie: string;
    readonly blocks: boolean;
  }[];
};

/** State of a ticket; a hint, never a proof. */
export type TicketFacts = {
  readonly title: string;
  readonly state: string;
  readonly done: boolean;
  readonly url: string;
  /** References that the ticket leads to. */
  readonly leadsTo: readonly string[];
};

/** What was searched in the source for one claim, and what was found. */
export type SourceFacts = {
  readonly facts: readonly Fact[];
  readonly closedLists: readonly ClosedList[];
  /** Names that look like the claimed one, with where they stand. */
  readonly nearest: readonly Fact[];
  /** The words searched for. */
  readonly needles: readonly string[];
  readonly filesSearched: number;
  /** Files that hold a needle but could not be read, with the reason. */
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
};

/** How a docs pull request leaves the wiring of its changelog entries. */
export type WiringFacts = {
  /** `unknown` when the site is of no framework that wires entries: then there is nothing to find. */
  readonly framework: string;
  /** What this pull request brings or leaves wrong with entries it touches; what was wrong before is not its matter. */
  readonly findings: readonly WiringFinding[];
};

/** What an observation answers: `kind` names the provider's question, `key` the thing asked about. */
export type EvidenceSubject = {
  readonly kind: "pull" | "revert" | "follow-ups" | "children" | "flag" | "deployment" | "ticket" | "wiring" | "claim";
  readonly key: string;
};

/** What a found observation holds, by kind of subject. */
export type EvidenceData = {
  readonly pull: PullFacts;
  readonly revert: RevertFacts;
  readonly "follow-ups": FollowUpFacts;
  readonly children: { readonly children: readonly string[] };
  readonly flag: FlagFacts;
  readonly deployment: DeploymentFacts;
  readonly ticket: TicketFacts;
  readonly wiring: WiringFacts;
  readonly claim: SourceFacts;
};

type Observation = {
  /** Who answered, for people: `GitHub`, `Unleash`, `git`. */
  readonly source: string;
  /** Where a person can look; absent when there is no such page. */
  readonly permalink?: string;
  /** The commit that was looked at, for observations of source. */
  readonly commit?: string;
  /** UTC, ISO 8601. */
  readonly observedAt: string;
  /** Repository (or system) whose readers may see it. */
  readonly audience: { readonly of: string; readonly visibility: Visibility };
  readonly seenBy: TokenClass;
};

/**
 * One observation of the world; it never judges. `absent` = looked, with this scope, and it is not there;
 * `unavailable` = could not look. Only the first can contradict anything.
 */
export type Evidence = {
  [Kind in keyof EvidenceData]: {
    readonly subject: { readonly kind: Kind; readonly key: string };
  } & Observation &
    (
      | { readonly status: "found"; readonly data: EvidenceData[Kind] }
      | {
          readonly status: "absent";
          readonly scope: string;
          /** What was searched and with which words, where source was looked at. */
          readonly searched?: SourceFacts;
        }
      | { readonly status: "unavailable"; readonly reason: UnavailableReason; readonly detail: string }
    );
}[keyof EvidenceData];

/** The evidence of one kind. */
export type EvidenceOf<Kind extends keyof EvidenceData> = Extract<Evidence, { subject: { kind: Kind } }>;
