import { z } from "zod";
import {
  type Call,
  created,
  invalid,
  loginOf,
  ok,
  paged,
  pullFor,
  Refusal,
  type Reply,
  type Routes,
  repositoryFor,
} from "../call.ts";
import { addEvent, mergePull, openPull, setState } from "../changes.ts";
import { diffText, type FileDiff, readCommits, readDiff } from "../git-read.ts";
import { commit, file, pull, pullRange, pullSummary } from "../render-pull.ts";
import type { Issue, Limits, Repository } from "../state.ts";
import { findRepository, isPull, now, type PullIssue, pullShas, resolve } from "../world.ts";

const editable = z.object({
  title: z.string().optional(),
  body: z.string().nullish(),
  state: z.enum(["open", "closed"]).optional(),
  base: z.string().optional(),
});

const opening = z.object({
  title: z.string().optional(),
  head: z.string(),
  base: z.string(),
  body: z.string().nullish(),
  draft: z.boolean().optional(),
});

const merging = z.object({
  commit_title: z.string().optional(),
  commit_message: z.string().optional(),
  sha: z.string().optional(),
  merge_method: z.enum(["merge", "squash", "rebase"]).optional(),
});

/** Pull requests. */
export const pullRoutes: Routes = {
  "GET /repos/{owner}/{repo}/pulls": (call) => {
    const repository = repositoryFor(call);
    const items = listed(call, repository);
    return paged(call, items, (page) =>
      page.map((item) => pullSummary(call, repository, item, call.actor.access(repository))),
    );
  },
  "POST /repos/{owner}/{repo}/pulls": (call) => {
    const repository = repositoryFor(call);
    const request = opening.parse(call.body);
    const [owner, branch] = request.head.includes(":") ? request.head.split(":") : [repository.owner, request.head];
    const head = findRepository(call.world.state, `${owner}/${repository.name}`);
    if (head === undefined || resolve(call.world, head, `refs/heads/${branch}`) === undefined) {
      throw invalid("PullRequest", "head", "invalid");
    }
    if (resolve(call.world, repository, `refs/heads/${request.base}`) === undefined) {
      throw invalid("PullRequest", "base", "invalid");
    }
    const parts = { title: request.title ?? "", body: request.body ?? null, draft: request.draft ?? false };
    const where = { base: request.base, head: branch ?? "", headRepository: head };
    const made = openPull(call.world, repository, { ...parts, ...where }, { actor: loginOf(call) });
    return created(pull(call, repository, made, call.actor.access(repository)));
  },
  "GET /repos/{owner}/{repo}/pulls/{pull_number}": (call) => {
    const repository = repositoryFor(call);
    const item = pullFor(call, repository);
    if (/\bdiff\b/.test(call.accept)) return diffOf(call, repository, item);
    return ok(pull(call, repository, item, call.actor.access(repository)));
  },
  "PATCH /repos/{owner}/{repo}/pulls/{pull_number}": (call) => {
    const repository = repositoryFor(call);
    const item = pullFor(call, repository);
    edit(call, repository, item);
    return ok(pull(call, repository, item, call.actor.access(repository)));
  },
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/files": (call) => {
    const repository = repositoryFor(call);
    const { from, to } = pullRange(call, repository, pullFor(call, repository));
    const files = cutPatches(readDiff(repository.dir, from, to), call.world.limits);
    return paged(call, files.slice(0, call.world.limits.pullFiles), (page) =>
      page.map((item) => file(call, repository, to, item)),
    );
  },
  "GET /repos/{owner}/{repo}/pulls/{pull_number}/commits": (call) => {
    const repository = repositoryFor(call);
    const { from, to } = pullRange(call, repository, pullFor(call, repository));
    const commits = readCommits(repository.dir, ["--reverse", "--topo-order", `${from}..${to}`]);
    return paged(call, commits.slice(0, call.world.limits.pullCommits), (page) =>
      page.map((item) => commit(call, repository, item)),
    );
  },
  "PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge": merge,
};

