import type { WiringFinding } from "../types/index.ts";
import type { WiringConfig } from "./config.ts";
import { daysBetween, isDay } from "./dates.ts";
import { finding } from "./finding.ts";

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

/** The finding about a date that differs; undefined when it agrees or is unknown. */
export function dateBasisFinding(
  entry: { readonly path: string; readonly date: string; readonly line: number; readonly reference: string },
  result: DateBasis,
  policy: WiringConfig["dateBasis"],
): WiringFinding | undefined {
  if (result.state !== "differs") return undefined;
  const span = `${Math.abs(result.days)} days ${result.days > 0 ? "later" : "earlier"}`;
  return finding({
    code: "date-basis",
    site: "entry",
    place: { path: entry.path, startLine: entry.line, endLine: entry.line },
    entry: entry.path,
    message: `Unexpected date ${entry.date}, expected ${result.basisDate}: ${entry.reference} was ${policy.basis} then, and ${span} is more than the ${policy.toleranceDays} that are tolerated.`,
    fix: `Set the date to ${result.basisDate} and rename the file, or raise \`wiring.dateBasis.toleranceDays\`.`,
  });
}
