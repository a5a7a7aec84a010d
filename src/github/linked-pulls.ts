import { z } from "zod";
import { pullKey, readKey } from "../reference-key.ts";
import { type Answer, fail } from "./answer.ts";
import type { GitHub } from "./client.ts";
import { failureOfType, isRecord, query } from "./graphql.ts";
import { parse, repositoryParameters } from "./read.ts";

/** Issues asked for in one query. */
const batchSize = 25;

const issueSchema = z.object({
  title: z.string(),
  url: z.string(),
  state: z.enum(["OPEN", "CLOSED"]),
  stateReason: z.string().nullable(),
  closedByPullRequestsReferences: z
    .object({
      nodes: z
        .array(z.object({ number: z.number().int(), repository: z.object({ nameWithOwner: z.string() }) }).nullable())
        .nullable(),
    })
    .nullable(),
});

/** An issue with the pull requests that are linked to it. */
export type LinkedIssue = {
  readonly title: string;
  readonly url: string;
  /** `open`, `completed`, `not planned`, `closed`. */
  readonly state: string;
  readonly done: boolean;
  readonly pulls: readonly string[];
};

/** Reads issues by key with their linked pull requests, many in one query. Every key gets an answer. */
export async function readLinkedIssues(
  github: GitHub,
  keys: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, Answer<LinkedIssue>>> {
  const answers = new Map<string, Answer<LinkedIssue>>();
  for (let start = 0; start < keys.length; start += batchSize) {
    const batch = keys.slice(start, start + batchSize);
    const reply = await query(github, { ...batchQuery(batch), signal });
    for (const [index, key] of batch.entries()) {
      const error = reply.ok ? reply.value.errors.find(({ path }) => path[0] === `r${index}`) : undefined;
      if (!reply.ok) answers.set(key, reply);
      else if (error !== undefined) answers.set(key, failureOfType(error.type));
      else answers.set(key, issueAt(reply.value.data[`r${index}`]));
    }
  }
  return answers;
}

function batchQuery(keys: readonly string[]) {
  const variables: Record<string, string | number> = {};
  const fields = keys.map((key, index) => {
    const read = readKey(key);
    const { owner, repo } = repositoryParameters(read.kind === "pull" ? read.repository : "");
    const number = read.kind === "pull" ? read.number : 0;
    Object.assign(variables, { [`owner${index}`]: owner, [`name${index}`]: repo, [`number${index}`]: number });
    return `r${index}: repository(owner: $owner${index}, name: $name${index}) { issue(number: $number${index}) {
      title url state stateReason
      closedByPullRequestsReferences(first: 20, includeClosedPrs: true) { nodes { number repository { nameWithOwner } } }
    } }`;
  });
  const types = keys.map((_, i) => `$owner${i}: String!, $name${i}: String!, $number${i}: Int!`);
  return { text: `query(${types.join(", ")}) {\n${fields.join("\n")}\n}`, variables };
}

function issueAt(repository: unknown): Answer<LinkedIssue> {
  if (!isRecord(repository)) return fail("malformed", "GitHub gave no answer");
  const parsed = parse(repository.issue, issueSchema);
  if (!parsed.ok) return parsed;
  const { title, url, state, stateReason, closedByPullRequestsReferences: linked } = parsed.value;
  const reason = stateReason?.toLowerCase().replaceAll("_", " ") ?? "closed";
  const nodes = (linked?.nodes ?? []).flatMap((node) => (node === null ? [] : [node]));
  const value = {
    title,
    url,
    state: state === "OPEN" ? "open" : reason,
    done: state === "CLOSED" && reason !== "not planned" && reason !== "duplicate",
    pulls: nodes.map(({ number, repository: { nameWithOwner } }) => pullKey(nameWithOwner, number)),
  };
  return { ok: true, value };
}
