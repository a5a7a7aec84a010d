import { type Answer, concerning } from "../github/answer.ts";
import { readChecks, readStatus } from "../github/checks.ts";
import type { GitHub } from "../github/client.ts";
import { readOwnComments } from "../github/comments.ts";
import { readRepositoryLabels } from "../github/labels.ts";
import { readDraft } from "../github/manner.ts";
import { commentMarker, type DocsPull, type OwnCheck, type Present, type StatusSpec } from "../types/index.ts";

/** Whose comments are ours, and the name of our check. */
export type Own = {
  readonly actorId: number;
  readonly login: string;
  readonly checkName: string;
  /** Whether the draft state is ours to change, and so must be known. */
  readonly draft: "asked" | "left-alone";
};

/** Reads what the docs pull request shows of ours now; checks are empty where the token may not read them. */
export async function readPresent(github: GitHub, pull: DocsPull, own: Own): Promise<Answer<Present>> {
  const comments = concerning("its comments", await readOwnComments(github, pull, own.actorId));
  if (!comments.ok) return comments;
  const labels = concerning("the labels of its repository", await readRepositoryLabels(github, pull.repository));
  if (!labels.ok) return labels;
  const head = { repository: pull.repository, commit: pull.headCommit };
  const checks = concerning("its checks", await readChecks(github, head, own.checkName));
  if (!checks.ok && checks.reason !== "no-access") return checks;
  const status = await shownStatus(github, pull, { own, checks: checks.ok ? checks.value : [] });
  if (!status.ok) return status;
  const draft =
    own.draft === "asked" ? concerning("its draft state", await readDraft(github, pull, own.login)) : undefined;
  if (draft?.ok === false) return draft;
  return {
    ok: true,
    value: {
      comments: comments.value,
      labels: pull.labels,
      repositoryLabels: labels.value,
      checks: checks.ok ? checks.value : [],
      ...(status.value === undefined ? {} : { status: status.value }),
      title: pull.title,
      ...(draft === undefined ? {} : { draft: draft.value }),
    },
  };
}

/** Our commit status, asked for only where no check of ours is seen: a token shows the one or the other. */
async function shownStatus(
  github: GitHub,
  { repository, headCommit }: DocsPull,
  { own, checks }: { readonly own: Own; readonly checks: readonly OwnCheck[] },
): Promise<Answer<StatusSpec | undefined>> {
  if (checks.length > 0) return { ok: true, value: undefined };
  const head = { repository, commit: headCommit };
  const reply = concerning("its commit statuses", await readStatus(github, head, own.checkName));
  return !reply.ok && reply.reason === "no-access" ? { ok: true, value: undefined } : reply;
}

/** The ledgers that our comments carry, as stored, oldest comment first; more than one only until duplicates are gone. */
export function storedStates({ comments }: Present): readonly string[] {
  return comments.map(({ body }) => {
    const line = body.split("\n", 1)[0]?.trimEnd() ?? "";
    return line.slice(commentMarker.length).replace(/ -->$/, "");
  });
}
