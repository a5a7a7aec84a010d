import { z } from "zod";
import type { Answer } from "./answer.ts";
import type { GitHub } from "./client.ts";
import { readPart } from "./parts.ts";
import { parse, readPages, repositoryParameters } from "./read.ts";

/** Tags of one repository that are read, the newest ones. */
const maxTags = 100;

const releaseSchema = z.object({
  tag_name: z.string(),
  html_url: z.string(),
  draft: z.boolean(),
  prerelease: z.boolean(),
  published_at: z.string().nullable(),
});
const tagsSchema = z.object({
  refs: z
    .object({
      nodes: z.array(z.object({ name: z.string(), target: z.unknown() }).nullable()).nullable(),
      pageInfo: z.object({ hasNextPage: z.boolean() }),
    })
    .nullable(),
});
const committed = z.object({ committedDate: z.string() });

/** A name that a commit was published under. */
export type Published = {
  readonly tag: string;
  /** When it was published, for a tag when its commit was made: UTC, ISO 8601; absent when it is not known. */
  readonly at?: string;
  readonly isPrerelease: boolean;
  readonly url?: string;
};

/** Names of a repository, newest first. */
export type PublishedList = { readonly published: readonly Published[]; readonly complete: boolean };

/** Reads the newest 100 releases; drafts are none. */
export async function readReleases(
  github: GitHub,
  repository: string,
  signal?: AbortSignal,
): Promise<Answer<PublishedList>> {
  const route = "GET /repos/{owner}/{repo}/releases";
  const reply = await readPages(
    github,
    { route, parameters: repositoryParameters(repository), signal },
    { item: releaseSchema, maxPages: 1 },
  );
  if (!reply.ok) return reply;
  const published = reply.value.items
    .filter(({ draft }) => !draft)
    .map(({ tag_name, html_url, prerelease, published_at }) => ({
      tag: tag_name,
      url: html_url,
      isPrerelease: prerelease,
      ...(published_at === null ? {} : { at: published_at }),
    }));
  return { ok: true, value: { published: newestFirst(published), complete: reply.value.complete } };
}

/** Reads the newest 100 tags, by the date of their commits. */
export async function readTags(
  github: GitHub,
  repository: string,
  signal?: AbortSignal,
): Promise<Answer<PublishedList>> {
  const fields = `refs(refPrefix: "refs/tags/", first: ${maxTags}, orderBy: { field: TAG_COMMIT_DATE, direction: DESC }) {
    nodes { name target { __typename ... on Commit { committedDate } ... on Tag { target { __typename ... on Commit { committedDate } } } } }
    pageInfo { hasNextPage }
  }`;
  const reply = await readPart(github, { repository, fields, variables: {} }, signal);
  const parsed = reply.ok ? parse(reply.value, tagsSchema) : reply;
  if (!parsed.ok) return parsed;
  const { refs } = parsed.value;
  const published = (refs?.nodes ?? []).flatMap((node): readonly Published[] =>
    node === null ? [] : [{ tag: node.name, isPrerelease: false, ...dateOf(node.target) }],
  );
  return { ok: true, value: { published: newestFirst(published), complete: refs?.pageInfo.hasNextPage !== true } };
}

/** The date of a commit, also behind an annotated tag. */
function dateOf(target: unknown): { readonly at?: string } {
  const direct = committed.safeParse(target);
  if (direct.success) return { at: direct.data.committedDate };
  const behind = z.object({ target: committed }).safeParse(target);
  return behind.success ? { at: behind.data.target.committedDate } : {};
}

function newestFirst(published: readonly Published[]): readonly Published[] {
  return [...published].sort(
    (a, b) => (Date.parse(b.at ?? "") || 0) - (Date.parse(a.at ?? "") || 0) || (a.tag < b.tag ? 1 : -1),
  );
}
