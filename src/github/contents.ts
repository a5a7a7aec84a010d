import { z } from "zod";
import { type Answer, type Failure, fail } from "./answer.ts";
import type { GitHub } from "./client.ts";
import { readOne, repositoryParameters } from "./read.ts";

const fileSchema = z.object({ type: z.literal("file"), encoding: z.literal("base64"), content: z.string() });

/** A file of a repository at a commit. */
export type FileName = { readonly repository: string; readonly path: string; readonly commit: string };

const treeSchema = z.object({
  truncated: z.boolean(),
  tree: z.array(z.object({ path: z.string(), type: z.string(), sha: z.string() })),
});

/**
 * Reads one small text file through the API; undefined when it is not there. A 404 alone does not say so: the folders of
 * the commit must have been listed without it.
 */
export async function readFile(
  github: GitHub,
  { repository, path, commit }: FileName,
): Promise<Answer<string | undefined>> {
  const parameters = { ...repositoryParameters(repository), path, ref: commit };
  const reply = await readOne(github, { route: "GET /repos/{owner}/{repo}/contents/{path}", parameters }, fileSchema);
  if (!reply.ok) return reply.status === 404 ? provenAbsent(github, { repository, path, commit }, reply) : reply;
  const text = Buffer.from(reply.value.content, "base64").toString("utf8");
  return text.includes("\0") ? fail("unsupported", "the file is not text") : { ok: true, value: text };
}

/** Undefined when the folders of the commit do not list the file; else the failure that came instead of it. */
async function provenAbsent(
  github: GitHub,
  { repository, path, commit }: FileName,
  refused: Failure,
): Promise<Answer<undefined>> {
  let folder = commit;
  const names = path.split("/");
  for (const [at, name] of names.entries()) {
    const parameters = { ...repositoryParameters(repository), tree_sha: folder };
    const route = "GET /repos/{owner}/{repo}/git/trees/{tree_sha}";
    const reply = await readOne(github, { route, parameters }, treeSchema);
    if (!reply.ok) return reply;
    const isLast = at === names.length - 1;
    const entry = reply.value.tree.find((one) => one.path === name && (isLast || one.type === "tree"));
    if (entry === undefined && reply.value.truncated) return fail("truncated", "GitHub cut the list of its folder");
    if (entry === undefined) return { ok: true, value: undefined };
    folder = entry.sha;
  }
  return refused;
}
