import type { Ledger, LedgerEntry } from "../types/index.ts";
import { mergeLedgers, toSecond } from "./ledger.ts";
import { encodeLedger, lossKey } from "./ledger-state.ts";

/** Characters that a comment has for the ledger at the very most; the rest tells the verdict. */
const hardLimit = 58_000;
/** Characters above which the history of verdicts is shortened. */
const budget = 20_000;

/**
 * The ledger as a comment stores it. One that no comment can hold, because thousands of references were written, is cut,
 * what people recorded last; the cut is itself recorded, and holds until a person has looked and released it.
 */
export function storedForm(ledger: Ledger, now: string): string {
  const whole = encodeLedger(ledger, { budget }).text;
  if (whole.length <= hardLimit) return whole;
  const entries = [...ledger.entries].sort((a, b) => weight(a) - weight(b));
  for (let kept = entries.length; kept > 0; kept = Math.floor(kept * 0.9)) {
    const text = encodeLedger(cut(ledger, entries.slice(0, kept), now), { budget }).text;
    if (text.length <= hardLimit) return text;
  }
  return encodeLedger(cut({ ...ledger, transitions: [], dismissals: [] }, [], now), { budget }).text;
}

function cut(ledger: Ledger, entries: readonly LedgerEntry[], now: string): Ledger {
  const note = "more was written than a comment can hold";
  const loss = { key: lossKey, role: "blocker", foundIn: "ledger", recordedAt: toSecond(now), note } as const;
  return mergeLedgers({ ...ledger, entries }, { ...ledger, entries: [loss] });
}

/** What people recorded is kept before what holds, and that before the rest. */
function weight({ note, seen, resolved }: LedgerEntry): number {
  if (note !== undefined) return 0;
  return seen !== undefined && resolved === undefined ? 1 : 2;
}
