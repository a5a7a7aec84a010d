import { type Answer, type Failure, mayHaveHappened } from "../github/answer.ts";
import { createCheck, readChecks, setStatus, updateCheck } from "../github/checks.ts";
import type { GitHub } from "../github/client.ts";
import {
  createComment,
  deleteComment,
  hasCommentStarting,
  type PullName,
  readOwnComments,
  updateComment,
} from "../github/comments.ts";
import { addLabel, createLabel, removeLabel } from "../github/labels.ts";
import { setDraft, setTitle } from "../github/manner.ts";
import { createSuggestions, readSuggestions } from "../github/reviews.ts";
import type {
  CheckSpec,
  CommentSpec,
  NoticeSpec,
  OwnComment,
  PublishPlan,
  PublishResult,
  Suggestion,
  Write,
} from "../types/index.ts";
import { digestOf } from "./digest.ts";
import { statusOf } from "./status.ts";

/** Where a plan is carried out, and under whose name. */
export type Target = {
  readonly github: GitHub;
  readonly pull: PullName;
  /** Account whose comments are ours. */
  readonly actorId: number;
  /** Head commit of the pull request now; undefined when it cannot be read. */
  readonly headNow: () => Promise<string | undefined>;
  /** Head commit that the plan was made for. */
  readonly headCommit: string;
  /** Our comments that the plan was made for. */
  readonly comments: readonly OwnComment[];
  /** Stores the ledger on its ref, together with what another run stored there meanwhile. */
  readonly storeLedger: (write: Extract<Write, { kind: "store-ledger" }>) => Promise<Answer<unknown>>;
};

/**
 * Carries a plan out in its order. A failed write does not stop the next one, unless that would open the gate further
 * than both the old and the new state; nothing is written when the head has moved on since the plan was made.
 */
export async function apply(plan: PublishPlan, target: Target): Promise<PublishResult> {
  if (plan.writes.length === 0) return { written: 0, failed: [] };
  const head = await target.headNow();
  if (head === undefined) return { written: 0, failed: [], stopped: "unreadable" };
  if (head !== target.headCommit) return { written: 0, failed: [], stopped: "head-moved" };
  const overtaken = await isOvertaken(plan, target);
  if (overtaken !== undefined) return { written: 0, failed: [], stopped: overtaken };
  const failed: { write: Write; reason: string }[] = [];
  let written = 0;
  let unkept: string | undefined;
  for (const [index, write] of plan.writes.entries()) {
    if (isForbiddenAfter(failed, write)) {
      failed.push({ write, reason: "not written, because an earlier write failed" });
      continue;
    }
    const reply = await perform(write, target);
    if (reply.ok) {
      written += 1;
      continue;
    }
    // The comment holds the ledger too, and the ref can only ever add to it: the verdict does not wait for the ref.
    if (write.kind === "store-ledger") {
      unkept = reply.detail;
      continue;
    }
    failed.push({ write, reason: reply.detail });
    if (reply.reason === "rate-limited" || reply.reason === "unauthorised") {
      const rest = plan.writes.slice(index + 1).map((skipped) => ({ write: skipped, reason: reply.detail }));
      return { written, failed: [...failed, ...rest], stopped: reply.reason };
    }
  }
  return { written, failed, ...(unkept === undefined ? {} : { unkept }) };
}

/** Another run that wrote its comment since the plan was made knows more: its ledger must not be replaced by an older one. */
async function isOvertaken(plan: PublishPlan, target: Target): Promise<"overtaken" | "unreadable" | undefined> {
  if (!plan.writes.some(({ kind }) => kind.endsWith("-comment"))) return undefined;
  const now = await readOwnComments(target.github, target.pull, target.actorId);
  if (!now.ok) return "unreadable";
  const textOf = (comments: readonly OwnComment[]): string =>
    JSON.stringify(comments.map(({ id, body }) => [id, body]));
  return textOf(now.value) === textOf(target.comments) ? undefined : "overtaken";
}

/**
 * After a failure a passing check must not appear, a duplicate stays until its story is told, and no label comes without
 * the comment that remembers why.
 */
function isForbiddenAfter(failed: readonly { readonly write: Write }[], write: Write): boolean {
  if (failed.length === 0) return false;
  if (write.kind === "delete-comment" || write.kind === "notify") return true;
  if (write.kind === "set-draft") return write.state === "ready";
  if (write.kind === "set-status") return write.status.state === "success";
  if (write.kind === "add-label") return failed.some((one) => one.write.kind === "create-comment");
  return (write.kind === "create-check" || write.kind === "update-check") && write.check.conclusion === "success";
}

async function perform(write: Write, target: Target): Promise<Answer<unknown>> {
  const { github, pull } = target;
  switch (write.kind) {
    case "create-label":
      return createLabel(github, pull.repository, write.label);
    case "add-label":
      return addLabel(github, pull, write.name);
    case "remove-label":
      return removeLabel(github, pull, write.name);
    case "create-comment":
      return postComment(write.comment, target);
    case "update-comment":
      return editComment(write, target);
    case "delete-comment":
      return removeComment(write.id, target);
    case "create-check":
      return postCheck(write.check, target);
    case "update-check":
      return updateCheck(github, pull.repository, { id: write.id, check: digested(write.check) });
    case "set-status":
      return setStatus(github, pull.repository, write.status);
    case "set-title":
      return twice(() => setTitle(github, pull, write.title));
    case "set-draft":
      return twice(() => setDraft(github, write));
    case "store-ledger":
      return target.storeLedger(write);
    case "notify":
      return postNotice(write.notice, target);
    case "suggest":
      return postSuggestions(write, target);
  }
}

