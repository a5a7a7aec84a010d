import { parse } from "yaml";
import { type Answer, fail } from "../../github/answer.ts";
import { readCommitId } from "../../github/commit-id.ts";
import { readFile } from "../../github/contents.ts";
import type { FlagQuestion } from "./reader.ts";

/** A flag file at a commit. */
export type FlagFile = { readonly data: unknown; readonly commit: string; readonly url: string };

/** Reads the configured flag file at the configured commit, tag or branch, JSON or YAML; one commit, so that the reading can be looked up. */
export async function readFlagFile({ system, clients, signal }: FlagQuestion): Promise<Answer<FlagFile>> {
  const { repository, path, ref = "HEAD" } = system;
  if (repository === undefined || path === undefined)
    return fail("not-configured", "repository and path of the flag file are not configured");
  const commit = await readCommitId(clients.source, { repository, ref, signal });
  if (!commit.ok) return commit;
  const file = await readFile(clients.source, { repository, path, commit: commit.value.sha });
  if (!file.ok) return file;
  if (file.value === undefined) return fail("not-found-or-no-access", "the flag file is not there");
  const data = parseFile(file.value);
  if (!data.ok) return data;
  const url = `${commit.value.url.replace(/\/commit\/[0-9a-f]+$/, "")}/blob/${commit.value.sha}/${path.split("/").map(encodeURIComponent).join("/")}`;
  return { ok: true, value: { data: data.value, commit: commit.value.sha, url } };
}

function parseFile(text: string): Answer<unknown> {
  try {
    const value: unknown = parse(text, { maxAliasCount: 0 });
    return { ok: true, value };
  } catch {
    return fail("malformed", "the flag file is neither JSON nor YAML");
  }
}
