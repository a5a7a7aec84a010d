import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { openTree } from "../../src/source/git-tree.ts";
import type { SourceTree } from "../../src/source/tree.ts";

/** Content of one file; `link` makes a symbolic link to that target. */
export type Content = string | Uint8Array | { readonly link: string };

/** A real git repository in a temporary folder. */
export type Repository = {
  readonly folder: string;
  /** Writes files and commits everything; returns the full id. */
  readonly commit: (files: Readonly<Record<string, Content>>) => string;
  readonly git: (...args: readonly string[]) => string;
  readonly remove: () => void;
};

const identity = {
  GIT_AUTHOR_NAME: "A",
  GIT_AUTHOR_EMAIL: "a@example.com",
  GIT_AUTHOR_DATE: "2026-04-08T12:00:00Z",
  GIT_COMMITTER_NAME: "A",
  GIT_COMMITTER_EMAIL: "a@example.com",
  GIT_COMMITTER_DATE: "2026-04-08T12:00:00Z",
};

/** Makes an empty repository. */
export function createRepository(): Repository {
  const folder = mkdtempSync(join(tmpdir(), "source-test-"));
  const git = (...args: readonly string[]): string =>
    execFileSync("git", args, {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, ...identity },
      stdio: "pipe",
    }).trim();
  git("init", "--quiet", "--initial-branch=main");
  return {
    folder,
    git,
    commit: (files) => {
      for (const [path, content] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        if (typeof content === "object" && "link" in content) symlinkSync(content.link, join(folder, path));
        else writeFileSync(join(folder, path), content);
      }
      git("add", "--all", "--force");
      git("commit", "--quiet", "--allow-empty", "--message", "change");
      return git("rev-parse", "HEAD");
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Runs a test on the tree of one commit with these files; commits before it held others, the oldest first. */
export async function withTree<T>(
  files: Readonly<Record<string, Content>>,
  test: (tree: SourceTree, repository: Repository) => Promise<T>,
  earlier: readonly Readonly<Record<string, Content>>[] = [],
): Promise<T> {
  const repository = createRepository();
  try {
    for (const before of earlier) {
      repository.commit(before);
      repository.git("rm", "--quiet", "-r", ".");
    }
    const opened = await openTree({ gitDir: repository.folder, commit: repository.commit(files) });
    if (!opened.ok) throw new Error(opened.detail);
    try {
      return await test(opened.tree, repository);
    } finally {
      await opened.tree.close();
    }
  } finally {
    repository.remove();
  }
}
