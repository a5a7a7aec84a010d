import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { planSweep, readShard, type SweepResult, sweep } from "../../src/sweep.ts";
import { oldestFirst, type Visits } from "../../src/sweep-order.ts";
import { type Bench, docs, openBench, writesSince } from "./bench.ts";
import { wholeSweep } from "./sweep-world.ts";
import { useCache } from "./use-cache.ts";

const cache = useCache();
let bench: Bench;
/** The world for the tests of a group: five open pull requests. */
function useWorld(): void {
  beforeEach(async () => {
    // No page of this world makes a claim, so that a sweep of it needs no git.
    bench = await openBench(cache(), join(import.meta.dirname, "fault-world"));
    const repository = bench.server.repository(docs);
    for (const name of ["one", "two", "three", "four"]) {
      const files = { [`docs/${name}.md`]: `# ${name}\n\nSee acme/platform#3381.\n` };
      repository.pull({ title: `docs: ${name}`, body: "Eng PR: acme/platform#3381", files, by: "docs-author" });
    }
  });
  afterEach(() => bench.close());
}

async function run(more: Partial<Parameters<typeof sweep>[0]> = {}): Promise<SweepResult> {
  const result = await sweep({ ...wholeSweep, ...more }, bench.clients());
  if (!result.ok) throw new Error(result.detail);
  return result;
}

const numbers = (): readonly number[] =>
  bench.server
    .repository(docs)
    .repository.issues.filter(({ pull }) => pull !== undefined)
    .map(({ number }) => number);

/** Refuses what is asked for by REST, and the query that reads many pull requests at once, so that each is asked for alone. */
function refuse(part: string, status: number, headers: Record<string, string> = {}): void {
  const refused = { body: { message: "refused" }, headers };
  bench.server.fault(({ path, body }) => {
    const isList = path === "/graphql" && JSON.stringify(body).includes("baseRefOid");
    if (isList) return { applied: false, trouble: { kind: "answer", reply: { status: 422, body: refused.body } } };
    return path.includes(part)
      ? { applied: false, trouble: { kind: "answer", reply: { status, ...refused } } }
      : undefined;
  });
}

describe("the sweep", () => {
  useWorld();

  it("one unreadable pull request of five leaves four published, and a second sweep writes nothing", async () => {
    const [broken = 0, ...others] = numbers();
    refuse(`/pulls/${broken}`, 404);
    const first = await run();
    expect(first.swept.map(({ state }) => state).sort()).toEqual(["failed", ...others.map(() => "verified")]);
    for (const number of others) expect(bench.shown(number).comments).toHaveLength(1);
    expect(bench.shown(broken).comments).toHaveLength(0);
    const from = bench.server.log.length;
    await run();
    expect(writesSince(bench.server, from)).toBe(0);
    bench.server.fault(undefined);
    expect((await run()).swept.every(({ state }) => state === "verified")).toBe(true);
    expect(bench.shown(broken).comments).toHaveLength(1);
    bench.server.assertClean();
  });

  it("T086 a spent limit stops it politely and counts what was not checked", async () => {
    const third = oldestFirst(
      numbers().map((number) => ({ number, labels: [], baseBranch: "main" })),
      new Map(),
      "2026-01-01T00:00:00Z",
    )[2]?.number;
    refuse(`/pulls/${third}`, 403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "4102444800" });
    const result = await run();
    expect(result.stopped).toContain("rate limit");
    expect(result.swept.filter(({ state }) => state === "verified")).toHaveLength(2);
    expect(result.swept.filter(({ state }) => state === "not-checked")).toHaveLength(3);
    bench.server.fault(undefined);
    const next = await run();
    expect(next.swept.every(({ state }) => state === "verified")).toBe(true);
  });

  it("T086 goes on where it stopped: what was looked at longest ago comes first", async () => {
    let kept: Visits = new Map([[999_999, "2026-01-01T00:00:00Z"]]);
    const clients = {
      ...bench.clients(),
      visits: { load: () => kept, save: (_: string, visits: Visits) => (kept = new Map(visits)) },
    };
    const all = numbers();
    const firstTwo = new Map(all.slice(0, 2).map((number) => [number, "2026-01-01T00:00:00Z"]));
    kept = new Map([...kept, ...firstTwo]);
    refuse(`/pulls/${all[0]}`, 403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "4102444800" });
    const stopped = await sweep(wholeSweep, clients);
    const states = stopped.ok ? stopped.swept.map(({ number, state }) => `${number} ${state}`) : [];
    expect(states).toContain(`${all[0]} not-checked`);
    expect(states.filter((text) => text.endsWith(" verified"))).toHaveLength(3);
    expect(
      [...kept]
        .filter(([, at]) => at > "2026-01-02")
        .map(([number]) => number)
        .sort(),
    ).toEqual(all.slice(2).sort());
    expect(kept.has(999_999)).toBe(false);
  });

  it("stops at its deadline before the first", async () => {
    const result = await run({ deadlineMs: bench.server.state.nowMs });
    expect(result.swept.every(({ state }) => state === "not-checked")).toBe(true);
  });

  it("looks only at what waits for the work that merged", async () => {
    const result = await run({ waitingFor: "acme/platform#3918" });
    expect(result.swept.map(({ number }) => number)).toEqual([152]);
  });

  it("writes nothing unless told", async () => {
    const from = bench.server.log.length;
    await run({ writes: "none" });
    expect(writesSince(bench.server, from)).toBe(0);
  });

  it("plans shards that together hold every pull request once", async () => {
    expect(await planSweep(docs, bench.clients())).toEqual(["1/1"]);
    const parts = [
      await run({ shard: { index: 1, count: 2 }, writes: "none" }),
      await run({ shard: { index: 2, count: 2 }, writes: "none" }),
    ];
    expect(parts.flatMap(({ swept }) => swept.map(({ number }) => number)).sort()).toEqual([...numbers()].sort());
  });
});

describe("the shard", () => {
  it.each([
    ["", { index: 1, count: 1 }],
    ["2/3", { index: 2, count: 3 }],
    ["4/3", undefined],
    ["0/3", undefined],
    ["a", undefined],
  ])("reads the shard %j", (text, shard) => {
    expect(readShard(text)).toEqual(shard);
  });
});

describe("T099 many pull requests", () => {
  useWorld();

  it("250 open ones are all listed and planned", async () => {
    const repository = bench.server.repository(docs);
    const files = { "docs/many.md": "# Many\n" };
    const head = repository.commit({ branch: "many", files, message: "many", by: "docs-author" });
    expect(head).toMatch(/^[0-9a-f]{40}$/);
    for (let count = numbers().length; count < 250; count += 1) {
      repository.pull({ title: "docs: many", body: "", head: "many", by: "docs-author" });
    }
    expect(await planSweep(docs, bench.clients())).toHaveLength(10);
  });
});
