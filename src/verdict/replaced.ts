import type { Evidence, Ledger } from "../types/index.ts";
import { entryState } from "./ledger.ts";

/**
 * Evidence without what was seen of another pull request than the one that the ledger remembers under its name: a
 * repository that was deleted or renamed leaves its name to the next, whose numbers start anew. Such a look-up counts as
 * one that could not be made, so that what held goes on holding.
 */
export function withoutReplaced(evidence: readonly Evidence[], ledger: Ledger): readonly Evidence[] {
  const remembered = new Map<string, number>();
  for (const entry of ledger.entries) {
    if (entry.id !== undefined && entryState(entry) !== "released") remembered.set(entry.key, entry.id);
  }
  if (remembered.size === 0) return evidence;
  return evidence.map((item) => (isOther(item, remembered) ? refused(item) : item));
}

function isOther(item: Evidence, remembered: ReadonlyMap<string, number>): boolean {
  if (item.status !== "found" || !("headCommit" in item.data) || item.data.id === undefined) return false;
  const id = remembered.get(item.subject.key);
  return id !== undefined && id !== item.data.id;
}

function refused({ subject, source, observedAt, audience, seenBy }: Evidence): Evidence {
  const detail = "another pull request stands under this name now than the one that was recorded";
  const about = { source, observedAt, audience, seenBy };
  return { subject: { kind: "pull", key: subject.key }, ...about, status: "unavailable", reason: "replaced", detail };
}
