import type { WiringConfig } from "./config.ts";
import { daysBetween, isDay } from "./dates.ts";

/** An entry's date against the date of its engineering work. */
export type DateBasis =
  | { readonly state: "agrees" | "differs"; readonly basisDate: string; readonly days: number }
  | { readonly state: "unknown"; readonly reason: string };

/**
 * Compares an entry's date (`YYYY-MM-DD`) with the time its work was merged or deployed (ISO 8601), by calendar days in
 * UTC. Without a time, or with one that is none, the answer is `unknown`: it never counts as agreement.
 */
export function checkDateBasis(
  entryDate: string,
  basisTime: string | undefined,
  policy: WiringConfig["dateBasis"],
): DateBasis {
  if (!isDay(entryDate)) return { state: "unknown", reason: `the entry has no date` };
  const time = basisTime === undefined ? Number.NaN : Date.parse(basisTime);
  if (Number.isNaN(time)) return { state: "unknown", reason: `the time the work was ${policy.basis} is not known` };
  const basisDate = new Date(time).toISOString().slice(0, 10);
  const days = daysBetween(basisDate, entryDate);
  return { state: Math.abs(days) <= policy.toleranceDays ? "agrees" : "differs", basisDate, days };
}
