import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inOrder, planSweep, readShard, type SweepResult, sweep } from "../../src/sweep.ts";
import { type Bench, docs, openBench, writesSince } from "./bench.ts";
import { useCache } from "./use-cache.ts";

const cache = useCache();
let bench: Bench;
beforeEach(async () => {
  bench = await openBench(cache());
  const repository = bench.server.repository(docs);
  for (const name of ["one", "two", "three", "four"]) {
    const files = { [`docs/${name}.md`]: `# ${name}\n\nSee acme/platform#3381.\n` };
    repository.pull({ title: `docs: ${name}`, body: "Eng PR: acme/platform#3381", files, by: "docs-author" });
  }
});
afterEach(() => bench.close());

const request = {
  repository: docs,
  configPath: ".github/docs-verdict.yml",
  shard: { index: 1, count: 1 },
  writes: "publish",
} as const;

async function run(more: Partial<Parameters<typeof sweep>[0]> = {}): Promise<SweepResult> {
  const result = await sweep({ ...request, ...more }, bench.clients());
  if (!result.ok) throw new Error(result.detail);
  return result;
}

const numbers = (): readonly number[] =>
  bench.server
    .repository(docs)
    .repository.issues.filter(({ pull }) => pull !== undefined)
    .map(({ number }) => number);

function refuse(part: string, status: number, headers: Record<string, string> = {}): void {
  bench.server.fault(({ path }) =>
    path.includes(part)
      ? { applied: false, trouble: { kind: "answer", reply: { status, body: { message: "refused" }, headers } } }
      : undefined,
  );
}

describe("the sweep", () => {
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
    const third = inOrder(
      numbers().map((number) => ({ number, labels: [], baseBranch: "main" })),
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

describe("the order", () => {
  const pulls = Array.from({ length: 300 }, (_, index) => ({ number: index + 1, labels: ["x"], baseBranch: "main" }));
  it("takes what nobody looked at first", () => {
    const fresh = { number: 301, labels: [], baseBranch: "main" };
    expect(inOrder([...pulls, fresh], "2026-01-01T00:00:00Z")[0]).toBe(fresh);
  });

  it("T086 starves none, also when only 40 of 300 are done each day", () => {
    const seen = new Set<number>();
    for (let day = 0; day < 21; day += 1) {
      const now = new Date(Date.UTC(2026, 0, 1 + day)).toISOString();
      for (const { number } of inOrder(pulls, now).slice(0, 40)) seen.add(number);
    }
    expect(seen.size).toBe(300);
  });

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
