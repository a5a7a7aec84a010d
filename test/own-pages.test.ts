import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";

const root = resolve(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "own-pages-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const schema = z.object({
  claims: z.array(z.object({ value: z.string(), outcome: z.string(), place: z.object({ path: z.string() }) })),
});

/** A page with mistakes; they are made here, so that the source does not hold their words. */
function seed(): string {
  const page = join(folder, "seed.md");
  const variable = "DOCS_VERDICT_SOURCE_TOKEN".replace("KEN", "KN");
  const name = "docs-verdict".replace("ict", "it");
  const table = `| Key | Default |\n|---|---|\n| \`publish.checkName\` | \`"${name}"\` |\n`;
  writeFileSync(page, `# Seed\n\nThe action reads the environment variable \`${variable}\`.\n\n${table}`);
  return page;
}

describe("our own pages", () => {
  it("are not contradicted by our own source, and a wrong default or variable in them would be", () => {
    const args = [join(root, "dist/cli.js"), "check", "README.md", "docs", seed(), "--source", ".", "--format", "json"];
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8", timeout: 120_000 });
    expect(stderr).not.toContain("error");
    const { claims } = schema.parse(JSON.parse(stdout));
    const contradicted = claims.filter(({ outcome }) => outcome === "contradicted");
    const isSeed = ({ place }: (typeof claims)[number]): boolean => place.path.endsWith("seed.md");
    expect(contradicted.filter((claim) => !isSeed(claim))).toEqual([]);
    expect(contradicted.filter(isSeed).map(({ value }) => value)).toHaveLength(2);
    expect(claims.filter((claim) => !isSeed(claim) && claim.outcome === "confirmed").length).toBeGreaterThan(80);
  }, 150_000);
});