/** Posts the comment; after an answer that leaves it open whether it was stored, looks for it before anything is repeated. */
async function postComment(comment: CommentSpec, target: Target): Promise<Answer<unknown>> {
  const reply = await shorter(comment, (body) => createComment(target.github, target.pull, body));
  if (reply.ok || !mayHaveHappened(reply)) return reply;
  const stored = await readOwnComments(target.github, target.pull, target.actorId);
  if (!stored.ok) return reply;
  if (stored.value.length > 0) return { ok: true, value: undefined };
  return shorter(comment, (body) => createComment(target.github, target.pull, body));
}

/** Deletes a comment; one that is not listed any more counts as deleted, a 404 alone does not say so. */
async function removeComment(id: number, { github, pull, actorId }: Target): Promise<Answer<unknown>> {
  const reply = await deleteComment(github, pull.repository, id);
  if (reply.ok || reply.status !== 404) return reply;
  const left = await readOwnComments(github, pull, actorId);
  return left.ok && !left.value.some((one) => one.id === id) ? { ok: true, value: undefined } : reply;
}

/** Edits the comment; one that was deleted meanwhile is posted anew, once, unless another is there. */
async function editComment(
  { id, comment }: { readonly id: number; readonly comment: CommentSpec },
  target: Target,
): Promise<Answer<unknown>> {
  const edit = (body: string): Promise<Answer<unknown>> =>
    updateComment(target.github, target.pull.repository, { id, body });
  const reply = await shorter(comment, edit);
  if (reply.ok) return reply;
  if (reply.status === 404) {
    const left = await readOwnComments(target.github, target.pull, target.actorId);
    return left.ok && left.value.length === 0 ? postComment(comment, target) : reply;
  }
  return mayHaveHappened(reply) ? shorter(comment, edit) : reply;
}

/** Makes suggestions; after an answer that leaves it open whether they were stored, looks before anything is repeated. */
async function postSuggestions(
  write: { readonly headCommit: string; readonly suggestions: readonly Suggestion[] },
  { github, pull, actorId }: Target,
): Promise<Answer<unknown>> {
  const reply = await createSuggestions(github, pull, write);
  if (reply.ok || !mayHaveHappened(reply)) return reply;
  const stored = await readSuggestions(github, pull, actorId);
  if (!stored.ok) return reply;
  const left = write.suggestions.filter(({ digest }) => !stored.value.includes(digest));
  return left.length === 0
    ? { ok: true, value: undefined }
    : createSuggestions(github, pull, { ...write, suggestions: left });
}

/** Repeats once what may be repeated without harm, when the first answer leaves open whether it happened. */
async function twice(write: () => Promise<Answer<unknown>>): Promise<Answer<unknown>> {
  const reply = await write();
  return !reply.ok && mayHaveHappened(reply) ? write() : reply;
}

/** Posts the notice of a change unless it is there already; looks again after an answer that leaves it open. */
async function postNotice({ marker, body }: NoticeSpec, { github, pull, actorId }: Target): Promise<Answer<unknown>> {
  const isThere = () => hasCommentStarting(github, pull, { authorId: actorId, marker });
  const before = await isThere();
  if (!before.ok || before.value) return before;
  const reply = await createComment(github, pull, body);
  if (reply.ok || !mayHaveHappened(reply)) return reply;
  const after = await isThere();
  return after.ok && !after.value ? createComment(github, pull, body) : after;
}

/** Tries the next shorter form once when GitHub refuses the length (422). */
async function shorter(
  comment: CommentSpec,
  write: (body: string) => Promise<Answer<unknown>>,
): Promise<Answer<unknown>> {
  const reply = await write(comment.body);
  const [next] = comment.smaller;
  return !reply.ok && reply.status === 422 && next !== undefined ? write(next) : reply;
}

async function postCheck(check: CheckSpec, { github, pull }: Target): Promise<Answer<unknown>> {
  const made = await createCheck(github, pull.repository, digested(check));
  if (made.ok) return made;
  if (made.reason === "no-access") return fallBack(check, { github, pull }, made);
  if (!mayHaveHappened(made)) return made;
  const stored = await readChecks(github, { repository: pull.repository, commit: check.headCommit }, check.name);
  if (!stored.ok) return made;
  const isThere = stored.value.some(({ digest }) => digest === digestOf(check));
  return isThere ? { ok: true, value: undefined } : createCheck(github, pull.repository, digested(check));
}

/** A token that may not create checks shows the same verdict as a commit status of the same name. */
async function fallBack(
  check: CheckSpec,
  { github, pull }: Pick<Target, "github" | "pull">,
  refusal: Failure,
): Promise<Answer<unknown>> {
  const reply = await setStatus(github, pull.repository, statusOf(check));
  return reply.ok ? reply : refusal;
}

function digested(check: CheckSpec): CheckSpec & { readonly digest: string } {
  return { ...check, digest: digestOf(check) };
}
