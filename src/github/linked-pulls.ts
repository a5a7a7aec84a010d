import { z } from "zod";
import { pullKey, readKey } from "../reference-key.ts";
import { type Answer, fail } from "./answer.ts";
import type { GitHub } from "./client.ts";
import { type Part, type PartAnswer, readParts } from "./parts.ts";
import { parse } from "./read.ts";

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
  const answers = await readParts(github, keys.map(issuePart), { size: batchSize, signal });
  return new Map(keys.map((key, index) => [key, issueAt(answers[index])]));
}

function issuePart(key: string): Part {
  const read = readKey(key);
  const place = read.kind === "pull" ? read : { repository: "", number: 0 };
  const fields = `issue(number: $number) {
    title url state stateReason
    closedByPullRequestsReferences(first: 20, includeClosedPrs: true) { nodes { number repository { nameWithOwner } } }
  }`;
  return { repository: place.repository, fields, variables: { number: ["Int!", place.number] } };
}

function issueAt(part: PartAnswer | undefined): Answer<LinkedIssue> {
  if (part === undefined) return fail("malformed", "GitHub gave no answer");
  const parsed = part.ok ? parse(part.value.issue, issueSchema) : part;
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
