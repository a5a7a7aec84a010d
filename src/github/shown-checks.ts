import { z } from "zod";
import type { OwnCheck, StatusSpec } from "../types/index.ts";
import { type Answer, fail } from "./answer.ts";
import { type CommitName, readChecks, readStatus, statusFrom } from "./checks.ts";
import type { GitHub } from "./client.ts";
import { type Part, type PartAnswer, readParts } from "./parts.ts";
import { parse } from "./read.ts";

/** Commits asked for in one query. */
const batchSize = 45;

const runSchema = z.object({
  databaseId: z.number(),
  name: z.string(),
  status: z.string(),
  conclusion: z.string().nullable(),
  title: z.string().nullable(),
  summary: z.string().nullable(),
  externalId: z.string().nullable(),
  annotations: z.object({ totalCount: z.number() }).nullable(),
});
const suitesSchema = z.object({
  totalCount: z.number(),
  nodes: z.array(z.object({ checkRuns: z.object({ totalCount: z.number(), nodes: z.array(runSchema) }).nullable() })),
});
const checksSchema = z.object({ object: z.object({ checkSuites: suitesSchema.nullable() }) });
const statusSchema = z.object({
  object: z.object({
    status: z
      .object({ context: z.object({ state: z.string(), description: z.string().nullable() }).nullable() })
      .nullable(),
  }),
});

/** A commit and the name of our check on it. */
export type ShownQuestion = CommitName & { readonly name: string };

/** What a commit shows of ours. */
export type ShownChecks = {
  /** Newest first. */
  readonly checks: Answer<readonly OwnCheck[]>;
  /** Undefined when there is none, or one that waits. */
  readonly status: Answer<StatusSpec | undefined>;
};

/**
 * Reads the check run and the commit status of a name on many commits, many in one query; where one name has several
 * runs, or the query was not answered, REST is asked. Answers are in the order of the questions.
 */
export async function readShownChecks(
  github: GitHub,
  questions: readonly ShownQuestion[],
): Promise<readonly ShownChecks[]> {
  const options = { size: batchSize * 2 };
  const answers = await readParts(github, questions.flatMap(partsOf), options);
  const shown: ShownChecks[] = [];
  for (const [index, question] of questions.entries()) {
    const checks = checksOf(answers[index * 2], question) ?? (await readChecks(github, question, question.name));
    const hasCheck = checks.ok && checks.value.length > 0;
    const status = statusOf(answers[index * 2 + 1], question);
    shown.push({
      checks,
      status: hasCheck ? noStatus : (status ?? (await readStatus(github, question, question.name))),
    });
  }
  return shown;
}

/** A token shows the one or the other. */
const noStatus = { ok: true, value: undefined } as const;

/** Two parts, because a token may read the one and not the other. */
function partsOf({ repository, commit, name }: ShownQuestion): readonly Part[] {
  const variables = { commit: ["GitObjectID!", commit], check: ["String!", name] } as const;
  const checks = `object(oid: $commit) { ... on Commit { checkSuites(first: 1, filterBy: { checkName: $check }) {
    totalCount
    nodes { checkRuns(first: 1, filterBy: { checkName: $check, checkType: LATEST }) {
      totalCount
      nodes { databaseId name status conclusion title summary externalId annotations(first: 1) { totalCount } }
    } }
  } } }`;
  const status = "object(oid: $commit) { ... on Commit { status { context(name: $check) { state description } } } }";
  return [
    { repository, fields: checks, variables },
    { repository, fields: status, variables },
  ];
}

/** Undefined when REST must be asked. */
function checksOf(part: PartAnswer | undefined, { commit, name }: ShownQuestion): ShownChecks["checks"] | undefined {
  const read = part?.ok === true ? parse(part.value, checksSchema) : fail("malformed", "GitHub gave no answer");
  if (!read.ok || read.value.object.checkSuites === null) return undefined;
  const { totalCount, nodes } = read.value.object.checkSuites;
  const lists = nodes.map(({ checkRuns }) => checkRuns);
  if (totalCount > 1 || lists.some((list) => list === null || list.totalCount > 1)) return undefined;
  const runs = lists.flatMap((list) => list?.nodes ?? []).filter((run) => run.name === name);
  return {
    ok: true,
    value: runs.map((run) => ({
      id: run.databaseId,
      status: run.status === "COMPLETED" ? "completed" : run.status === "QUEUED" ? "queued" : "in_progress",
      conclusion: run.conclusion?.toLowerCase() ?? null,
      title: run.title ?? "",
      summary: run.summary ?? "",
      headCommit: commit,
      digest: run.externalId ?? "",
      annotations: run.annotations?.totalCount ?? 0,
    })),
  };
}

function statusOf(part: PartAnswer | undefined, { commit, name }: ShownQuestion): ShownChecks["status"] | undefined {
  const read = part?.ok === true ? parse(part.value, statusSchema) : fail("malformed", "GitHub gave no answer");
  if (!read.ok) return undefined;
  const found = read.value.object.status?.context;
  return {
    ok: true,
    value: statusFrom(found?.state.toLowerCase(), { context: name, commit, description: found?.description ?? "" }),
  };
}
