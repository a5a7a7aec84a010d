import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { git, gitBytes, gitEnvironment, gitOfObjectsMaybe, type Signature, signed } from "./git.ts";

/** The three ways GitHub merges. */
export type MergeMethod = "merge" | "squash" | "rebase";

/** What is merged into what. */
export type MergeRequest = {
  readonly base: string;
  readonly head: string;
  readonly message: string;
  readonly author: Signature;
  readonly committer: Signature;
};

/** Tree of a three-way merge of two commits, `undefined` on conflict. Needs git 2.38. */
export function mergedTree(dir: string, base: string, head: string): string | undefined {
  return gitOfObjectsMaybe(dir, ["merge-tree", "--write-tree", base, head])?.split("\n")[0];
}

const merges = new Map<string, string>();

/** Makes the commit that merging would make, without moving any branch; `undefined` on conflict. */
export function mergeCommit(dir: string, request: MergeRequest, parents: readonly string[]): string | undefined {
  const key = JSON.stringify([dir, request, parents]);
  const known = merges.get(key);
  if (known !== undefined) return known;
  const tree = mergedTree(dir, request.base, request.head);
  if (tree === undefined) return undefined;
  const flags = parents.flatMap((parent) => ["-p", parent]);
  const env = signed(request.author, request.committer);
  const made = git(dir, ["commit-tree", tree, ...flags], { input: request.message, env });
  merges.set(key, made);
  return made;
}

/** Replays the commits of a pull request on the base branch; returns the new tip, `undefined` on conflict. */
export function rebase(dir: string, request: MergeRequest): string | undefined {
  return inWorkTree(dir, request.head, (run) =>
    run(["rebase", "--quiet", "--no-gpg-sign", request.base], signed(request.author, request.committer)),
  );
}

/** Runs a real `git revert` of a commit on a branch's tip; returns the new tip, `undefined` on conflict. */
export function revertCommit(dir: string, tip: string, sha: string, author: Signature): string | undefined {
  const isMerge = git(dir, ["rev-list", "--parents", "-n1", sha]).split(" ").length > 2;
  return inWorkTree(dir, tip, (run) =>
    run(["revert", "--no-edit", ...(isMerge ? ["-m", "1"] : []), sha], signed(author)),
  );
}

type Run = (args: readonly string[], env: Readonly<Record<string, string>>) => boolean;

function inWorkTree(dir: string, tip: string, work: (run: Run) => boolean): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), "fake-github-tree-"));
  try {
    gitBytes(dir, ["worktree", "add", "--quiet", "--detach", "--force", folder, tip]);
    const run: Run = (args, env) =>
      spawnSync("git", ["-C", folder, ...args], { env: { ...gitEnvironment, ...env } }).status === 0;
    if (!work(run)) return undefined;
    return spawnSync("git", ["-C", folder, "rev-parse", "HEAD"], { env: gitEnvironment }).stdout.toString().trim();
  } finally {
    rmSync(folder, { recursive: true, force: true });
    gitBytes(dir, ["worktree", "prune"]);
  }
}
