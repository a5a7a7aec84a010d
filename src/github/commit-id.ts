import { z } from "zod";
import type { Answer } from "./answer.ts";
import type { GitHub } from "./client.ts";
import { readOne, repositoryParameters } from "./read.ts";

const commitSchema = z.object({ sha: z.string().regex(/^[0-9a-f]{40}$/), html_url: z.string() });

/** A commit, tag, branch or `HEAD` of a repository, and when to stop waiting. */
export type Revision = { readonly repository: string; readonly ref: string; readonly signal: AbortSignal };

/** The full id of a revision and its page. */
export async function readCommitId(
  github: GitHub,
  { repository, ref, signal }: Revision,
): Promise<Answer<{ readonly sha: string; readonly url: string }>> {
  const parameters = { ...repositoryParameters(repository), ref };
  const reply = await readOne(
    github,
    { route: "GET /repos/{owner}/{repo}/commits/{ref}", parameters, signal },
    commitSchema,
  );
  return reply.ok ? { ok: true, value: { sha: reply.value.sha, url: reply.value.html_url } } : reply;
}
