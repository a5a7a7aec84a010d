import { textOfBlob } from "./blob-text.ts";
import { type GitDialogue, startGit } from "./git.ts";
import type { BlobText } from "./tree.ts";

/** How git is to be called for one tree: an empty repository of our own that borrows the objects. */
export type Reading = { readonly gitDir: string; readonly objects: string; readonly commit: string };

/** Reads blobs of one tree. */
export type BlobReader = {
  /** Hands on each blob as it comes; every blob asked for has an answer, once. Calls wait for each other. */
  readonly readEach: (blobs: readonly string[], see: (blob: string, text: BlobText) => void) => Promise<void>;
  /** Ends the process behind it. */
  readonly close: () => void;
};

/** Blobs larger than this are not read, in bytes. */
const largestBlob = 2 * 1024 * 1024;

/**
 * Reads blobs with one process, however often it is asked: an import leads to the next file hundreds of times. Sizes are
 * known from the tree, so that a huge blob is never inflated; a blob without a size is not there.
 */
export function createBlobReader(reading: Reading, sizes: ReadonlyMap<string, number>): BlobReader {
  let git: GitDialogue | undefined;
  let before: Promise<void> = Promise.resolve();
  const readNow = async (blobs: readonly string[], see: (blob: string, text: BlobText) => void): Promise<void> => {
    const open = new Set(blobs);
    for (const blob of open) {
      const size = sizes.get(blob);
      if (size !== undefined && size <= largestBlob) continue;
      open.delete(blob);
      see(blob, { ok: false, reason: size === undefined ? "missing-object" : "too-large" });
    }
    while (open.size > 0) {
      const isNew = git === undefined;
      const asked = open.size;
      git ??= startGit(["cat-file", "--batch"], reading);
      const isWhole = await ask(git, [...open], (blob, content) => {
        if (open.delete(blob)) see(blob, content === undefined ? missing : textOfBlob(content));
      });
      if (isWhole) return;
      git = undefined;
      // Git gives up at an object that it cannot inflate, and a new process goes on behind it; one that had ended
      // before it was asked says nothing of the object.
      const [first = ""] = open;
      if ((isNew || open.size < asked) && open.delete(first)) see(first, missing);
    }
  };
  return {
    readEach: (blobs, see) => {
      const turn = before.then(() => readNow(blobs, see));
      before = turn.catch(() => undefined);
      return turn;
    },
    close: () => git?.end(),
  };
}

const missing: BlobText = { ok: false, reason: "missing-object" };

type SeeObject = (blob: string, content: Buffer | undefined) => void;

/** Asks for objects; false when git ended before it had answered for all of them. */
function ask(git: GitDialogue, blobs: readonly string[], see: SeeObject): Promise<boolean> {
  let open = blobs.length;
  const take = takeBatch((blob, content) => {
    open -= 1;
    see(blob, content);
  });
  return git.ask(`${blobs.join("\n")}\n`, (chunk) => {
    take(chunk);
    return open === 0;
  });
}

/** Cuts the output of `git cat-file --batch` into objects: a line with id, type and size, the content, a line end; or a line that says that the object is missing. */
function takeBatch(see: SeeObject): (chunk: Buffer) => void {
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
      const { blob, length: content } = headOf(all.toString("latin1", at, end));
      const next = end + 1 + content;
      if (next > all.length) {
        wanted = next - at;
        break;
      }
      if (blob !== undefined) see(blob, content === 0 ? undefined : all.subarray(end + 1, next - 1));
      at = next;
    }
    waiting = at < all.length ? [all.subarray(at)] : [];
    length = all.length - at;
  };
}

/** The line before an object: its id, and the bytes that follow, line end included; none for an object that is missing. */
function headOf(line: string): { readonly blob: string | undefined; readonly length: number } {
  const [, blob, size] = /^([0-9a-f]+) (?:\w+ (\d+)|missing)$/.exec(line) ?? [];
  return { blob, length: size === undefined ? 0 : Number(size) + 1 };
}
