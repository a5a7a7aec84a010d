import { z } from "zod";

/** A comment on a pull request, as the event carries it. */
export type CommentEvent = {
  readonly number: number;
  readonly id: number;
  readonly body: string;
  readonly login: string;
  /** Login of the pull request's author; empty when the account is gone. */
  readonly pullAuthor: string;
  /** UTC, ISO 8601. */
  readonly at: string;
};

/** What an event asks for. */
export type Task =
  | { readonly kind: "verify"; readonly number: number }
  | { readonly kind: "command"; readonly comment: CommentEvent }
  | { readonly kind: "sweep" }
  | { readonly kind: "waiting"; readonly repository: string; readonly number: number }
  | { readonly kind: "merge-group"; readonly headCommit: string; readonly headRef: string; readonly baseBranch: string }
  | { readonly kind: "nothing"; readonly why: string };

const number = z.number().int().positive();
const account = z.object({ login: z.string(), type: z.string() });
const commit = z.string().regex(/^[0-9a-f]{40}$/);

const pullEvent = z.object({ pull_request: z.object({ number }) });
const commentEvent = z.object({
  action: z.string(),
  issue: z.object({ number, pull_request: z.unknown().optional(), user: account.nullish() }),
  comment: z.object({
    id: number,
    body: z.string(),
    created_at: z.string(),
    user: account.nullable(),
    performed_via_github_app: z.unknown().optional(),
  }),
});
const dispatchEvent = z.object({
  inputs: z.object({ number: z.coerce.number().int().positive().optional() }).nullish(),
});
const waitingEvent = z.object({ client_payload: z.object({ repository: z.string(), number: z.coerce.number() }) });
const groupEvent = z.object({
  action: z.string(),
  merge_group: z.object({ head_sha: commit, head_ref: z.string(), base_ref: z.string() }),
});

/** Reads what an event asks for; a payload that cannot be read asks for nothing and says why. */
export function readEvent(name: string, payload: unknown): Task {
  const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
  if (reader === undefined) return nothing(`the event ${name} is about no pull request`);
  return reader(payload) ?? nothing(`the payload of ${name} could not be read`);
}

const readers: Readonly<Record<string, (payload: unknown) => Task | undefined>> = {
  pull_request: pullTask,
  pull_request_target: pullTask,
  pull_request_review: pullTask,
  issue_comment: commentTask,
  workflow_dispatch: dispatchTask,
  repository_dispatch: waitingTask,
  schedule: () => ({ kind: "sweep" }),
  merge_group: groupTask,
};

function pullTask(payload: unknown): Task | undefined {
  const read = pullEvent.safeParse(payload);
  return read.success ? { kind: "verify", number: read.data.pull_request.number } : undefined;
}

/** Only a new comment of a person on a pull request counts: an edited one could have been approved as something else. */
function commentTask(payload: unknown): Task | undefined {
  const read = commentEvent.safeParse(payload);
  if (!read.success) return undefined;
  const { action, issue, comment } = read.data;
  if (action !== "created") return nothing("only new comments are read");
  if (!issue.pull_request) return nothing("the comment is on an issue");
  if (comment.user === null || comment.user.type !== "User" || comment.performed_via_github_app) {
    return nothing("the comment is not by a person");
  }
  return {
    kind: "command",
    comment: {
      number: issue.number,
      id: comment.id,
      body: comment.body,
      login: comment.user.login,
      pullAuthor: issue.user?.login ?? "",
      at: comment.created_at,
    },
  };
}

function dispatchTask(payload: unknown): Task | undefined {
  const read = dispatchEvent.safeParse(payload);
  if (!read.success) return undefined;
  const named = read.data.inputs?.number;
  return named === undefined ? { kind: "sweep" } : { kind: "verify", number: named };
}

/** The payload proves nothing: it says where to look again. */
function waitingTask(payload: unknown): Task | undefined {
  const read = waitingEvent.safeParse(payload);
  if (!read.success) return { kind: "sweep" };
  const { repository, number: pull } = read.data.client_payload;
  const isName = /^[\w.-]+\/[\w.-]+$/.test(repository) && Number.isInteger(pull) && pull > 0;
  return isName ? { kind: "waiting", repository, number: pull } : undefined;
}

function groupTask(payload: unknown): Task | undefined {
  const read = groupEvent.safeParse(payload);
  if (!read.success) return undefined;
  if (read.data.action !== "checks_requested") return nothing("the merge group was taken apart");
  const { head_sha: headCommit, head_ref: headRef, base_ref: base } = read.data.merge_group;
  return { kind: "merge-group", headCommit, headRef, baseBranch: base.replace(/^refs\/heads\//, "") };
}

function nothing(why: string): Task {
  return { kind: "nothing", why };
}
