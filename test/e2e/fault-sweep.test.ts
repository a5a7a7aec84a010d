import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SweepResult, sweep } from "../../src/sweep.ts";
import { type Bench, docs, openBench, pullNumber, type Shown, writesSince } from "./bench.ts";
import { shownOn } from "./fault-bench.ts";
import { casesOf, isWhole, long, thinned } from "./fault-cases.ts";
import { arm, type Case, nameOf, type Target, targetsOf } from "./mishaps.ts";
import { essence } from "./promises.ts";
import { usePromptTimers } from "./prompt-timers.ts";
import { wholeSweep } from "./sweep-world.ts";
import { useCache } from "./use-cache.ts";

usePromptTimers();
const cache = useCache();
let bench: Bench;
let numbers: readonly number[] = [];
beforeAll(async () => {
  bench = await openBench(cache(), join(import.meta.dirname, "fault-world"));
  const repository = bench.server.repository(docs);
  const others = ["one", "two"].map((name) => {
    const files = { [`guides/${name}.md`]: `# ${name}\n\nShips rest where they like.\n` };
    return repository.pull({ title: `docs: ${name}`, body: "Eng PR: acme/platform#3381", files, by: "docs-author" });
  });
  numbers = [pullNumber, ...others];
});
afterAll(() => bench.close());

async function swept(): Promise<SweepResult> {
  const result = await sweep(wholeSweep, bench.clients());
  if (!result.ok) throw new Error(result.detail);
  return result;
}

const shown = (): ReadonlyMap<number, Shown> => new Map(numbers.map((number) => [number, shownOn(bench, number)]));
const looksLike = (left: Shown | undefined, right: Shown | undefined): boolean =>
  left !== undefined && right !== undefined && JSON.stringify(essence(left)) === JSON.stringify(essence(right));

/** The pull request that alone is concerned by a request; undefined for one that serves them all. */
function concernedBy({ path, body }: Target): number | undefined {
  const named = /^\/repos\/acme\/docs\/(?:pulls|issues)\/(\d+)(?:\/|$)/.exec(path)?.[1];
  if (named !== undefined) return Number(named);
  const heads = new Map(numbers.map((one) => [bench.server.repository(docs).sha(`refs/pull/${one}/head`), one]));
  return path.endsWith("/check-runs")
    ? heads.get(/"head_sha":"(\w+)"/.exec(JSON.stringify(body))?.[1] ?? "")
    : undefined;
}

/** Refusals after which a credential is not used any more in a run: GitHub asks for that. */
const endsAll = /^(?:401|403 primary|403 secondary|429|crash)/;

/** What is wrong after a sweep that something happened to; nothing when all is well. */
function brokenAfter(
  one: Case,
  result: SweepResult | undefined,
  targets: ReadonlyMap<number, Shown>,
): readonly string[] {
  const now = shown();
  const own = concernedBy(one.target);
  return numbers.flatMap((number) => {
    const at = now.get(number);
    const target = targets.get(number);
    const opened = at?.check === "success" && target?.check !== "success" ? [`I9 #${number} was opened`] : [];
    if (looksLike(at, target)) return opened;
    const row = result?.swept.find((row) => row.number === number);
    // What could not be read behind an open blocker changes the record alone: the verdict is shown, and it holds.
    const holds =
      at?.labels.join() === target?.labels.join() && (at?.check === "success") === (target?.check === "success");
    const isTold =
      holds || row === undefined || row.state !== "verified" || row.problems.length > 0 || row.verdict === "unknown";
    const isMeant = own === undefined || own === number || endsAll.test(one.mishap.name);
    return [
      ...opened,
      ...(isTold ? [] : [`I8 #${number} is not as it should be, and nothing says so`]),
      ...(isMeant ? [] : [`#${number} suffers from what happened to #${own}`]),
    ];
  });
}

describe("faults in a sweep of three pull requests", () => {
  it("I4 I8 I9 what happens to one leaves the others published, and the next sweep repairs it", long, async () => {
    const { server } = bench;
    const saved = structuredClone(server.state);
    const from = server.log.length;
    await swept();
    const targets = shown();
    const asked = targetsOf(server.log.slice(from));
    expect([...targets.values()].map(({ check }) => check)).toEqual(["failure", "success", "success"]);
    // The others are published by the same requests.
    const own = asked.filter((target) => concernedBy(target) === numbers[1]);
    const others = asked.filter((target) => !own.includes(target));
    const cases = [...casesOf(own, "few kinds"), ...thinned(casesOf(others, "few kinds"), 9)];
    const problems: string[] = [];
    const note = (text: string, one: Case): void => {
      problems.push(`${text}, after ${nameOf(one)}`);
      // A whole plan takes minutes: what it finds is said at once.
      if (isWhole) process.stdout.write(`${problems.at(-1)}\n`);
    };
    const repaired = new Set<string>();
    for (const one of cases) {
      Object.assign(server.state, structuredClone(saved));
      const armed = arm(server, [one]);
      const reached = await sweep(wholeSweep, bench.clients(armed.fetch)).catch(() => undefined);
      server.fault(undefined);
      const broken =
        armed.struck() === 0 ? ["never struck"] : brokenAfter(one, reached?.ok ? reached : undefined, targets);
      for (const text of broken) note(text, one);
      const end = JSON.stringify(server.state);
      if (repaired.has(end)) continue;
      repaired.add(end);
      await swept();
      const now = shown();
      const wrong = numbers.filter((number) => !looksLike(now.get(number), targets.get(number)));
      const before = server.log.length;
      await swept();
      const more = writesSince(server, before);
      if (wrong.length + more > 0) note(`I4 ${wrong.join()} not repaired, ${more} writes`, one);
    }
    process.stdout.write(`fault plan, sweep: ${cases.length} single faults tried, ${repaired.size} ends repaired\n`);
    expect(problems).toEqual([]);
  });
});
