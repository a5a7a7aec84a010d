import { z } from "zod";
import type { DocsPull, Visibility } from "../types/index.ts";
import type { Answer } from "./answer.ts";
import type { GitHub } from "./client.ts";
import { readPermission } from "./permissions.ts";
import { readOne, readPages, repositoryParameters } from "./read.ts";

/** GitHub keeps at most 2,500 comments on a pull request. */
const maxCommentPages = 26;
/** GitHub lists at most 250 commits of a pull request (https://docs.github.com/rest/pulls/pulls). */
const maxCommits = 250;
/** Commenters whose permission is looked up. */
const maxCommenters = 200;
/** First line of our own comments: what they say is a result, never a source. */
const ownMarker = "<!-- docs-verdict:";

const account = z.object({ login: z.string(), type: z.string().optional() }).nullable();

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
  head: z.object({ sha: z.string().regex(/^[0-9a-f]{40}$/) }),
  base: z.object({
    sha: z.string().regex(/^[0-9a-f]{40}$/),
    ref: z.string(),
    repo: z.object({ private: z.boolean(), visibility: z.string().optional() }),
  }),
});
const commitSchema = z.object({ sha: z.string(), commit: z.object({ message: z.string() }) });
const commentSchema = z.object({ id: z.number(), html_url: z.string(), body: z.string().nullish(), user: account });

type Comment = z.infer<typeof commentSchema>;
type Place = { readonly repository: string; readonly number: number };

/** A part of the docs pull request and what of it could not be read. */
type Part<Value> = { readonly value: Value; readonly unread: readonly string[] };

/**
 * Reads a docs pull request with its commits and the comments of people who may write. Comments of accounts that are
 * bots, and our own, are left out. Only the pull request itself must be readable; what else could not be read is named
 * in `unread`, because a comment nobody could read may hold a blocker.
 */
export async function readDocsPull(github: GitHub, repository: string, number: number): Promise<Answer<DocsPull>> {
  const place = { repository, number };
  const reply = await readOne(
    github,
    { route: "GET /repos/{owner}/{repo}/pulls/{pull_number}", parameters: pullParameters(place) },
    pullSchema,
  );
  if (!reply.ok) return reply;
  const pull = reply.value;
  const commits = await readCommits(github, place, pull.commits ?? 0);
  const comments = await readComments(github, place, pull.comments ?? 0);
  const unread = [...commits.unread, ...comments.unread];
  return {
    ok: true,
    value: {
      repository,
      number,
      url: pull.html_url,
      title: pull.title,
      body: pull.body ?? "",
      author: pull.user?.login ?? "ghost",
      state: pull.state,
      draft: pull.draft ?? false,
      headCommit: pull.head.sha,
      baseCommit: pull.base.sha,
      baseBranch: pull.base.ref,
      labels: pull.labels.map(({ name }) => name),
      visibility: visibilityOf(pull.base.repo),
      commits: commits.value,
      comments: comments.value,
      ...(pull.changed_files === undefined ? {} : { fileCount: pull.changed_files }),
      filesComplete: true,
      ...(unread.length === 0 ? {} : { unread }),
    },
  };
}

/** Who may read a repository; an internal one is private to everybody else. */
export function visibilityOf(repository: {
  readonly private: boolean;
  readonly visibility?: string | undefined;
}): Visibility {
  if (repository.private) return "private";
  return repository.visibility === undefined || repository.visibility === "public" ? "public" : "private";
}

function pullParameters({ repository, number }: Place): Record<string, string | number> {
  return { ...repositoryParameters(repository), pull_number: number };
}

async function readCommits(github: GitHub, place: Place, told: number): Promise<Part<DocsPull["commits"]>> {
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
async function readComments(github: GitHub, place: Place, told: number): Promise<Part<DocsPull["comments"]>> {
  const { owner, repo } = repositoryParameters(place.repository);
  const reply = await readPages(
    github,
    {
      route: "GET /repos/{owner}/{repo}/issues/{issue_number}/comments",
      parameters: { owner, repo, issue_number: place.number },
    },
    { item: commentSchema, maxPages: maxCommentPages },
  );
  if (!reply.ok) return { value: [], unread: [`comments: ${reply.detail}`] };
  if (reply.value.items.length === 0 && told > 0) {
    return { value: [], unread: [`comments: GitHub listed none of ${told}`] };
  }
  const comments = distinctById(reply.value.items).filter(isOfPerson);
  const permissions = await readPermissions(github, place.repository, comments);
  return {
    value: comments.flatMap((comment) => {
      const login = comment.user?.login ?? "";
      const permission = permissions.value.get(login);
      return permission === undefined ? [] : [{ login, body: comment.body ?? "", permission, url: comment.html_url }];
    }),
    unread: [...(reply.value.complete ? [] : ["comments: there are more than were read"]), ...permissions.unread],
  };
}

/** Permissions of those who may write, by login. */
async function readPermissions(
  github: GitHub,
  repository: string,
  comments: readonly Comment[],
): Promise<Part<ReadonlyMap<string, string>>> {
  const logins = [...new Set(comments.flatMap(({ user }) => (user === null ? [] : [user.login])))];
  const permissions = new Map<string, string>();
  const unread: string[] = [];
  for (const login of logins.slice(0, maxCommenters)) {
    const reply = await readPermission(github, repository, login);
    if (!reply.ok) unread.push(`permission of ${login}: ${reply.detail}`);
    else if (reply.value.mayWrite) permissions.set(login, reply.value.permission);
  }
  if (logins.length > maxCommenters) unread.push(`permissions: there are more than ${maxCommenters} commenters`);
  return { value: permissions, unread };
}

/** A page may shrink while it is read; then an entry comes twice. */
function distinctById(comments: readonly Comment[]): readonly Comment[] {
  return [...new Map(comments.map((comment) => [comment.id, comment])).values()].sort((a, b) => a.id - b.id);
}

/** A command speaks to this tool and names what it releases or explains; only a block is also a word to people. */
const command = /^\/verify(?:-docs-pr)?(?!\S)(?!\s+block\s)/;

function isOfPerson({ user, body }: Comment): boolean {
  const text = body ?? "";
  return user !== null && user.type !== "Bot" && !text.startsWith(ownMarker) && !command.test(text);
}
