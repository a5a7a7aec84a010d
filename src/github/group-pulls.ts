import { z } from "zod";
import type { Answer } from "./answer.ts";
import type { GitHub } from "./client.ts";
import { readOne, repositoryParameters } from "./read.ts";

/** A group of a merge queue. */
export type Group = {
  readonly repository: string;
  readonly headCommit: string;
  /** `refs/heads/gh-readonly-queue/main/pr-152-…`. */
  readonly headRef: string;
  readonly baseBranch: string;
};

const compareSchema = z.object({
  total_commits: z.number(),
  commits: z.array(z.object({ commit: z.object({ message: z.string() }) })),
});

/** What GitHub writes into the first line of a commit of the queue, by method of merging. */
const numberPatterns = [/^Merge pull request #([1-9]\d{0,8})\b/, /\(#([1-9]\d{0,8})\)$/];

/**
 * The pull requests of a group: the one its branch is named after and those its commits name. A forged message can only
 * add one, which makes the group stricter. `complete` is false when GitHub cut the list of commits.
 */
export async function readGroupPulls(
  github: GitHub,
  { repository, headCommit, headRef, baseBranch }: Group,
): Promise<Answer<{ readonly numbers: readonly number[]; readonly complete: boolean }>> {
  const parameters = { ...repositoryParameters(repository), basehead: `${baseBranch}...${headCommit}`, per_page: 100 };
  const reply = await readOne(
    github,
    { route: "GET /repos/{owner}/{repo}/compare/{basehead}", parameters },
    compareSchema,
  );
  if (!reply.ok) return reply;
  const { commits, total_commits: total } = reply.value;
  const named = /\/pr-([1-9]\d{0,8})-[0-9a-f]+$/.exec(headRef)?.[1];
  const numbers = commits.flatMap(({ commit }) => numberOf(commit.message.split("\n", 1)[0] ?? ""));
  const all = [...new Set([...(named === undefined ? [] : [Number(named)]), ...numbers])].sort((a, b) => a - b);
  return { ok: true, value: { numbers: all, complete: total <= commits.length } };
}

function numberOf(title: string): readonly number[] {
  for (const pattern of numberPatterns) {
    const found = pattern.exec(title.trimEnd())?.[1];
    if (found !== undefined) return [Number(found)];
  }
  return [];
}
