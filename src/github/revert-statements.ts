/** A commit of a branch, as GitHub lists it. */
export type BranchCommit = {
  readonly sha: string;
  readonly message: string;
  readonly url: string;
  readonly parents: readonly string[];
  /** The commit whose every line its patch takes back, whatever its message says; absent when there is none. */
  readonly undoes?: string;
};

/** What a commit message says it undoes. */
export type Statements = {
  readonly shas: readonly string[];
  readonly numbers: readonly number[];
  /** Titles, only when nothing more exact is said: two changes may share a title. */
  readonly titles: readonly string[];
};

const nothing: Statements = { shas: [], numbers: [], titles: [] };

/** Reads what a message undoes: git's and GitHub's own sentences, and titles that start with `Revert` or `Reapply`. */
export function statementsOf(message: string, repository: string): Statements {
  const shas = [...message.matchAll(/\breverts?\s+commit:?\s+([0-9a-f]{7,40})\b/gi)].map(([, sha = ""]) =>
    sha.toLowerCase(),
  );
  const numbers = [
    ...message.matchAll(/\breverts?:?\s+(?:pull\s+request\s+|prs?\s+)?(?:([\w-]+\/[\w.-]+))?#(\d{1,9})\b/gi),
    ...message.matchAll(/\breverts?:?\s+https:\/\/[\w.-]+\/([\w-]+\/[\w.-]+)\/pull\/(\d{1,9})\b/gi),
  ]
    .filter(([, named]) => named === undefined || named.toLowerCase() === repository.toLowerCase())
    .map(([, , digits]) => Number(digits));
  if (shas.length + numbers.length > 0) return { shas, numbers, titles: [] };
  const titles = headlinesOf(message).flatMap(undoneTitle);
  return titles.length === 0 ? nothing : { shas: [], numbers: [], titles };
}

/** The number of the pull request that a commit landed: behind the title of a squash, or in a merge commit. */
export function landedNumber(message: string): number | undefined {
  const [headline = ""] = message.split("\n");
  const [, digits] = /^Merge pull request #(\d{1,9}) from /.exec(headline) ?? /\(#(\d{1,9})\)\s*$/.exec(headline) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** Titles a message can be known by: its first line, and that of the pull request in a merge commit. */
export function headlinesOf(message: string): readonly string[] {
  const lines = message.split("\n").map((line) => line.trim());
  const [headline = "", ...body] = lines;
  if (!/^Merge pull request #\d/.test(headline)) return [plainTitle(headline)];
  const title = body.find((line) => line !== "");
  return title === undefined ? [] : [plainTitle(title)];
}

/** A title without the number GitHub puts behind it. */
export function plainTitle(title: string): string {
  return title.replace(/\s*\(#\d{1,9}\)\s*$/, "").trim();
}

function undoneTitle(title: string): readonly string[] {
  const [, revert] = /^Revert "(.+)"$/i.exec(title) ?? /^revert(?:\([^)]{1,60}\))?: (.+)$/i.exec(title) ?? [];
  if (revert !== undefined) return [plainTitle(revert)];
  const [, again] = /^Reapply "(.+)"$/i.exec(title) ?? [];
  return again === undefined ? [] : [`Revert "${plainTitle(again)}"`];
}
