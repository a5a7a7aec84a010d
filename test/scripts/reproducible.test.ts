import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { differences, reproduce } from "../../scripts/reproducible.mjs";

const folders: string[] = [];
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), "reproducible-"));
  folders.push(made);
  return made;
};
afterEach(() => {
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true });
});

describe("reproducible build", () => {
  it("T165 two builds of this source are the same, byte for byte", async () => {
    const outdir = join(folder(), "dist");
    expect(await reproduce(outdir)).toEqual([]);
    expect(readdirSync(outdir)).toContain("cli.js");
  });

  it("T165 names the files of a build that depends on where or when it runs, and keeps none of it", async () => {
    const outdir = join(folder(), "dist");
    const build = async (target: string): Promise<void> => {
      mkdirSync(join(target, "chunks"), { recursive: true });
      writeFileSync(join(target, "chunks", "a.js"), target);
      writeFileSync(join(target, "cli.js"), "same");
      if (target.includes("second")) writeFileSync(join(target, "extra.js"), "");
    };
    expect(await reproduce(outdir, build)).toEqual(["chunks/a.js", "extra.js"]);
    expect(readdirSync(join(outdir, ".."))).toEqual([]);
  });

  it("compares empty folders as equal", async () => {
    expect(await differences(folder(), folder())).toEqual([]);
  });
});
