import { z } from "zod";
import { atLeast } from "../access.ts";
import {
  type Call,
  created,
  invalid,
  issueFor,
  loginOf,
  notFound,
  ok,
  paged,
  param,
  Refusal,
  type Reply,
  type Routes,
  repositoryFor,
} from "../call.ts";
import { addComment, noteMentions } from "../changes.ts";
import { comment, reaction } from "../render.ts";
import type { Comment, Reaction, Repository } from "../state.ts";
import { findIssue, freshId, now } from "../world.ts";

const bodyOf = z.object({ body: z.string() });
const reacting = z.object({ content: z.string() });

/** Comments on issues and pull requests, and reactions to both. */
export const commentRoutes: Routes = {
  "GET /repos/{owner}/{repo}/issues/{issue_number}/comments": (call) => {
    const repository = repositoryFor(call);
    const issue = issueFor(call, repository);
    const since = call.query.get("since");
    const items = repository.comments
      .filter((item) => item.issue === issue.number && (since === null || item.updatedAt >= since))
      .sort((a, b) => a.id - b.id);
    return paged(call, items, (page) => page.map((item) => comment(call, repository, item)));
  },
  "POST /repos/{owner}/{repo}/issues/{issue_number}/comments": (call) => {
    const repository = repositoryFor(call);
    const issue = issueFor(call, repository);
    const mayWrite = atLeast(call.actor.access(repository), "write");
    if (issue.locked && !mayWrite) throw new Refusal(403, "Unable to create comment because issue is locked.");
    const text = checkedBody(call);
    return created(
      comment(call, repository, addComment(call.world, repository, issue, text, { actor: loginOf(call) })),
    );
  },
  "GET /repos/{owner}/{repo}/issues/comments/{comment_id}": (call) => {
    const repository = repositoryFor(call);
    return ok(comment(call, repository, commentOf(call, repository)));
  },
  "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}": (call) => {
    const repository = repositoryFor(call);
    const item = ownComment(call, repository);
    item.body = checkedBody(call);
    item.updatedAt = now(call.world);
    const issue = findIssue(repository, item.issue);
    if (issue !== undefined) noteMentions(call.world, repository, issue, item.body, { actor: loginOf(call) });
    return ok(comment(call, repository, item));
  },
  "DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}": (call) => {
    const repository = repositoryFor(call);
    const item = ownComment(call, repository);
    repository.comments = repository.comments.filter((other) => other !== item);
    return { status: 204 };
  },
  "GET /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions": (call) =>
    listReactions(call, commentOf(call, repositoryFor(call)).reactions),
  "POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions": (call) =>
    react(call, commentOf(call, repositoryFor(call)).reactions),
  "DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions/{reaction_id}": (call) => {
    const { reactions } = commentOf(call, repositoryFor(call));
    const at = reactions.findIndex((item) => item.id === Number(param(call, "reaction_id")));
    if (at < 0) throw notFound();
    reactions.splice(at, 1);
    return { status: 204 };
  },
  "GET /repos/{owner}/{repo}/issues/{issue_number}/reactions": (call) =>
    listReactions(call, issueFor(call, repositoryFor(call)).reactions),
  "POST /repos/{owner}/{repo}/issues/{issue_number}/reactions": (call) =>
    react(call, issueFor(call, repositoryFor(call)).reactions),
};

function commentOf(call: Call, repository: Repository): Comment {
  const found = repository.comments.find((item) => item.id === Number(param(call, "comment_id")));
  if (found === undefined) throw notFound();
  return found;
}

/** The comment of the path when the caller wrote it or may write to the repository. */
function ownComment(call: Call, repository: Repository): Comment {
  const found = commentOf(call, repository);
  const mayWrite = atLeast(call.actor.access(repository), "write");
  if (!mayWrite && found.author !== loginOf(call)) throw new Refusal(403, "Must have admin rights to Repository.");
  return found;
}

function checkedBody(call: Call): string {
  const { body } = bodyOf.parse(call.body);
  if (body.trim() === "") throw invalid("IssueComment", "body", "missing_field");
  if ([...body].length > call.world.limits.commentCharacters) {
    throw invalid("IssueComment", "data", "unprocessable", "Body is too long (maximum is 65536 characters)");
  }
  return body;
}

function listReactions(call: Call, reactions: readonly Reaction[]): Reply {
  const content = call.query.get("content");
  const items = reactions.filter((item) => content === null || item.content === content);
  return paged(call, items, (page) => page.map((item) => reaction(call, item)));
}

/** A second reaction of the same kind by the same person answers 200 with the first. */
function react(call: Call, reactions: Reaction[]): Reply {
  const { content } = reacting.parse(call.body);
  const login = loginOf(call);
  const known = reactions.find((item) => item.login === login && item.content === content);
  if (known !== undefined) return ok(reaction(call, known));
  const made = { id: freshId(call.world), login, content, at: now(call.world) };
  reactions.push(made);
  return created(reaction(call, made));
}
