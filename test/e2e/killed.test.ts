import { describe, expect, it } from "vitest";
import { docs, followUp, platform, pullNumber, type Shown } from "./bench.ts";
import { useBench } from "./use-bench.ts";

const bench = useBench();

/** A fetch that dies with the write after `allowed` of them: nothing of that run is sent any more. */
function dyingAfter(allowed: number): { readonly fetcher: typeof fetch; readonly died: () => boolean } {
  let writes = 0;
  let isDead = false;
  const fetcher: typeof fetch = (input, init) => {
    const isWrite = (init?.method ?? "GET") !== "GET" && !String(input).endsWith("/graphql");
    if (isWrite) writes += 1;
    if (isDead || writes > allowed) {
      isDead = true;
      return Promise.reject(new TypeError("the runner is gone"));
    }
    return fetch(input, init);
  };
  return { fetcher, died: () => isDead };
}

/** What stays of a comment when the day is taken out of it. */
const bare = ({ labels, comments, check }: Shown) => ({ labels, check, comments: comments.length });

/** One change of the world: runs that die after one write, two, three and so on, until one gets through. */
async function killedEverywhere(): Promise<number> {
  for (let allowed = 1; allowed < 20; allowed += 1) {
    const { fetcher, died } = dyingAfter(allowed);
    await bench()
      .run(fetcher)
      .catch(() => undefined);
    const { labels, comments, check } = bench().shown();
    expect(comments.length).toBeLessThanOrEqual(1);
    if (check === "success") expect(labels).toContain("ready to merge");
    if (!died()) return allowed;
  }
  throw new Error("no run got through");
}

describe("T182 the story with runs that are killed at their writes", { timeout: 120_000 }, () => {
  it("ends as without: blocked while the follow-up is open, whatever the text says, and live once it merged", async () => {
    const { server } = bench();
    expect(await killedEverywhere()).toBeGreaterThan(1);
    expect(bare(bench().shown())).toEqual({
      labels: expect.arrayContaining(["awaiting eng", "changelog"]),
      check: "failure",
      comments: 1,
    });
    const issue = server.repository(docs).repository.issues.find(({ number }) => number === pullNumber);
    if (issue !== undefined) issue.body = "Eng PR: acme/platform#3381";
    server.advance(86_400_000);
    await bench()
      .run(dyingAfter(0).fetcher)
      .catch(() => undefined);
    expect(bench().shown()).toMatchObject({ check: "failure" });
    expect(bench().shown().labels).not.toContain("ready to merge");
    server.repository(platform).merge(followUp, { by: "engineer" });
    server.advance(86_400_000);
    expect(await killedEverywhere()).toBeGreaterThan(1);
    expect(bare(bench().shown())).toEqual({
      labels: expect.arrayContaining(["ready to merge", "changelog"]),
      check: "success",
      comments: 1,
    });
    expect(bench().shown().labels).not.toContain("awaiting eng");
    expect((await bench().run()).writes).toBe(0);
  });
});
