import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readPages } from "../../src/cli/pages.ts";

const namesIn = (folder: string, include: readonly string[], exclude: readonly string[] = []): readonly string[] =>
  readPages([folder], { include: [...include], exclude: [...exclude] }).map(({ path }) => path);

describe("pages of a folder", () => {
  it.each<readonly [string, readonly string[], readonly string[], boolean]>([
    ["a glob that names the folder", ["docs/**/*.md"], [], true],
    ["a glob for every folder", ["**/*.md"], [], true],
    ["a glob of the root alone", ["*.md"], [], false],
    ["a folder that is left out", ["**/*.md"], ["docs/**"], false],
  ])("are taken by globs from the root of the repository: %s", (_name, include, exclude, found) => {
    expect(namesIn("docs", include, exclude).includes("docs/configuration.md")).toBe(found);
  });

  it("are taken by globs from the folder where it is another one's", () => {
    const folder = mkdtempSync(join(tmpdir(), "pages-"));
    try {
      mkdirSync(join(folder, "guide"));
      writeFileSync(join(folder, "guide/a.md"), "# A\n");
      writeFileSync(join(folder, "README.md"), "# R\n");
      expect(namesIn(folder, ["guide/*.md"])).toHaveLength(1);
      expect(namesIn(folder, ["**/*.md"], ["README.md"])).toHaveLength(1);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
