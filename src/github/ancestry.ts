import { z } from "zod";
import type { Answer } from "./answer.ts";
import type { GitHub } from "./client.ts";
import { readOne, repositoryParameters } from "./read.ts";

const comparison = z.object({ status: z.enum(["ahead", "behind", "diverged", "identical"]) });

/** A commit and the branch it may be on. */
export type Target = { readonly repository: string; readonly branch: string; readonly commit: string };

/**
 * Whether a branch contains a commit. It says nothing about reverts: after `git revert` the commit is still contained.
 */
export async function isContained(
  github: GitHub,
  { repository, branch, commit }: Target,
  signal: AbortSignal | undefined,
): Promise<Answer<boolean>> {
  const reply = await readOne(
    github,
    {
      route: "GET /repos/{owner}/{repo}/compare/{basehead}",
      parameters: { ...repositoryParameters(repository), basehead: `${branch}...${commit}`, per_page: 1 },
      signal,
    },
    comparison,
  );
  if (!reply.ok) return reply;
  return { ok: true, value: reply.value.status === "behind" || reply.value.status === "identical" };
}
