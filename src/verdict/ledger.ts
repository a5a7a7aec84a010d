import { compareKeys, compareText } from "../reference-key.ts";
import type { Ledger, LedgerEntry, LedgerResolution, LedgerSighting, Reference, Transition } from "../types/index.ts";
import { isRequired, strongerRole } from "./role.ts";

/** A ledger in which nothing was recorded yet. */
export const emptyLedger: Ledger = { schemaVersion: 1, entries: [], transitions: [], dismissals: [] };

/** Transitions that are kept: the first and the newest ones. */
const maxTransitions = 50;
/** Characters of a person's note that are kept. */
const maxNote = 500;

/** An authorised person's decision that a reference no longer holds the docs pull request back. */
export type Release = {
  readonly key: string;
  readonly login: string;
  readonly reason: string;
  readonly headCommit: string;
};

/** An authorised person's decision that a reference holds the docs pull request back. */
export type Block = {
  readonly key: string;
  readonly login: string;
  readonly note: string;
  /** Head commit that the person saw, when known. */
  readonly headCommit?: string;
};

/** What an entry says today: a person released it, its own reference proved it, or it stands. */
export type EntryState = "released" | "proven" | "standing";

/**
 * Merges two ledgers by union, so that no order of runs, crash or race can lose an entry.
 * Commutative, associative, idempotent; a tombstone found in either stays.
 */
export function mergeLedgers(left: Ledger, right: Ledger): Ledger {
  const entries = new Map<string, LedgerEntry>();
  for (const entry of [...left.entries, ...right.entries]) {
    const id = `${entry.key} ${entry.recordedAt}`;
    const known = entries.get(id);
    entries.set(id, known === undefined ? entry : mergeEntries(known, entry));
  }
  return {
    schemaVersion: 1,
    entries: [...entries.values()].sort(
      (a, b) => compareKeys(a.key, b.key) || compareText(a.recordedAt, b.recordedAt) || compareText(a.key, b.key),
    ),
    transitions: boundedTransitions(distinct([...left.transitions, ...right.transitions], transitionOrder)),
    dismissals: distinct([...left.dismissals, ...right.dismissals], ({ at, claim, login, reason, headCommit }) => [
      at,
      claim,
      login,
      reason,
      headCommit,
    ]),
  };
}

/** Records every reference the docs wait for. What is already recorded keeps its date, and its role only grows. */
export function recordReferences(ledger: Ledger, references: readonly Reference[], now: string): Ledger {
  const recordedAt = toSecond(now);
  const entries = new Map(ledger.entries.map((entry) => [entry.key, entry]));
  const added = references
    .filter(({ role }) => isRequired(role))
    .map((reference): LedgerEntry => {
      const known = entries.get(reference.key);
      const { key, role, foundIn } = reference;
      if (known === undefined) return { key, role, foundIn, recordedAt };
      return entryState(known) === "released" ? known : { ...known, role: strongerRole(known.role, role) };
    });
  return mergeLedgers(ledger, { ...emptyLedger, entries: added });
}

/** Records a block; one after a release is a new entry, which only a new proof or release resolves. */
export function blockEntry(ledger: Ledger, block: Block, now: string): Ledger {
  const at = toSecond(now);
  const entry: LedgerEntry = {
    key: block.key,
    role: "blocker",
    foundIn: `comment by ${block.login}`,
    recordedAt: freeTime(ledger, block.key, at),
    note: block.note.slice(0, maxNote),
    ...(block.headCommit === undefined ? {} : { headCommit: block.headCommit }),
    seen: { state: "held", at },
  };
  return mergeLedgers(ledger, { ...emptyLedger, entries: [entry] });
}

