import { z } from "zod";
import type { DocumentSource } from "../types/index.ts";
import { type ListedQuestion, readAddedFiles } from "./added-files.ts";
import { type Answer, fail } from "./answer.ts";
import { readBlobs } from "./blobs.ts";
import type { GitHub } from "./client.ts";
import type { PullName } from "./comments.ts";
import { changedLinesOf } from "./patch-lines.ts";
import { readPages, repositoryParameters } from "./read.ts";

/** GitHub lists at most 3,000 files of a pull request (https://docs.github.com/rest/pulls/pulls). */
const maxFiles = 3000;
/** Lists read at the same time. */
const concurrency = 6;

const fileSchema = z.object({
  filename: z.string(),
  previous_filename: z.string().optional(),
  status: z.string(),
  sha: z.string().nullable(),
  changes: z.number(),
  patch: z.string().optional(),
});

type ChangedFile = z.infer<typeof fileSchema>;

/** The changed pages of a docs pull request at its head. */
export type DocsFiles = {
  readonly documents: readonly DocumentSource[];
  /** Paths of all changed files, also of those that are no pages, and the former ones of renamed files. */
  readonly changedPaths: readonly string[];
  /** Lines that each file adds or changes, 1-based; a file whose patch GitHub leaves out has none here. */
  readonly changedLines: ReadonlyMap<string, readonly number[]>;
  /** False when GitHub cut the list. */
  readonly complete: boolean;
  /** Pages that could not be read, one sentence each. */
  readonly unread: readonly string[];
};

/** Which changed files are read: by path, and by patch where GitHub gives one. */
export type Wanted = (path: string, patch: string | undefined) => boolean;

/**
 * Reads the wanted files that pull requests change, at their heads, with the lines that they change: as git objects,
 * without a checkout and through the base repository, so that it works when the fork is gone. A file whose patch GitHub
 * leaves out counts as changed as a whole. Patches are read only where a file is not new. Every number gets an answer.
 */
export async function readDocsFiles(
  github: GitHub,
  repository: string,
  questions: readonly ListedQuestion[],
): Promise<ReadonlyMap<number, Answer<DocsFiles>>> {
  const added = await readAddedFiles(github, repository, questions);
  const rest = await readPatched(
    github,
    repository,
    questions.filter(({ number }) => !added.has(number)),
  );
  return new Map([...rest, ...[...added].map(([number, value]) => [number, { ok: true, value }] as const)]);
}

async function readPatched(
  github: GitHub,
  repository: string,
  questions: readonly ListedQuestion[],
): Promise<ReadonlyMap<number, Answer<DocsFiles>>> {
  const lists = await inTurns(questions, ({ number }) => readList(github, { repository, number }));
  const wanted = questions.map(({ wanted }, index) => {
    const list = lists[index];
    return list?.ok === true ? list.value.files.filter((file) => isWanted(file, wanted)) : [];
  });
  const hashes = wanted.flat().flatMap(({ sha }) => (sha === null ? [] : [sha]));
  const texts = await readBlobs(github, repository, hashes);
  return new Map(
    questions.map(({ number }, index) => {
      const list = lists[index] ?? fail("malformed", "GitHub gave no answer");
      return [number, list.ok ? { ok: true, value: filesOf(list.value, wanted[index] ?? [], texts) } : list];
    }),
  );
}

/** Reads the wanted files that one pull request changes. */
export async function readChangedFiles(
  github: GitHub,
  { repository, number }: PullName,
  wanted: Wanted,
): Promise<Answer<DocsFiles>> {
  const answers = await readDocsFiles(github, repository, [{ number, wanted }]);
  return answers.get(number) ?? fail("malformed", "GitHub gave no answer");
}

type List = { readonly files: readonly ChangedFile[]; readonly complete: boolean };

async function readList(github: GitHub, { repository, number }: PullName): Promise<Answer<List>> {
  const parameters = { ...repositoryParameters(repository), pull_number: number };
  const route = "GET /repos/{owner}/{repo}/pulls/{pull_number}/files";
  const reply = await readPages(github, { route, parameters }, { item: fileSchema, maxPages: maxFiles / 100 });
  if (!reply.ok) return reply;
  const files = [...new Map(reply.value.items.map((file) => [file.filename, file])).values()];
  return { ok: true, value: { files, complete: reply.value.complete && files.length < maxFiles } };
}

function isWanted({ filename, status, patch }: ChangedFile, wanted: Wanted): boolean {
  return status !== "removed" && wanted(filename, patch);
}

function filesOf(
  { files, complete }: List,
  pages: readonly ChangedFile[],
  texts: ReadonlyMap<string, Answer<string>>,
): DocsFiles {
  const read = pages.map((file) => ({ file, text: textOf(file, texts) }));
  return {
    documents: read.flatMap(({ file, text }): readonly DocumentSource[] => {
      const changedLines = linesOf(file);
      if (!text.ok) return [];
      return [{ path: file.filename, text: text.value, ...(changedLines === undefined ? {} : { changedLines }) }];
    }),
    changedPaths: files.flatMap(({ filename, previous_filename: former }) =>
      former === undefined ? [filename] : [filename, former],
    ),
    changedLines: new Map(files.map((file) => [file.filename, linesOf(file) ?? []])),
    complete,
    unread: read.flatMap(({ file, text }) => (text.ok ? [] : [`${file.filename}: ${text.detail}`])),
  };
}

function textOf({ sha }: ChangedFile, texts: ReadonlyMap<string, Answer<string>>): Answer<string> {
  if (sha === null) return fail("unsupported", "it is no file (a submodule has no text)");
  return texts.get(sha) ?? fail("malformed", "GitHub gave no answer");
}

/** Undefined when GitHub left the patch out: then every line counts as changed. */
function linesOf({ patch, status, changes }: ChangedFile): readonly number[] | undefined {
  if (patch !== undefined) return changedLinesOf(patch);
  return status === "renamed" && changes === 0 ? [] : undefined;
}

/** Runs a few look-ups at a time; the results are in the order of the inputs. */
async function inTurns<Input, Output>(
  inputs: readonly Input[],
  run: (input: Input) => Promise<Output>,
): Promise<readonly Output[]> {
  const outputs: Output[] = [];
  for (let start = 0; start < inputs.length; start += concurrency) {
    outputs.push(...(await Promise.all(inputs.slice(start, start + concurrency).map(run))));
  }
  return outputs;
}
