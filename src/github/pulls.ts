import { z } from "zod";
import { readKey } from "../reference-key.ts";
import { isContained } from "./ancestry.ts";
import { type Answer, type Failure, fail } from "./answer.ts";
import type { GitHub } from "./client.ts";
import { visibilityOf } from "./docs-pull.ts";
import { failureOfType, isRecord, type QueryAnswer, query } from "./graphql.ts";
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

/** Pull requests asked for in one query. */
const batchSize = 25;
/** Failures that may be due to the size of a query; a smaller one, and in the end REST, may do better. */
const shrinkable: ReadonlySet<string> = new Set(["server-error", "timeout", "malformed", "unsupported"]);
/** Failures after which the same credential need not be tried again. */
const fatal: ReadonlySet<string> = new Set(["unauthorised", "rate-limited", "aborted"]);

type Wanted = { readonly key: string; readonly repository: string; readonly number: number };
type Answers = Map<string, Answer<PullRead>>;

/**
 * Reads pull requests by key, many in one query; a query GitHub cannot answer is halved, and a single one asked by
 * REST. Every key gets an answer. A number that is an issue is said to be one.
 */
export async function readPulls(
  github: GitHub,
  keys: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, Answer<PullRead>>> {
  const answers: Answers = new Map();
  const wanted = [...new Set(keys)].flatMap((key): Wanted[] => {
    const read = readKey(key);
    if (read.kind === "pull") return [{ key, repository: read.repository, number: read.number }];
    answers.set(key, fail("unsupported", "this is not the key of a pull request"));
    return [];
  });
  for (let start = 0; start < wanted.length; start += batchSize) {
    await readBatch(github, wanted.slice(start, start + batchSize), { answers, signal });
  }
  for (const [key, found] of answers) answers.set(key, await withAncestry(github, key, { found, signal }));
  return answers;
}

type Run = { readonly answers: Answers; readonly signal: AbortSignal | undefined };

async function readBatch(github: GitHub, wanted: readonly Wanted[], run: Run): Promise<void> {
  const stop = [...run.answers.values()].find((one): one is Failure => !one.ok && fatal.has(one.reason));
  const reply = stop ?? (await query(github, { ...batchQuery(wanted), signal: run.signal }));
  const [first] = wanted;
  if (reply.ok) {
    for (const [index, one] of wanted.entries()) run.answers.set(one.key, readNumber(reply.value, wanted, index));
  } else if (shrinkable.has(reply.reason) && wanted.length > 1) {
    const half = Math.ceil(wanted.length / 2);
    await readBatch(github, wanted.slice(0, half), run);
    await readBatch(github, wanted.slice(half), run);
  } else if (shrinkable.has(reply.reason) && first !== undefined) {
    run.answers.set(first.key, await readByRest(github, first, run.signal));
  } else {
    for (const { key } of wanted) run.answers.set(key, reply);
  }
}

function repositoriesOf(wanted: readonly Wanted[]): readonly string[] {
  return [...new Set(wanted.map(({ repository }) => repository))];
}

function batchQuery(wanted: readonly Wanted[]): { text: string; variables: Record<string, string | number> } {
  const variables: Record<string, string | number> = {};
  const types: string[] = [];
  const fields = repositoriesOf(wanted).map((repository, r) => {
    const { owner, repo } = repositoryParameters(repository);
    Object.assign(variables, { [`owner${r}`]: owner, [`name${r}`]: repo });
    types.push(`$owner${r}: String!, $name${r}: String!`);
    const numbers = wanted.flatMap((one, index) => {
      if (one.repository !== repository) return [];
      variables[`number${index}`] = one.number;
      types.push(`$number${index}: Int!`);
      return [`p${index}: issueOrPullRequest(number: $number${index}) {${pullFields}\n}`];
    });
    return `r${r}: repository(owner: $owner${r}, name: $name${r}) { isPrivate defaultBranchRef { name } ${numbers.join("\n")} }`;
  });
  return { text: `query(${types.join(", ")}) {\n${fields.join("\n")}\n}`, variables };
}

function readNumber({ data, errors }: QueryAnswer, wanted: readonly Wanted[], index: number): Answer<PullRead> {
  const r = `r${repositoriesOf(wanted).indexOf(wanted[index]?.repository ?? "")}`;
  const error = errors.find(({ path }) => path[0] === r && (path.length === 1 || path[1] === `p${index}`));
  const shared = errors.find(({ path }) => path[0] === r && path.length > 1 && !/^p\d+$/.test(path[1] ?? ""));
  const whole = error ?? shared;
  if (whole !== undefined) return failureOfType(whole.type);
  const repository = parse(data[r], repositorySchema);
  if (!repository.ok) return repository;
  const part = data[r];
  const number = parse(isRecord(part) ? part[`p${index}`] : undefined, numberSchema);
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
