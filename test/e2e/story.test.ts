import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { sourceToken } from "../world/load.ts";
import { docs, example, followUp, platform, pullNumber } from "./bench.ts";
import { useBench } from "./use-bench.ts";

const bench = useBench();
beforeEach(() => {
  const config = readFileSync(join(example, "docs/base/.github/docs-verdict.yml"), "utf8");
  const files = { ".github/docs-verdict.yml": config.replace("visibility: public", "visibility: private") };
  bench().server.repository(docs).commit({ files, message: "The source is private", by: "docs-maintainer" });
});

/** Days on which the engineering repository could be read. */
const readable = (day: number): boolean => day % 3 !== 2;

/** One day: access as it is then, perhaps a body that no longer names the work, and the daily run. */
async function day(index: number): Promise<{ readonly verdict: string; readonly writes: number }> {
  const { server } = bench();
  const { repository } = server.repository(platform);
  repository.visibility = "private";
  const names = readable(index) ? [docs, platform] : [docs];
  const access = Object.fromEntries(names.map((name) => [name, "read" as const]));
  server.token(sourceToken, { login: "docs-reader", kind: "app", access });
  const issue = server.repository(docs).repository.issues.find(({ number }) => number === pullNumber);
  if (issue !== undefined && index === 5) issue.body = "Eng PR: acme/platform#3381";
  const ran = await bench().run();
  server.advance(86_400_000);
  return { verdict: ran.verified.report.verdict.value, writes: ran.writes };
}

describe("eighteen days", { timeout: 120_000 }, () => {
  it("T180 blocked on every day, never live, one comment, one label; T181 then live once", async () => {
    const { server } = bench();
    const seen: string[] = [];
    for (let index = 0; index < 18; index += 1) {
      const { verdict } = await day(index);
      seen.push(verdict);
      const { labels, comments, check } = bench().shown();
      expect(comments).toHaveLength(1);
      expect(labels).toContain("awaiting eng");
      expect(labels).not.toContain("ready to merge");
      expect(check).toBe("failure");
      for (const excerpt of ["tryApiToken", "CREDENTIAL_HEADER"]) expect(comments[0]).not.toContain(excerpt);
    }
    expect(new Set(seen)).toEqual(new Set(["blocked"]));
    server.repository(platform).merge(followUp, { by: "engineer" });
    const landed = await day(18);
    expect(landed.verdict).toBe("live");
    expect(bench().shown()).toMatchObject({ check: "success" });
    expect(bench().shown().comments).toHaveLength(1);
    expect(await day(19)).toEqual({ verdict: "live", writes: 0 });
  });
});
