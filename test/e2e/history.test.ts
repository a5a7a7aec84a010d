import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { docs, example, platform } from "./bench.ts";
import { useBench } from "./use-bench.ts";

const bench = useBench();
const configPath = ".github/docs-verdict.yml";
const config = readFileSync(join(example, "docs/base", configPath), "utf8");

/** A source that gave up a name, and a page of the pull request that still says it. */
function rename(): void {
  const { server } = bench();
  const limits = (name: string) => ({
    "apps/mcp/src/limits.ts": `export const limits = { ${name}: Number(process.env.${name}) };\n`,
  });
  server.repository(platform).commit({ files: limits("BEACON_WAIT_SECONDS"), message: "Wait", by: "engineer" });
  server.repository(platform).commit({ files: limits("BEACON_PATIENCE"), message: "Be patient", by: "engineer" });
  const page = "# Limits\n\nSet the environment variable `BEACON_WAIT_SECONDS` to wait longer.\n";
  const change = { branch: "changelog-mcp-api-token", message: "Say how long", by: "docs-author" };
  server.repository(docs).commit({ ...change, files: { "beacon/limits.mdx": page } });
}

async function findingOfName(): Promise<unknown> {
  const { verified } = await bench().run();
  return verified.report.findings.find(({ claim }) => claim.value === "BEACON_WAIT_SECONDS");
}

describe("history of the source", { timeout: 60_000 }, () => {
  it("is not fetched unless it is asked for", async () => {
    rename();
    expect(await findingOfName()).toMatchObject({ outcome: "unverifiable", reason: { code: "not-found" } });
  });

  it("tells what a name became", async () => {
    const files = { [configPath]: config.replace(/^( +)visibility: .*$/m, "$&\n$1history: 10") };
    bench().server.repository(docs).commit({ files, message: "Look back", by: "docs-maintainer" });
    rename();
    expect(await findingOfName()).toMatchObject({ outcome: "contradicted", actual: "BEACON_PATIENCE" });
  });
});
