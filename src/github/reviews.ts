import { z } from "zod";
import { type Suggestion, suggestionMarker } from "../types/index.ts";
import type { Answer } from "./answer.ts";
import type { GitHub } from "./client.ts";
import type { PullName } from "./comments.ts";
import { readPages, repositoryParameters } from "./read.ts";
import { send } from "./write.ts";

/** Pages of comments on lines that are read, of 100 each; GitHub names no limit. */
const maxPages = 20;

const commentSchema = z.object({ body: z.string().nullish(), user: z.object({ id: z.number() }).nullable() });

/** Digests of the suggestions that an account ever made on a pull request, those that are outdated too. */
export async function readSuggestions(
  github: GitHub,
  { repository, number }: PullName,
  authorId: number,
): Promise<Answer<readonly string[]>> {
  const parameters = { ...repositoryParameters(repository), pull_number: number };
  const reply = await readPages(
    github,
    { route: "GET /repos/{owner}/{repo}/pulls/{pull_number}/comments", parameters },
    { item: commentSchema, maxPages },
  );
  if (!reply.ok) return reply;
  const own = reply.value.items.filter(({ user, body }) => user?.id === authorId && body?.startsWith(suggestionMarker));
  return { ok: true, value: own.map(({ body }) => body?.slice(suggestionMarker.length).split(" ", 1)[0] ?? "") };
}

/** Offers suggestions on the lines of a pull request in one review, which asks for nothing. */
export function createSuggestions(
  github: GitHub,
  { repository, number }: PullName,
  review: { readonly headCommit: string; readonly suggestions: readonly Suggestion[] },
): Promise<Answer<unknown>> {
  const comments = review.suggestions.map(({ path, startLine, endLine, body }) => ({
    path,
    body,
    line: endLine,
    side: "RIGHT",
    ...(startLine === endLine ? {} : { start_line: startLine, start_side: "RIGHT" }),
  }));
  const parameters = {
    ...repositoryParameters(repository),
    pull_number: number,
    commit_id: review.headCommit,
    event: "COMMENT",
    body: "These lines can be put right with one click each.",
    comments,
  };
  return send(github, { route: "POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews", parameters });
}
