import { remember } from "../remember.ts";
import type { ClaimKind, FactRole, Polarity, Strength } from "../types/index.ts";

/** What is asked of the source for one claim. */
export type SourceQuery = {
  /** Id of the claim. */
  readonly id: string;
  readonly kind: ClaimKind;
  readonly value: string;
  readonly qualifiers: Readonly<Record<string, string>>;
  readonly polarity: Polarity;
  /** Words that a file must hold, one of them, to be looked at; letter case aside. */
  readonly needles: readonly string[];
  /** Roles that can confirm or contradict the claim. */
  readonly roles: readonly FactRole[];
  /** Strengths of which a fact may prove the claim. */
  readonly accepts: readonly Strength[];
  /** Names that claims of this kind in the same documents state, this one too: no other of them is what this one was meant to be. */
  readonly others: readonly string[];
  /** Path of the page that states the claim; absent when it has none. */
  readonly page?: string;
  /** Of the others, names in the same list or table: what declares them is what the claim speaks of. */
  readonly company?: readonly string[];
  /** Of the others, names on the same page. */
  readonly onPage?: readonly string[];
  /** Of a key, the keys around it and itself, joined by dots; absent where the page tells none. */
  readonly keyPath?: string;
  /** Such paths of all keys on the page. */
  readonly keyPaths?: readonly string[];
};

/** Where to look first, and where not. */
export type FindOptions = {
  /** Files of the engineering pull request: read before all others. */
  readonly firstPaths: readonly string[];
  /** Folders that hold the source; empty means all of it. */
  readonly roots: readonly string[];
  /** The documents under review, and other files that must not speak for themselves. */
  readonly excluded: readonly string[];
  /** Told once which files may hold something and were not read, with the reason. */
  readonly onUnread?: (files: readonly { readonly path: string; readonly reason: string }[]) => void;
};

/** True when two names are the same but for letter case and the characters between their words. */
export function sameName(one: string, other: string): boolean {
  return one === other || (squeezed(one) === squeezed(other) && squeezed(one) !== "");
}

/** A name in lower case without what joins its words; empty for signs alone. */
export const squeezed = remember((name) => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ""));
