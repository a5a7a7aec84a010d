import { UsageError } from "../errors.ts";
import { runGit } from "../source/git.ts";
import { resolveRevision } from "../source/revision.ts";
import type { DocumentSource } from "../types/index.ts";

/**
 * Marks the lines that changed since a revision of the repository of the current folder, and leaves out pages that did not;
 * without a revision every line counts.
 * @throws UsageError when the revision is not known.
 */
export async function withChangedLines(
  documents: readonly DocumentSource[],
  base: string | undefined,
): Promise<readonly DocumentSource[]> {
  if (base === undefined) return documents;
  const resolved = await resolveRevision(".", base);
  if (!resolved.ok)
    throw new UsageError([
      {
        code: "DV1104",
        message: `Unexpected base "${base}": ${resolved.detail}.`,
        fix: "Name a branch, a tag or a commit of this repository.",
      },
    ]);
  const marked: DocumentSource[] = [];
  for (const document of documents) {
    const { stdout } = await runGit(
      [
        "--work-tree",
        ".",
        "diff",
        "--unified=0",
        "--no-ext-diff",
        "--no-textconv",
        "--no-color",
        resolved.commit,
        "--",
        document.path,
      ],
      { gitDir: ".git" },
    );
    const changedLines = linesOf(stdout.toString("utf8"));
    if (changedLines.length > 0) marked.push({ ...document, changedLines });
  }
  return marked;
}

function linesOf(diff: string): readonly number[] {
  return [...diff.matchAll(/^@@ -\S+ \+(?<start>\d+)(?:,(?<count>\d+))? @@/gm)].flatMap(({ groups }) => {
    const start = Number(groups?.start);
    return Array.from({ length: Number(groups?.count ?? 1) }, (_, index) => start + index);
  });
}
