import { z } from "zod";
import type { PullFacts, Visibility } from "../types/index.ts";

/** What a number of a repository turned out to be, and who may read it. */
export type PullRead =
  | { readonly kind: "pull"; readonly visibility: Visibility; readonly facts: PullFacts }
  | { readonly kind: "issue"; readonly visibility: Visibility; readonly url: string };

const sha = z.string().regex(/^[0-9a-f]{40}$/);
const login = z.object({ login: z.string() }).nullable();

/** Fields of a pull request in a GraphQL query. */
export const pullFields = `
  __typename
  ... on Issue { url }
  ... on PullRequest {
    fullDatabaseId title url state isDraft merged mergedAt baseRefName headRefOid
    author { login }
    mergeCommit { oid }
    files(first: 100) { nodes { path } pageInfo { hasNextPage } }
  }`;

/** A repository's part of a GraphQL answer, without its numbers. */
export const repositorySchema = z.object({
  isPrivate: z.boolean(),
  defaultBranchRef: z.object({ name: z.string() }).nullable(),
});

/** One number of a GraphQL answer. */
export const numberSchema = z.discriminatedUnion("__typename", [
  z.object({ __typename: z.literal("Issue"), url: z.string() }),
  z.object({
    __typename: z.literal("PullRequest"),
    fullDatabaseId: z.coerce.number().int(),
    title: z.string(),
    url: z.string(),
    state: z.enum(["OPEN", "CLOSED", "MERGED"]),
    isDraft: z.boolean(),
    merged: z.boolean(),
    mergedAt: z.iso.datetime({ offset: true }).nullable(),
    baseRefName: z.string(),
    headRefOid: sha,
    author: login,
    mergeCommit: z.object({ oid: sha }).nullable(),
    files: z
      .object({
        nodes: z.array(z.object({ path: z.string() }).nullable()).nullable(),
        pageInfo: z.object({ hasNextPage: z.boolean() }),
      })
      .nullable(),
  }),
]);

/** A pull request of the REST interface. */
export const restPullSchema = z.object({
  id: z.number().int(),
  title: z.string(),
  html_url: z.string(),
  state: z.enum(["open", "closed"]),
  draft: z.boolean().optional(),
  merged: z.boolean(),
  merged_at: z.iso.datetime({ offset: true }).nullable(),
  merge_commit_sha: sha.nullable(),
  user: login,
  head: z.object({ sha }),
  base: z.object({
    ref: z.string(),
    repo: z.object({ default_branch: z.string(), private: z.boolean(), visibility: z.string().optional() }),
  }),
});

/** Facts out of a GraphQL answer. */
export function factsOfNumber(
  repository: z.infer<typeof repositorySchema>,
  number: z.infer<typeof numberSchema>,
): PullRead {
  const visibility = repository.isPrivate ? "private" : "public";
  if (number.__typename === "Issue") return { kind: "issue", visibility, url: number.url };
  const defaultBranch = repository.defaultBranchRef?.name ?? "";
  const state = number.merged ? "merged" : number.state === "OPEN" ? "open" : "closed";
  const files = number.files?.nodes?.flatMap((file) => (file === null ? [] : [file.path])) ?? [];
  return {
    kind: "pull",
    visibility,
    facts: {
      id: number.fullDatabaseId,
      title: number.title,
      url: number.url,
      state,
      draft: number.isDraft,
      author: number.author?.login ?? "ghost",
      baseBranch: number.baseRefName,
      defaultBranch,
      onDefaultBranch: number.merged && number.baseRefName === defaultBranch,
      ...landing(number.merged, number.mergeCommit?.oid, number.mergedAt),
      headCommit: number.headRefOid,
      changedFiles: files,
      filesComplete: number.files !== null && !number.files.pageInfo.hasNextPage,
    },
  };
}

/** Facts out of a REST answer; its list of files comes from another request. */
export function factsOfRest(
  pull: z.infer<typeof restPullSchema>,
  files: Pick<PullFacts, "changedFiles" | "filesComplete">,
): PullFacts {
  const { base } = pull;
  return {
    id: pull.id,
    title: pull.title,
    url: pull.html_url,
    state: pull.merged ? "merged" : pull.state,
    draft: pull.draft ?? false,
    author: pull.user?.login ?? "ghost",
    baseBranch: base.ref,
    defaultBranch: base.repo.default_branch,
    onDefaultBranch: pull.merged && base.ref === base.repo.default_branch,
    ...landing(pull.merged, pull.merge_commit_sha, pull.merged_at),
    headCommit: pull.head.sha,
    ...files,
  };
}

/** The landing commit, of a merged pull request only: an open one has the commit of a test merge in the same field. */
function landing(
  merged: boolean,
  mergeCommit: string | null | undefined,
  mergedAt: string | null,
): Pick<PullFacts, "mergeCommit" | "mergedAt"> {
  if (!merged) return {};
  return {
    ...(typeof mergeCommit === "string" ? { mergeCommit } : {}),
    ...(mergedAt === null ? {} : { mergedAt }),
  };
}
