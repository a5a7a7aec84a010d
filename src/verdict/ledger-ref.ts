import { foundOnRef, type Ledger, type LedgerEntry } from "../types/index.ts";
import { emptyLedger, mergeLedgers } from "./ledger.ts";
import { decodeLedger, encodeLedger, type OpenedLedger } from "./ledger-state.ts";
import { strongerRole } from "./role.ts";

/** Characters that a ref holds at most; GitHub gives the first 512,000 bytes of a file whole. */
const maxLength = 400_000;

/**
 * Adds what a ref holds to a ledger that was opened from the comment. Whoever may push can write the ref, and no seal
 * tells: so it only ever adds what holds, never a release, a proof or a dismissal, and what the comment says of an entry
 * counts before what the ref says of it.
 */
export function withRef(opened: OpenedLedger, stored: string | undefined): OpenedLedger {
  const read = decodeLedger(stored);
  if (read.state === "lost") return opened;
  if (read.state === "newer") return { ...opened, refProblem: "was written by a newer version of this tool" };
  const ledger = withHolding(opened.ledger, read.ledger);
  return read.state === "ok"
    ? { ...opened, ledger }
    : { ...opened, ledger, refProblem: "does not hold what was stored there; what can still be read counts" };
}

/**
 * The ledger as its ref should store it, with all that is stored there; undefined when it must be left alone, because a
 * newer version wrote it, or is too long.
 */
export function refForm(ledger: Ledger, stored: string | undefined): string | undefined {
  const read = decodeLedger(stored);
  if (read.state === "newer") return undefined;
  const whole = read.state === "lost" ? mergeLedgers(emptyLedger, ledger) : mergeLedgers(read.ledger, ledger);
  const { text, fits } = encodeLedger(whole, { budget: maxLength });
  return fits ? text : undefined;
}

function withHolding(known: Ledger, found: Ledger): Ledger {
  const byId = new Map(found.entries.map((entry) => [idOf(entry), entry]));
  const own = known.entries.map((entry): LedgerEntry => {
    const other = byId.get(idOf(entry));
    byId.delete(idOf(entry));
    return other === undefined ? entry : { ...entry, role: strongerRole(entry.role, other.role) };
  });
  // Without the number that tells one pull request from another: a wrong one would hide what is seen of the right one.
  const added = [...byId.values()].map(
    ({ resolved: _resolved, id: _id, ...entry }): LedgerEntry => ({ ...entry, foundIn: foundOnRef }),
  );
  const history = known.transitions.length === 0 ? found.transitions : [];
  return mergeLedgers({ ...known, entries: own }, { ...emptyLedger, entries: added, transitions: history });
}

function idOf({ key, recordedAt }: LedgerEntry): string {
  return `${key} ${recordedAt}`;
}
