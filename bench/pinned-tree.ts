import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";

/** A commit to measure on. */
export type BenchTree = { readonly gitDir: string; readonly commit: string; readonly typeScriptFiles: number };

/** Published packages that ship TypeScript sources and declarations: together more than 10,000 files. */
const packages = ["effect@4.1.0", "rxjs@7.8.2", "viem@2.57.20", "openai@7.55.0", "stripe@23.1.0", "cloudflare@7.3.0"];

/** Everything a commit id depends on is fixed, so the same packages give the same commit. */
const identity = {
  GIT_AUTHOR_NAME: "bench",
  GIT_AUTHOR_EMAIL: "bench@acme.dev",
  GIT_AUTHOR_DATE: "2026-01-01T00:00:00Z",
  GIT_COMMITTER_NAME: "bench",
  GIT_COMMITTER_EMAIL: "bench@acme.dev",
  GIT_COMMITTER_DATE: "2026-01-01T00:00:00Z",
};

function git(gitDir: string, args: readonly string[], cwd = "."): string {
  const env = { ...process.env, ...identity, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
  const options = { cwd, env, encoding: "utf8", maxBuffer: 1 << 30 } as const;
  return execFileSync("git", ["--git-dir", gitDir, ...args], options);
}

/**
 * The pinned tree, and one with the first half of its packages; made once in `folder` with `npm pack` and kept there.
 */
export function pinnedTrees(folder: string): { readonly whole: BenchTree; readonly half: BenchTree } {
  const gitDir = resolve(folder, "tree.git");
  if (!existsSync(gitDir)) build(folder, gitDir);
  return { whole: treeAt(gitDir, "whole"), half: treeAt(gitDir, "half") };
}

/** Any commit of any repository. */
export function treeAt(gitDir: string, revision: string): BenchTree {
  const commit = git(gitDir, ["rev-parse", "--verify", `${revision}^{commit}`]).trim();
  const paths = git(gitDir, ["ls-tree", "-r", "-z", "--name-only", commit]).split("\0");
  return { gitDir, commit, typeScriptFiles: paths.filter((path) => /\.[cm]?tsx?$/.test(path)).length };
}

function build(folder: string, gitDir: string): void {
  const work = resolve(folder, "packages");
  const unfinished = `${gitDir}.new`;
  for (const path of [work, unfinished]) rmSync(path, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  execFileSync("git", ["init", "--quiet", "--bare", "--template=", unfinished]);
  const commit = (name: string): void => {
    git(unfinished, ["--work-tree", work, "add", "--all", "--force"], work);
    const tree = git(unfinished, ["write-tree"]).trim();
    const id = git(unfinished, ["commit-tree", "-m", name, tree]).trim();
    git(unfinished, ["update-ref", `refs/heads/${name}`, id]);
  };
  for (const [index, name] of packages.entries()) {
    unpack(name, work);
    if (index === Math.floor(packages.length / 2)) commit("half");
  }
  commit("whole");
  git(unfinished, ["symbolic-ref", "HEAD", "refs/heads/whole"]);
  git(unfinished, ["repack", "-a", "-d", "--quiet"]);
  renameSync(unfinished, gitDir);
  rmSync(work, { recursive: true, force: true });
}

function unpack(name: string, work: string): void {
  console.error(`fetching ${name}`);
  const packed = join(work, "packed");
  mkdirSync(packed);
  execFileSync("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", packed, name]);
  const target = join(work, name.replace(/@[\d.]+$/, ""));
  mkdirSync(target);
  for (const file of readdirSync(packed))
    execFileSync("tar", ["xzf", join(packed, file), "-C", target, "--strip-components=1"]);
  rmSync(packed, { recursive: true });
}
