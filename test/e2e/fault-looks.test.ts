import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { followUp, platform } from "./bench.ts";
import { type FaultBench, openFaultBench, report } from "./fault-bench.ts";
import { casesOf, isWhole, long, pairsOf } from "./fault-cases.ts";
import { deploy } from "./fault-scenes.ts";
import { usePromptTimers } from "./prompt-timers.ts";
import { useCache } from "./use-cache.ts";

usePromptTimers();
const cache = useCache();
let plan: FaultBench;
beforeAll(async () => {
  plan = await openFaultBench(cache());
});
afterAll(async () => {
  report("looking", plan.tally);
  await plan.bench.close();
});

/** Tries faults at what looks at the world of a scene, all of them in a whole plan. */
async function looking(name: string, verdict: string): Promise<void> {
  const scene = await plan.scene(name);
  expect(scene.made?.report.verdict.value).toBe(verdict);
  const before = plan.tally.problems.length;
  for (const one of casesOf(scene.looks, "every kind")) await plan.attempt(scene, [one]);
  for (const pair of pairsOf(scene.looks, isWhole ? 60 : 3, 1)) await plan.attempt(scene, pair);
  expect(plan.tally.problems.slice(before)).toEqual([]);
}

describe("faults while the world is looked at", () => {
  it.runIf(isWhole)("the first run, blocked", long, async () => {
    await looking("first", "blocked");
  });

  it("I1 I9 from blocked to live", long, async () => {
    const { bench } = plan;
    await bench.run();
    bench.server.repository(platform).merge(followUp, { by: "canary-engineer" });
    deploy(bench);
    await looking("opening", "live");
    await bench.run();
  });

  it.runIf(isWhole)("nothing new, live", long, async () => {
    await looking("unchanged", "live");
  });
});
