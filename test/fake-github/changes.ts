import { git } from "./git.ts";
import { type MergeMethod, mergeCommit, rebase } from "./git-merge.ts";
import { readCommit, readCommits } from "./git-read.ts";
import { mentionsIn } from "./mentions.ts";
import type { Comment, Issue, Label, Repository, TimelineEvent } from "./state.ts";
import {
  account,
  findIssue,
  findLabel,
  findRepository,
  freshId,
  fullName,
  labelsOf,
  now,
  type PullIssue,
  pullShas,
  resolve,
  type World,
} from "./world.ts";

/** Who did something and when; the world's time when `at` is absent. */
export type By = { readonly actor: string; readonly at?: string };

/** A new issue; pull requests come from {@link openPull}. */
export type NewIssue = { readonly title: string; readonly body: string | null; readonly number?: number };

/** Writes an event into the timeline of an issue. */
export function addEvent(world: World, issue: Issue, event: Omit<TimelineEvent, "id" | "actor" | "at">, by: By): void {
  issue.timeline.push({ id: freshId(world), actor: by.actor, at: by.at ?? now(world), ...event });
}

/** Opens an issue; numbers are shared with pull requests. */
export function openIssue(world: World, repository: Repository, request: NewIssue, by: By): Issue {
  const at = by.at ?? now(world);
  const highest = Math.max(0, ...repository.issues.map((issue) => issue.number));
  const number = request.number ?? highest + 1;
  if (findIssue(repository, number) !== undefined) throw new Error(`${fullName(repository)}#${number} exists`);
  account(world, by.actor);
  const issue: Issue = {
    id: freshId(world),
    number,
    title: request.title,
    body: request.body,
    author: by.actor,
    state: "open",
    stateReason: null,
    locked: false,
    createdAt: at,
    updatedAt: at,
    closedAt: null,
    closedBy: null,
    labels: [],
    reactions: [],
    timeline: [],
  };
  repository.issues.push(issue);
  noteMentions(world, repository, issue, request.body ?? "", by);
  return issue;
}

/** Where a pull request comes from and goes to. */
export type NewPull = NewIssue & {
  readonly base: string;
  readonly head: string;
  readonly headRepository: Repository;
  readonly draft: boolean;
};

/** Opens a pull request. */
export function openPull(world: World, repository: Repository, request: NewPull, by: By): PullIssue {
  const issue = openIssue(world, repository, request, by);
  const pull = {
    draft: request.draft,
    baseRef: request.base,
    headRef: request.head,
    headRepository: request.headRepository.id,
  };
  const made = Object.assign(issue, { pull });
  pullShas(world, repository, made);
  return made;
}

/** Adds a comment. */
export function addComment(world: World, repository: Repository, issue: Issue, body: string, by: By): Comment {
  const at = by.at ?? now(world);
  account(world, by.actor);
  const comment: Comment = {
    id: freshId(world),
    issue: issue.number,
    author: by.actor,
    body,
    createdAt: at,
    updatedAt: at,
    reactions: [],
    minimized: null,
  };
  repository.comments.push(comment);
  issue.updatedAt = at;
  noteMentions(world, repository, issue, body, by);
  return comment;
}

/** A cross-reference in the timeline of everything that a text mentions, once for each source, as GitHub writes it. */
export function noteMentions(world: World, repository: Repository, source: Issue, text: string, by: By): void {
  const from = `${fullName(repository)}#${source.number}`;
  for (const mention of mentionsIn(text)) {
    const target = mention.repository === undefined ? repository : findRepository(world.state, mention.repository);
    const issue = target && findIssue(target, mention.number);
    if (issue === undefined || issue === source) continue;
    if (issue.timeline.some((event) => event.event === "cross-referenced" && event.source === from)) continue;
    addEvent(world, issue, { event: "cross-referenced", source: from }, by);
  }
}

/** The repository's label of that name; made grey when there is none, as GitHub does on adding an unknown label. */
export function ensureLabel(world: World, repository: Repository, name: string): Label {
  const found = findLabel(repository, name);
  if (found !== undefined) return found;
  const label = { id: freshId(world), name, color: "ededed", description: null };
  repository.labels.push(label);
  return label;
}

/** Puts labels on an issue; those it has already stay where they are. */
export function addLabels(world: World, repository: Repository, issue: Issue, names: readonly string[], by: By): void {
  for (const name of names) {
    const label = ensureLabel(world, repository, name);
    if (issue.labels.includes(label.id)) continue;
    issue.labels.push(label.id);
    issue.updatedAt = by.at ?? now(world);
    addEvent(world, issue, { event: "labeled", label: label.name }, by);
  }
}

