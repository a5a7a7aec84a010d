import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Failure } from "../../src/github/answer.ts";
import { commentMarker, type Ledger } from "../../src/types/index.ts";
import { decodeLedger } from "../../src/verdict/ledger-state.ts";
import { publish, type Verified, verify } from "../../src/verify.ts";
import { concerns, crashingFetch, faults, type NamedFault } from "../fake-github/faults.ts";
import { type Bench, docs, followUp, openBench, platform, pullNumber, type Shown } from "./bench.ts";
import { useCache } from "./use-cache.ts";

const cache = useCache();
const request = { repository: docs, number: pullNumber, configPath: ".github/docs-verdict.yml" };
const verdictLabels = ["ready to merge", "staged", "pending", "awaiting eng", "needs verification"];
/** Cases that run by default; all of them with FAULT_PLAN=all. */
const limits = { writes: 22, reads: 10 };

type Fault = NamedFault | { readonly name: string; readonly crash: "before" | "after" };
/** One request of a run and what goes wrong with it. */
type Case = { readonly k: number; readonly fault: Fault };

const crashes: readonly Fault[] = [
  { name: "crash before", crash: "before" },
  { name: "crash after", crash: "after" },
];

let bench: Bench;
let tried = 0;
beforeAll(async () => {
  bench = await openBench(cache());
});
afterAll(async () => {
  await bench.close();
  process.stdout.write(`fault plan: ${tried} single faults tried\n`);
});

/** Puts people's view of GitHub back; git objects only grow, so they may stay. */
function restore(saved: typeof bench.server.state): void {
  bench.server.fault(undefined);
  Object.assign(bench.server.state, structuredClone(saved));
}

function ledgerOf({ comments }: Shown): Ledger | undefined {
  const line = comments[0]?.split("\n", 1)[0] ?? "";
  const stored = decodeLedger(line.slice(commentMarker.length).replace(/ -->$/, ""));
  return "ledger" in stored ? stored.ledger : undefined;
}

/** What must be the same in the end; a comment whose length was refused once may stay in its shorter form. */
function essence(shown: Shown): Record<string, unknown> {
  const entries = ledgerOf(shown)?.entries;
  return { labels: shown.labels, check: shown.check, comments: shown.comments.length, entries };
}

function expectNoMoreOpen(now: Shown, old: Shown, target: Shown): void {
  if (now.check === "success") expect([old.check, target.check]).toContain("success");
  if (now.labels.includes("ready to merge")) {
    expect([...old.labels, ...target.labels]).toContain("ready to merge");
  }
  expect(now.comments.length).toBeLessThanOrEqual(1);
  const kept = new Set(ledgerOf(now)?.entries.map(({ key }) => key));
  for (const { key } of ledgerOf(old)?.entries ?? []) expect(kept).toContain(key);
}

function armed({ k, fault }: Case): typeof fetch | undefined {
  if ("crash" in fault) return crashingFetch(k, fault.crash);
  const from = bench.server.log.length;
  let used = false;
  bench.server.fault((info) => {
    if (used || info.index !== from + k) return undefined;
    used = true;
    return { applied: fault.applied, trouble: fault.trouble };
  });
  return undefined;
}

/** Every fault for every request, or every so many of them. */
function sampled(requests: readonly { readonly writes: boolean }[], limit: number): readonly Case[] {
  const all = requests.flatMap((one, index) =>
    [...faults.filter((fault) => concerns(fault, one) && fault.trouble.kind !== "hang"), ...crashes].map((fault) => ({
      k: index + 1,
      fault,
    })),
  );
  if (process.env.FAULT_PLAN === "all" || all.length <= limit) return all;
  return Array.from({ length: limit }, (_, index) => all[Math.floor((index * all.length) / limit)]).filter(
    (one) => one !== undefined,
  );
}

const requestsSince = (from: number): readonly { readonly writes: boolean }[] =>
  bench.server.log.slice(from).map(({ method, path }) => ({ writes: method !== "GET" && !path.endsWith("/graphql") }));

async function verified(): Promise<Verified> {
  const found: Verified | Failure = await verify(request, bench.clients());
  if (!found.ok) throw new Error(found.detail);
  return found;
}

/** A state to start from, its clean end, and every fault of writing on the way. */
async function planOfWrites(limit: number): Promise<void> {
  const saved = structuredClone(bench.server.state);
  const old = bench.shown();
  const made = await verified();
  const from = bench.server.log.length;
  await publish(made, bench.clients());
  const requests = requestsSince(from);
  const target = bench.shown();
  for (const one of sampled(requests, limit)) {
    restore(saved);
    const fetcher = armed(one);
    await publish(made, bench.clients(fetcher)).catch(() => undefined);
    bench.server.fault(undefined);
    tried += 1;
    const what = `request ${one.k}: ${one.fault.name}`;
    expect(() => expectNoMoreOpen(bench.shown(), old, target), what).not.toThrow();
    await bench.run();
    expect({ ...essence(bench.shown()), what }).toEqual({ ...essence(target), what });
  }
  restore(saved);
}

describe("one fault in a run", () => {
  it("I9 T054 the first run, blocked: never open, and one clean run repairs it", { timeout: 240_000 }, async () => {
    await planOfWrites(limits.writes);
  });

  it("faults of reading never open the gate", { timeout: 240_000 }, async () => {
    const saved = structuredClone(bench.server.state);
    const old = bench.shown();
    const from = bench.server.log.length;
    await bench.run();
    const target = bench.shown();
    const reads = requestsSince(from).filter(({ writes }) => !writes);
    for (const one of sampled(reads, limits.reads)) {
      restore(saved);
      const fetcher = armed(one);
      await bench.run(fetcher).catch(() => undefined);
      bench.server.fault(undefined);
      tried += 1;
      const what = `request ${one.k}: ${one.fault.name}`;
      expect(() => expectNoMoreOpen(bench.shown(), old, target), what).not.toThrow();
      await bench.run();
      const { entries: _later, ...shown } = essence(bench.shown());
      expect({ ...essence(target), ...shown, what }).toEqual({ ...essence(target), what });
    }
    restore(saved);
  });

  it("I9 from blocked to live: passes only at the end, and the ledger loses nothing", {
    timeout: 240_000,
  }, async () => {
    await bench.run();
    bench.server.repository(platform).merge(followUp, { by: "engineer" });
    bench.server.advance(60_000);
    await planOfWrites(limits.writes);
    await bench.run();
    const shown = bench.shown();
    expect(shown.check).toBe("success");
    expect(shown.labels.filter((name) => verdictLabels.includes(name))).toEqual(["ready to merge"]);
  });
});
