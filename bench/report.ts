import { execFileSync } from "node:child_process";
import { cpus, loadavg, totalmem } from "node:os";
import type { BenchTree } from "./pinned-tree.ts";
import type { BenchResult } from "./result.ts";

/** Why goals are missed, and what would be left at best. */
const limits = `## What limits them

- 1, 3, 6: a cold run searches the whole tree twice, letter case aside: once for all names in all their spellings (1.4 ×
  the processor time of \`git grep -F -f\` with the names alone), once for what comes near the names that stand
  nowhere in the code, while the first files are parsed. The larger part is reading the one to twenty-four best files of each claim and what
  they import. Facts of files are kept between runs, but there is no index of words: the search is made anew.
  6 is out of reach on this tree, where the search of git alone takes more than a thirtieth of the walk.
- 7: the rest is Node with the compiler loaded, the trees of the files being read, and the facts of all files read.
- growth: claims about other names lead to other files, and files are what is paid for.
- 13: of the time of a page, a third goes to its tree, a sixth to its frontmatter, and the rest to its fragments, each with its
  place in the page; the reference gives a tree alone, so trees are compared with trees.
`;

/** The page with every figure beside its goal, also where it is missed, and the machine it was measured on. */
export function pageText(
  results: readonly BenchResult[],
  { tree, rounds }: { readonly tree: BenchTree; readonly rounds: number },
): string {
  const rows = results.map(
    ({ name, goal, figure, met }) => `| ${name} | ${goal} | ${figure} | ${met ? "met" : "missed"} |`,
  );
  const git = execFileSync("git", ["--version"], { encoding: "utf8" }).trim().replace("git version", "git");
  return `# Benchmarks

Written by \`npm run bench -- --write\`. Ratios are taken within one run: the commands run in turns, the median of
${rounds} rounds counts, after one round that is not counted (pages: three). \`npm run bench -- --git-dir <folder>\` measures on any
repository.

Tree: ${tree.typeScriptFiles} TypeScript files of published packages, pinned in \`pinned-tree.ts\`, as one git commit.
Machine: ${cpus().length} cores (${(cpus()[0]?.model ?? "unknown").trim()}), ${Math.round(totalmem() / 2 ** 30)} GB memory, Node ${process.versions.node}, ${git};
load over the last 15 minutes ${(loadavg()[2] ?? 0).toFixed(1)}: times of single commands are not comparable between runs, ratios are.

| what | goal | figure | |
| --- | --- | --- | --- |
${rows.join("\n")}

${limits}`;
}
