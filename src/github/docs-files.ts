import { z } from "zod";
import type { DocsPull, DocumentSource } from "../types/index.ts";
import { type Answer, fail } from "./answer.ts";
import type { GitHub } from "./client.ts";
import { changedLinesOf } from "./patch-lines.ts";
import { readOne, readPages, repositoryParameters } from "./read.ts";

/** GitHub lists at most 3,000 files of a pull request (https://docs.github.com/rest/pulls/pulls). */
const maxFiles = 3000;
/** Pages larger than this are not fetched, in bytes; the parser's own limit is lower. */
const maxBytes = 4 * 1024 * 1024;
/** Pages fetched at the same time. */
const concurrency = 6;

const fileSchema = z.object({
  filename: z.string(),
  previous_filename: z.string().optional(),
  status: z.string(),
  sha: z.string().nullable(),
  changes: z.number(),
  patch: z.string().optional(),
});
const blobSchema = z.object({ encoding: z.literal("base64"), content: z.string(), size: z.number().nullable() });

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
 * Reads the changed pages as git objects, without a checkout and through the base repository, so that it works when the
 * fork is gone. A page whose patch GitHub leaves out counts as changed as a whole.
 */
export function readDocsFiles(
  github: GitHub,
  pull: Pick<DocsPull, "repository" | "number">,
  isPage: (path: string) => boolean,
): Promise<Answer<DocsFiles>> {
  return readChangedFiles(github, pull, (path) => isPage(path));
}

/** Reads the wanted files that a pull request changes, at its head, with the lines that it changes. */
export async function readChangedFiles(
  github: GitHub,
  pull: Pick<DocsPull, "repository" | "number">,
  wanted: Wanted,
): Promise<Answer<DocsFiles>> {
  const parameters = { ...repositoryParameters(pull.repository), pull_number: pull.number };
  const reply = await readPages(
    github,
    { route: "GET /repos/{owner}/{repo}/pulls/{pull_number}/files", parameters },
    { item: fileSchema, maxPages: maxFiles / 100 },
  );
  if (!reply.ok) return reply;
  const files = [...new Map(reply.value.items.map((file) => [file.filename, file])).values()];
  const pages = files.filter(({ filename, status, patch }) => status !== "removed" && wanted(filename, patch));
  const read = await inTurns(pages, (file) => readPage(github, pull.repository, file));
  return {
    ok: true,
    value: {
      documents: read.flatMap((page) => (page.ok ? [page.value] : [])),
      changedPaths: files.flatMap(({ filename, previous_filename: former }) =>
        former === undefined ? [filename] : [filename, former],
      ),
      changedLines: new Map(files.map((file) => [file.filename, linesOf(file) ?? []])),
      complete: reply.value.complete && files.length < maxFiles,
      unread: read.flatMap((page, index) => (page.ok ? [] : [`${pages[index]?.filename ?? ""}: ${page.detail}`])),
    },
  };
}

async function readPage(github: GitHub, repository: string, file: ChangedFile): Promise<Answer<DocumentSource>> {
  if (file.sha === null) return fail("unsupported", "it is no file (a submodule has no text)");
  const reply = await readOne(
    github,
    {
      route: "GET /repos/{owner}/{repo}/git/blobs/{file_sha}",
      parameters: { ...repositoryParameters(repository), file_sha: file.sha },
    },
    blobSchema,
  );
  if (!reply.ok) return reply;
  const text = textOf(reply.value);
  if (!text.ok) return text;
  const changedLines = linesOf(file);
  return {
    ok: true,
    value: { path: file.filename, text: text.value, ...(changedLines === undefined ? {} : { changedLines }) },
  };
}

function textOf({ content, size }: z.infer<typeof blobSchema>): Answer<string> {
  if ((size ?? content.length) > maxBytes) return fail("over-budget", `it is larger than ${maxBytes} bytes`);
  const bytes = Buffer.from(content, "base64");
  if (bytes.includes(0)) return fail("unsupported", "it is not text");
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
    if (text.startsWith("version https://git-lfs.github.com/spec/"))
      return fail("unsupported", "it is stored in Git LFS");
    return { ok: true, value: text };
  } catch {
    return fail("unsupported", "it is not UTF-8");
  }
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
