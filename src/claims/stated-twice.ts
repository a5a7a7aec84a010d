import type { Candidate } from "./match.ts";

/**
 * The candidates with `type: example` for defaults that one table states in several rows of the same subject, each with
 * another value: each row holds under a condition that stands in another cell. So do items of a list in one sample.
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

/** What rows of one table share, and items of one sample; undefined for what is no default in either. */
function keyOf({ rule, fragment, qualifiers: { subject } }: Candidate): string | undefined {
  const { owner, context, place } = fragment;
  if (rule.kind !== "default-value" || subject === undefined) return undefined;
  if (context === "code") return JSON.stringify([subject, place.startOffset]);
  if (owner.tableHeaders === undefined) return undefined;
  return JSON.stringify([subject, owner.headings, owner.tableHeaders]);
}
