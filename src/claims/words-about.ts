import { wordsAround } from "../amounts.ts";
import type { Candidate } from "./match.ts";
import { offsetInAround } from "./place-in-words.ts";
import { contexts } from "./subject-beside.ts";

/**
 * The candidates, limits with the words around them where their sentence names nothing by its name in the source: "files
 * larger than 10 MB" speaks of files. In a table with a heading for each column, that heading says what the cell is of.
 */
export function withWordsAbout<Placed extends Candidate>(placed: readonly Placed[]): Placed[] {
  return placed.map((candidate) => {
    const { rule, fragment, qualifiers, span } = candidate;
    const at = offsetInAround(fragment);
    if (rule.kind !== "limit" || !contexts.has(fragment.context) || at === undefined) return candidate;
    const { around, owner } = fragment;
    const { subject, in: plan } = qualifiers;
    if (plan !== undefined) return withAbout(candidate, wordsAround(owner.tableHeader ?? "", 0));
    if (subject !== undefined && around.includes(subject) && (/[-_.$]|[a-z][A-Z]/.test(subject) || owner.tableRow))
      return candidate;
    return withAbout(candidate, wordsAround(around, span.start + at));
  });
}

function withAbout<Placed extends Candidate>(candidate: Placed, about: string): Placed {
  return about === "" ? candidate : { ...candidate, qualifiers: { ...candidate.qualifiers, about } };
}
