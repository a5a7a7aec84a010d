import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type SweepResult, sweep } from "../../src/sweep.ts";
import { type Bench, openBench, writesSince } from "./bench.ts";
import { askedIn, growWorld, wholeSweep } from "./sweep-world.ts";
import { useCache } from "./use-cache.ts";

/** `npm run bench -- --only sweep` counts the same for 200 and 120. */
const size = { docs: 6, engineering: 4 } as const;
/** The list, who we are, the labels, one permission, the commits of a repository, one open change of lines in question. */
const once = 6;

const cache = useCache();
let bench: Bench;
beforeEach(async () => {
  bench = await openBench(cache());
  growWorld(bench, size);
});
afterEach(() => bench.close());

async function run(): Promise<SweepResult> {
  const result = await sweep(wholeSweep, bench.clients());
  if (!result.ok) throw new Error(result.detail);
  return result;
}

describe("a sweep of many docs pull requests", () => {
  it("asks for each piece of work once, for no page that is new by a request of its own, and writes nothing when nothing changed", async () => {
    const first = await run();
    expect(first.swept.map(({ state }) => state)).toEqual(Array(size.docs).fill("verified"));
    const from = bench.server.log.length;
    const second = await run();
    expect(second.swept).toMatchObject(first.swept.map(({ number }) => ({ number, state: "verified", written: 0 })));
    const asked = askedIn(bench.server.log.slice(from));
    const patches = asked.rest["GET /repos/{owner}/{repo}/pulls/{pull_number}/files"] ?? 0;
    expect(Object.values(asked.rest).reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(once + patches);
    expect(patches).toBeLessThanOrEqual(2);
    // The engineering work, the example's feature and its follow-up.
    expect(new Set(asked.states).size).toBe(size.engineering + 2);
    expect(asked.states).toHaveLength(size.engineering + 2);
    // Docs, their texts by name and by hash, their checks, states, mentions, sizes, branches, open changes.
    expect(asked.points).toBeLessThanOrEqual(9);
    expect(writesSince(bench.server, from)).toBe(0);
    bench.server.assertClean();
  }, 60_000);

  it("one pull request takes no more than 40 requests at first, and 15 when nothing changed", async () => {
    let from = bench.server.log.length;
    const { writes } = await bench.run();
    expect(writes).toBeGreaterThan(0);
    expect(bench.server.log.length - from).toBeLessThanOrEqual(40);
    from = bench.server.log.length;
    await bench.run();
    expect(bench.server.log.length - from).toBeLessThanOrEqual(15);
  }, 60_000);
});
