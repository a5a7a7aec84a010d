import { z } from "zod";
import { type Answer, fail } from "./answer.ts";
import type { GitHub } from "./client.ts";
import { type Part, type PartAnswer, readParts } from "./parts.ts";
import { readOne, repositoryParameters } from "./read.ts";

/** Blobs asked for in one query. */
const batchSize = 100;
/** Blobs larger than this are not read, in bytes; the parser's own limit is lower. */
const maxBytes = 4 * 1024 * 1024;

const partSchema = z.object({ object: z.object({ text: z.string(), byteSize: z.number() }) });
const blobSchema = z.object({ encoding: z.literal("base64"), content: z.string(), size: z.number().nullable() });

/**
 * Reads the text of git objects by hash, many in one query; one whose text is not all of it, or not what git holds, is
 * read by REST. Every hash gets an answer.
 */
export async function readBlobs(
  github: GitHub,
  repository: string,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, Answer<string>>> {
  const wanted = [...new Set(hashes)];
  const parts = wanted.map(
    (hash): Part => ({
      repository,
      fields: "object(oid: $hash) { ... on Blob { text byteSize } }",
      variables: { hash: ["GitObjectID!", hash] },
    }),
  );
  const answers = await readParts(github, parts, { size: batchSize });
  const texts = new Map<string, Answer<string>>();
  for (const [index, hash] of wanted.entries()) {
    const text = wholeText(answers[index]);
    texts.set(hash, text === undefined ? await readBlob(github, repository, hash) : checkedText(text));
  }
  return texts;
}

/** Text of the very size that git has: what is cut or was not UTF-8 is of another. */
function wholeText(part: PartAnswer | undefined): string | undefined {
  const read = part?.ok === true ? partSchema.safeParse(part.value) : undefined;
  if (read?.success !== true) return undefined;
  const { text, byteSize } = read.data.object;
  return Buffer.byteLength(text) === byteSize ? text : undefined;
}

async function readBlob(github: GitHub, repository: string, hash: string): Promise<Answer<string>> {
  const parameters = { ...repositoryParameters(repository), file_sha: hash };
  const route = "GET /repos/{owner}/{repo}/git/blobs/{file_sha}";
  const reply = await readOne(github, { route, parameters }, blobSchema);
  if (!reply.ok) return reply;
  const { content, size } = reply.value;
  if ((size ?? content.length) > maxBytes) return tooLarge;
  const bytes = Buffer.from(content, "base64");
  try {
    return checkedText(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return fail("unsupported", bytes.includes(0) ? "it is not text" : "it is not UTF-8");
  }
}

const tooLarge = fail("over-budget", `it is larger than ${maxBytes} bytes`);

/** Text as a page is read from: not too large, no binary, no pointer of Git LFS, and without a byte order mark. */
export function checkedText(text: string): Answer<string> {
  if (Buffer.byteLength(text) > maxBytes) return tooLarge;
  if (text.includes("\0")) return fail("unsupported", "it is not text");
  if (text.startsWith("version https://git-lfs.github.com/spec/"))
    return fail("unsupported", "it is stored in Git LFS");
  return { ok: true, value: text.replace(/^\uFEFF/, "") };
}
