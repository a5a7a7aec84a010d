import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hunksOf, oneLineChanges, unifiedDiff } from "../../src/wiring/diff.ts";

describe("unifiedDiff", () => {
  it("shows three lines around a change", () => {
    expect(unifiedDiff("a.txt", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n")).toBe(
      "--- a/a.txt\n+++ b/a.txt\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n",
    );
  });

  it("says where the last line does not end", () => {
    expect(unifiedDiff("a", "x", "x\n")).toBe("--- a/a\n+++ b/a\n@@ -1 +1 @@\n-x\n\\ No newline at end of file\n+x\n");
  });

  it("is empty for equal texts", () => {
    expect(unifiedDiff("a", "x\n", "x\n")).toBe("");
  });

  it("is what git applies to get from one text to the other", () => {
    const folder = mkdtempSync(join(tmpdir(), "wiring-diff-"));
    const line = fc.constantFrom("a\n", "b\n", "c\r\n", "\n");
    const text = fc
      .tuple(fc.array(line, { maxLength: 30 }), fc.constantFrom("", "end"))
      .map(([lines, end]) => lines.join("") + end);
    try {
      fc.assert(
        fc.property(text, text, (before, after) => {
          fc.pre(before !== "" && after !== "");
          writeFileSync(join(folder, "file"), before);
          const patch = unifiedDiff("file", before, after);
          if (patch !== "")
            execFileSync("git", ["apply", "--unidiff-zero", "--whitespace=nowarn", "-"], { cwd: folder, input: patch });
          expect(readFileSync(join(folder, "file"), "utf8")).toBe(after);
        }),
        { seed: 20260408, numRuns: 60 },
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("stays quick on texts that have nothing in common", () => {
    const text = (name: string): string =>
      Array.from({ length: 20_000 }, (_item, index) => `${name} ${index}\n`).join("");
    expect(hunksOf(text("a"), text("b"))).toHaveLength(1);
  });
});

describe("oneLineChanges", () => {
  it.each([
    ["a changed line", "a\nb\nc\n", "a\nB\nc\n", [{ line: 2, text: "B" }]],
    ["an added line", "a\nc\n", "a\nb\nc\n", [{ line: 2, text: "b\nc" }]],
    ["two changed lines", "a\nb\nc\n", "a\nB\nC\n", []],
    ["a removed line", "a\nb\nc\n", "a\nc\n", []],
    ["an added last line", "a\n", "a\nb\n", []],
  ])("%s", (_name, before, after, expected) => {
    expect(oneLineChanges(before, after)).toEqual(expected);
  });
});
