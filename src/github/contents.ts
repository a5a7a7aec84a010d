import { z } from "zod";
import { type Answer, fail } from "./answer.ts";
import type { GitHub } from "./client.ts";
import { readOne, repositoryParameters } from "./read.ts";

const fileSchema = z.object({ type: z.literal("file"), encoding: z.literal("base64"), content: z.string() });

/** A file of a repository at a commit. */
export type FileName = { readonly repository: string; readonly path: string; readonly commit: string };

/**
 * Reads one small text file through the API. The repository was read before, so a 404 here means that the file is not
 * there: the value is then undefined.
 */
export async function readFile(
  github: GitHub,
  { repository, path, commit }: FileName,
): Promise<Answer<string | undefined>> {
  const parameters = { ...repositoryParameters(repository), path, ref: commit };
  const reply = await readOne(github, { route: "GET /repos/{owner}/{repo}/contents/{path}", parameters }, fileSchema);
  if (!reply.ok) return reply.status === 404 ? { ok: true, value: undefined } : reply;
  const text = Buffer.from(reply.value.content, "base64").toString("utf8");
  return text.includes("\0") ? fail("unsupported", "the file is not text") : { ok: true, value: text };
}
