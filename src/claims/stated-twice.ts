import type { Candidate } from "./match.ts";

/**
 * The candidates with `type: example` for defaults that one table states in several rows of the same subject, each with
 * another value: each row holds under a condition that stands in another cell.
 */
export function withRowsOfOneSubject<T extends Candidate>(candidates: readonly T[]): readonly T[] {
  const values = new Map<string, Set<string>>();
  for (const candidate of candidates) {
    const key = keyOf(candidate);
    if (key !== undefined) values.set(key, (values.get(key) ?? new Set()).add(candidate.value));
  }
  return candidates.map((candidate) => {
    const count = values.get(keyOf(candidate) ?? "")?.size ?? 0;
    return count < 2 ? candidate : { ...candidate, qualifiers: { ...candidate.qualifiers, type: "example" } };
  });
}

/** What rows of one table share; undefined for what is no default in a table. */
function keyOf({ rule, fragment: { owner }, qualifiers: { subject } }: Candidate): string | undefined {
  if (rule.kind !== "default-value" || owner.tableHeaders === undefined || subject === undefined) return undefined;
  return JSON.stringify([subject, owner.headings, owner.tableHeaders]);
}
