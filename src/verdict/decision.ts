import type { Ledger, LedgerEntry } from "../types/index.ts";
import { blockEntry, emptyLedger, mergeLedgers, releaseEntry, toSecond } from "./ledger.ts";

/** What an authorised person decided, and when and at which head commit. */
export type Decision = {
  readonly login: string;
  readonly reason: string;
  readonly headCommit: string;
  /** When it was said: UTC, ISO 8601. Carrying the same decision out twice changes nothing. */
  readonly at: string;
} & (
  | { readonly kind: "block" | "release"; readonly key: string }
  | { readonly kind: "docs-only" }
  | { readonly kind: "dismiss"; readonly claim: string }
);

/** Key of the entry that says: this pull request rests on no engineering work. */
export const docsOnlyKey = "docs-only";

const maxReason = 500;

/** Writes a decision into the ledger. Nothing recorded after it was said is touched, so that a late or repeated run cannot undo more. */
export function recordDecision(ledger: Ledger, decision: Decision): Ledger {
  switch (decision.kind) {
    case "block":
      return block(ledger, decision);
    case "release":
      return release(ledger, decision, decision.key);
    case "docs-only":
      return release(ledger, decision, docsOnlyKey);
    case "dismiss":
      return mergeLedgers(ledger, { ...emptyLedger, dismissals: [dismissal(decision)] });
  }
}

/** Whether a person decided that the pull request rests on no engineering work. */
export function isDocsOnly({ entries }: Ledger): boolean {
  return entries.some(({ key, resolved }) => key === docsOnlyKey && resolved?.by === "release");
}

function block(
  ledger: Ledger,
  { key, login, reason, headCommit, at }: Extract<Decision, { kind: "block" | "release" }>,
): Ledger {
  const time = toSecond(at);
  const isKnown = ledger.entries.some(
    (entry) => entry.key === key && entry.seen?.state === "held" && entry.seen.at === time,
  );
  return isKnown ? ledger : blockEntry(ledger, { key, login, note: reason, headCommit }, at);
}

function release(ledger: Ledger, { login, reason, headCommit, at }: Decision, key: string): Ledger {
  const time = toSecond(at);
  const isLater = (entry: LedgerEntry): boolean => entry.key === key && entry.recordedAt > time;
  const later = ledger.entries.filter(isLater);
  const before = { ...ledger, entries: ledger.entries.filter((entry) => !isLater(entry)) };
  const isRecorded = before.entries.some((entry) => entry.key === key);
  const known = isRecorded
    ? before
    : mergeLedgers(before, {
        ...emptyLedger,
        entries: [{ key, role: "context", foundIn: "command", recordedAt: time }],
      });
  const released = releaseEntry(known, { key, login, reason, headCommit }, at);
  return mergeLedgers(released, { ...emptyLedger, entries: later });
}

function dismissal({
  claim,
  login,
  reason,
  headCommit,
  at,
}: Extract<Decision, { kind: "dismiss" }>): Ledger["dismissals"][number] {
  return { claim, login, reason: reason.slice(0, maxReason), headCommit, at: toSecond(at) };
}
