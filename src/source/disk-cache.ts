import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** What is kept between runs: each kind of thing has a folder of its own. */
export type CacheKind = "facts" | "outcome" | "pages" | "index" | "visits";

/**
 * Things worked out before, by the content they were worked out from. Nothing depends on it: a missing, damaged or
 * unwritable cache only costs time.
 */
export type DiskCache = {
  /** What was saved under the key, exactly; undefined when there is nothing, or it was damaged. */
  readonly load: (kind: CacheKind, key: string) => Buffer | undefined;
  readonly save: (kind: CacheKind, key: string, content: string | Uint8Array) => void;
};

/** Engines whose folder was not made for this long are removed, in ms. */
const longestKept = 30 * 24 * 3600 * 1000;
const digestLength = 32;

/** Opens the part of a cache folder that belongs to one engine: another version of the tool never reads its content. */
export function openCache(folder: string, engine: string): DiskCache {
  const root = join(folder, `cache-${sha256(engine).toString("hex").slice(0, 16)}`);
  const fileOf = (kind: CacheKind, key: string): string => {
    const name = sha256(key).toString("hex").slice(0, 40);
    return join(root, kind, name.slice(0, 2), name.slice(2));
  };
  return {
    load: (kind, key) => {
      try {
        const file = readFileSync(fileOf(kind, key));
        const content = file.subarray(digestLength);
        return digestOf(kind, key, content).equals(file.subarray(0, digestLength)) ? content : undefined;
      } catch {
        return undefined;
      }
    },
    save: (kind, key, content) => {
      try {
        if (!existsSync(root)) removeOthers(folder);
        writeAtomically(fileOf(kind, key), Buffer.concat([digestOf(kind, key, content), Buffer.from(content)]));
      } catch {
        // A full disk or a folder that may not be written: the next run works it out again.
      }
    },
  };
}

/** Written beside its place and moved there: another run sees all of it or nothing. */
function writeAtomically(file: string, content: Buffer): void {
  const temporary = `${file}.${randomBytes(6).toString("hex")}.tmp`;
  mkdirSync(dirname(file), { recursive: true });
  try {
    writeFileSync(temporary, content, { flag: "wx", mode: 0o600 });
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Removes what older engines left behind; looked at once for each new engine. */
function removeOthers(folder: string): void {
  if (!existsSync(folder)) return;
  const oldest = statSync(folder).mtimeMs - longestKept;
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (/^cache-[0-9a-f]{16}$/.test(name) && statSync(path).mtimeMs < oldest)
      rmSync(path, { recursive: true, force: true });
  }
}

/** Of what is kept and of what it is kept for: a file that was put in another's place is no answer. */
function digestOf(kind: CacheKind, key: string, content: string | Uint8Array): Buffer {
  return createHash("sha256")
    .update(`${kind}\0${sha256(key).toString("hex")}\0`)
    .update(content)
    .digest();
}

function sha256(content: string | Uint8Array): Buffer {
  return createHash("sha256").update(content).digest();
}
