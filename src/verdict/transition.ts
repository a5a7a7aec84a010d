import { type Cause, readCauses, writeCauses } from "../transition-cause.ts";
import type { Ledger, LedgerEntry, Transition, Verdict } from "../types/index.ts";
import { verdicts } from "../types/index.ts";
import { boundedTransitions, entryState, toSecond } from "./ledger.ts";

/** Causes that a transition names at most. */
const maxCauses = 3;

/** Adds the verdict to the history when it differs from the last one; `changed` is absent when it does not. */
export function recordTransition(
  ledger: Ledger,
  verdict: Verdict,
  now: string,
): { readonly ledger: Ledger; readonly changed?: Transition } {
  const last = ledger.transitions.at(-1);
  if (last?.to === verdict.value) return { ledger };
  const changed: Transition = {
    at: after(last?.at, toSecond(now)),
    ...(last === undefined ? {} : { from: last.to }),
    to: verdict.value,
    cause: causeOfChange(ledger, verdict, last),
  };
  return { ledger: { ...ledger, transitions: boundedTransitions([...ledger.transitions, changed]) }, changed };
}

/**
 * The history is ordered by time, so a change must come later than the one before, also in the same second and by a
 * clock that is behind: else the last verdict would not be the last, and every run would record it anew.
 */
function after(last: string | undefined, now: string): string {
  if (last === undefined || now > last || Number.isNaN(Date.parse(last))) return now;
  return toSecond(new Date(Date.parse(last) + 1000).toISOString());
}

/**
 * What moved the verdict. For the better it is what was done since the last change: work that was proven or released,
 * or what is proven now of the very thing that held; for the worse it is the reason that holds.
 */
function causeOfChange(ledger: Ledger, verdict: Verdict, last: Transition | undefined): string {
  const reason = verdict.reasons[0];
  const worst = writeCauses(reason === undefined ? [] : [reason]);
  if (last === undefined || !isBetter(verdict, last)) return worst;
  const done = ledger.entries.filter((entry) => isDoneSince(entry, last.at));
  if (done.length > 0) return lastOf(done.map(doneOf));
  const held = new Set(readCauses(last.cause).map(({ subject }) => subject));
  const now = verdict.reasons.filter(({ subject }) => held.has(subject));
  return now.length === 0 ? worst : lastOf(now);
}

function isBetter({ value }: Verdict, last: Transition): boolean {
  const order: readonly string[] = verdicts;
  return order.indexOf(value) > order.indexOf(last.to);
}

/** Work that held, as it was seen or as a person said, and was proven or released after that change of verdict. */
function isDoneSince(entry: LedgerEntry, at: string): boolean {
  const { resolved, seen } = entry;
  if (resolved === undefined || entryState(entry) === "standing") return false;
  return (seen !== undefined || resolved.by === "release") && resolved.at > at;
}

function doneOf({ key, resolved }: LedgerEntry): Cause {
  return { subject: key, code: resolved?.by === "release" ? "released" : "merged" };
}

/** The last of the causes, each once. */
function lastOf(causes: readonly Cause[]): string {
  const distinct = new Map(causes.map((cause) => [writeCauses([cause]), cause]));
  return writeCauses([...distinct.values()].slice(-maxCauses));
}
