import { commitKey, pullKey } from "../reference-key.ts";
import type { RevertFacts } from "../types/index.ts";
import {
  type BranchCommit,
  headlinesOf,
  landedNumber,
  plainTitle,
  type Statements,
  statementsOf,
} from "./revert-statements.ts";

/** The change that may have been undone. */
export type Landed = {
  readonly repository: string;
  readonly number: number;
  readonly title: string;
  readonly mergeCommit: string;
};

/** What landed on the branch at once: a commit, or a merge with the commits it brought. */
type Landing = {
  readonly commit: BranchCommit;
  /** Oldest first, the merge itself last. */
  readonly commits: readonly BranchCommit[];
  readonly number: number | undefined;
  /** Place on the branch, from 0 for the oldest. */
  readonly at: number;
};

type Undo = { readonly landing: Landing; readonly how: string };

/** Finds what undoes a landed change, and what undoes that; `commits` are the branch's newest ones, newest first. */
export function revertsOf(landed: Landed, commits: readonly BranchCommit[]): RevertFacts {
  const landings = landingsOf(commits);
  const own = landings.find((landing) => landing.commits.some(({ sha }) => sha === landed.mergeCommit));
  const target: Landing = own ?? {
    commit: { sha: landed.mergeCommit, message: landed.title, url: "", parents: [] },
    commits: [],
    number: landed.number,
    at: -1,
  };
  const subject = { ...target, number: landed.number };
  const speakers = landings.flatMap((landing) => {
    const said = saidBy(landing, landed.repository);
    const isSilent = said.length === 0 && landing.commits.every(({ undoes }) => undoes === undefined);
    return isSilent ? [] : [{ landing, said }];
  });
  const chain = new Map<Landing, { undoes: Landing; how: string }>();
  const known = new Map<Landing, boolean>();
  const isUndone = (undone: Landing): boolean => {
    const before = known.get(undone);
    if (before !== undefined) return before;
    let result = false;
    for (const { landing, how } of undoersOf(undone, speakers, undone === subject ? [plainTitle(landed.title)] : [])) {
      if (!chain.has(landing)) chain.set(landing, { undoes: undone, how });
      if (!isUndone(landing)) result = true;
    }
    known.set(undone, result);
    return result;
  };
  const reverted = isUndone(subject);
  return {
    reverted,
    chain: [...chain]
      .sort(([a], [b]) => a.at - b.at)
      .map(([landing, { undoes, how }]) => ({
        key: keyOf(landing, landed.repository),
        url: landing.commit.url,
        undoes: keyOf(undoes, landed.repository),
        how,
      })),
  };
}

/** Groups commits by how they landed, oldest first: the first parents make the branch, the rest came with a merge. */
export function landingsOf(commits: readonly BranchCommit[]): readonly Landing[] {
  const bySha = new Map(commits.map((commit) => [commit.sha, commit]));
  const branch: BranchCommit[] = [];
  for (let commit = commits[0]; commit !== undefined; commit = bySha.get(commit.parents[0] ?? "")) {
    branch.push(commit);
    bySha.delete(commit.sha);
  }
  return branch.toReversed().map((commit, at) => {
    const brought = takeAncestors(commit.parents.slice(1), bySha);
    return { commit, commits: [...brought.toReversed(), commit], number: landedNumber(commit.message), at };
  });
}

/** Takes commits reachable from some out of those not yet taken, newest first. */
function takeAncestors(from: readonly string[], rest: Map<string, BranchCommit>): readonly BranchCommit[] {
  const taken: BranchCommit[] = [];
  const open = [...from];
  for (let sha = open.shift(); sha !== undefined; sha = open.shift()) {
    const commit = rest.get(sha);
    if (commit === undefined) continue;
    rest.delete(sha);
    taken.push(commit);
    open.push(...commit.parents);
  }
  return taken;
}

/** A landing that says it undoes something. */
type Speaker = { readonly landing: Landing; readonly said: readonly Statements[] };

/** Landings after one that say they undo it; of several ways of saying it the most exact is named. */
function undoersOf(undone: Landing, speakers: readonly Speaker[], moreTitles: readonly string[]): readonly Undo[] {
  const shas = [undone.commit.sha, ...undone.commits.map(({ sha }) => sha)];
  const titles = new Set([...moreTitles, ...headlinesOf(undone.commit.message)]);
  return speakers
    .filter(({ landing }) => landing.at > undone.at)
    .flatMap(({ landing, said }): readonly Undo[] => {
      if (said.some((one) => one.shas.some((named) => shas.some((sha) => sha.startsWith(named))))) {
        return [{ landing, how: "names the commit" }];
      }
      const { number } = undone;
      if (number !== undefined && said.some(({ numbers }) => numbers.includes(number))) {
        return [{ landing, how: "names the pull request" }];
      }
      if (landing.commits.some(({ undoes }) => undoes !== undefined && shas.includes(undoes))) {
        return [{ landing, how: "takes back every line" }];
      }
      const isTitled = said.some((one) => one.titles.some((title) => titles.has(title)));
      return isTitled ? [{ landing, how: "has its title" }] : [];
    });
}

/** What a landing says it undoes, without what it took back itself before it landed. */
function saidBy(landing: Landing, repository: string): readonly Statements[] {
  const said = landing.commits.map(({ sha, message }) => ({ sha, statements: statementsOf(message, repository) }));
  return said
    .filter(
      ({ sha }, at) =>
        !said.slice(at + 1).some(({ statements }) => statements.shas.some((named) => sha.startsWith(named))),
    )
    .filter(({ statements }) => !statements.shas.some((named) => said.some(({ sha }) => sha.startsWith(named))))
    .map(({ statements }) => statements)
    .filter(({ shas, numbers, titles }) => shas.length + numbers.length + titles.length > 0);
}

function keyOf({ number, commit }: Landing, repository: string): string {
  return number === undefined ? commitKey(repository, commit.sha) : pullKey(repository, number);
}
