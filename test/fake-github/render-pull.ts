import { testMerge } from "./changes.ts";
import { type CommitFacts, countBetween, type FileDiff, mergeBase, readDiff } from "./git-read.ts";
import { association, issue, type Links, label, nodeId, repositoryPage, repositoryUrl, simpleUser } from "./render.ts";
import { repository as repositoryFields } from "./render-repository.ts";
import type { Access, Repository } from "./state.ts";
import { findRepository, labelsOf, type PullIssue, pullShas, resolve } from "./world.ts";

/** Commits that a pull request is made of: the common ancestor to its head. */
export function pullRange(links: Links, repository: Repository, item: PullIssue): { from: string; to: string } {
  const { base, head } = pullShas(links.world, repository, item);
  return { from: mergeBase(repository.dir, base, head) ?? base, to: head };
}

/** A pull request in the form that lists answer. */
export function pullSummary(
  links: Links,
  repository: Repository,
  item: PullIssue,
  access: Access,
): Record<string, unknown> {
  const api = repositoryUrl(links, repository);
  const url = `${api}/pulls/${item.number}`;
  const page = `${repositoryPage(repository)}/pull/${item.number}`;
  const issueUrl = `${api}/issues/${item.number}`;
  const { base, head } = pullShas(links.world, repository, item);
  const link = (href: string): { href: string } => ({ href });
  const headRepository = findRepository(links.world.state, item.pull.headRepository);
  return {
    url,
    id: item.id,
    node_id: nodeId("PR", item.id),
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: issueUrl,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${api}/pulls/comments{/number}`,
    comments_url: `${issueUrl}/comments`,
    statuses_url: `${api}/statuses/${head}`,
    number: item.number,
    state: item.state,
    locked: item.locked,
    title: item.title,
    user: simpleUser(links, item.author),
    body: item.body,
    labels: labelsOf(repository, item).map((each) => label(links, repository, each)),
    milestone: null,
    active_lock_reason: null,
    created_at: item.createdAt,
    updated_at: item.updatedAt,
    closed_at: item.closedAt,
    merged_at: item.pull.merged?.at ?? null,
    merge_commit_sha: mergeSha(links, repository, item),
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    head: side(links, headRepository, item.pull.headRef, head, access),
    base: side(links, repository, item.pull.baseRef, base, access),
    _links: {
      self: link(url),
      html: link(page),
      issue: link(issueUrl),
      comments: link(`${issueUrl}/comments`),
      review_comments: link(`${url}/comments`),
      review_comment: link(`${api}/pulls/comments{/number}`),
      commits: link(`${url}/commits`),
      statuses: link(`${api}/statuses/${head}`),
    },
    author_association: association(repository, item.author),
    auto_merge: null,
    draft: item.pull.draft,
  };
}

/** The landing commit, or the test merge of a pull request that did not land (GitHub keeps the last one after closing). */
function mergeSha(links: Links, repository: Repository, item: PullIssue): string | null {
  if (item.pull.merged !== undefined) return item.pull.merged.sha;
  if (item.state === "open") return testMerge(links.world, repository, item) ?? null;
  return resolve(links.world, repository, `refs/pull/${item.number}/merge`) ?? null;
}

function side(
  links: Links,
  repository: Repository | undefined,
  ref: string,
  sha: string,
  access: Access,
): Record<string, unknown> {
  if (repository === undefined) return { label: `unknown repository:${ref}`, ref, sha, user: null, repo: null };
  return {
    label: `${repository.owner}:${ref}`,
    ref,
    sha,
    user: simpleUser(links, repository.owner),
    repo: repositoryFields(links, repository, access),
  };
}

/** A pull request as `GET /pulls/{n}` answers it, counts included. */
export function pull(links: Links, repository: Repository, item: PullIssue, access: Access): Record<string, unknown> {
  const summary = pullSummary(links, repository, item, access);
  const { from, to } = pullRange(links, repository, item);
  const files = readDiff(repository.dir, from, to);
  const sum = (key: "additions" | "deletions"): number => files.reduce((total, file) => total + file[key], 0);
  const open = item.state === "open";
  const mergeable = open ? summary.merge_commit_sha !== null : null;
  return {
    ...summary,
    merged: item.pull.merged !== undefined,
    mergeable,
    rebaseable: mergeable,
    mergeable_state: mergeableState(item, mergeable),
    merged_by: simpleUser(links, item.pull.merged?.by ?? null),
    comments: issue(links, repository, item).comments,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: countBetween(repository.dir, from, to),
    additions: sum("additions"),
    deletions: sum("deletions"),
    changed_files: files.length,
  };
}

function mergeableState(item: PullIssue, mergeable: boolean | null): string {
  if (mergeable === null) return "unknown";
  if (!mergeable) return "dirty";
  return item.pull.draft ? "draft" : "clean";
}

/** A changed file. */
export function file(links: Links, repository: Repository, commit: string, item: FileDiff): Record<string, unknown> {
  const path = item.path.split("/").map(encodeURIComponent).join("/");
  return {
    sha: item.blob,
    filename: item.path,
    status: item.status,
    additions: item.additions,
    deletions: item.deletions,
    changes: item.additions + item.deletions,
    blob_url: `${repositoryPage(repository)}/blob/${commit}/${path}`,
    raw_url: `${repositoryPage(repository)}/raw/${commit}/${path}`,
    contents_url: `${repositoryUrl(links, repository)}/contents/${path}?ref=${commit}`,
    ...(item.patch === undefined ? {} : { patch: item.patch }),
    ...(item.previousPath === undefined ? {} : { previous_filename: item.previousPath }),
  };
}

/** A commit as lists answer it. */
export function commit(links: Links, repository: Repository, item: CommitFacts): Record<string, unknown> {
  const api = repositoryUrl(links, repository);
  return {
    sha: item.sha,
    node_id: nodeId("C", item.sha),
    commit: {
      author: item.author,
      committer: item.committer,
      message: item.message,
      tree: { sha: item.tree, url: `${api}/git/trees/${item.tree}` },
      url: `${api}/git/commits/${item.sha}`,
      comment_count: 0,
      verification: unsigned,
    },
    url: `${api}/commits/${item.sha}`,
    html_url: `${repositoryPage(repository)}/commit/${item.sha}`,
    comments_url: `${api}/commits/${item.sha}/comments`,
    author: committerAccount(links, item.author.email),
    committer: committerAccount(links, item.committer.email),
    parents: item.parents.map((sha) => ({
      sha,
      url: `${api}/commits/${sha}`,
      html_url: `${repositoryPage(repository)}/commit/${sha}`,
    })),
  };
}

/** Signature facts of a commit that nobody signed. */
export const unsigned = { verified: false, reason: "unsigned", signature: null, payload: null, verified_at: null };

function committerAccount(links: Links, email: string): Record<string, unknown> | null {
  const login = loginOfEmail(email);
  const known = links.world.state.accounts.some((item) => item.login === login);
  return login !== undefined && known ? simpleUser(links, login) : null;
}

/** Login behind a no-reply address, `undefined` for other addresses. */
export function loginOfEmail(email: string): string | undefined {
  if (email === "noreply@github.com") return "web-flow";
  return email.match(/^(?:\d+\+)?(.+)@users\.noreply\.github\.com$/)?.[1];
}
