import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { visitStoreOf } from "../src/cli/visits.ts";
import { openCache } from "../src/source/disk-cache.ts";
import { oldestFirst, type Visits } from "../src/sweep-order.ts";

const now = "2026-05-10T06:00:00Z";
const pull = (number: number, ...labels: string[]) => ({ number, labels, baseBranch: "main" });
const numbersOf = (pulls: readonly { readonly number: number }[]) => pulls.map(({ number }) => number);

describe("the order of a sweep", () => {
  it.each<readonly [string, Visits, readonly number[]]>([
    ["what is new comes before what is known", new Map([[1, "2026-05-09T06:00:00Z"]]), [3, 2, 1]],
    [
      "the oldest visit comes first",
      new Map([
        [1, "2026-05-09T06:00:00Z"],
        [2, "2026-05-07T06:00:00Z"],
        [3, "2026-05-08T06:00:00Z"],
      ]),
      [2, 3, 1],
    ],
    [
      "of equal visits the lower number",
      new Map([
        [1, "2026-05-09T06:00:00Z"],
        [2, "2026-05-09T06:00:00Z"],
        [3, "2026-05-09T06:00:00Z"],
      ]),
      [1, 2, 3],
    ],
    [
      "a visit in the future or of no time counts as none",
      new Map([
        [1, "2026-05-11T06:00:00Z"],
        [2, "2026-05-09T06:00:00Z"],
        [3, "yesterday"],
      ]),
      [3, 1, 2],
    ],
  ])("%s", (_name, visits, expected) => {
    expect(numbersOf(oldestFirst([pull(1, "staged"), pull(2, "staged"), pull(3)], visits, now))).toEqual(expected);
  });

  const many = Array.from({ length: 300 }, (_, index) => pull(index + 1, "staged"));
  const day = (index: number) => new Date(Date.UTC(2026, 0, 1 + index)).toISOString();

  it("T086 reaches 300 in eight days of 40 each where visits are kept, each once before any twice", () => {
    const visits = new Map<number, string>();
    for (let index = 0; index < 8; index += 1) {
      for (const { number } of oldestFirst(many, visits, day(index)).slice(0, 40)) visits.set(number, day(index));
    }
    expect(visits.size).toBe(300);
  });

  it("T086 starves none where no visits are kept, also when only 40 of 300 are done each day", () => {
    const seen = new Set<number>();
    for (let index = 0; index < 21; index += 1) {
      for (const { number } of oldestFirst(many, new Map(), day(index)).slice(0, 40)) seen.add(number);
    }
    expect(seen.size).toBe(300);
  });
});

describe("visits on disk", () => {
  it("come back as they were kept; damaged ones are none", () => {
    const folder = mkdtempSync(join(tmpdir(), "visits-"));
    try {
      const cache = openCache(folder, "engine");
      const store = visitStoreOf(cache);
      expect(store.load("acme/docs")).toEqual(new Map());
      store.save("acme/docs", new Map([[7, now]]));
      expect(store.load("acme/docs")).toEqual(new Map([[7, now]]));
      expect(store.load("acme/other")).toEqual(new Map());
      cache.save("visits", "acme/docs", '[["7","x"]]');
      expect(store.load("acme/docs")).toEqual(new Map());
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
