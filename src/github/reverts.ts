import { z } from "zod";
import { readKey } from "../reference-key.ts";
import type { PullFacts, RevertFacts } from "../types/index.ts";
import { isContained } from "./ancestry.ts";
import { type Answer, fail } from "./answer.ts";
import type { GitHub, NewestCommits } from "./client.ts";
import { readInverses } from "./inverse-patches.ts";
import { type Mentioned, readMentions } from "./mentions.ts";
import { readPages, repositoryParameters } from "./read.ts";
import { type Landed, revertsOf } from "./revert-chain.ts";
import { type BranchCommit, landedNumber } from "./revert-statements.ts";

/** Pages of 100 commits read for one repository. */
const maxCommitPages = 30;
/** Pages of 100 timeline events read for one pull request. */
const maxTimelinePages = 5;
/** A landing commit may be this much older than the merge, when a queue tested it first. */
const queueMs = 24 * 3_600_000;

const commitSchema = z.object({
  sha: z.string().regex(/^[0-9a-f]{40}$/),
  html_url: z.string(),
  commit: z.object({ message: z.string() }),
  parents: z.array(z.object({ sha: z.string() })),
});
const eventSchema = z.object({
  event: z.string().optional(),
  source: z
    .object({
      issue: z
        .object({
          number: z.number(),
          title: z.string(),
          body: z.string().nullish(),
          repository: z.object({ full_name: z.string() }).optional(),
          pull_request: z.object({ merged_at: z.string().nullish() }).nullish(),
        })
        .optional(),
    })
    .optional(),
});

/** A merged pull request by its key. */
export type MergedPull = { readonly key: string; readonly facts: PullFacts };

type Merged = Landed & {
  readonly key: string;
  readonly branch: string;
  readonly mergedAt: string;
  readonly changedFiles: readonly string[];
};

/**
 * Searches for reverts of merged pull requests: in the messages of later commits on the default branch and in pull
 * requests that mention them; and by patches that take every line back. The commits of a repository are listed once for all of its pull requests.
 * A search that does not reach back to the merge is `over-budget`, a landing commit that left the branch `no-commit`.
 */
