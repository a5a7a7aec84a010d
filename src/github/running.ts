import { z } from "zod";
import { type Answer, fail } from "./answer.ts";
import type { GitHub } from "./client.ts";
import { pickedFrom } from "./picks.ts";
import { readOne, repositoryParameters } from "./read.ts";
import { type Landed, revertsOf } from "./revert-chain.ts";
import type { BranchCommit } from "./revert-statements.ts";

/** Pages of 100 commits between the landing commit and what runs. */
const maxPages = 3;

const comparisonSchema = z.object({
  status: z.enum(["ahead", "behind", "diverged", "identical"]),
  total_commits: z.number().int(),
  commits: z.array(
    z.object({
      sha: z.string(),
      html_url: z.string(),
      commit: z.object({ message: z.string() }),
      parents: z.array(z.object({ sha: z.string() })),
    }),
  ),
});

/** A change and the revision that may hold it: a commit or a tag. */
export type RunningQuestion = {
  readonly landed: Landed;
  readonly revision: string;
  readonly signal?: AbortSignal | undefined;
};

/** Whether what runs holds a change. */
export type RunningState = {
  readonly contains: boolean;
  /** How, where it is not plain ancestry: `cherry-picked as abc`, `reverted by def`. */
  readonly how?: string;
};

/**
 * Whether a revision holds a change: as an ancestor or by a cherry-pick that names it, and not undone on the way there.
 * `over-budget` when too many commits lie between to tell that a branch of its own does not hold it.
 */
export async function readRunning(github: GitHub, question: RunningQuestion): Promise<Answer<RunningState>> {
  const { landed, revision } = question;
  if (revision === landed.mergeCommit) return { ok: true, value: { contains: true } };
  const between = await readBetween(github, question);
  if (!between.ok) return between;
  const { status, commits, complete } = between.value;
  if (status === "identical") return { ok: true, value: { contains: true } };
  if (status === "behind") return { ok: true, value: { contains: false } };
  if (status === "ahead") return { ok: true, value: intact(landed, commits) };
  const picked = commits.find(({ message }) => pickedFrom(message).some((sha) => landed.mergeCommit.startsWith(sha)));
  if (picked !== undefined) {
    const state = intact({ ...landed, mergeCommit: picked.sha }, commits);
    return {
      ok: true,
      value: state.contains ? { ...state, how: `cherry-picked as ${picked.sha.slice(0, 12)}` } : state,
    };
  }
  if (complete) return { ok: true, value: { contains: false } };
  return fail("over-budget", `more than ${maxPages * 100} commits lie between the merge and what runs`);
}

/** What was reverted on the way is not in the revision, although its commit is. */
function intact(landed: Landed, commits: readonly BranchCommit[]): RunningState {
  const { reverted, chain } = revertsOf(landed, commits);
  return reverted ? { contains: false, how: `reverted by ${chain.at(-1)?.key ?? ""}` } : { contains: true };
}

type Between = {
  readonly status: z.infer<typeof comparisonSchema>["status"];
  /** Newest first. */
  readonly commits: readonly BranchCommit[];
  readonly complete: boolean;
};

async function readBetween(github: GitHub, { landed, revision, signal }: RunningQuestion): Promise<Answer<Between>> {
  const commits: BranchCommit[] = [];
  for (let page = 1; ; page += 1) {
    const parameters = {
      ...repositoryParameters(landed.repository),
      basehead: `${landed.mergeCommit}...${revision}`,
      per_page: 100,
      page,
    };
    const route = "GET /repos/{owner}/{repo}/compare/{basehead}";
    const reply = await readOne(github, { route, parameters, signal }, comparisonSchema);
    if (!reply.ok) return reply;
    const { status, total_commits } = reply.value;
    for (const { sha, html_url, commit, parents } of reply.value.commits) {
      commits.push({ sha, url: html_url, message: commit.message, parents: parents.map((parent) => parent.sha) });
    }
    const complete = commits.length >= total_commits;
    if (complete || page === maxPages || reply.value.commits.length === 0) {
      return { ok: true, value: { status, commits: commits.toReversed(), complete } };
    }
  }
}
