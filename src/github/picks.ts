import { z } from "zod";
import type { Target } from "./ancestry.ts";
import type { Answer } from "./answer.ts";
import type { GitHub } from "./client.ts";
import { readPages, repositoryParameters } from "./read.ts";

/** Pages of 100 commits in which a pick is searched for. */
const maxPages = 3;

const commitSchema = z.object({ sha: z.string().regex(/^[0-9a-f]{40}$/), commit: z.object({ message: z.string() }) });

/** Commits that a message says it was picked from, by git's own line. */
export function pickedFrom(message: string): readonly string[] {
  return [...message.matchAll(/^\(cherry picked from commit ([0-9a-f]{7,40})\)$/gim)].map(([, sha = ""]) =>
    sha.toLowerCase(),
  );
}

/** Finds the commit of a branch that says it was picked from another one; undefined when none of the newest says so. */
export async function readPick(
  github: GitHub,
  { repository, branch, commit, since }: Target & { readonly since: string },
  signal: AbortSignal | undefined,
): Promise<Answer<string | undefined>> {
  const parameters = { ...repositoryParameters(repository), sha: branch, ...(since === "" ? {} : { since }) };
  const route = "GET /repos/{owner}/{repo}/commits";
  const reply = await readPages(github, { route, parameters, signal }, { item: commitSchema, maxPages });
  if (!reply.ok) return reply;
  const picked = reply.value.items.find(({ commit: { message } }) =>
    pickedFrom(message).some((sha) => commit.startsWith(sha)),
  );
  return { ok: true, value: picked?.sha };
}
