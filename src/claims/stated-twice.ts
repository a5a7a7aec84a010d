import type { Candidate } from "./match.ts";

/**
 * The candidates with `type: example` for defaults that one table states in several rows of the same subject, each with
 * another value: each row holds under a condition that stands in another cell. So do items of a list in one sample, and
 * three versions of one runtime under one heading.
 */
export function withRowsOfOneSubject<T extends Candidate>(candidates: readonly T[]): readonly T[] {
  const values = new Map<string, Set<string>>();
  for (const candidate of candidates) {
    const key = keyOf(candidate);
    if (key !== undefined) values.set(key, (values.get(key) ?? new Set()).add(candidate.value));
  }
  return candidates.map((candidate) => {
    const count = values.get(keyOf(candidate) ?? "")?.size ?? 0;
    return count < (candidate.rule.kind === "package-version" ? leastVersions : 2)
      ? candidate
      : { ...candidate, qualifiers: { ...candidate.qualifiers, type: "example" } };
  });
}

/** Versions of one runtime under one heading that are a list of all that will do. */
const leastVersions = 3;

/** What rows of one table share, items of one sample and versions under one heading; undefined for everything else. */
function keyOf({ rule, fragment, qualifiers: { subject } }: Candidate): string | undefined {
  const { owner, context, place } = fragment;
  if (rule.kind === "package-version" && /^[A-Z]/.test(subject ?? "")) return JSON.stringify([subject, owner.headings]);
  if (rule.kind !== "default-value" || subject === undefined) return undefined;
  if (context === "code") return JSON.stringify([subject, place.startOffset]);
  if (owner.tableHeaders === undefined) return undefined;
  return JSON.stringify([subject, owner.headings, owner.tableHeaders]);
}
