import { z } from "zod";
import type { DocsPull } from "../types/index.ts";
import { type Answer, fail } from "./answer.ts";
import type { GitHub } from "./client.ts";
import type { PullName } from "./comments.ts";
import { readFile } from "./contents.ts";
import type { PostedComments, PostedPull, Unread } from "./docs-pull.ts";
import { readOne, readPages, repositoryParameters } from "./read.ts";
import { visibilityOf } from "./visibility.ts";

/** GitHub keeps at most 2,500 comments on a pull request. */
const maxCommentPages = 26;
/** GitHub lists at most 250 commits of a pull request (https://docs.github.com/rest/pulls/pulls). */
const maxCommits = 250;

const account = z.object({ login: z.string(), id: z.number(), type: z.string().optional() }).nullable();
const sha = z.string().regex(/^[0-9a-f]{40}$/);

const pullSchema = z.object({
  html_url: z.string(),
  title: z.string(),
  body: z.string().nullable(),
  state: z.enum(["open", "closed"]),
  draft: z.boolean().optional(),
  user: account,
  labels: z.array(z.object({ name: z.string() })),
  commits: z.number().optional(),
  comments: z.number().optional(),
  changed_files: z.number().optional(),
  head: z.object({ sha }),
  base: z.object({
    sha,
    ref: z.string(),
    repo: z.object({ private: z.boolean(), visibility: z.string().optional() }),
  }),
});
const commitSchema = z.object({ sha: z.string(), commit: z.object({ message: z.string() }) });
const commentSchema = z.object({ id: z.number(), html_url: z.string(), body: z.string().nullish(), user: account });

/** Reads one docs pull request by REST, with lists of any length and a file of its base branch. */
export async function readPostedPull(github: GitHub, place: PullName, configPath: string): Promise<Answer<PostedPull>> {
  const reply = await readOne(
    github,
    { route: "GET /repos/{owner}/{repo}/pulls/{pull_number}", parameters: pullParameters(place) },
    pullSchema,
  );
  if (!reply.ok) return reply;
  const pull = reply.value;
  const commits = await readCommits(github, place, pull.commits ?? 0);
  const comments = await readComments(github, place, pull.comments ?? 0);
  const file = { repository: place.repository, path: configPath, commit: pull.base.ref };
  return {
    ok: true,
    value: {
      title: pull.title,
      body: pull.body ?? "",
      url: pull.html_url,
      author: pull.user?.login ?? "ghost",
      state: pull.state,
      draft: pull.draft ?? false,
      headCommit: pull.head.sha,
      baseCommit: pull.base.sha,
      baseBranch: pull.base.ref,
      labels: pull.labels.map(({ name }) => name),
      visibility: visibilityOf(pull.base.repo),
      commits,
      comments,
      ...(pull.changed_files === undefined ? {} : { fileCount: pull.changed_files }),
      config: await readFile(github, file),
    },
  };
}

function pullParameters({ repository, number }: PullName): Record<string, string | number> {
  return { ...repositoryParameters(repository), pull_number: number };
}

async function readCommits(github: GitHub, place: PullName, told: number): Promise<Unread<DocsPull["commits"]>> {
  const reply = await readPages(
    github,
    { route: "GET /repos/{owner}/{repo}/pulls/{pull_number}/commits", parameters: pullParameters(place) },
    { item: commitSchema, maxPages: 3 },
  );
  if (!reply.ok) return { value: [], unread: [`commits: ${reply.detail}`] };
  const commits = reply.value.items.map(({ sha, commit }) => ({ sha, message: commit.message }));
  if (commits.length >= maxCommits) {
    return { value: commits, unread: [`commits: GitHub lists only the first ${maxCommits}`] };
  }
  const isShort = commits.length < told;
  return { value: commits, unread: isShort ? [`commits: GitHub listed ${commits.length} of ${told}`] : [] };
}

/** GitHub may count comments that it hides from everybody; only a list without any is known to be wrong. */
async function readComments(
  github: GitHub,
  { repository, number }: PullName,
  told: number,
): Promise<Answer<PostedComments>> {
  const parameters = { ...repositoryParameters(repository), issue_number: number };
  const reply = await readPages(
    github,
    { route: "GET /repos/{owner}/{repo}/issues/{issue_number}/comments", parameters },
    { item: commentSchema, maxPages: maxCommentPages },
  );
  if (!reply.ok) return reply;
  if (reply.value.items.length === 0 && told > 0) return fail("malformed", `GitHub listed none of ${told}`);
  const items = reply.value.items.map(({ id, html_url: url, body, user }) => ({
    id,
    url,
    body: body ?? "",
    author: user === null ? null : { id: user.id, login: user.login, isBot: user.type === "Bot" },
  }));
  return { ok: true, value: { items, complete: reply.value.complete } };
}
