import type { ClosedList, Fact, SourcePlace } from "./fact.ts";

/** One place where code asks for a feature flag. */
export type FlagUse = {
  /** Key of the flag; for `unnamed` the words that stand in its place. */
  readonly flag: string;
  /** Vendor whose library is called; `any` for a wrapper of the project. */
  readonly vendor: string;
  /** The call with its receiver: `unleash.isEnabled`. */
  readonly call: string;
  /** `gate`: the answer decides what runs; `analytics`: it is only reported; `unnamed`: its key cannot be read; `removed`: a gate once, today nothing asks for it. */
  readonly purpose: "gate" | "analytics" | "unnamed" | "removed";
  readonly place: SourcePlace;
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
  /** Flags that stand around every place that confirms the claim; absent when none does or none was searched for. */
  readonly gates?: readonly FlagUse[];
  /** How the claimed name left the source, where it once was; absent when it never was there or no history is at hand. */
  readonly departure?: NameDeparture;
  /** The earlier release that the claim's page is kept for: its folder, where newer pages stand outside of it. */
  readonly release?: string;
};

/** A change that took the claimed name out of a file of the source. */
export type NameDeparture = {
  /** Full id of the commit. */
  readonly commit: string;
  /** Its day, UTC: `2026-04-08`. */
  readonly day: string;
  /** A file that lost the name. */
  readonly path: string;
  /** The claim under the name that took its place, and what the source says of that; absent when none did. */
  readonly now?: {
    readonly value: string;
    readonly qualifiers: Readonly<Record<string, string>>;
    readonly found: Omit<SourceFacts, "departure" | "release">;
  };
};
