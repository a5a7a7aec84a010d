import { z } from "zod";
import { type Answer, fail } from "./answer.ts";
import type { GitHub } from "./client.ts";
import { type Part, readParts } from "./parts.ts";
import { type FilePatch, isInverse, isSame } from "./patch-blocks.ts";
import { parse, readOne, readPages, repositoryParameters } from "./read.ts";
import type { Landed } from "./revert-chain.ts";

/** Commits of one file that are compared by their size. */
const maxCommits = 100;
/** Pull requests asked for in one query. */
const batchSize = 20;
/** Commits of the same size whose patches are read, for one pull request. */
const maxPatches = 5;
/** Files that every change touches: their history says little. */
const busy =
  /(?:^|\/)(?:package(?:-lock)?\.json|pnpm-lock\.yaml|yarn\.lock|go\.(?:sum|mod)|cargo\.lock|changelog[^/]*|readme[^/]*)$/i;

/** A landed pull request, the branch it is on, and the files it changed. */
export type LandedFiles = {
  readonly landed: Landed;
  readonly branch: string;
  readonly mergedAt: string;
  readonly changedFiles: readonly string[];
};

/** Hashes of commits with the hash of the commit whose every line they take back. */
export type Inverses = ReadonlyMap<string, string>;

const sizeSchema = z.object({
  additions: z.number().int(),
  deletions: z.number().int(),
});
const partSchema = z.object({
  pullRequest: sizeSchema.extend({ changedFiles: z.number().int() }),
  object: z
    .object({
      history: z.object({
        nodes: z.array(
          sizeSchema.extend({ oid: z.string(), changedFilesIfAvailable: z.number().nullable() }).nullable(),
        ),
      }),
    })
    .nullable(),
});
const fileSchema = z.object({ filename: z.string(), patch: z.string().optional() });

/**
 * Finds commits after a merge that take every line of it back without saying so, and those that bring the lines again.
 * Only commits of the very size of the change are compared line by line; the sizes come in one query for many.
 */
export async function readInverses(
  github: GitHub,
  pulls: readonly LandedFiles[],
  signal?: AbortSignal,
): Promise<Answer<Inverses>> {
  const found = new Map<string, string>();
  const wanted = pulls.filter(({ changedFiles }) => changedFiles.length > 0);
  const answers = await readParts(github, wanted.map(sizesPart), { size: batchSize, signal });
  for (const [index, one] of wanted.entries()) {
    const answer = answers[index] ?? fail("malformed", "GitHub gave no answer");
    const part = answer.ok ? parse(answer.value, partSchema) : answer;
    if (!part.ok) return part;
    const undone = await compared({ github, signal }, one, part.value);
    if (!undone.ok) return undone;
    for (const [sha, undoes] of undone.value) found.set(sha, undoes);
  }
  return { ok: true, value: found };
}

function sizesPart({ landed, branch, mergedAt, changedFiles }: LandedFiles): Part {
  const fields = `pullRequest(number: $number) { additions deletions changedFiles }
    object(expression: $branch) { ... on Commit { history(path: $path, since: $since, first: ${maxCommits}) {
      nodes { oid additions deletions changedFilesIfAvailable }
    } } }`;
  return {
    repository: landed.repository,
    fields,
    variables: {
      number: ["Int!", landed.number],
      branch: ["String!", `refs/heads/${branch}`],
      since: ["GitTimestamp!", mergedAt],
      path: ["String!", tellingFile(changedFiles)],
    },
  };
}

/** A file deep in the tree has the shortest history. */
function tellingFile(paths: readonly string[]): string {
  const quiet = paths.filter((path) => !busy.test(path));
  return [...(quiet.length > 0 ? quiet : paths)].sort((a, b) => b.length - a.length || (a < b ? -1 : 1))[0] ?? "";
}

type Run = { readonly github: GitHub; readonly signal: AbortSignal | undefined };

async function compared(
  run: Run,
  { landed }: LandedFiles,
  { pullRequest, object }: z.infer<typeof partSchema>,
): Promise<Answer<Inverses>> {
  const { additions, deletions, changedFiles } = pullRequest;
  const sized = (object?.history.nodes ?? []).flatMap((node) =>
    node !== null && node.oid !== landed.mergeCommit && node.changedFilesIfAvailable === changedFiles ? [node] : [],
  );
  const back = sized.filter((node) => node.additions === deletions && node.deletions === additions);
  const again = sized.filter((node) => node.additions === additions && node.deletions === deletions);
  if (back.length === 0 || additions + deletions === 0) return { ok: true, value: new Map() };
  const own = await readPullPatch(run, landed);
  if (!own.ok) return own;
  const undone = new Map<string, string>();
  let state = { sha: landed.mergeCommit, isIn: true };
  // The history is told newest first; what was taken back must have been there before.
  const order = sized.filter((node) => back.includes(node) || again.includes(node)).toReversed();
  if (order.length > maxPatches * 4) return fail("over-budget", "too many commits look like the change taken back");
  for (const { oid } of order) {
    const patch = await readCommitPatch(run, landed.repository, oid);
    if (!patch.ok) return patch;
    const matches = state.isIn ? isInverse(own.value, patch.value) : isSame(own.value, patch.value);
    if (!matches) continue;
    undone.set(oid, state.sha);
    state = { sha: oid, isIn: !state.isIn };
  }
  return { ok: true, value: undone };
}

async function readPullPatch({ github, signal }: Run, { repository, number }: Landed): Promise<Answer<FilePatch[]>> {
  const parameters = { ...repositoryParameters(repository), pull_number: number };
  const route = "GET /repos/{owner}/{repo}/pulls/{pull_number}/files";
  const reply = await readPages(github, { route, parameters, signal }, { item: fileSchema, maxPages: 3 });
  return reply.ok ? { ok: true, value: reply.value.items.map(patchOf) } : reply;
}

async function readCommitPatch({ github, signal }: Run, repository: string, sha: string): Promise<Answer<FilePatch[]>> {
  const parameters = { ...repositoryParameters(repository), ref: sha, per_page: 100 };
  const route = "GET /repos/{owner}/{repo}/commits/{ref}";
  const reply = await readOne(
    github,
    { route, parameters, signal },
    z.object({ files: z.array(fileSchema).optional() }),
  );
  return reply.ok ? { ok: true, value: (reply.value.files ?? []).map(patchOf) } : reply;
}

function patchOf({ filename, patch }: z.infer<typeof fileSchema>): FilePatch {
  return { path: filename, ...(patch === undefined ? {} : { patch }) };
}
