import { z } from "zod";
import { checkedText } from "./blobs.ts";
import type { GitHub } from "./client.ts";
import type { DocsFiles, Wanted } from "./docs-files.ts";
import { type Part, type PartAnswer, readParts } from "./parts.ts";

/** Files asked for in one query. */
const batchSize = 100;
/**
 * Lines and bytes that all files of a pull request may have together: far below what GitHub leaves the patch out for
 * (https://docs.github.com/repositories/creating-and-managing-repositories/repository-limits: 20,000 lines or 500 kB).
 */
const maxLines = 3000;
const maxBytes = 200_000;

/** All files that a pull request changes at a head, as GraphQL lists them: without former names and without patches. */
export type ListedFiles = {
  readonly headCommit: string;
  readonly files: readonly { readonly path: string; readonly change: string }[];
};

/** A pull request with its whole list of files; the list is absent when it is not known. */
export type ListedQuestion = {
  readonly number: number;
  readonly wanted: Wanted;
  readonly listed?: ListedFiles | undefined;
};

/** A file that was added, and the lines it has; none for one that is no text. */
type Added = { readonly path: string; readonly text: string | undefined; readonly lines: readonly number[] };

const partSchema = z.object({
  object: z.object({ text: z.string().nullable(), byteSize: z.number(), isBinary: z.boolean().nullable() }),
});

/**
 * Reads the files of pull requests that only add and remove files, many in one query: all lines of an added file are
 * changed, so no patch is needed. The answers are those of REST; a pull request that changes a file, or of which
 * anything is not as expected, has none here.
 */
export async function readAddedFiles(
  github: GitHub,
  repository: string,
  questions: readonly ListedQuestion[],
): Promise<ReadonlyMap<number, DocsFiles>> {
  const chosen = questions.flatMap(({ number, wanted, listed }) =>
    listed !== undefined && listed.files.length > 0 && listed.files.every(isAddedOrGone)
      ? [{ number, wanted, listed }]
      : [],
  );
  const parts = chosen.flatMap(({ listed }) => addedPaths(listed).map((path) => partOf(repository, listed, path)));
  const answers = await readParts(github, parts, { size: batchSize });
  const found = new Map<number, DocsFiles>();
  let next = 0;
  for (const { number, wanted, listed } of chosen) {
    const paths = addedPaths(listed);
    const own = answers.slice(next, next + paths.length);
    next += paths.length;
    const files = filesOf(
      listed,
      paths.map((path, index) => addedOf(path, own[index])),
      wanted,
    );
    if (files !== undefined) found.set(number, files);
  }
  return found;
}

function isAddedOrGone({ change }: ListedFiles["files"][number]): boolean {
  return change === "ADDED" || change === "DELETED";
}

function addedPaths({ files }: ListedFiles): readonly string[] {
  return files.flatMap(({ path, change }) => (change === "ADDED" ? [path] : []));
}

function partOf(repository: string, { headCommit }: ListedFiles, path: string): Part {
  return {
    repository,
    fields: "object(expression: $at) { ... on Blob { text byteSize isBinary } }",
    variables: { at: ["String!", `${headCommit}:${path}`] },
  };
}

/** Undefined for what is no file, or whose text is not all of it or not what git holds. */
function addedOf(path: string, part: PartAnswer | undefined): Added | undefined {
  const read = part?.ok === true ? partSchema.safeParse(part.value) : undefined;
  if (read?.success !== true) return undefined;
  const { text, byteSize, isBinary } = read.data.object;
  if (text === null) return isBinary === true ? { path, text: undefined, lines: [] } : undefined;
  if (Buffer.byteLength(text) !== byteSize || byteSize > maxBytes) return undefined;
  return { path, text, lines: linesOf(text) };
}

function linesOf(text: string): readonly number[] {
  const count = text.split("\n").length - (text.endsWith("\n") || text === "" ? 1 : 0);
  return Array.from({ length: count }, (_, index) => index + 1);
}

function filesOf({ files }: ListedFiles, added: readonly (Added | undefined)[], wanted: Wanted): DocsFiles | undefined {
  const known = added.flatMap((one) => one ?? []);
  const size = known.reduce((sum, { text = "" }) => sum + text.length, 0);
  const lines = known.reduce((sum, one) => sum + one.lines.length, 0);
  if (known.length < added.length || size > maxBytes || lines > maxLines) return undefined;
  const pages = known.filter(({ path }) => wanted(path, undefined));
  const read = pages.map((page) => ({ ...page, read: page.text === undefined ? undefined : checkedText(page.text) }));
  if (read.some((page) => page.read === undefined)) return undefined;
  const lineMap = new Map(known.map((one) => [one.path, one.lines]));
  return {
    // A file without lines has no patch, and then counts as changed as a whole.
    documents: read.flatMap(({ path, read: text, lines: changedLines }) =>
      text?.ok === true ? [{ path, text: text.value, ...(changedLines.length === 0 ? {} : { changedLines }) }] : [],
    ),
    changedPaths: files.map(({ path }) => path),
    changedLines: new Map(files.map(({ path }) => [path, lineMap.get(path) ?? []])),
    complete: true,
    unread: read.flatMap(({ path, read: text }) => (text?.ok === false ? [`${path}: ${text.detail}`] : [])),
  };
}
