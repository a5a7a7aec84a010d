import type { Ledger } from "../types/index.ts";

/** What a dismissal of a contradiction speaks of: the claim for as long as its words stay, or one commit of the docs. */
export type DismissalScope = "claim" | "commit";

/**
 * The ledger with the dismissals that count for a head commit. A claim is known by its page and its words, so another
 * statement is never dismissed with it; where a dismissal is for one commit, each push asks again.
 */
export function withDismissalsFor(ledger: Ledger, scope: DismissalScope, headCommit: string): Ledger {
  if (scope === "claim") return ledger;
  return { ...ledger, dismissals: ledger.dismissals.filter((one) => one.headCommit === headCommit) };
}
