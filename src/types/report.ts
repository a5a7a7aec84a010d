import type { Claim, ClaimKind } from "./claim.ts";
import type { DocumentSource, Problem } from "./document.ts";
import type { Evidence, Visibility } from "./evidence.ts";
import type { Finding, Ledger, Outcome, ReferenceList, Signal, Transition, Verdict } from "./verdict.ts";
import type { WiringFinding } from "./wiring.ts";

/** The docs pull request as it stood when it was read. */
export type DocsPull = {
  /** `owner/repo`. */
  readonly repository: string;
  readonly number: number;
  readonly url: string;
  readonly title: string;
  readonly body: string;
  readonly author: string;
  readonly state: "open" | "closed";
  readonly draft: boolean;
  readonly headCommit: string;
  readonly baseCommit: string;
  readonly baseBranch: string;
  readonly labels: readonly string[];
  readonly visibility: Visibility;
  /** Messages of its commits, oldest first. */
  readonly commits: readonly { readonly sha: string; readonly message: string }[];
  /** Comments of people who may write, oldest first; others are left out. */
  readonly comments: readonly {
    readonly login: string;
    readonly body: string;
    readonly permission: string;
    readonly url: string;
  }[];
  /** Paths of all its files, of removed and renamed ones too; absent in bundles of older versions. */
  readonly changedFiles?: readonly string[];
  /** Path of the configuration, where it changes that: the version of the base branch counts; absent otherwise. */
  readonly changedConfig?: string;
  /** How many files GitHub says it changes; absent when it did not say. */
  readonly fileCount?: number;
  /** False when GitHub cut the list of files. */
  readonly filesComplete: boolean;
  /** What of it could not be read, one sentence each; absent when everything was. Never treated as "there was nothing". */
  readonly unread?: readonly string[];
};

/** Which commit of which repository claims are checked against. */
export type SourceCommit = {
  /** `owner/repo`, or the name of a folder. */
  readonly repository: string;
  readonly commit: string;
  /** `https://…/blob/<commit>/`, absent when the repository has no web page. */
  readonly webUrl?: string;
  readonly visibility: Visibility;
  readonly filesSearched: number;
  /** Files of code or configuration that no search can read, with the reason; absent when there are none. */
  readonly notChecked?: readonly { readonly path: string; readonly reason: string }[];
};

/** How many claims were found and judged, by outcome. */
export type Counts = Readonly<Record<Outcome, number>>;

/** One page in a report. */
export type DocumentReport = {
  readonly path: string;
  readonly framework: string;
  readonly fragments: number;
  readonly claims: number;
  readonly problems: readonly Problem[];
};

/** The answer to "is it true": what every renderer of `check` reads. */
export type TruthReport = {
  readonly schemaVersion: 1;
  readonly sources: readonly SourceCommit[];
  readonly documents: readonly DocumentReport[];
  readonly findings: readonly Finding[];
  readonly summary: Counts;
  /** Checked and decided, by kind. */
  readonly kinds: Readonly<Partial<Record<ClaimKind, Counts>>>;
};

/** The answer for one docs pull request: what every renderer of `verify` reads. */
export type Report = TruthReport & {
  readonly pull: Pick<
    DocsPull,
    "repository" | "number" | "url" | "title" | "headCommit" | "visibility" | "changedConfig"
  >;
  readonly verdict: Verdict;
  readonly signals: readonly Signal[];
  /** What the configuration does not ask to be looked at, or what could not be and holds nothing back, one sentence each; absent when there is nothing. */
  readonly notChecked?: readonly string[];
  readonly references: ReferenceList;
  readonly ledger: Ledger;
  /** How its changelog entries are wired wrong; absent when no entry is touched. */
  readonly wiring?: readonly WiringFinding[];
  /** Absent when the verdict is what it was. */
  readonly changed?: Transition;
  /** Digest of the effective configuration. */
  readonly configDigest: string;
  readonly toolVersion: string;
};

/** All that a run observed: replayed without a network it gives the same report, byte for byte. */
export type Bundle = {
  readonly schemaVersion: 1;
  readonly toolVersion: string;
  /** UTC, ISO 8601: the time that ages evidence. */
  readonly now: string;
  /** The effective configuration as plain data. */
  readonly config: unknown;
  /** Absent for `check`, which has no pull request. */
  readonly pull?: DocsPull;
  readonly documents: readonly DocumentSource[];
  /** The ledger read before the run; absent when there was none. */
  readonly ledger?: Ledger;
  /** What is known to be wrong with the stored ledger: `lost`, `altered`, `newer`; absent when nothing is. */
  readonly ledgerProblem?: "lost" | "altered" | "newer";
  /** What is wrong with the ref that keeps the ledger, one sentence; it holds nothing back. Absent when nothing is. */
  readonly ledgerRefProblem?: string;
  readonly sources: readonly SourceCommit[];
  readonly claims?: readonly Claim[];
  readonly evidence: readonly Evidence[];
  /** Parts that are not as they were recorded, or lost since; absent when all are there. */
  readonly altered?: readonly string[];
};
