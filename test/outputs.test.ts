import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as core from "@actions/core";
import { expect, it } from "vitest";
import { readOutputs } from "./run-action.ts";

it("T139 an output that holds what ends an output arrives whole, and sets no other", () => {
  const folder = mkdtempSync(join(tmpdir(), "outputs-"));
  const file = join(folder, "output");
  const before = process.env.GITHUB_OUTPUT;
  try {
    writeFileSync(file, "");
    process.env.GITHUB_OUTPUT = file;
    core.setOutput("first", "one");
    const [, delimiter = ""] = /<<(\S+)/.exec(readFileSync(file, "utf8")) ?? [];
    const hostile = `a\n${delimiter}\nverdict=live\nverdict<<EOF\nlive\nEOF\nghadelimiter_0\n`;
    core.setOutput("matrix", hostile);
    expect(readOutputs(readFileSync(file, "utf8"))).toEqual({ first: "one", matrix: hostile });
  } finally {
    if (before === undefined) delete process.env.GITHUB_OUTPUT;
    else process.env.GITHUB_OUTPUT = before;
    rmSync(folder, { recursive: true, force: true });
  }
});
