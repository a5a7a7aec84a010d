import type { Answer } from "../github/answer.ts";
import { readChecks } from "../github/checks.ts";
import type { GitHub } from "../github/client.ts";
import { readOwnComments } from "../github/comments.ts";
import { readRepositoryLabels } from "../github/labels.ts";
import { commentMarker, type DocsPull, type Present } from "../types/index.ts";

/** Whose comments are ours, and the name of our check. */
export type Own = { readonly actorId: number; readonly checkName: string };

/** Reads what the docs pull request shows of ours now; checks are empty where the token may not read them. */
export async function readPresent(github: GitHub, pull: DocsPull, own: Own): Promise<Answer<Present>> {
  const comments = await readOwnComments(github, pull, own.actorId);
  if (!comments.ok) return comments;
  const labels = await readRepositoryLabels(github, pull.repository);
  if (!labels.ok) return labels;
  const checks = await readChecks(github, { repository: pull.repository, commit: pull.headCommit }, own.checkName);
  if (!checks.ok && checks.reason !== "no-access") return checks;
  return {
    ok: true,
    value: {
      comments: comments.value,
      labels: pull.labels,
      repositoryLabels: labels.value,
      checks: checks.ok ? checks.value : [],
    },
  };
}

/** The ledgers that our comments carry, as stored, oldest comment first; more than one only until duplicates are gone. */
export function storedStates({ comments }: Present): readonly string[] {
  return comments.map(({ body }) => {
    const line = body.split("\n", 1)[0]?.trimEnd() ?? "";
    return line.slice(commentMarker.length).replace(/ -->$/, "");
  });
}
