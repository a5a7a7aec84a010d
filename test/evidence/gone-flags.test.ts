import { describe, expect, it } from "vitest";
import { flagsGone, gatingFlags, withoutGone } from "../../src/evidence/gone-flags.ts";
import type { SkippedFile, SourceTree } from "../../src/source/tree.ts";
import type { Evidence, FlagUse } from "../../src/types/index.ts";
import { pullEvidence } from "../verdict/builders.ts";

function treeWith(paths: readonly string[], skipped: readonly SkippedFile[] = []): SourceTree {
  return {
    commit: "a".repeat(40),
    files: new Map(),
    search: async () => ({ paths, skipped }),
    readEach: async () => {},
    history: { changes: () => Promise.resolve([]), readEach: () => Promise.resolve() },
    close: async () => {},
  };
}

const gone = (...world: Parameters<typeof treeWith>): Promise<readonly string[]> =>
  flagsGone(treeWith(...world), ["berths"], ["flags/production.json"]);

describe("flags that nothing asks for any more", () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ["nowhere", [], ["berths"]],
    [
      "in prose, tests and the file of flags only",
      ["CHANGELOG.md", "test/a.test.ts", "flags/production.json"],
      ["berths"],
    ],
    ["in code", ["src/a.ts"], []],
    ["in another configuration", ["config/gates.yml"], []],
  ])("%s", async (_, paths, expected) => {
    expect(await gone(paths)).toEqual(expected);
  });

  it("T007 are not concluded from a search that missed a file", async () => {
    expect(await gone([], [{ path: "src/b.ts", reason: "missing-object" }])).toEqual([]);
  });

  it("gate no longer, in their own repository alone", () => {
    const place = { path: "src/a.ts", startLine: 2, endLine: 2 };
    const use: FlagUse = { flag: "berths", vendor: "any", call: "isOn", purpose: "gate", place };
    const evidence = ["acme/eng#1", "acme/web#1"].map(
      (key): Evidence => ({
        ...pullEvidence(key),
        subject: { kind: "gates", key },
        status: "found",
        data: { uses: [use], filesSearched: 1, calls: 1, unread: [] },
      }),
    );
    expect(gatingFlags("Acme/Eng", evidence)).toEqual(["berths"]);
    const left = withoutGone(evidence, new Map([["acme/eng", ["berths"]]]));
    expect(left.map((item) => item.status === "found" && "uses" in item.data && item.data.uses[0]?.purpose)).toEqual([
      "removed",
      "gate",
    ]);
  });
});