function listed(call: Call, repository: Repository): PullIssue[] {
  const state = call.query.get("state") ?? "open";
  const [headOwner, headRef] = (call.query.get("head") ?? "").split(":");
  const base = call.query.get("base");
  const key = call.query.get("sort") === "updated" ? "updatedAt" : "createdAt";
  const up = (call.query.get("direction") ?? "desc") === "asc" ? 1 : -1;
  return repository.issues
    .filter(isPull)
    .filter((item) => state === "all" || item.state === state)
    .filter((item) => base === null || item.pull.baseRef === base)
    .filter((item) => {
      if (headRef === undefined) return true;
      const head = findRepository(call.world.state, item.pull.headRepository);
      return item.pull.headRef === headRef && head?.owner === headOwner;
    })
    .sort((a, b) => up * (a[key].localeCompare(b[key]) || a.number - b.number));
}

function diffOf(call: Call, repository: Repository, item: PullIssue): Reply {
  const { from, to } = pullRange(call, repository, item);
  if (readDiff(repository.dir, from, to).length > call.world.limits.diffFiles) {
    throw new Refusal(
      406,
      "Sorry, the diff exceeded the maximum number of files (300). Consider using 'List pull requests files' API or locally cloning the repository instead.",
      {
        errors: [{ resource: "PullRequest", field: "diff", code: "too_large" }],
      },
    );
  }
  return {
    status: 200,
    body: diffText(repository.dir, from, to),
    headers: { "content-type": "application/vnd.github.diff; charset=utf-8" },
  };
}

/** `draft` is not read: GitHub ignores it here, the state changes through GraphQL only. */
function edit(call: Call, repository: Repository, item: PullIssue): void {
  const request = editable.parse(call.body ?? {});
  const by = { actor: loginOf(call) };
  if (request.base !== undefined) {
    if (resolve(call.world, repository, `refs/heads/${request.base}`) === undefined) {
      throw invalid("PullRequest", "base", "invalid");
    }
    item.pull.baseRef = request.base;
  }
  if (request.state === "open" && item.pull.merged !== undefined) throw invalid("PullRequest", "state", "invalid");
  editIssueText(call, item, request);
  if (request.state !== undefined) setState(call.world, repository, item, request.state, by);
}

/** Changes title and body of an issue or pull request; absent fields stay. */
export function editIssueText(
  call: Call,
  item: Issue,
  request: { readonly title?: string | undefined; readonly body?: string | null | undefined },
): void {
  if (request.title !== undefined && request.title !== item.title) {
    addEvent(
      call.world,
      item,
      { event: "renamed", rename: { from: item.title, to: request.title } },
      { actor: loginOf(call) },
    );
    item.title = request.title;
  }
  if (request.body !== undefined) item.body = request.body;
  item.updatedAt = now(call.world);
}

/**
 * Takes the hunks of large changes away: a file over the limits loses its patch, and once a pull request's lines are
 * used up the remaining rows show no change at all.
 */
export function cutPatches(files: readonly FileDiff[], limits: Limits): FileDiff[] {
  let lines = 0;
  return files.map((item) => {
    if (item.patch === undefined) return item;
    const { patch, ...bare } = item;
    const own = patch.split("\n").length;
    if (lines > limits.patchLines) return { ...bare, additions: 0, deletions: 0 };
    lines += own;
    return own > limits.patchLines || patch.length > limits.patchBytes ? bare : item;
  });
}

function merge(call: Call): Reply {
  const repository = repositoryFor(call);
  const item = pullFor(call, repository);
  const request = merging.parse(call.body ?? {});
  if (item.state === "closed" || item.pull.draft) throw new Refusal(405, "Pull Request is not mergeable");
  const { head } = pullShas(call.world, repository, item);
  if (request.sha !== undefined && request.sha !== head) {
    throw new Refusal(409, "Head branch was modified. Review and try the merge again.");
  }
  const choice = {
    method: request.merge_method ?? "merge",
    ...(request.commit_title === undefined ? {} : { title: request.commit_title }),
    ...(request.commit_message === undefined ? {} : { message: request.commit_message }),
  } as const;
  const sha = mergePull(call.world, repository, item, choice, { actor: loginOf(call) });
  if (sha === undefined) throw new Refusal(405, "Merge conflict between base and head");
  return ok({ sha, merged: true, message: "Pull Request successfully merged" });
}