export async function readReverts(
  github: GitHub,
  pulls: readonly MergedPull[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, Answer<RevertFacts>>> {
  const answers = new Map<string, Answer<RevertFacts>>();
  const byRepository = new Map<string, Merged[]>();
  for (const pull of pulls) {
    const merged = mergedOf(pull);
    if (merged === undefined) answers.set(pull.key, fail("no-commit", "GitHub names no landing commit"));
    else byRepository.set(merged.repository, [...(byRepository.get(merged.repository) ?? []), merged]);
  }
  for (const [repository, merged] of byRepository) {
    const commits = await withInverses(github, merged, {
      later: await readLaterCommits(github, { repository, merged, signal }),
      signal,
    });
    const mentioned = await readMentions(
      github,
      merged.map(({ key }) => key),
      signal,
    );
    for (const [index, one] of merged.entries()) {
      const later = { signal, mentioned: mentioned[index] };
      answers.set(one.key, commits.ok ? await revertAnswer(github, one, { ...commits.value, ...later }) : commits);
    }
  }
  return answers;
}

function mergedOf({ key, facts }: MergedPull): Merged | undefined {
  const read = readKey(key);
  const { mergeCommit, mergedAt, title, defaultBranch: branch, changedFiles } = facts;
  if (read.kind !== "pull" || mergeCommit === undefined || mergedAt === undefined) return undefined;
  return { key, repository: read.repository, number: read.number, title, mergeCommit, mergedAt, branch, changedFiles };
}

type Listing = {
  readonly repository: string;
  readonly merged: readonly Merged[];
  readonly signal: AbortSignal | undefined;
};
type Later = Pick<NewestCommits, "commits" | "complete">;

async function readLaterCommits(github: GitHub, { repository, merged, signal }: Listing): Promise<Answer<Later>> {
  const sinceMs = Math.min(...merged.map(({ mergedAt }) => Date.parse(mergedAt))) - queueMs;
  const branch = merged[0]?.branch ?? "";
  const known = github.kept?.commits.get(`${repository} ${branch}`);
  if (known !== undefined && known.sinceMs <= sinceMs) return { ok: true, value: known };
  const reply = await readPages(
    github,
    {
      route: "GET /repos/{owner}/{repo}/commits",
      parameters: {
        ...repositoryParameters(repository),
        sha: branch,
        since: new Date(sinceMs).toISOString(),
      },
      signal,
    },
    { item: commitSchema, maxPages: maxCommitPages },
  );
  if (!reply.ok) return reply;
  const commits = reply.value.items.map(({ sha, html_url, commit, parents }) => ({
    sha,
    url: html_url,
    message: commit.message,
    parents: parents.map((parent) => parent.sha),
  }));
  const later = { sinceMs, commits, complete: reply.value.complete };
  github.kept?.commits.set(`${repository} ${branch}`, later);
  return { ok: true, value: later };
}

/** Marks commits that take back a merge without saying so; where nothing landed since, there is nothing to compare. */
async function withInverses(
  github: GitHub,
  merged: readonly Merged[],
  { later, signal }: { readonly later: Answer<Later>; readonly signal: AbortSignal | undefined },
): Promise<Answer<Later>> {
  if (!later.ok) return later;
  const newest = later.value.commits[0]?.sha;
  const followed = merged.filter(({ mergeCommit }) => mergeCommit !== newest);
  if (followed.length === 0) return later;
  const wanted = followed.map(({ branch, mergedAt, changedFiles, ...landed }) => ({
    landed,
    branch,
    mergedAt,
    changedFiles,
  }));
  const inverses = await readInverses(github, wanted, signal);
  if (!inverses.ok) return inverses;
  const commits = later.value.commits.map((commit): BranchCommit => {
    const undoes = inverses.value.get(commit.sha);
    return undoes === undefined ? commit : { ...commit, undoes };
  });
  return { ok: true, value: { ...later.value, commits } };
}

async function revertAnswer(
  github: GitHub,
  merged: Merged,
  later: Later & { readonly signal: AbortSignal | undefined; readonly mentioned: Answer<Mentioned> | undefined },
): Promise<Answer<RevertFacts>> {
  const isListed = later.commits.some(({ sha }) => sha === merged.mergeCommit);
  if (!isListed && later.complete) {
    const target = { repository: merged.repository, branch: merged.branch, commit: merged.mergeCommit };
    const contained = await isContained(github, target, later.signal);
    if (!contained.ok) return contained;
    if (!contained.value) return fail("no-commit", "the landing commit is not on the default branch any more");
  }
  const mentions = wordsOf(later.mentioned, merged) ?? (await readWords(github, merged, later.signal));
  if (!mentions.ok) return mentions;
  const facts = revertsOf(merged, withMentions(later.commits, mentions.value.byNumber));
  if (!facts.reverted && !isListed && !later.complete) {
    return fail("over-budget", `more than ${maxCommitPages * 100} commits landed since the merge`);
  }
  if (!facts.reverted && !mentions.value.complete) {
    return fail("over-budget", `more than ${maxTimelinePages * 100} events followed the merge`);
  }
  return { ok: true, value: facts };
}

/** Text of pull requests by number. */
type Mentions = { readonly byNumber: ReadonlyMap<number, string>; readonly complete: boolean };

/** Words of merged pull requests of the same repository that mention this one; undefined when not all are known. */
function wordsOf(mentioned: Answer<Mentioned> | undefined, { repository }: Merged): Answer<Mentions> | undefined {
  if (mentioned?.ok !== true || !mentioned.value.complete) return undefined;
  const words = mentioned.value.mentions.flatMap(({ key, state, title, body }): [number, string][] => {
    const read = readKey(key);
    const isHere = read.kind === "pull" && read.repository === repository;
    return isHere && state === "merged" ? [[read.number, `${title}\n\n${body}`]] : [];
  });
  return { ok: true, value: { byNumber: new Map(words), complete: true } };
}

/** The same words from the list of all events, where the mentions could not be had in one piece. */
async function readWords(
  github: GitHub,
  { repository, number }: Merged,
  signal: AbortSignal | undefined,
): Promise<Answer<Mentions>> {
  const reply = await readPages(
    github,
    {
      route: "GET /repos/{owner}/{repo}/issues/{issue_number}/timeline",
      parameters: { ...repositoryParameters(repository), issue_number: number },
      signal,
    },
    { item: eventSchema, maxPages: maxTimelinePages },
  );
  if (!reply.ok) return reply;
  const mentions = reply.value.items.flatMap((event): [number, string][] => {
    const issue = event.source?.issue;
    if (event.event !== "cross-referenced" || !issue?.pull_request?.merged_at) return [];
    const isHere = issue.repository === undefined || issue.repository.full_name.toLowerCase() === repository;
    return isHere ? [[issue.number, `${issue.title}\n\n${issue.body ?? ""}`]] : [];
  });
  return { ok: true, value: { byNumber: new Map(mentions), complete: reply.value.complete } };
}

/** A squash may leave out what the pull request said; its words then count as those of its landing commit. */
function withMentions(
  commits: readonly BranchCommit[],
  mentions: ReadonlyMap<number, string>,
): readonly BranchCommit[] {
  if (mentions.size === 0) return commits;
  return commits.map((commit) => {
    const number = landedNumber(commit.message);
    const said = number === undefined ? undefined : mentions.get(number);
    return said === undefined ? commit : { ...commit, message: `${commit.message}\n\n${said}` };
  });
}
