import type { Landed } from "../github/revert-chain.ts";
import { readKey } from "../reference-key.ts";
import type { Evidence, EvidenceOf, Reference } from "../types/index.ts";

/** Evidence of a pull request that was read. */
export type FoundPull = Extract<EvidenceOf<"pull">, { status: "found" }>;

/** Work that was found merged in this run. */
export type Wanted = {
  /** Key of the reference: a commit is answered for under its own key. */
  readonly key: string;
  readonly found: FoundPull;
  /** Key of the pull request. */
  readonly pull: string;
  /** Absent when GitHub names no landing commit. */
  readonly landed?: Landed;
};

/** The references that were found merged, a commit with the pull request that brought it. */
export function mergedWork(references: readonly Reference[], known: readonly Evidence[]): readonly Wanted[] {
  const pulls = new Map(known.filter(isMerged).map((pull) => [pull.subject.key, pull]));
  return references.flatMap(({ key }): readonly Wanted[] => {
    const found = pulls.get(key);
    const pull = found === undefined ? undefined : pullOf(found);
    const read = pull === undefined ? undefined : readKey(pull);
    if (found === undefined || pull === undefined || read?.kind !== "pull") return [];
    const { mergeCommit, title } = found.data;
    const { repository, number } = read;
    const landed = mergeCommit === undefined ? {} : { landed: { repository, number, title, mergeCommit } };
    return [{ key, found, pull, ...landed }];
  });
}

function pullOf({ subject, data }: FoundPull): string | undefined {
  const read = readKey(subject.key);
  if (read.kind !== "commit") return subject.key;
  const number = /\/pull\/(\d{1,9})$/.exec(data.url)?.[1];
  return number === undefined ? undefined : `${read.repository}#${number}`;
}

function isMerged(evidence: Evidence): evidence is FoundPull {
  return (
    evidence.subject.kind === "pull" &&
    evidence.status === "found" &&
    "headCommit" in evidence.data &&
    evidence.data.state === "merged"
  );
}
