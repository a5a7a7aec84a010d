import { textOfBlob } from "./blob-text.ts";
import { runGit } from "./git.ts";
import type { BlobText } from "./tree.ts";

/** How git is to be called for one tree: an empty repository of our own that borrows the objects. */
export type Reading = { readonly gitDir: string; readonly objects: string; readonly commit: string };

/** Reads blobs of one tree. */
export type BlobReader = (blobs: readonly string[], see: (blob: string, text: BlobText) => void) => Promise<void>;

/** Blobs larger than this are not read, in bytes. */
const largestBlob = 2 * 1024 * 1024;

/**
 * Reads blobs with one process and hands each on as it comes; every blob asked for has an answer, once. Sizes are asked
 * for first, so that a huge blob is never inflated; those known to be small are not asked for again.
 */
export function createBlobReader(reading: Reading): BlobReader {
  const small = new Set<string>();
  return async (blobs, see) => {
    const open = new Set(blobs);
    const unknown = [...open].filter((blob) => !small.has(blob));
    for (const { blob, size } of unknown.length === 0 ? [] : await sizesOf(reading, unknown)) {
      if (size <= largestBlob) small.add(blob);
      else if (open.delete(blob)) see(blob, { ok: false, reason: "too-large" });
    }
    const readable = [...open].filter((blob) => small.has(blob));
    const onOutput = takeBatch((blob, content) => {
      if (open.delete(blob)) see(blob, textOfBlob(content));
    });
    const input = `${readable.join("\n")}\n`;
    if (readable.length > 0) await runGit(["cat-file", "--batch", "--buffer"], { ...reading, input, onOutput });
    for (const blob of open) see(blob, { ok: false, reason: "missing-object" });
  };
}

async function sizesOf(reading: Reading, blobs: readonly string[]): Promise<readonly { blob: string; size: number }[]> {
  const { stdout } = await runGit(["cat-file", "--batch-check"], { ...reading, input: `${blobs.join("\n")}\n` });
  return stdout
    .toString("utf8")
    .split("\n")
    .flatMap((line) => {
      const [, blob, size] = /^([0-9a-f]+) blob (\d+)$/.exec(line) ?? [];
      return blob === undefined ? [] : [{ blob, size: Number(size) }];
    });
}

/** Cuts the output of `git cat-file --batch` into objects: a line with id, type and size, the content, a line end. */
function takeBatch(see: (blob: string, content: Buffer) => void): (chunk: Buffer) => void {
  let waiting: Buffer[] = [];
  let length = 0;
  let wanted = 0;
  return (chunk) => {
    waiting.push(chunk);
    length += chunk.length;
    if (length < wanted) return;
    const all = waiting.length === 1 ? chunk : Buffer.concat(waiting, length);
    let at = 0;
    wanted = 0;
    for (let end = all.indexOf(0x0a, at); end >= 0; end = all.indexOf(0x0a, at)) {
      const [, blob, size] = /^([0-9a-f]+) blob (\d+)$/.exec(all.toString("latin1", at, end)) ?? [];
      const next = blob === undefined ? end + 1 : end + 1 + Number(size) + 1;
      if (next > all.length) {
        wanted = next - at;
        break;
      }
      if (blob !== undefined) see(blob, all.subarray(end + 1, next - 1));
      at = next;
    }
    waiting = at < all.length ? [all.subarray(at)] : [];
    length = all.length - at;
  };
}
