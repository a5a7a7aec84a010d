import type { Claim } from "./claim.ts";
import type { IgnoredReference, Reference, Visibility } from "./evidence.ts";
import type { Fact } from "./fact.ts";

/** The outcomes of a finding, in the order in which reports list them. */
export const outcomes = ["contradicted", "ambiguous", "unverifiable", "confirmed"] as const;

/** One of {@link outcomes}. */
export type Outcome = (typeof outcomes)[number];

/** A reason as data: a stable code and the values its sentence needs. Sentences live in `report/message.ts`. */
export type Reason<Code extends string = string> = {
  readonly code: Code;
  readonly data: Readonly<Record<string, string>>;
};

/** Where a finding rests: a fact at a commit, and who may read it. */
export type FindingEvidence = {
  readonly fact: Fact;
  readonly repository: string;
  readonly commit: string;
  /** Absent when the repository has no web page. */
  readonly permalink?: string;
  readonly visibility: Visibility;
};

/** A claim and what the evidence says of it. */
export type Finding = {
  readonly claim: Claim;
  readonly outcome: Outcome;
  readonly reason: Reason;
  /**
   * What supports the outcome; never empty for `contradicted`, nor for `confirmed` unless the page says that something is
   * gone: then the proof is the search whose scope the reason names.
   */
  readonly evidence: readonly FindingEvidence[];
  /** What the source has instead; always set for `contradicted`. */
  readonly actual?: string;
  /** Text that would make the claim true, to replace the claim's value. */
  readonly suggestion?: string;
};

/** The verdicts, most severe first: the worst one wins. */
export const verdicts = ["blocked", "pending", "staged", "unknown", "live"] as const;

/** One of {@link verdicts}. */
export type VerdictValue = (typeof verdicts)[number];

/** A readiness fact. A satisfied one cannot be made without the evidence that proves it. */
export type Signal = {
  /** What it speaks of: a reference key, a flag, an environment, `claims`. */
  readonly subject: string;
  readonly kind:
    | "reference"
    | "merged"
    | "not-reverted"
    | "follow-ups"
    | "flag"
    | "deployed"
    | "claims"
    | "documents"
    | "ledger"
    | "ticket";
  readonly reason: Reason;
} & (
  | { readonly state: "satisfied"; readonly evidence: readonly [FoundPointer, ...FoundPointer[]] }
  | { readonly state: "unsatisfied"; readonly makes: VerdictValue; readonly evidence: readonly EvidencePointer[] }
  | { readonly state: "unknown"; readonly evidence: readonly EvidencePointer[] }
);

/** Which observation a signal rests on. */
export type EvidencePointer = {
  readonly kind: string;
  readonly key: string;
  readonly status: "found" | "absent" | "unavailable";
  readonly observedAt: string;
  readonly permalink?: string;
};

/** An observation that found what it looked for: the only thing a satisfied signal may rest on. */
export type FoundPointer = EvidencePointer & { readonly status: "found" };

/** One reason of a verdict, with what a person can do about it. */
export type VerdictReason = Reason & {
  readonly verdict: VerdictValue;
  readonly subject: string;
  /** The next step as a reason whose sentence is an instruction. */
  readonly next: Reason;
};

/** The answer for one docs pull request. */
export type Verdict = {
  readonly value: VerdictValue;
  /** Every reason, most severe first; for `live` what proves it. */
  readonly reasons: readonly VerdictReason[];
};

/** Where an entry was found that only the ref of the ledger knows: it holds, but nobody can say that the docs name it. */
export const foundOnRef = "ledger ref";

/** One reference or blocker ever recorded for a docs pull request, and how it was resolved. */
export type LedgerEntry = {
  readonly key: string;
  readonly role: Reference["role"];
  /** Where it was first seen, as in {@link Reference}, or {@link foundOnRef}. */
  readonly foundIn: string;
  /** When it was recorded: UTC, ISO 8601. With the key it identifies the entry: a block after a release is a new entry. */
  readonly recordedAt: string;
  /** GitHub's number for the pull request that was first seen under the key; absent before it was seen. */
  readonly id?: number;
  /** Why a person recorded it, for a `block` command. */
  readonly note?: string;
  /** Head commit when a person recorded it; absent otherwise. */
  readonly headCommit?: string;
  /** The last state that held the docs pull request back, and since when it was seen; absent when none was ever seen. */
  readonly seen?: LedgerSighting;
  /** Absent while the entry counts. */
  readonly resolved?: LedgerResolution;
};

/** A state of the referenced work that holds: `held` is a person's word, the others were observed. */
export type LedgerSighting = {
  readonly state: "open" | "closed-unmerged" | "not-on-default-branch" | "reverted" | "held";
  /** First observation of that state: UTC, ISO 8601. */
  readonly at: string;
};

/** How an entry left: by proof on that very reference, or by an authorised, recorded decision. */
export type LedgerResolution =
  | { readonly by: "proof"; readonly permalink: string; readonly at: string }
  | {
      readonly by: "release";
      readonly login: string;
      readonly reason: string;
      readonly headCommit: string;
      readonly at: string;
    };

/** A change of verdict and which evidence caused it. */
export type Transition = {
  /** UTC date. */
  readonly at: string;
  /** Absent for the first verdict. */
  readonly from?: string;
  readonly to: string;
  /** Subjects and codes of what moved the verdict, between them `; `: `acme/platform#3918 merged`. */
  readonly cause: string;
};

/** What is remembered between runs; a grow-only set of entries, merged by union. */
export type Ledger = {
  readonly schemaVersion: 1;
  readonly entries: readonly LedgerEntry[];
  readonly transitions: readonly Transition[];
  /** Claims dismissed by an authorised person. */
  readonly dismissals: readonly {
    readonly claim: string;
    readonly login: string;
    readonly reason: string;
    readonly headCommit: string;
    readonly at: string;
  }[];
};

/** References as parsed, for the reader to check. */
export type ReferenceList = { readonly taken: readonly Reference[]; readonly ignored: readonly IgnoredReference[] };
