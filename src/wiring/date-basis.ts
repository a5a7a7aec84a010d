import type { WiringConfig } from "./config.ts";
import { daysBetween, isDay } from "./dates.ts";

/** An entry's date against the date of its engineering work. */
export type DateBasis =
  | { readonly state: "agrees" | "differs"; readonly basisDate: string; readonly days: number }
  | { readonly state: "unknown"; readonly reason: string };

/** Between which times the work was merged or deployed: UTC, ISO 8601; equal where the moment is known. */
export type Period = { readonly from: string; readonly to: string };

/**
 * Compares an entry's date (`YYYY-MM-DD`) with the time its work was merged or deployed, by calendar days in UTC. With a
 * time that is none the answer is `unknown`: it never counts as agreement.
 */
export function checkDatePeriod(entryDate: string, period: Period, policy: WiringConfig["dateBasis"]): DateBasis {
  if (!isDay(entryDate)) return { state: "unknown", reason: "the entry has no date" };
  const [from, to] = [dayOf(period.from), dayOf(period.to)];
  if (from === undefined || to === undefined)
    return { state: "unknown", reason: `the time the work was ${policy.basis} is not known` };
  const isEarly = daysBetween(from, entryDate) < 0;
  const basisDate = isEarly ? from : to;
  const days = daysBetween(basisDate, entryDate);
  const distance = isEarly ? -days : Math.max(0, days);
  return { state: distance <= policy.toleranceDays ? "agrees" : "differs", basisDate, days };
}

function dayOf(time: string): string | undefined {
  const value = Date.parse(time);
  return Number.isNaN(value) ? undefined : new Date(value).toISOString().slice(0, 10);
}
