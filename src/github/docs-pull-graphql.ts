import { z } from "zod";
import type { ListedFiles } from "./added-files.ts";
import { type Answer, fail } from "./answer.ts";
import type { GitHub } from "./client.ts";
import type { PostedPull } from "./docs-pull.ts";
import { type Part, type PartAnswer, readParts } from "./parts.ts";
import { parse } from "./read.ts";
import { visibilityOf } from "./visibility.ts";

/** Pull requests asked for in one query: GitHub answers what takes it no more than some 10 seconds. */
const batchSize = 33;

const sha = z.string().regex(/^[0-9a-f]{40}$/);
const author = z.object({ __typename: z.string(), login: z.string(), databaseId: z.number().nullish() }).nullable();
const page = z.object({ hasNextPage: z.boolean() });
const pullSchema = z.object({
  title: z.string(),
  body: z.string(),
  url: z.string(),
  state: z.enum(["OPEN", "CLOSED", "MERGED"]),
  isDraft: z.boolean(),
  headRefOid: sha,
  baseRefOid: sha,
  baseRefName: z.string(),
  author,
  changedFiles: z.number(),
  labels: z.object({ nodes: z.array(z.object({ name: z.string() })), pageInfo: page }),
  commits: z.object({
    nodes: z.array(z.object({ commit: z.object({ oid: z.string(), message: z.string() }) })),
    totalCount: z.number(),
    pageInfo: page,
  }),
  comments: z.object({
    nodes: z.array(z.object({ fullDatabaseId: z.coerce.number().int(), url: z.string(), body: z.string(), author })),
    totalCount: z.number(),
    pageInfo: page,
  }),
  files: z
    .object({ nodes: z.array(z.object({ path: z.string(), changeType: z.string() })), totalCount: z.number() })
    .nullish()
    .catch(undefined),
  baseRef: z.object({
    target: z.object({
      file: z
        .object({
          object: z.object({ text: z.string(), byteSize: z.number(), isTruncated: z.boolean() }),
        })
        .nullable(),
    }),
  }),
});
const partSchema = z.object({ isPrivate: z.boolean(), visibility: z.string(), pullRequest: pullSchema });

const fields = `isPrivate visibility pullRequest(number: $number) {
  title body url state isDraft headRefOid baseRefOid baseRefName changedFiles
  author { __typename login }
  labels(first: 100) { nodes { name } pageInfo { hasNextPage } }
  commits(first: 100) { nodes { commit { oid message } } totalCount pageInfo { hasNextPage } }
  comments(first: 100) {
    nodes { fullDatabaseId url body author { __typename login ... on User { databaseId } ... on Bot { databaseId } } }
    totalCount pageInfo { hasNextPage }
  }
  files(first: 100) { nodes { path changeType } totalCount }
  baseRef { target { ... on Commit { file(path: $path) { object { ... on Blob { text byteSize isTruncated } } } } } }
}`;

/** Which pull requests are read, and the file of the base branch that is read with them. */
export type PostedQuestion = {
  readonly repository: string;
  readonly numbers: readonly number[];
  readonly configPath: string;
};

/**
 * Reads docs pull requests, many in one query; answers are in the order of the numbers. A pull request whose lists are
 * longer than one page, or whose configuration is not plain text, is `unsupported` here: REST reads it whole.
 */
export async function readPostedPulls(
  github: GitHub,
  { repository, numbers, configPath }: PostedQuestion,
): Promise<readonly Answer<PostedPull>[]> {
  const parts = numbers.map(
    (number): Part => ({
      repository,
      fields,
      variables: { number: ["Int!", number], path: ["String!", configPath] },
    }),
  );
  const answers = await readParts(github, parts, { size: batchSize });
  return numbers.map((_, index) => postedOf(answers[index]));
}

function postedOf(part: PartAnswer | undefined): Answer<PostedPull> {
  if (part === undefined) return fail("malformed", "GitHub gave no answer");
  const read = part.ok ? parse(part.value, partSchema) : part;
  if (!read.ok) return read;
  const { isPrivate, visibility, pullRequest: pull } = read.value;
  const config = configOf(pull);
  const listed = listedOf(pull);
  const isWhole = ![pull.labels, pull.commits, pull.comments].some(({ pageInfo }) => pageInfo.hasNextPage);
  if (!isWhole || isShort(pull) || config === undefined)
    return fail("unsupported", "one query does not hold all of it");
  return {
    ok: true,
    value: {
      title: pull.title,
      body: pull.body,
      url: pull.url,
      author: pull.author === null ? "ghost" : loginOf(pull.author),
      state: pull.state === "OPEN" ? "open" : "closed",
      draft: pull.isDraft,
      headCommit: pull.headRefOid,
      baseCommit: pull.baseRefOid,
      baseBranch: pull.baseRefName,
      labels: pull.labels.nodes.map(({ name }) => name),
      visibility: visibilityOf({ private: isPrivate, visibility: visibility.toLowerCase() }),
      commits: {
        value: pull.commits.nodes.map(({ commit }) => ({ sha: commit.oid, message: commit.message })),
        unread: [],
      },
      comments: {
        ok: true,
        value: {
          complete: true,
          items: pull.comments.nodes.map(({ fullDatabaseId, ...one }) => ({
            id: fullDatabaseId,
            ...one,
            author: authorOf(one.author),
          })),
        },
      },
      fileCount: pull.changedFiles,
      config: { ok: true, value: config.text },
      ...(listed === undefined ? {} : { listed }),
    },
  };
}

/** Whether a list holds less than GitHub counts; it may count comments that it hides from everybody. */
function isShort({ commits, comments }: z.infer<typeof pullSchema>): boolean {
  return commits.nodes.length < commits.totalCount || (comments.nodes.length === 0 && comments.totalCount > 0);
}

/** Its files; undefined when these are not all. */
function listedOf({ files, changedFiles, headRefOid }: z.infer<typeof pullSchema>): ListedFiles | undefined {
  if (files === null || files === undefined) return undefined;
  const paths = new Set(files.nodes.map(({ path }) => path));
  const isWhole = [files.nodes.length, files.totalCount, paths.size].every((count) => count === changedFiles);
  const all = files.nodes.map(({ path, changeType: change }) => ({ path, change }));
  return isWhole ? { headCommit: headRefOid, files: all } : undefined;
}

/** The file of the base branch: no text when it is not there; undefined when it cannot be had as it is. */
function configOf({ baseRef }: z.infer<typeof pullSchema>): { readonly text: string | undefined } | undefined {
  const { file } = baseRef.target;
  if (file === null) return { text: undefined };
  const { text, byteSize, isTruncated } = file.object;
  return isTruncated || Buffer.byteLength(text) !== byteSize ? undefined : { text };
}

type Author = z.infer<typeof author>;

/** GraphQL leaves out the ending that REST gives the login of an app. */
function loginOf({ __typename, login }: NonNullable<Author>): string {
  return __typename === "Bot" ? `${login}[bot]` : login;
}

function authorOf(found: Author): { readonly id: number; readonly login: string; readonly isBot: boolean } | null {
  if (found === null || typeof found.databaseId !== "number") return null;
  return { id: found.databaseId, login: loginOf(found), isBot: found.__typename === "Bot" };
}
