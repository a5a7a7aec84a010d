import { z } from "zod";
import type { OwnDraft } from "../types/index.ts";
import { type Answer, fail } from "./answer.ts";
import type { GitHub } from "./client.ts";
import type { PullName } from "./comments.ts";
import { failureOfType, query } from "./graphql.ts";
import { repositoryParameters } from "./read.ts";
import { send } from "./write.ts";

const draftQuery = `query ($owner: String!, $repo: String!, $number: Int!) {
  repository(owner: $owner, name: $repo) {
    pullRequest(number: $number) {
      id
      isDraft
      timelineItems(last: 2, itemTypes: [CONVERT_TO_DRAFT_EVENT, READY_FOR_REVIEW_EVENT]) {
        nodes {
          ... on ConvertToDraftEvent { actor { login } }
          ... on ReadyForReviewEvent { actor { login } }
        }
      }
    }
  }
}`;

const actor = z.object({ actor: z.object({ login: z.string() }).nullable() });
const draftSchema = z.object({
  repository: z.object({
    pullRequest: z.object({
      id: z.string(),
      isDraft: z.boolean(),
      timelineItems: z.object({ nodes: z.array(actor.nullable()) }),
    }),
  }),
});

/** Whether a pull request is a draft, and whether the account `login` or somebody else decided that last. */
export async function readDraft(
  github: GitHub,
  { repository, number }: PullName,
  login: string,
): Promise<Answer<OwnDraft>> {
  const reply = await query(github, {
    text: draftQuery,
    variables: { ...repositoryParameters(repository), number },
  });
  if (!reply.ok) return reply;
  const [error] = reply.value.errors;
  if (error !== undefined) return failureOfType(error.type);
  const read = draftSchema.safeParse(reply.value.data);
  if (!read.success) return fail("malformed", "GitHub's answer about the draft state could not be read");
  const { id, isDraft, timelineItems } = read.data.repository.pullRequest;
  const [before, last] = [undefined, undefined, ...timelineItems.nodes]
    .slice(-2)
    .map((node) => isOf(node?.actor, login));
  return {
    ok: true,
    value: { id, state: isDraft ? "draft" : "ready", last: lastWord(last === true, before === true) },
  };
}

function lastWord(isOurs: boolean, wasOurs: boolean): OwnDraft["last"] {
  if (isOurs) return "ours";
  return wasOurs ? "overruled" : "others";
}

/** GraphQL leaves out the ending that REST gives the login of an app. */
function isOf(found: { readonly login: string } | null | undefined, login: string): boolean {
  const plain = (name: string): string => name.toLowerCase().replace(/\[bot\]$/, "");
  return found !== null && found !== undefined && plain(found.login) === plain(login);
}

/** Makes a pull request a draft, or ready for review; either may be repeated. */
export async function setDraft(
  github: GitHub,
  { id, state }: Pick<OwnDraft, "id" | "state">,
): Promise<Answer<unknown>> {
  const mutation = state === "draft" ? "convertPullRequestToDraft" : "markPullRequestReadyForReview";
  const text = `mutation ($id: ID!) { ${mutation}(input: { pullRequestId: $id }) { pullRequest { isDraft } } }`;
  const reply = await query(github, { text, variables: { id } });
  if (!reply.ok) return reply;
  const [error] = reply.value.errors;
  return error === undefined ? reply : failureOfType(error.type);
}

/** Replaces the title of a pull request. */
export function setTitle(github: GitHub, { repository, number }: PullName, title: string): Promise<Answer<unknown>> {
  const parameters = { ...repositoryParameters(repository), pull_number: number, title };
  return send(github, { route: "PATCH /repos/{owner}/{repo}/pulls/{pull_number}", parameters });
}
