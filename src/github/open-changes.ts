import { z } from "zod";
import { pullKey } from "../reference-key.ts";
import type { Answer } from "./answer.ts";
import type { GitHub } from "./client.ts";
import { readPart } from "./parts.ts";
import { parse, readPages, repositoryParameters } from "./read.ts";

/** Open pull requests of one repository that are read, the ones changed last. */
const maxPulls = 100;
/** Pages of 100 files read of one pull request. */
const maxFilePages = 3;
const writers: ReadonlySet<string> = new Set(["OWNER", "MEMBER", "COLLABORATOR"]);

const listSchema = z.object({
  isPrivate: z.boolean(),
  pullRequests: z.object({
    nodes: z
      .array(
        z
          .object({
            number: z.number().int(),
            title: z.string(),
            url: z.string(),
            isCrossRepository: z.boolean(),
            authorAssociation: z.string(),
            files: z.object({ nodes: z.array(z.object({ path: z.string() }).nullable()).nullable() }).nullable(),
          })
          .nullable(),
      )
      .nullable(),
  }),
});
const fileSchema = z.object({
  filename: z.string(),
  previous_filename: z.string().optional(),
  patch: z.string().optional(),
});

/** An open pull request with the paths it changes, the first 100 of them. */
export type OpenChange = {
  readonly key: string;
  readonly number: number;
  readonly title: string;
  readonly url: string;
  readonly paths: readonly string[];
  /** Whether its author may write to the repository. */
  readonly isByWriter: boolean;
};

/** Open pull requests and who may read them. */
export type OpenChanges = { readonly changes: readonly OpenChange[]; readonly visibility: "public" | "private" };

/** Reads the open pull requests of a repository that were changed last, with their paths, in one query. */
export async function readOpenChanges(
  github: GitHub,
  repository: string,
  signal?: AbortSignal,
): Promise<Answer<OpenChanges>> {
  const fields = `isPrivate pullRequests(states: [OPEN], first: ${maxPulls}, orderBy: { field: UPDATED_AT, direction: DESC }) {
    nodes { number title url isCrossRepository authorAssociation files(first: 100) { nodes { path } } }
  }`;
  const reply = await readPart(github, { repository, fields, variables: {} }, signal);
  const parsed = reply.ok ? parse(reply.value, listSchema) : reply;
  if (!parsed.ok) return parsed;
  const changes = (parsed.value.pullRequests.nodes ?? []).flatMap((node): readonly OpenChange[] => {
    if (node === null) return [];
    const { number, title, url, isCrossRepository, authorAssociation, files } = node;
    const paths = (files?.nodes ?? []).flatMap((file) => (file === null ? [] : [file.path]));
    const isByWriter = !isCrossRepository || writers.has(authorAssociation);
    return [{ key: pullKey(repository, number), number, title, url, paths, isByWriter }];
  });
  return { ok: true, value: { changes, visibility: parsed.value.isPrivate ? "private" : "public" } };
}

/** What a pull request takes out of a file: lines removed or rewritten, without the sign before them. */
export type Removal = { readonly path: string; readonly lines: readonly string[] };

/** Reads the lines that a pull request removes or rewrites; files whose patch GitHub leaves out are not among them. */
export async function readRemovals(
  github: GitHub,
  { repository, number }: { readonly repository: string; readonly number: number },
  signal?: AbortSignal,
): Promise<Answer<readonly Removal[]>> {
  const parameters = { ...repositoryParameters(repository), pull_number: number };
  const route = "GET /repos/{owner}/{repo}/pulls/{pull_number}/files";
  const reply = await readPages(github, { route, parameters, signal }, { item: fileSchema, maxPages: maxFilePages });
  if (!reply.ok) return reply;
  const removals = reply.value.items.flatMap(({ filename, previous_filename, patch }): readonly Removal[] =>
    patch === undefined ? [] : [{ path: previous_filename ?? filename, lines: removedLines(patch) }],
  );
  return { ok: true, value: removals };
}

function removedLines(patch: string): readonly string[] {
  return patch.split("\n").flatMap((line) => (line.startsWith("-") ? [line.slice(1)] : []));
}
