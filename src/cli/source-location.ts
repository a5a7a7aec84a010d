import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { UsageError } from "../errors.ts";
import { gitDirOf } from "../source/revision.ts";

/** Where `--source` points: a git directory on this machine, or a repository on GitHub; `revision` defaults to HEAD. */
export type SourceLocation =
  | { readonly kind: "local"; readonly gitDir: string; readonly name: string; readonly revision: string }
  | { readonly kind: "github"; readonly repository: string; readonly revision: string };

/**
 * Reads the value of `--source`: a folder, a git directory, or `owner/repository`, with `@revision`. What exists on
 * disk wins over the name of a repository.
 * @throws UsageError when it is neither.
 */
export function parseSourceLocation(value: string): SourceLocation {
  for (const [where, revision] of readings(value)) {
    const gitDir = nearestGitDir(where);
    if (gitDir !== undefined)
      return { kind: "local", gitDir, name: basename(resolve(where)).replace(/\.git$/, ""), revision };
  }
  const match = /^(?<repository>[\w.-]+\/[\w.-]+?)(?:@(?<revision>[\w./-]+))?$/.exec(value);
  if (match?.groups?.repository && !existsSync(value)) {
    return { kind: "github", repository: match.groups.repository, revision: match.groups.revision ?? "HEAD" };
  }
  throw new UsageError([
    {
      code: "DV1101",
      message: `Unexpected source "${value}", expected a folder with a git repository, a git directory, or owner/repository.`,
      fix: existsSync(value)
        ? "The folder holds no git repository: run `git init && git add -A && git commit -m source` in it, or name its parent."
        : "Correct --source, for example --source ../engine or --source acme/engine@main.",
    },
  ]);
}

/** The whole value first, then the part before the last `@`, because folders may hold an `@`. */
function readings(value: string): readonly (readonly [string, string])[] {
  const at = value.lastIndexOf("@");
  return at > 0
    ? [
        [value, "HEAD"],
        [value.slice(0, at), value.slice(at + 1)],
      ]
    : [[value, "HEAD"]];
}

/** The git directory of a folder, or of the nearest folder above that holds one; undefined when there is none. */
function nearestGitDir(where: string): string | undefined {
  if (!existsSync(where)) return undefined;
  const folder = resolve(where);
  const gitDir = gitDirOf(folder);
  if (gitDir !== folder || (existsSync(join(folder, "HEAD")) && existsSync(join(folder, "objects")))) return gitDir;
  const parent = resolve(folder, "..");
  return parent === folder ? undefined : nearestGitDir(parent);
}
