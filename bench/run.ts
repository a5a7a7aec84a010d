import { mkdirSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { bundle } from "../scripts/build.mjs";
import { benchCheck } from "./check.ts";
import { benchDecide } from "./decide.ts";
import { benchMdx } from "./mdx.ts";
import { pinnedTrees, treeAt } from "./pinned-tree.ts";
import { pageText } from "./report.ts";
import type { BenchResult } from "./result.ts";
import { benchSource } from "./source.ts";
import { benchSweep } from "./sweep.ts";
import { benchWiring } from "./wiring.ts";

const help = `Measures this build against its goals.

  npm run bench -- [--git-dir <folder>] [--rounds <n>] [--only <name,…>] [--write]

  --git-dir  git directory to measure on, at HEAD; by default a tree made of published packages
  --rounds   interleaved rounds, 5 by default; the median counts
  --only     some of: check, source, mdx, wiring, decide, sweep
  --write    write the figures to bench/README.md`;

const { values } = parseArgs({
  options: {
    "git-dir": { type: "string" },
    rounds: { type: "string", default: "5" },
    only: { type: "string", default: "check,source,mdx,wiring,decide,sweep" },
    write: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

type Tree = ReturnType<typeof treeAt>;
/** What is measured on, made when the first measurement needs it. */
type Trees = { readonly whole: Tree; readonly half?: Tree };

if (values.help) console.log(help);
else await measure();

async function measure(): Promise<void> {
  const folder = resolve(".cache/bench");
  mkdirSync(folder, { recursive: true });
  await bundle();
  const own = values["git-dir"];
  let made: Trees | undefined;
  const trees = (): Trees => {
    made ??= own === undefined ? pinnedTrees(folder) : { whole: treeAt(resolve(own), "HEAD") };
    return made;
  };
  const rounds = Number(values.rounds);
  const benches: Readonly<Record<string, () => Promise<BenchResult[]> | BenchResult[]>> = {
    check: () => {
      const { whole: tree, half } = trees();
      return benchCheck({ tree, folder, rounds, ...(half === undefined ? {} : { half }) });
    },
    source: () => benchSource(trees().whole, folder),
    mdx: () => benchMdx(rounds),
    wiring: benchWiring,
    decide: benchDecide,
    sweep: benchSweep,
  };
  const results: BenchResult[] = [];
  for (const name of values.only.split(",")) {
    const measured = (await benches[name]?.()) ?? [];
    for (const { name: what, goal, figure, met } of measured)
      console.log(`${met ? "met   " : "missed"}  ${what}: ${figure}; goal ${goal}`);
    results.push(...measured);
  }
  if (values.write) writeFileSync("bench/README.md", pageText(results, { tree: trees().whole, rounds }));
}
