import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { docs, followUp, platform } from "./bench.ts";
import { type FaultBench, openFaultBench, report } from "./fault-bench.ts";
import { type Breadth, casesOf, isWhole, long, pairsOf } from "./fault-cases.ts";
import { deploy, withdraw, work } from "./fault-scenes.ts";
import { usePromptTimers } from "./prompt-timers.ts";
import { useCache } from "./use-cache.ts";

usePromptTimers();
const cache = useCache();
let plan: FaultBench;
beforeAll(async () => {
  plan = await openFaultBench(cache());
});
afterAll(async () => {
  report("publishing", plan.tally);
  await plan.bench.close();
});

/** Tries faults at what publishes a scene, all of them in a whole plan. */
async function publishing(name: string, verdict: string, breadth: Breadth = "some kinds"): Promise<void> {
  const scene = await plan.scene(name);
  expect(scene.made?.report.verdict.value).toBe(verdict);
  const before = plan.tally.problems.length;
  for (const one of casesOf(scene.publishes, breadth)) await plan.attempt(scene, [one]);
  for (const pair of pairsOf(scene.publishes, isWhole ? 60 : 2, 1)) await plan.attempt(scene, pair);
  expect(plan.tally.problems.slice(before)).toEqual([]);
}

describe("faults while a result is published", () => {
  it("the first run, blocked", long, async () => {
    await publishing("first", "blocked");
  });

  it("I9 T054 T083 from blocked to live", long, async () => {
    const { bench } = plan;
    await bench.run();
    bench.server.repository(platform).merge(followUp, { by: "canary-engineer" });
    deploy(bench);
    await publishing("opening", "live", "every kind");
    await bench.run();
  });

  it("from live to unknown, when access is lost", long, async () => {
    const { bench } = plan;
    const { tokens } = structuredClone(bench.server.state);
    withdraw(bench);
    await publishing("losing", "unknown");
    Object.assign(bench.server.state, { tokens });
  });

  it("T053 several comments of ours", long, async () => {
    const { bench } = plan;
    const { comments } = bench.server.repository(docs).repository;
    const own = comments.find(({ body }) => body.startsWith("<!-- docs-verdict:v1 "));
    for (let copies = 0; copies < 2 && own !== undefined; copies += 1) {
      bench.server.state.nextId += 1;
      comments.push({ ...structuredClone(own), id: bench.server.state.nextId });
    }
    await publishing("duplicates", "live");
    await bench.run();
  });

  it("from live to blocked, when the work is reverted", long, async () => {
    const { bench } = plan;
    const engineering = bench.server.repository(platform);
    const landed = engineering.repository.issues.find(({ number }) => number === work)?.pull?.merged?.sha ?? "";
    engineering.revert(landed, { by: "canary-engineer" });
    bench.server.advance(60_000);
    await publishing("closing", "blocked");
  });

  it("looks at every promise that publishing can break", () => {
    const looked = [...plan.tally.looked].filter(([, count]) => count > 0).map(([id]) => Number(id.slice(1)));
    expect(looked.sort((a, b) => a - b)).toEqual(Array.from({ length: 16 }, (_, index) => index + 1));
  });
});