/** Releases every entry of a key; the ledger is returned as it is when none stands. */
export function releaseEntry(ledger: Ledger, release: Release, now: string): Ledger {
  const { login, headCommit } = release;
  const reason = release.reason.slice(0, maxNote);
  const resolved: LedgerResolution = { by: "release", login, reason, headCommit, at: toSecond(now) };
  return {
    ...ledger,
    entries: ledger.entries.map((entry) =>
      entry.key === release.key && entryState(entry) !== "released" ? { ...entry, resolved } : entry,
    ),
  };
}

/** What an entry says today; work that was seen undone after its proof stands again. */
export function entryState({ resolved, seen }: LedgerEntry): EntryState {
  if (resolved === undefined) return "standing";
  if (resolved.by === "release") return "released";
  return seen !== undefined && seen.at > resolved.at ? "standing" : "proven";
}

/** A time without its fraction of a second, so that a stored time is read back as it was. */
export function toSecond(time: string): string {
  const at = Date.parse(time);
  return Number.isNaN(at) ? time : `${new Date(at).toISOString().slice(0, 19)}Z`;
}

function mergeEntries(left: LedgerEntry, right: LedgerEntry): LedgerEntry {
  const note = greatest(left.note, right.note, (text) => text);
  const headCommit = greatest(left.headCommit, right.headCommit, (text) => text);
  // The pull request that was first known by the name is the older one, and its number the smaller one.
  const id = left.id === undefined || right.id === undefined ? (left.id ?? right.id) : Math.min(left.id, right.id);
  const seen = greatest(left.seen, right.seen, sightingOrder);
  const resolved = greatest(left.resolved, right.resolved, resolutionOrder);
  return {
    key: left.key,
    role: strongerRole(left.role, right.role),
    foundIn: compareText(left.foundIn, right.foundIn) <= 0 ? left.foundIn : right.foundIn,
    recordedAt: left.recordedAt,
    ...(note === undefined ? {} : { note }),
    ...(headCommit === undefined ? {} : { headCommit }),
    ...(id === undefined ? {} : { id }),
    ...(seen === undefined ? {} : { seen }),
    ...(resolved === undefined ? {} : { resolved }),
  };
}

/** The greater of two values in a total order: the way to merge that does not depend on who comes first. */
function greatest<Value>(
  left: Value | undefined,
  right: Value | undefined,
  order: (value: Value) => string,
): Value | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return compareText(order(left), order(right)) >= 0 ? left : right;
}

const sightingOrder = ({ at, state }: LedgerSighting): string => JSON.stringify([at, state]);

/** A release outranks a proof: it holds also when the work is undone later. */
function resolutionOrder(resolution: LedgerResolution): string {
  return resolution.by === "release"
    ? JSON.stringify(["release", resolution.at, resolution.login, resolution.reason, resolution.headCommit])
    : JSON.stringify(["proof", resolution.at, resolution.permalink]);
}

const transitionOrder = ({ at, from, to, cause }: Transition): readonly string[] => [at, to, cause, from ?? ""];

function distinct<Value>(values: readonly Value[], order: (value: Value) => readonly string[]): readonly Value[] {
  const byText = new Map(values.map((value) => [JSON.stringify(order(value)), value]));
  return [...byText].sort(([a], [b]) => compareText(a, b)).map(([, value]) => value);
}

/** The first and the newest transitions, so that a long history stays short. */
export function boundedTransitions(transitions: readonly Transition[]): readonly Transition[] {
  if (transitions.length <= maxTransitions) return transitions;
  return [...transitions.slice(0, 1), ...transitions.slice(1 - maxTransitions)];
}

/** A time at which the key has no resolved entry yet: else the tombstone would swallow the new block. */
function freeTime(ledger: Ledger, key: string, at: string): string {
  const taken = new Set(
    ledger.entries
      .filter((entry) => entry.key === key && entry.resolved !== undefined)
      .map(({ recordedAt }) => recordedAt),
  );
  let free = at;
  while (taken.has(free)) free = toSecond(new Date(Date.parse(free) + 1000).toISOString());
  return free;
}
