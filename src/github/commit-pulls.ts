import { z } from "zod";
import { pullKey, readKey } from "../reference-key.ts";
import { type Answer, fail } from "./answer.ts";
import type { GitHub } from "./client.ts";
import { readOne, repositoryParameters } from "./read.ts";

const pullsSchema = z.array(
  z.object({
    number: z.number().int().positive(),
    merged_at: z.string().nullable(),
    merge_commit_sha: z.string().nullable(),
    base: z.object({ repo: z.object({ full_name: z.string() }) }),
  }),
);

/**
 * Finds the pull request that brought a commit, as its key; undefined when the commit came without one.
 * A merged pull request comes before an open one, the one that landed as this very commit before the others.
 */
export async function readPullOfCommit(
  github: GitHub,
  key: string,
  signal?: AbortSignal,
): Promise<Answer<string | undefined>> {
  const commit = readKey(key);
  if (commit.kind !== "commit") return fail("unsupported", "this is not the key of a commit");
  const reply = await readOne(
    github,
    {
      route: "GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls",
      parameters: { ...repositoryParameters(commit.repository), commit_sha: commit.sha },
      signal,
    },
    pullsSchema,
  );
  if (!reply.ok) return reply;
  const pulls = reply.value.filter(({ base }) => base.repo.full_name.toLowerCase() === commit.repository);
  const [best] = [...pulls].sort((a, b) => rank(a, commit.sha) - rank(b, commit.sha) || a.number - b.number);
  return { ok: true, value: best === undefined ? undefined : pullKey(commit.repository, best.number) };
}

function rank(pull: z.infer<typeof pullsSchema>[number], sha: string): number {
  if (pull.merged_at === null) return 2;
  return pull.merge_commit_sha?.startsWith(sha) === true ? 0 : 1;
}
