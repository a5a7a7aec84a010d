import { atLeast } from "./access.ts";
import type { Call } from "./call.ts";
import { addEvent } from "./changes.ts";
import { refusal } from "./graphql-connection.ts";
import { commentObject } from "./graphql-objects.ts";
import { pullObject } from "./graphql-pull.ts";
import { nodeId } from "./render.ts";
import type { Repository } from "./state.ts";
import { isPull, now, type PullIssue } from "./world.ts";

type Input<Fields> = { readonly input: Fields & { readonly clientMutationId?: string | null } };

/** `Mutation`: what REST cannot do. */
export function mutationRoot(call: Call): Record<string, unknown> {
  return {
    convertPullRequestToDraft: ({ input }: Input<{ pullRequestId: string }>) => setDraft(call, input, "draft"),
    markPullRequestReadyForReview: ({ input }: Input<{ pullRequestId: string }>) => setDraft(call, input, "ready"),
    minimizeComment: ({ input }: Input<{ subjectId: string; classifier: string }>) => {
      for (const repository of call.world.state.repositories) {
        const found = repository.comments.find((item) => nodeId("IC", item.id) === input.subjectId);
        if (found === undefined) continue;
        mustWrite(call, repository);
        found.minimized = input.classifier.toLowerCase();
        return {
          clientMutationId: input.clientMutationId ?? null,
          minimizedComment: commentObject(call, repository, found),
        };
      }
      throw gone(input.subjectId);
    },
  };
}

function setDraft(
  call: Call,
  input: { readonly pullRequestId: string; readonly clientMutationId?: string | null },
  state: "draft" | "ready",
): Record<string, unknown> {
  const { repository, item } = pullOf(call, input.pullRequestId);
  mustWrite(call, repository);
  if (item.state === "closed") throw refusal("UNPROCESSABLE", "Pull request is closed");
  const wanted = state === "draft";
  if (item.pull.draft !== wanted) {
    item.pull.draft = wanted;
    item.updatedAt = now(call.world);
    const event = wanted ? "convert_to_draft" : "ready_for_review";
    addEvent(call.world, item, { event }, { actor: call.actor.login ?? "" });
  }
  return { clientMutationId: input.clientMutationId ?? null, pullRequest: pullObject(call, repository, item) };
}

function pullOf(call: Call, id: string): { repository: Repository; item: PullIssue } {
  for (const repository of call.world.state.repositories) {
    const item = repository.issues.filter(isPull).find((each) => nodeId("PR", each.id) === id);
    if (item !== undefined && atLeast(call.actor.access(repository), "read")) return { repository, item };
  }
  throw gone(id);
}

function mustWrite(call: Call, repository: Repository): void {
  if (atLeast(call.actor.access(repository), "write")) return;
  throw refusal("FORBIDDEN", "Resource not accessible by integration");
}

function gone(id: string): Error {
  return refusal("NOT_FOUND", `Could not resolve to a node with the global id of '${id}'`);
}
