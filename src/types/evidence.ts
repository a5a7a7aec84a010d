import type { FlagUse, SourceFacts } from "./source-facts.ts";
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
  "replaced",
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
  /** GitHub's number for it, the same after every rename and never given again; absent in older records. */
  readonly id?: number;
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

/** What was searched for flags in the changes of a pull request, and what was found. */
export type GateFacts = {
  /** Places that the pull request adds, or that decide about lines it changes. */
  readonly uses: readonly FlagUse[];
  readonly filesSearched: number;
  /** How many names of calls were searched for. */
  readonly calls: number;
  /** What could not be searched, one sentence each: then "no flag" is not known. */
  readonly unread: readonly string[];
};

/** The ways to tell which commit runs. */
export const deploymentMeans = ["environment", "release", "tag", "npm", "endpoint"] as const;

/** What runs where, and whether it holds the change that was asked for. */
export type DeploymentFacts = {
  readonly means: (typeof deploymentMeans)[number];
  /** For people: the environment, `releases of acme/harbor`, `npm @acme/sdk`, an address. */
  readonly environment: string;
  /** The commit that runs, or the tag that was published. */
  readonly revision: string;
  /** Version of a package. */
  readonly version?: string;
  /** UTC, ISO 8601; absent when the system does not say. */
  readonly deployedAt?: string;
  /** True when what runs holds the change. */
  readonly contains: boolean;
  /** How, where it is not plain ancestry: `cherry-picked as abc`, `reverted by acme/harbor#3`. */
  readonly how?: string;
  /** An earlier deployment that held it, when the one that runs does not: it was rolled back. */
  readonly before?: { readonly revision: string; readonly at: string };
  /** An environment before production that holds it, when production does not. */
  readonly staged?: string;
  readonly url?: string;
};

/**
 * What ties another change to the work: it says that it follows up, it is stacked on it, it brings the branch further
 * that the work was merged into, it changes lines that a claim rests on, or it only mentions the work.
 */
export const followUpTies = ["declared", "stacked", "base", "overlapping", "mentioned"] as const;

/** Changes around the work, or around the claims about a repository. */
export type FollowUpFacts = {
  readonly followUps: readonly {
    readonly key: string;
    readonly title: string;
    readonly url: string;
    readonly state: "open" | "merged" | "closed";
    readonly tie: (typeof followUpTies)[number];
    /** UTC, ISO 8601; absent when it is not merged. */
    readonly mergedAt?: string;
    /** Where it overlaps: `src/auth.ts:12`. */
    readonly place?: string;
    /** Whether the docs wait for it, by the policy of the configuration. */
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

/** How a docs pull request leaves the wiring of its changelog entries. */
export type WiringFacts = {
  /** `unknown` when the site is of no framework that wires entries: then there is nothing to find. */
  readonly framework: string;
  /** What this pull request brings or leaves wrong with entries it touches; what was wrong before is not its matter. */
  readonly findings: readonly WiringFinding[];
};

/** What an observation answers: `kind` names the provider's question, `key` the thing asked about. */
export type EvidenceSubject = {
  readonly kind: keyof EvidenceData;
  readonly key: string;
};

/** What a found observation holds, by kind of subject. */
export type EvidenceData = {
  readonly pull: PullFacts;
  readonly revert: RevertFacts;
  readonly "follow-ups": FollowUpFacts;
  readonly children: { readonly children: readonly string[] };
  readonly gates: GateFacts;
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
