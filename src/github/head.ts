import { z } from "zod";
import type { GitHub } from "./client.ts";
import type { PullName } from "./comments.ts";
import { readOne, repositoryParameters } from "./read.ts";

/** Head commit of an open pull request now; undefined when it is closed or cannot be read. */
export async function readHead(github: GitHub, { repository, number }: PullName): Promise<string | undefined> {
  const parameters = { ...repositoryParameters(repository), pull_number: number };
  const schema = z.object({ state: z.string(), head: z.object({ sha: z.string() }) });
  const reply = await readOne(github, { route: "GET /repos/{owner}/{repo}/pulls/{pull_number}", parameters }, schema);
  return reply.ok && reply.value.state === "open" ? reply.value.head.sha : undefined;
}
