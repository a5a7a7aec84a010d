import { compareText } from "../reference-key.ts";
import { type Evidence, foundOnRef, type Ledger, type Reference, type ReferenceList } from "../types/index.ts";
import { strongerRole } from "./role.ts";

/** Why a reference is not taken although it names work. */
const reason = "another name of a pull request that is named already";

/**
 * References in which each pull request has one name: one that is named under the old and the new name of a repository
 * keeps the name it was recorded under, else the one that was written first. Only what was seen of both names in this
 * run tells that they are one; the strongest role of all names counts.
 */
export function withOneName(list: ReferenceList, evidence: readonly Evidence[], ledger: Ledger): ReferenceList {
  const ids = idsOf(evidence);
  const firstNames = recordedNames(ledger, ids);
  const taken = new Map<string, Reference>();
  const ignored = [...list.ignored];
  for (const reference of list.taken) {
    const id = ids.get(reference.key);
    if (id !== undefined && !firstNames.has(id)) firstNames.set(id, reference.key);
    const key = (id === undefined ? undefined : firstNames.get(id)) ?? reference.key;
    const known = taken.get(key);
    taken.set(
      key,
      known === undefined ? { ...reference, key } : { ...known, role: strongerRole(known.role, reference.role) },
    );
    if (known !== undefined) ignored.push({ quote: reference.key, foundIn: reference.foundIn, reason });
  }
  return taken.size === list.taken.length
    ? { ...list, taken: [...taken.values()] }
    : { taken: [...taken.values()], ignored };
}

/** GitHub's numbers of the pull requests that were seen, by key. */
function idsOf(evidence: readonly Evidence[]): ReadonlyMap<string, number> {
  return new Map(
    evidence.flatMap((item) =>
      item.status === "found" && "headCommit" in item.data && item.data.id !== undefined
        ? [[item.subject.key, item.data.id] as const]
        : [],
    ),
  );
}

/** The name each was recorded under first; a name that nobody wrote is not put in the place of one that somebody did. */
function recordedNames({ entries }: Ledger, ids: ReadonlyMap<string, number>): Map<number, string> {
  const names = new Map<number, string>();
  const written = entries.filter(({ foundIn }) => foundIn !== "discovered" && foundIn !== foundOnRef);
  for (const { key } of written.toSorted(
    (a, b) => compareText(a.recordedAt, b.recordedAt) || compareText(a.key, b.key),
  )) {
    const id = ids.get(key);
    if (id !== undefined && !names.has(id)) names.set(id, key);
  }
  return names;
}
