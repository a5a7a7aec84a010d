import type { Answer } from "./answer.ts";
import type { GitHub } from "./client.ts";
import { repositoryParameters } from "./read.ts";
import { send } from "./write.ts";

/** Reactions that a command is answered with. */
export type Reaction = "eyes" | "rocket" | "confused" | "-1";

/** Reacts to a comment; the same reaction twice is one, and GitHub answers both with success. */
export function react(
  github: GitHub,
  comment: { readonly repository: string; readonly id: number },
  content: Reaction,
): Promise<Answer<unknown>> {
  return send(github, {
    route: "POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions",
    parameters: { ...repositoryParameters(comment.repository), comment_id: comment.id, content },
  });
}
