import type {
  Evidence,
  EvidenceOf,
  Ledger,
  LedgerEntry,
  LedgerResolution,
  LedgerSighting,
  Reference,
} from "../types/index.ts";
import { entryState, recordReferences, toSecond } from "./ledger.ts";
import { ticketWork } from "./work.ts";

/** What a run read and saw. */
export type RunRecord = {
  readonly references: readonly Reference[];
  readonly evidence: readonly Evidence[];
  /** UTC, ISO 8601. */
  readonly now: string;
};

/** Writes a run into the ledger: first what the docs point at and their tickets lead to, then what was seen of it. */
export function updateLedger(ledger: Ledger, { references, evidence, now }: RunRecord): Ledger {
  const named = recordReferences(ledger, references, now);
  const known = new Set(named.entries.map(({ key }) => key));
  const led = ticketWork(references, evidence)
    .filter(({ key }) => !known.has(key))
    .map(({ key, role }): Reference => ({ kind: "pull", key, role, foundIn: "discovered", quote: "" }));
  return recordObservations(recordReferences(named, led, now), evidence, now);
}

/**
 * Writes into the ledger what this run saw of each recorded reference: a state that holds, or the proof that it is done.
 * Only an observation of that very reference changes its entry; what could not be looked at changes nothing.
 */
export function recordObservations(ledger: Ledger, evidence: readonly Evidence[], now: string): Ledger {
  const at = toSecond(now);
  return {
    ...ledger,
    entries: ledger.entries.map((entry) => (entryState(entry) === "released" ? entry : observed(entry, evidence, at))),
  };
}

function observed(known: LedgerEntry, evidence: readonly Evidence[], at: string): LedgerEntry {
  const about = evidence.filter(({ subject }) => subject.key === known.key);
  const id = known.id ?? about.find(isPull)?.data.id;
  const entry = id === undefined ? known : { ...known, id };
  const state = holdingState(about);
  if (state !== undefined) return withSighting(entry, state, at);
  const proof = proofOf(about, at);
  return proof === undefined || entryState(entry) === "proven" ? entry : { ...entry, resolved: proof };
}

/** A state seen before keeps the date it was first seen on, so that an unchanged world changes no byte. */
function withSighting(entry: LedgerEntry, state: LedgerSighting["state"], at: string): LedgerEntry {
  const isKnown = entry.seen?.state === state || entry.seen?.state === "held";
  return isKnown && entryState(entry) === "standing" ? entry : { ...entry, seen: { state, at } };
}

function holdingState(about: readonly Evidence[]): LedgerSighting["state"] | undefined {
  for (const item of about) {
    if (item.status !== "found") continue;
    if (item.subject.kind === "revert" && isRevert(item) && item.data.reverted) return "reverted";
    if (!isPull(item)) continue;
    if (item.data.state === "open") return "open";
    if (item.data.state === "closed") return "closed-unmerged";
    if (!item.data.onDefaultBranch) return "not-on-default-branch";
  }
  return undefined;
}

function proofOf(about: readonly Evidence[], at: string): LedgerResolution | undefined {
  const merged = about.find((item) => isPull(item) && item.data.state === "merged" && item.data.onDefaultBranch);
  const intact = about.some((item) => isRevert(item) && !item.data.reverted);
  if (merged === undefined || !intact) return undefined;
  return { by: "proof", permalink: merged.permalink ?? "", at };
}

type Found<Kind extends "pull" | "revert"> = Extract<EvidenceOf<Kind>, { status: "found" }>;

function isPull(item: Evidence): item is Found<"pull"> {
  return item.subject.kind === "pull" && item.status === "found";
}

function isRevert(item: Evidence): item is Found<"revert"> {
  return item.subject.kind === "revert" && item.status === "found";
}
