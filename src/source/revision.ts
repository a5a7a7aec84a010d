import { existsSync } from "node:fs";
import { join } from "node:path";
import { runGit } from "./git.ts";
import type { Unopened } from "./tree.ts";

/** A commit, or why there is none. */
export type Resolved = { readonly ok: true; readonly commit: string } | Unopened;

/** A full or shortened object id. */
const objectId = /^[0-9a-f]{4,64}$/i;
/** A full object id, SHA-1 or SHA-256. */
const fullObjectId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
/** Names of branches and tags that are taken: a subset of what git allows, without anything that selects or computes. */
const refName = /^[A-Za-z0-9_][A-Za-z0-9_+.-]*(?:\/[A-Za-z0-9_][A-Za-z0-9_+.-]*)*$/;
/** Where a short name may stand, first match wins: the order of `git rev-parse`, remote branches last. */
const namespaces = ["refs/tags/", "refs/heads/", "refs/remotes/origin/"];

/** The git directory of a repository, given that directory or the work tree around it. */
export function gitDirOf(folder: string): string {
  const inside = join(folder, ".git");
  return existsSync(inside) ? inside : folder;
}

/**
 * Resolves an object id (full or shortened), `HEAD`, a branch, a tag or a full ref name to the full id of a commit.
 * Anything else (`a..b`, `@{-1}`, `HEAD:path`, a leading dash) is refused before git sees it.
 */
export async function resolveRevision(folder: string, revision: string): Promise<Resolved> {
  if (!existsSync(folder)) return unopened("not-found-or-no-access", `no repository at ${folder}`);
  const names = candidates(revision);
  if (names.length === 0)
    return unopened("malformed", "expected a commit id, a branch or a tag, without any operator of git");
  const gitDir = gitDirOf(folder);
  for (const name of names) {
    const { code, stdout, stderr } = await runGit(["rev-parse", "--verify", "--quiet", `${name}^{commit}`], { gitDir });
    const commit = stdout.toString("utf8").trim();
    if (code === 0 && fullObjectId.test(commit)) return { ok: true, commit };
    if (code === -1) return unopened("unsupported", `git could not be run: ${stderr}`);
    if (/not a git repository|invalid gitfile/i.test(stderr))
      return unopened("not-found-or-no-access", `no repository at ${folder}`);
  }
  return unopened("no-commit", `the repository holds no commit ${revision}`);
}

/** What git is asked, in turn; each is an object id or a full ref name. */
function candidates(revision: string): readonly string[] {
  if (revision === "HEAD") return ["HEAD"];
  const named = refName.test(revision) && !/\.\.|\.lock(?:\/|$)|\.(?:\/|$)/.test(revision);
  const refs = !named
    ? []
    : revision.startsWith("refs/")
      ? [revision]
      : namespaces.map((namespace) => `${namespace}${revision}`);
  return objectId.test(revision) ? [revision.toLowerCase(), ...refs] : refs;
}

/** Makes a failed look. */
export function unopened(reason: Unopened["reason"], detail: string): Unopened {
  return { ok: false, reason, detail };
}
