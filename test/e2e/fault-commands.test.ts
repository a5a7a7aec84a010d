import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCommand } from "../../src/command.ts";
import { readEvent } from "../../src/event.ts";
import { reconcile } from "../../src/verify.ts";
import { issueCommentEvent } from "../events.ts";
import { docs, pullNumber } from "./bench.ts";
import { type Act, type FaultBench, openFaultBench, report } from "./fault-bench.ts";
import { casesOf, isWhole, long, pairsOf, thinned } from "./fault-cases.ts";
import type { Target } from "./mishaps.ts";
import { usePromptTimers } from "./prompt-timers.ts";
import { useCache } from "./use-cache.ts";

usePromptTimers();
const cache = useCache();
let plan: FaultBench;
beforeAll(async () => {
  plan = await openFaultBench(cache());
  await plan.bench.run();
});
afterAll(async () => {
  report("commands", plan.tally);
  await plan.bench.close();
});

/** Somebody says something; what comes back carries it out, as often as GitHub delivers it. */
function saying(body: string, by: string): Act {
  const { server } = plan.bench;
  server.advance(60_000);
  const comment = server.repository(docs).comment(pullNumber, body, { by });
  const event = issueCommentEvent(server, { repository: docs, number: pullNumber, comment });
  const task = readEvent(event.name, event.payload);
  if (task.kind !== "command") throw new Error(`${body} is no command`);
  const request = { repository: docs, comment: task.comment, configPath: ".github/docs-verdict.yml" };
  return async (clients) => {
    const result = await runCommand(request, clients);
    if (result.kind === "failed") return { kind: "unread", failure: result };
    if (result.kind !== "publish") return { kind: "answered" };
    const reached = await reconcile(result.request, clients);
    if (!reached.ok) return { kind: "unread", failure: reached };
    await result.done();
    return { kind: "published", ...reached };
  };
}

/** Tries faults at a command; in a whole plan all of them where `share` is all, since every command publishes alike. */
async function commanding(name: string, act: Act, share: "all" | "part"): Promise<void> {
  const scene = await plan.sceneOf(name, act);
  const before = plan.tally.problems.length;
  const own = scene.looks.filter(isOfCommand);
  const others = scene.looks.filter((target) => !isOfCommand(target));
  const cases = isWhole
    ? [...thinned(casesOf(own, "few kinds"), share === "all" ? 1 : 4), ...thinned(casesOf(others, "few kinds"), 9)]
    : casesOf(scene.looks, "few kinds");
  for (const one of cases) await plan.attempt(scene, [one]);
  for (const pair of pairsOf(scene.looks, isWhole ? 20 : 1, 1)) await plan.attempt(scene, pair);
  await act(plan.bench.clients());
  expect(plan.tally.problems.slice(before)).toEqual([]);
}

/** What a run for the pull request does not ask as well: of that the other plans try every case, here some are enough. */
function isOfCommand({ path, writes }: Target): boolean {
  return writes || /\/permission$|\/reactions$|^\/user$/.test(path);
}

const shown = () => plan.bench.shown();

describe("faults while a command is carried out", () => {
  it("I13 a stranger releases nothing, whatever fails", long, async () => {
    await commanding("refused", saying("/verify release acme/platform#3918 let me", "passer-by"), "all");
    expect(shown().check).toBe("failure");
  });

  it("I9 I13 a maintainer releases", long, async () => {
    await commanding("release", saying("/verify release acme/platform#3918 by hand", "docs-maintainer"), "all");
    expect(shown().check).toBe("success");
  });

  it.runIf(isWhole)("the author looks again, and nothing is new", long, async () => {
    await commanding("verify", saying("/verify", "docs-author"), "part");
    expect(shown().check).toBe("success");
  });

  it.runIf(isWhole)("I2 I9 a maintainer blocks", long, async () => {
    await commanding("block", saying("/verify block legal wait for the lawyers", "docs-maintainer"), "part");
    expect(shown().check).toBe("failure");
  });
});