/** Takes a label off an issue; false when it was not there. */
export function removeLabel(world: World, repository: Repository, issue: Issue, name: string, by: By): boolean {
  const label = labelsOf(repository, issue).find((item) => item.name.toLowerCase() === name.toLowerCase());
  if (label === undefined) return false;
  issue.labels = issue.labels.filter((id) => id !== label.id);
  issue.updatedAt = by.at ?? now(world);
  addEvent(world, issue, { event: "unlabeled", label: label.name }, by);
  return true;
}

/** Opens or closes an issue or pull request. */
export function setState(world: World, repository: Repository, issue: Issue, state: Issue["state"], by: By): void {
  if (issue.state === state) return;
  const at = by.at ?? now(world);
  if (issue.pull !== undefined) {
    const asPull = { ...issue, pull: issue.pull };
    if (state === "closed") {
      testMerge(world, repository, asPull);
      issue.pull.baseSha = pullShas(world, repository, asPull).base;
    } else delete issue.pull.baseSha;
  }
  issue.state = state;
  issue.updatedAt = at;
  issue.closedAt = state === "closed" ? at : null;
  issue.closedBy = state === "closed" ? by.actor : null;
  addEvent(world, issue, { event: state === "closed" ? "closed" : "reopened" }, by);
}

/** How to merge; absent fields are GitHub's defaults. */
export type MergeChoice = {
  readonly method: MergeMethod;
  readonly title?: string;
  readonly message?: string;
};

/** Merges a pull request with git and moves the base branch; returns the landing commit, `undefined` on conflict. */
export function mergePull(
  world: World,
  repository: Repository,
  issue: PullIssue,
  choice: MergeChoice,
  by: By,
): string | undefined {
  const { base, head } = pullShas(world, repository, issue);
  const at = by.at ?? now(world);
  const committer = { name: "GitHub", email: "noreply@github.com", seconds: Date.parse(at) / 1000 };
  const author = { ...committer, name: by.actor, email: `${by.actor}@users.noreply.github.com` };
  const request = { base, head, author, committer, message: messageOf(repository, issue, choice, { base, head }) };
  const sha = landing(repository.dir, choice.method, request);
  if (sha === undefined) return undefined;
  git(repository.dir, ["update-ref", `refs/heads/${issue.pull.baseRef}`, sha]);
  Object.assign(issue.pull, { baseSha: base, merged: { at, by: account(world, by.actor).login, sha } });
  Object.assign(issue, { state: "closed", closedAt: at, closedBy: by.actor, updatedAt: at });
  addEvent(world, issue, { event: "merged", commit: sha }, by);
  addEvent(world, issue, { event: "closed", commit: sha }, by);
  return sha;
}

function landing(dir: string, method: MergeMethod, request: Parameters<typeof mergeCommit>[1]): string | undefined {
  if (method === "rebase") return rebase(dir, request);
  return mergeCommit(dir, request, method === "merge" ? [request.base, request.head] : [request.base]);
}

function messageOf(
  repository: Repository,
  issue: PullIssue,
  choice: MergeChoice,
  range: { readonly base: string; readonly head: string },
): string {
  if (choice.method === "merge") {
    const title = choice.title ?? `Merge pull request #${issue.number} from ${repository.owner}/${issue.pull.headRef}`;
    return `${title}\n\n${choice.message ?? issue.title}`;
  }
  const title = choice.title ?? `${issue.title} (#${issue.number})`;
  const commits = readCommits(repository.dir, ["--reverse", `${range.base}..${range.head}`]);
  const list = commits.length < 2 ? "" : commits.map((commit) => `* ${commit.message}`).join("\n\n");
  const body = choice.message ?? list;
  return body === "" ? title : `${title}\n\n${body}`;
}

/** Test merge of an open pull request, as GitHub keeps it in `refs/pull/N/merge`; `undefined` on conflict. */
export function testMerge(world: World, repository: Repository, issue: PullIssue): string | undefined {
  const { base, head } = pullShas(world, repository, issue);
  const at = Date.parse(readCommit(repository.dir, head).committer.date) / 1000;
  const author = { name: "GitHub", email: "noreply@github.com", seconds: at };
  const message = `Merge ${head} into ${base}`;
  const sha = mergeCommit(repository.dir, { base, head, author, committer: author, message }, [base, head]);
  if (sha !== undefined && resolve(world, repository, `refs/pull/${issue.number}/merge`) !== sha) {
    git(repository.dir, ["update-ref", `refs/pull/${issue.number}/merge`, sha]);
  }
  return sha;
}
