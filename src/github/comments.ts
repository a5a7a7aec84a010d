import { z } from "zod";
import { commentMarker, type OwnComment } from "../types/index.ts";
import type { Answer } from "./answer.ts";
import type { GitHub } from "./client.ts";
import { readPages, repositoryParameters } from "./read.ts";
import { send } from "./write.ts";

/** GitHub keeps at most 2,500 comments on a pull request. */
const maxPages = 26;

const commentSchema = z.object({
  id: z.number(),
  body: z.string().nullish(),
  user: z.object({ id: z.number() }).nullable(),
});

/** A pull request by repository and number. */
export type PullName = { readonly repository: string; readonly number: number };

/** The comments of one account that carry our marker on their first line, lowest id first; others quote or forge it. */
export function readOwnComments(
  github: GitHub,
  pull: PullName,
  authorId: number,
): Promise<Answer<readonly OwnComment[]>> {
  return readCommentsStarting(github, pull, { authorId, marker: commentMarker });
}

/** Whether an account has posted a comment that starts with a marker. */
export async function hasCommentStarting(github: GitHub, pull: PullName, whose: Whose): Promise<Answer<boolean>> {
  const reply = await readCommentsStarting(github, pull, whose);
  return reply.ok ? { ok: true, value: reply.value.length > 0 } : reply;
}

type Whose = { readonly authorId: number; readonly marker: string };

async function readCommentsStarting(
  github: GitHub,
  { repository, number }: PullName,
  { authorId, marker }: Whose,
): Promise<Answer<readonly OwnComment[]>> {
  const parameters = { ...repositoryParameters(repository), issue_number: number };
  const reply = await readPages(
    github,
    { route: "GET /repos/{owner}/{repo}/issues/{issue_number}/comments", parameters },
    { item: commentSchema, maxPages },
  );
  if (!reply.ok) return reply;
  const own = reply.value.items
    .filter(({ user, body }) => user?.id === authorId && body?.startsWith(marker) === true)
    .map(({ id, body }) => ({ id, body: body ?? "" }));
  return { ok: true, value: own.sort((a, b) => a.id - b.id) };
}

/** Posts a comment. */
export function createComment(
  github: GitHub,
  { repository, number }: PullName,
  body: string,
): Promise<Answer<unknown>> {
  const parameters = { ...repositoryParameters(repository), issue_number: number, body };
  return send(github, { route: "POST /repos/{owner}/{repo}/issues/{issue_number}/comments", parameters });
}

/** Replaces the text of a comment. */
export function updateComment(github: GitHub, repository: string, comment: OwnComment): Promise<Answer<unknown>> {
  const parameters = { ...repositoryParameters(repository), comment_id: comment.id, body: comment.body };
  return send(github, { route: "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", parameters });
}

/** Deletes a comment. */
export function deleteComment(github: GitHub, repository: string, id: number): Promise<Answer<unknown>> {
  return send(github, {
    route: "DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}",
    parameters: { ...repositoryParameters(repository), comment_id: id },
  });
}
