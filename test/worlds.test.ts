import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { assess } from "../src/assess.ts";
import type { RunClients } from "../src/clients.ts";
import { readBundle, writeBundle } from "../src/evidence/bundle.ts";
import { fail } from "../src/github/answer.ts";
import { createGitHub } from "../src/github/client.ts";
import { renderJson } from "../src/report/json.ts";
import { renderSummary } from "../src/report/markdown.ts";
import { publish, type Verified, verify } from "../src/verify.ts";
import { grantSource, jobToken, type LoadedWorld, loadWorld, rename, sourceToken } from "./world/load.ts";

const folder = join(import.meta.dirname, "../examples/worlds");
const cacheDir = mkdtempSync(join(tmpdir(), "worlds-"));
const expectedSchema = z.strictObject({ verdict: z.string(), reasons: z.array(z.string()) });
const worlds = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());

afterAll(() => rmSync(cacheDir, { recursive: true, force: true }));

function clientsFor({ server, world, answers }: LoadedWorld, now = world.now): RunClients {
  const common = { apiUrl: server.url, throttle: false, timeoutMs: 10_000 };
  return {
    docs: createGitHub({ ...common, token: jobToken, tokenClass: "docs" }),
    source: createGitHub({ ...common, token: sourceToken, tokenClass: "source" }),
    serverUrl: server.url,
    sourceToken,
    cacheDir: join(cacheDir, server.url.replace(/\W/g, "_")),
    getJson: async ({ url }) =>
      answers.has(url) ? { ok: true, value: answers.get(url) } : fail("network", "the system could not be reached"),
    secret: (name) => (name === "LINEAR_TOKEN" ? "token of the tracker" : undefined),
    now: () => now,
    progress: () => {},
  };
}

async function verifiedAt(loaded: LoadedWorld, now: string): Promise<Verified> {
  const verified = await verify(
    { repository: "acme/docs", number: 7, configPath: ".github/docs-verdict.yml" },
    clientsFor(loaded, now),
  );
  if (!verified.ok) throw new Error(verified.detail);
  return verified;
}

describe("the worlds", () => {
  it("are at least twenty-five, each in the table of their README", () => {
    const readme = readFileSync(join(folder, "README.md"), "utf8");
    expect(worlds.length).toBeGreaterThanOrEqual(25);
    expect(worlds.filter(({ name }) => !readme.includes(`[\`${name}\`](${name})`))).toEqual([]);
  });

  it.each(worlds.map(({ name }) => name))("%s", async (name) => {
    const loaded = await loadWorld(join(folder, name));
    const { server } = loaded;
    try {
      for (const { now, sourceAccess } of loaded.world.earlierRuns) {
        grantSource(loaded, sourceAccess);
        await publish(await verifiedAt(loaded, now), clientsFor(loaded, now));
      }
      rename(loaded, "after the earlier runs");
      grantSource(loaded, loaded.world.sourceAccess);
      const verified = await verifiedAt(loaded, loaded.world.now);
      const { value, reasons } = verified.report.verdict;
      const holding = reasons
        .filter(({ verdict }) => verdict !== "live")
        .map(({ verdict, subject, code }) => `${verdict} ${subject} ${code}`);
      const expected = expectedSchema.parse(parse(readFileSync(join(folder, name, "expected.yml"), "utf8")));
      expect({ verdict: value, reasons: holding }).toEqual(expected);
      const hasFlagSystem = name.startsWith("flag-") && name !== "flag-without-system";
      expect(renderSummary(verified.report).includes("were not searched for flags")).toBe(!hasFlagSystem);
      const replayed = await assess(readBundle({ file: "bundle.json", text: writeBundle(verified.bundle) }));
      expect(renderJson(replayed)).toBe(renderJson(verified.report));
      server.assertClean();
    } finally {
      await server.close();
    }
  });
});
