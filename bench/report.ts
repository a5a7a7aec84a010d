import { execFileSync } from "node:child_process";
import { cpus, loadavg, totalmem } from "node:os";
import type { BenchTree } from "./pinned-tree.ts";
import type { BenchResult } from "./result.ts";

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
${rounds} rounds counts, after one round that is not counted. \`npm run bench -- --git-dir <folder>\` measures on any
repository.

Tree: ${tree.typeScriptFiles} TypeScript files of published packages, pinned in \`pinned-tree.ts\`, as one git commit.
Machine: ${cpus().length} cores (${(cpus()[0]?.model ?? "unknown").trim()}), ${Math.round(totalmem() / 2 ** 30)} GB memory, Node ${process.versions.node}, ${git};
load over the last 15 minutes ${(loadavg()[2] ?? 0).toFixed(1)}: times of single commands are not comparable between runs, ratios are.

| what | goal | figure | |
| --- | --- | --- | --- |
${rows.join("\n")}
`;
}
