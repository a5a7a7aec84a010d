import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
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

const parts = ["check", "source", "mdx", "wiring", "decide", "sweep"] as const;
type Part = (typeof parts)[number];

const values = new Command("npm run bench --")
  .description("Measures this build against its goals.")
  .option(
    "--git-dir <folder>",
    "git directory to measure on, at HEAD; by default a tree made of published packages",
    readGitDir,
  )
  .option("--rounds <count>", "interleaved rounds; the median counts", readRounds, 5)
  .option("--only <parts>", `some of: ${parts.join(", ")}`, readParts)
  .addOption(
    new Option("--write", "write the figures of all parts to bench/README.md")
      .default(false)
      .conflicts(["only", "gitDir"]),
  )
  .showHelpAfterError("(add --help for what is expected)")
  .allowExcessArguments(false)
  .parse()
  .opts<{ gitDir?: string; rounds: number; only?: readonly Part[]; write: boolean }>();

function readGitDir(folder: string): string {
  const asked = spawnSync("git", ["--git-dir", folder, "rev-parse", "--verify", "--quiet", "HEAD^{commit}"]);
  if (asked.status !== 0) throw new InvalidArgumentError("Expected a git directory with a commit at HEAD.");
  return folder;
}

function readRounds(text: string): number {
  if (!/^[1-9]\d?$/.test(text)) throw new InvalidArgumentError("Expected a number from 1 to 99.");
  return Number(text);
}

function readParts(text: string): readonly Part[] {
  return text.split(",").map((name) => {
    const part = parts.find((each) => each === name);
    if (part === undefined)
      throw new InvalidArgumentError(`Unexpected '${name}', expected some of: ${parts.join(", ")}.`);
    return part;
  });
}

type Tree = ReturnType<typeof treeAt>;
/** What is measured on, made when the first measurement needs it. */
type Trees = { readonly whole: Tree; readonly half?: Tree };

await measure();

async function measure(): Promise<void> {
  const folder = resolve(".cache/bench");
  mkdirSync(folder, { recursive: true });
  await bundle();
  const own = values.gitDir;
  let made: Trees | undefined;
  const trees = (): Trees => {
    made ??= own === undefined ? pinnedTrees(folder) : { whole: treeAt(resolve(own), "HEAD") };
    return made;
  };
  const { rounds } = values;
  const benches: Readonly<Record<Part, () => Promise<BenchResult[]> | BenchResult[]>> = {
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
  for (const part of values.only ?? parts) {
    const measured = await benches[part]();
    for (const { name: what, goal, figure, met } of measured)
      console.log(`${met ? "met   " : "missed"}  ${what}: ${figure}; goal ${goal}`);
    results.push(...measured);
  }
  if (values.write) writeFileSync("bench/README.md", pageText(results, { tree: trees().whole, rounds }));
}
