import type { MergeOptions, Moment, PullOptions } from "./builder-options.ts";
import { commitOn } from "./builder-repository.ts";
import {
  addComment,
  addEvent,
  addLabels,
  type By,
  mergePull,
  noteMentions,
  openIssue,
  openPull,
  removeLabel,
  setState,
} from "./changes.ts";
import type { Issue, Repository } from "./state.ts";
import { account, findRepository, freshId, isPull, now, type PullIssue, resolve, type World } from "./world.ts";

/** What people do to issues and pull requests. */
export type IssueBuilder = {
  /** Opens a pull request; returns its number. */
  pull(options: PullOptions): number;
  /** Opens an issue; returns its number. */
  issue(options: Moment & { title: string; body?: string; number?: number }): number;
  /** Merges with git; returns the landing commit. @throws Error on conflict. */
  merge(number: number, options?: MergeOptions): string;
  close(number: number, moment?: Moment): void;
  reopen(number: number, moment?: Moment): void;
  lock(number: number): void;
  draft(number: number, state: "draft" | "ready", moment?: Moment): void;
  edit(number: number, change: { readonly title?: string; readonly body?: string }, moment?: Moment): void;
  /** Adds a comment; returns its id. */
  comment(number: number, body: string, moment?: Moment): number;
  react(target: { readonly comment: number } | { readonly issue: number }, content: string, moment?: Moment): void;
  addLabels(number: number, names: readonly string[], moment?: Moment): void;
  removeLabel(number: number, name: string, moment?: Moment): void;
  /** Writes a cross-reference (`owner/repo#n`) into a timeline; mentions in texts do so by themselves. */
  crossReference(number: number, source: string, moment?: Moment): void;
  /** Deletes the fork behind a pull request: `head.repo` is null from then on. */
  deleteFork(number: number): void;
};

/** The part of a repository builder for issues and pull requests. */
export function issueBuilder(world: World, repository: Repository): IssueBuilder {
  const find = (number: number): Issue => issueOf(repository, number);
  return {
    pull: (choice) => pullOn(world, repository, choice),
    issue: (choice) => openIssue(world, repository, { body: null, ...choice }, byOf(choice)).number,
    merge: (number, choice = {}) => {
      const how = { ...choice, method: choice.method ?? "merge" };
      const landed = mergePull(world, repository, pullOf(repository, number), how, byOf(choice));
      if (landed === undefined) throw new Error(`#${number} does not merge`);
      return landed;
    },
    close: (number, moment) => setState(world, repository, find(number), "closed", byOf(moment)),
    reopen: (number, moment) => setState(world, repository, find(number), "open", byOf(moment)),
    lock: (number) => void Object.assign(find(number), { locked: true }),
    draft: (number, state, moment) => {
      const item = pullOf(repository, number);
      item.pull.draft = state === "draft";
      const event = state === "draft" ? "convert_to_draft" : "ready_for_review";
      addEvent(world, item, { event }, byOf(moment));
    },
    edit: (number, change, moment) => {
      const item = find(number);
      Object.assign(item, change, { updatedAt: moment?.at ?? now(world) });
      noteMentions(world, repository, item, change.body ?? "", byOf(moment));
    },
    comment: (number, body, moment) => addComment(world, repository, find(number), body, byOf(moment)).id,
    react: (target, content, moment) => {
      const comment = "issue" in target ? undefined : repository.comments.find(({ id }) => id === target.comment);
      const holder = "issue" in target ? find(target.issue) : comment;
      if (holder === undefined) throw new Error("no such comment");
      const { actor, at = now(world) } = byOf(moment);
      holder.reactions.push({ id: freshId(world), login: account(world, actor).login, content, at });
    },
    addLabels: (number, names, moment) => addLabels(world, repository, find(number), names, byOf(moment)),
    removeLabel: (number, label, moment) => void removeLabel(world, repository, find(number), label, byOf(moment)),
    crossReference: (number, source, moment) =>
      addEvent(world, find(number), { event: "cross-referenced", source }, byOf(moment)),
    deleteFork: (number) => {
      pullOf(repository, number).pull.headRepository = null;
    },
  };
}

function byOf(moment: Moment = {}): By {
  return { actor: moment.by ?? "octocat", ...(moment.at === undefined ? {} : { at: moment.at }) };
}

function issueOf(repository: Repository, number: number): Issue {
  const found = repository.issues.find((item) => item.number === number);
  if (found === undefined) throw new Error(`${repository.name} has no #${number}`);
  return found;
}

function pullOf(repository: Repository, number: number): PullIssue {
  const found = issueOf(repository, number);
  if (!isPull(found)) throw new Error(`#${number} is an issue`);
  return found;
}

function pullOn(world: World, repository: Repository, choice: PullOptions): number {
  const head = choice.head ?? `change-${world.state.nextId}`;
  const from = choice.fork === undefined ? repository : findRepository(world.state, choice.fork);
  if (from === undefined) throw new Error(`the double has no repository ${choice.fork}`);
  const base = choice.base ?? repository.defaultBranch;
  if (choice.files !== undefined) {
    const exists = resolve(world, from, `refs/heads/${head}`) !== undefined;
    const start = exists ? {} : { from: base };
    commitOn(world, from, { ...choice, ...start, files: choice.files, branch: head, message: choice.title });
  }
  const request = {
    title: choice.title,
    body: choice.body ?? null,
    base,
    head,
    headRepository: from,
    draft: choice.draft ?? false,
  };
  const numbered = choice.number === undefined ? request : { ...request, number: choice.number };
  const by = byOf(choice);
  const made = openPull(world, repository, numbered, by);
  addLabels(world, repository, made, choice.labels ?? [], by);
  return made.number;
}
