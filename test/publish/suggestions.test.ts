import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { RunClients } from "../../src/clients.ts";
import { getJson } from "../../src/evidence/get-json.ts";
import { createGitHub } from "../../src/github/client.ts";
import { suggestionsOf } from "../../src/report/suggestions.ts";
import { suggestionMarker, type WiringFinding } from "../../src/types/index.ts";
import { publish, verify } from "../../src/verify.ts";
import { jobToken, loadWorld, sourceToken } from "../world/load.ts";

const wrongTag = join(import.meta.dirname, "../../examples/worlds/wired-wrong");
const request = { repository: "acme/docs", number: 7, configPath: ".github/docs-verdict.yml" };

const cacheDir = mkdtempSync(join(tmpdir(), "suggestions-"));
afterAll(() => rmSync(cacheDir, { recursive: true, force: true }));

function clientsOf(apiUrl: string, now: string): RunClients {
  const common = { apiUrl, throttle: false, timeoutMs: 10_000 };
  return {
    docs: createGitHub({ ...common, token: jobToken, tokenClass: "docs" }),
    source: createGitHub({ ...common, token: sourceToken, tokenClass: "source" }),
    serverUrl: apiUrl,
    docsToken: jobToken,
    sourceToken,
    cacheDir,
    getJson,
    secret: () => undefined,
    now: () => now,
    progress: () => {},
  };
}

function finding(text: string): WiringFinding {
  return {
    code: "wrong-tags",
    site: "index",
    place: { path: "changelog/index.mdx", startLine: 9, endLine: 9 },
    message: "Unexpected tags.",
    fix: "Set them.",
    writable: true,
    blocks: false,
    suggestion: { startLine: 9, endLine: 9, text },
  };
}

describe("suggested changes", () => {
  it("are offered on changed lines only, and never with characters that nobody sees", () => {
    const on = (line: number) => new Map([["changelog/index.mdx", [line]]]);
    expect(suggestionsOf({ wiring: [finding("<Update>")] }, on(9))).toMatchObject([{ startLine: 9, endLine: 9 }]);
    expect(suggestionsOf({ wiring: [finding("<Update>")] }, on(8))).toEqual([]);
    expect(suggestionsOf({ wiring: [finding("<Up\u202Edate>")] }, on(9))).toEqual([]);
  });

  it("are fenced so that no text of a page ends the fence", () => {
    const [offered] = suggestionsOf({ wiring: [finding("````\n@everyone")] }, new Map([["changelog/index.mdx", [9]]]));
    expect(offered?.body).toContain("`````suggestion\n````\n@everyone\n`````");
  });

  it("are made once, in one review, by the run that finds them", async () => {
    const { server, world } = await loadWorld(wrongTag);
    try {
      const clients = clientsOf(server.url, world.now);
      const first = await verify(request, clients);
      if (!first.ok) throw new Error(first.detail);
      await publish(first, clients);
      const made = server.repository("acme/docs").repository.reviewComments;
      expect(made.map(({ path, line }) => `${path}:${line}`)).toEqual(["changelog/index.mdx:9", "docs.json:10"]);
      expect(made[0]?.body).toContain(suggestionMarker);
      expect(made[0]?.body).toContain('```suggestion\n<Update label="May 10, 2026" tags={["harbor"]}>\n```');
      const second = await verify(request, clients);
      if (!second.ok) throw new Error(second.detail);
      expect(second.plan.writes).toEqual([]);
      server.assertClean();
    } finally {
      await server.close();
    }
  });
});
