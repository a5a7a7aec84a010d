import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sweep } from "../src/sweep.ts";
import { openBench } from "../test/e2e/bench.ts";
import { askedIn, growWorld, wholeSweep } from "../test/e2e/sweep-world.ts";
import type { BenchResult } from "./result.ts";

const size = { docs: 200, engineering: 120 } as const;

/**
 * Counts what a sweep asks of GitHub when nothing changed since the last one, at the pace that GitHub asks for: no times,
 * so any machine says the same.
 */
export async function benchSweep(): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), "bench-sweep-"));
  const bench = await openBench(folder);
  try {
    growWorld(bench, size);
    await sweep(wholeSweep, bench.clients());
    const from = bench.server.log.length;
    const again = await sweep(wholeSweep, bench.clients("paced"));
    if (!again.ok) throw new Error(again.detail);
    const { points, rest } = askedIn(bench.server.log.slice(from));
    const requests = Object.values(rest).reduce((sum, count) => sum + count, 0);
    const written = again.swept.reduce((sum, one) => sum + (one.state === "verified" ? one.written : 0), 0);
    const verified = again.swept.filter(({ state }) => state === "verified").length;
    const name = `sweep of ${verified} docs pull requests over ${size.engineering} engineering ones, nothing changed`;
    return [
      { name: `${name}: GraphQL`, goal: "≤ 40 points", figure: `${points} points`, met: points <= 40 },
      {
        name: `${name}: REST`,
        goal: "≤ 1 request per docs pull request",
        figure: `${requests} requests; each pull request that changes a page costs one, one that only adds pages none`,
        met: requests <= verified,
      },
      { name: `${name}: writes`, goal: "0", figure: String(written), met: written === 0 && verified === size.docs },
    ];
  } finally {
    await bench.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
