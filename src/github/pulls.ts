import { z } from "zod";
import { readKey } from "../reference-key.ts";
import { isContained } from "./ancestry.ts";
import { type Answer, type Failure, fail, mayBeAskedOtherwise } from "./answer.ts";
import type { GitHub } from "./client.ts";
import { type Part, type PartAnswer, readParts } from "./parts.ts";
import { readPick } from "./picks.ts";
import {
  factsOfNumber,
  factsOfRest,
  numberSchema,
  type PullRead,
  pullFields,
  repositorySchema,
  restPullSchema,
} from "./pull-facts.ts";
import { parse, readOne, readPages, repositoryParameters } from "./read.ts";
import { visibilityOf } from "./visibility.ts";

/** Pull requests asked for in one query. */
const batchSize = 25;

type Wanted = { readonly key: string; readonly repository: string; readonly number: number };

/**
 * Reads pull requests by key, many in one query; a query GitHub cannot answer is halved, and a single one asked by
 * REST. Every key gets an answer. A number that is an issue is said to be one.
 */
export async function readPulls(
  github: GitHub,
  keys: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, Answer<PullRead>>> {
  const answers = new Map<string, Answer<PullRead>>();
  const wanted = [...new Set(keys)].flatMap((key): Wanted[] => {
    const read = readKey(key);
    if (read.kind === "pull") return [{ key, repository: read.repository, number: read.number }];
    answers.set(key, fail("unsupported", "this is not the key of a pull request"));
    return [];
  });
  const parts = await readParts(github, wanted.map(numberPart), { size: batchSize, signal });
  for (const [index, one] of wanted.entries()) {
    const read = readNumber(parts[index]);
    const found = !read.ok && mayBeAskedOtherwise(read) ? await readByRest(github, one, signal) : read;
    answers.set(one.key, await withAncestry(github, one.key, { found, signal }));
  }
  return answers;
}

function numberPart({ repository, number }: Wanted): Part {
  const fields = `isPrivate defaultBranchRef { name } issueOrPullRequest(number: $number) {${pullFields}\n}`;
  return { repository, fields, variables: { number: ["Int!", number] } };
}

function readNumber(part: PartAnswer | undefined): Answer<PullRead> {
  if (part === undefined) return fail("malformed", "GitHub gave no answer");
  if (!part.ok) return part;
  const repository = parse(part.value, repositorySchema);
  if (!repository.ok) return repository;
  const number = parse(part.value.issueOrPullRequest, numberSchema);
  return number.ok ? { ok: true, value: factsOfNumber(repository.value, number.value) } : number;
}

const issueSchema = z.object({ html_url: z.string(), pull_request: z.object({}).nullish() });
const repositoryVisibility = z.object({ private: z.boolean(), visibility: z.string().optional() });
const maxFilePages = 30;

async function readByRest(github: GitHub, wanted: Wanted, signal: AbortSignal | undefined): Promise<Answer<PullRead>> {
  const place = { ...repositoryParameters(wanted.repository), pull_number: wanted.number };
  const route = "GET /repos/{owner}/{repo}/pulls/{pull_number}";
  const pull = await readOne(github, { route, parameters: place, signal }, restPullSchema);
  if (!pull.ok) return pull.status === 404 ? readIssue(github, wanted, { pull, signal }) : pull;
  const files = await readPages(
    github,
    { route: `${route}/files`, parameters: place, signal },
    { item: z.object({ filename: z.string() }), maxPages: maxFilePages },
  );
  const listed = files.ok
    ? { changedFiles: files.value.items.map(({ filename }) => filename), filesComplete: files.value.complete }
    : { changedFiles: [], filesComplete: false };
  const visibility = visibilityOf(pull.value.base.repo);
  return { ok: true, value: { kind: "pull", visibility, facts: factsOfRest(pull.value, listed) } };
}

type Miss = { readonly pull: Failure; readonly signal: AbortSignal | undefined };

/** An issue has no pull request: 404 there and an answer here. Anything else stays "could not look". */
async function readIssue(github: GitHub, wanted: Wanted, { pull, signal }: Miss): Promise<Answer<PullRead>> {
  const place = repositoryParameters(wanted.repository);
  const issue = await readOne(
    github,
    { route: "GET /repos/{owner}/{repo}/issues/{number}", parameters: { ...place, number: wanted.number }, signal },
    issueSchema,
  );
  if (!issue.ok || issue.value.pull_request) return pull;
  const repository = await readOne(
    github,
    { route: "GET /repos/{owner}/{repo}", parameters: place, signal },
    repositoryVisibility,
  );
  if (!repository.ok) return repository;
  return { ok: true, value: { kind: "issue", visibility: visibilityOf(repository.value), url: issue.value.html_url } };
}

type Unchecked = { readonly found: Answer<PullRead>; readonly signal: AbortSignal | undefined };

/**
 * A stack lands on another branch first; when that branch is merged, the landing commit is on the default branch too. A
 * fix may land on a release branch and be picked to the default branch from there.
 */
async function withAncestry(github: GitHub, key: string, { found, signal }: Unchecked): Promise<Answer<PullRead>> {
  if (!found.ok || found.value.kind === "issue") return found;
  const { facts } = found.value;
  const read = readKey(key);
  if (facts.onDefaultBranch || facts.mergeCommit === undefined || read.kind !== "pull") return found;
  const target = { repository: read.repository, branch: facts.defaultBranch, commit: facts.mergeCommit };
  const contained = await isContained(github, target, signal);
  if (!contained.ok) return contained;
  if (contained.value) return { ok: true, value: { ...found.value, facts: { ...facts, onDefaultBranch: true } } };
  const picked = await readPick(github, { ...target, since: facts.mergedAt ?? "" }, signal);
  if (!picked.ok || picked.value === undefined) return picked.ok ? found : picked;
  // What was picked is what landed: reverts and deployments are about that commit.
  const landed = { ...facts, onDefaultBranch: true, mergeCommit: picked.value };
  return { ok: true, value: { ...found.value, facts: landed } };
}
