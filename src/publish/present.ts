import { type Answer, concerning, fail } from "../github/answer.ts";
import type { GitHub } from "../github/client.ts";
import type { PostedComment } from "../github/docs-pull.ts";
import { readRepositoryLabels } from "../github/labels.ts";
import { readDraft } from "../github/manner.ts";
import { readShownChecks, type ShownChecks } from "../github/shown-checks.ts";
import { commentMarker, type DocsPull, type OwnComment, type Present } from "../types/index.ts";

/** Whose comments are ours, and the name of our check. */
export type Own = {
  readonly actorId: number;
  readonly login: string;
  readonly checkName: string;
  /** Whether the draft state is ours to change, and so must be known. */
  readonly draft: "asked" | "left-alone";
};

/** A docs pull request as it was read. */
export type PresentQuestion = {
  readonly pull: DocsPull;
  /** Every comment on it. */
  readonly posted: Answer<readonly PostedComment[]>;
  readonly own: Own;
};

/**
 * Reads what docs pull requests show of ours now, many in one query; answers are in the order of the questions. Checks
 * are empty where the token may not read them.
 */
export async function readPresents(
  github: GitHub,
  questions: readonly PresentQuestion[],
): Promise<readonly Answer<Present>[]> {
  const shown = await readShownChecks(
    github,
    questions.map(({ pull, own }) => ({
      repository: pull.repository,
      commit: pull.headCommit,
      name: own.checkName,
    })),
  );
  const presents: Answer<Present>[] = [];
  for (const [index, question] of questions.entries()) {
    presents.push(await presentOf(github, question, shown[index] ?? { checks: lost, status: lost }));
  }
  return presents;
}

const lost = fail("malformed", "GitHub gave no answer");

async function presentOf(
  github: GitHub,
  { pull, posted, own }: PresentQuestion,
  shown: ShownChecks,
): Promise<Answer<Present>> {
  const comments = concerning("its comments", posted);
  if (!comments.ok) return comments;
  const labels = concerning("the labels of its repository", await readRepositoryLabels(github, pull.repository));
  if (!labels.ok) return labels;
  const checks = orNothing(concerning("its checks", shown.checks), []);
  if (!checks.ok) return checks;
  const status = orNothing(concerning("its commit statuses", shown.status), undefined);
  if (!status.ok) return status;
  const draft =
    own.draft === "asked" ? concerning("its draft state", await readDraft(github, pull, own.login)) : undefined;
  if (draft?.ok === false) return draft;
  return {
    ok: true,
    value: {
      comments: ownComments(comments.value, own.actorId),
      labels: pull.labels,
      repositoryLabels: labels.value,
      checks: checks.value,
      ...(status.value === undefined ? {} : { status: status.value }),
      title: pull.title,
      ...(draft === undefined ? {} : { draft: draft.value }),
    },
  };
}

/** What a token may not read it cannot have written. */
function orNothing<Value>(answer: Answer<Value>, nothing: Value): Answer<Value> {
  return !answer.ok && answer.reason === "no-access" ? { ok: true, value: nothing } : answer;
}

function ownComments(posted: readonly PostedComment[], actorId: number): readonly OwnComment[] {
  return posted
    .filter(({ author, body }) => author?.id === actorId && body.startsWith(commentMarker))
    .map(({ id, body }) => ({ id, body }));
}

/** The ledgers that our comments carry, as stored, oldest comment first; more than one only until duplicates are gone. */
export function storedStates({ comments }: Present): readonly string[] {
  return comments.map(({ body }) => {
    const line = body.split("\n", 1)[0]?.trimEnd() ?? "";
    return line.slice(commentMarker.length).replace(/ -->$/, "");
  });
}
