import { z } from "zod";
import { pullKey } from "../reference-key.ts";
import type { Answer } from "./answer.ts";
import type { GitHub } from "./client.ts";
import { isByWriter } from "./mentions.ts";
import { readPart } from "./parts.ts";
import { parse, readPages, repositoryParameters } from "./read.ts";

/** Pull requests of one repository that are read, the ones changed last: open ones, and merged ones. */
const maxOpen = 100;
const maxMerged = 30;
/** Pages of 100 files read of one pull request. */
const maxFilePages = 3;

const pullsSchema = z.object({
  nodes: z
    .array(
      z
        .object({
          number: z.number().int(),
          title: z.string(),
          url: z.string(),
          mergedAt: z.string().nullable(),
          isCrossRepository: z.boolean(),
          authorAssociation: z.string(),
          files: z.object({ nodes: z.array(z.object({ path: z.string() }).nullable()).nullable() }).nullable(),
        })
        .nullable(),
    )
    .nullable(),
});
const listSchema = z.object({ isPrivate: z.boolean(), open: pullsSchema, merged: pullsSchema });
const fileSchema = z.object({
  filename: z.string(),
  previous_filename: z.string().optional(),
  patch: z.string().optional(),
});

/** A pull request, open or merged, with the paths it changes, the first 100 of them. */
export type Change = {
  readonly key: string;
  readonly number: number;
  readonly title: string;
  readonly url: string;
  /** UTC, ISO 8601; absent while it is open. */
  readonly mergedAt?: string;
  readonly paths: readonly string[];
  /** Whether its author may write to the repository. */
  readonly isByWriter: boolean;
};

/** Changes of a repository, the open ones first, and who may read them. */
export type Changes = { readonly changes: readonly Change[]; readonly visibility: "public" | "private" };

/** Reads the pull requests of a repository, open and merged, that were changed last, with their paths, in one query. */
export async function readChanges(github: GitHub, repository: string, signal?: AbortSignal): Promise<Answer<Changes>> {
  const order = "orderBy: { field: UPDATED_AT, direction: DESC }";
  const nodes = "number title url mergedAt isCrossRepository authorAssociation files(first: 100) { nodes { path } }";
  const fields = `isPrivate
    open: pullRequests(states: [OPEN], first: ${maxOpen}, ${order}) { nodes { ${nodes} } }
    merged: pullRequests(states: [MERGED], first: ${maxMerged}, ${order}) { nodes { ${nodes} } }`;
  const reply = await readPart(github, { repository, fields, variables: {} }, signal);
  const parsed = reply.ok ? parse(reply.value, listSchema) : reply;
  if (!parsed.ok) return parsed;
  const { isPrivate, open, merged } = parsed.value;
  const changes = [open, merged].flatMap(({ nodes }) => changesOf(repository, nodes ?? []));
  return { ok: true, value: { changes, visibility: isPrivate ? "private" : "public" } };
}

type Nodes = NonNullable<z.infer<typeof pullsSchema>["nodes"]>;

function changesOf(repository: string, nodes: Nodes): readonly Change[] {
  return nodes.flatMap((node): readonly Change[] => {
    if (node === null) return [];
    const { number, title, url, mergedAt, files } = node;
    const paths = (files?.nodes ?? []).flatMap((file) => (file === null ? [] : [file.path]));
    const merged = mergedAt === null ? {} : { mergedAt };
    return [{ key: pullKey(repository, number), number, title, url, ...merged, paths, isByWriter: isByWriter(node) }];
  });
}

/** What a pull request does to a file: lines removed and lines added, without the sign before them. */
export type Rewrite = { readonly path: string; readonly removed: readonly string[]; readonly added: readonly string[] };

/** Reads the lines that a pull request removes and adds; files whose patch GitHub leaves out are not among them. */
export async function readRewrites(
  github: GitHub,
  { repository, number }: { readonly repository: string; readonly number: number },
  signal?: AbortSignal,
): Promise<Answer<readonly Rewrite[]>> {
  const parameters = { ...repositoryParameters(repository), pull_number: number };
  const route = "GET /repos/{owner}/{repo}/pulls/{pull_number}/files";
  const reply = await readPages(github, { route, parameters, signal }, { item: fileSchema, maxPages: maxFilePages });
  if (!reply.ok) return reply;
  const rewrites = reply.value.items.flatMap(({ filename, previous_filename, patch }): readonly Rewrite[] =>
    patch === undefined
      ? []
      : [{ path: previous_filename ?? filename, removed: linesAfter("-", patch), added: linesAfter("+", patch) }],
  );
  return { ok: true, value: rewrites };
}

function linesAfter(sign: "-" | "+", patch: string): readonly string[] {
  return patch.split("\n").flatMap((line) => (line.startsWith(sign) ? [line.slice(1)] : []));
}
