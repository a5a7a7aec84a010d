import { runGit } from "../git.ts";
import { createBlobReader, type Reading } from "../git-blobs.ts";
import type { History, PastChange } from "../tree.ts";

/** Commits that are looked at, newest first: two or three years of a busy repository. */
const mostCommits = 3000;

/** Larger versions are passed over, in bytes: what is that long was written by a program, and in hundreds of versions. */
const largestVersion = 256 * 1024;

/**
 * The history of a commit, read from the objects at hand: merges count as one change, what a shallow or partial clone
 * lacks is not there, and nothing is fetched for it.
 */
export function historyOf(reading: Reading): History {
  return {
    changes: async () => {
      const args = [...withoutFirst, "log", ...asRaw, "-n", String(mostCommits), reading.commit];
      const { stdout } = await runGit(args, reading);
      // Where objects are missing git ends early, and what it told before holds.
      return parseChanges(stdout.toString("utf8"));
    },
    readEach: async (blobs, see) => {
      const reader = createBlobReader(reading, await sizesOf(blobs, reading));
      try {
        await reader.readEach(blobs, see);
      } finally {
        reader.close();
      }
    },
  };
}

/** The first commit of all only adds files, often all of them. */
const withoutFirst = ["-c", "log.showRoot=false"];
const asRaw = ["--first-parent", "-m", "--raw", "--no-abbrev", "--no-renames", "--diff-filter=AMD", "--format=%H %ct"];

/** Reads what `git log --raw` prints: a line for each commit, then one for each file of it. */
function parseChanges(log: string): readonly PastChange[] {
  const changes: PastChange[] = [];
  let [commit, day] = ["", ""];
  for (const line of log.split("\n")) {
    const [, id, seconds] = /^([0-9a-f]{40,64}) (\d+)$/.exec(line) ?? [];
    if (id !== undefined) [commit, day] = [id, new Date(Number(seconds) * 1000).toISOString().slice(0, 10)];
    // Git quotes the few names that hold line ends or quotes: those are passed over.
    const [, before = "", after = "", path] = /^:\d+ 100\d+ ([0-9a-f]+) ([0-9a-f]+) [AMD]\t([^"].*)$/.exec(line) ?? [];
    const [, gone, left] = /^:100\d+ 000000 ([0-9a-f]+) 0+ D\t([^"].*)$/.exec(line) ?? [];
    if (path !== undefined) changes.push({ commit, day, path, ...(isNull(before) ? {} : { before }), after });
    else if (gone !== undefined && left !== undefined) changes.push({ commit, day, path: left, before: gone });
  }
  return changes;
}

function isNull(blob: string): boolean {
  return /^0+$/.test(blob);
}

/** Sizes of blobs in bytes; blobs that are not there or too large have none. */
async function sizesOf(blobs: readonly string[], reading: Reading): Promise<ReadonlyMap<string, number>> {
  const input = `${blobs.join("\n")}\n`;
  const { stdout } = await runGit(["cat-file", "--batch-check", "--buffer"], { ...reading, input });
  const lines = stdout.toString("latin1").matchAll(/^([0-9a-f]+) blob (\d+)$/gm);
  const sizes = [...lines].map(([, blob = "", size]) => [blob, Number(size)] as const);
  return new Map(sizes.filter(([, size]) => size <= largestVersion));
}
