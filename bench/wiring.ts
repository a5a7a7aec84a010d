import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { parse } from "yaml";
import { checkWiring } from "../src/wiring/check.ts";
import { defaultWiring } from "../src/wiring/config.ts";
import { generateSite, storyShape } from "../test/wiring/generated-site.ts";
import type { BenchResult } from "./result.ts";

const entryCount = 5_000;
const rounds = 9;

/** Measures the check of 5,000 entries: its time against that of parsing their frontmatter, its memory against their text. */
export async function benchWiring(): Promise<BenchResult[]> {
  const { files, entries } = generateSite({ ...storyShape, entries: entryCount });
  const blocks = entries.map(({ path }) => /^---\n([\s\S]*?)\n---\n/.exec(files.get(path) ?? "")?.[1] ?? "");
  const input = { paths: [...files.keys()], texts: files, config: defaultWiring };
  const [parsing, checking] = fastest([
    () => {
      for (const block of blocks) parse(block);
    },
    () => {
      checkWiring(input);
    },
  ]);
  const textBytes = [...files.values()].reduce((sum, text) => sum + text.length, 0);
  const growth = heapGrowth(() => checkWiring(input));
  const ratio = checking / parsing;
  return [
    {
      name: `wire --check of ${entryCount} entries`,
      goal: "≤ 2 × the time to parse their frontmatter",
      figure: `${ratio.toFixed(2)} × (${Math.round(checking)} ms against ${Math.round(parsing)} ms)`,
      met: ratio <= 2,
    },
    {
      name: `memory kept by wire --check of ${entryCount} entries`,
      goal: "less than their text",
      figure: `${(growth.kept / 1e6).toFixed(1)} MB kept, ${(growth.peak / 1e6).toFixed(1)} MB while it ran, of ${(textBytes / 1e6).toFixed(1)} MB text`,
      met: growth.kept < textBytes,
    },
  ];
}

/** Shortest time of each of two runs in milliseconds, in turns: what else the machine does only ever adds. */
function fastest(runs: readonly [() => void, () => void]): [number, number] {
  const best: [number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < rounds; round += 1) {
    for (const turn of [0, 1] as const) {
      const start = performance.now();
      runs[turn]();
      best[turn] = Math.min(best[turn], performance.now() - start);
    }
  }
  return best;
}

/** Bytes by which the heap grows while a result is held, and before the garbage of making it is collected. */
function heapGrowth(run: () => unknown): { kept: number; peak: number } {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect !== "function") return { kept: 0, peak: 0 };
  collect();
  const before = process.memoryUsage().heapUsed;
  const result = run();
  const peak = process.memoryUsage().heapUsed - before;
  collect();
  const kept = process.memoryUsage().heapUsed - before;
  return result === undefined ? { kept: 0, peak: 0 } : { kept, peak };
}
