import { describe, expect, it } from "vitest";
import { typescript } from "../../../src/source/languages/typescript.ts";
import { compact, factsOf, readFixture, readText, valuesOf } from "./read-fixture.ts";

const paths = [
  "src/auth.ts",
  "src/deep.ts",
  "src/names.ts",
  "src/reads.ts",
  "src/client.ts",
  "src/server.ts",
  "src/routes/berths.ts",
  "src/nest.ts",
  "app/api/berths/[id]/route.ts",
  "src/settings.ts",
  "src/cli.ts",
  "src/broken.ts",
  "src/cycle.ts",
];

describe("typescript", () => {
  it.each(paths)("reads %s", async (path) => {
    const { facts, closedLists } = await readFixture(typescript, path);
    const named = facts.filter(({ role }) => role !== "identifier");
    await expect(compact({ facts: named, closedLists })).toMatchFileSnapshot(`__snapshots__/typescript/${path}.txt`);
  });

  it("C4 gives a header in an error message or a log no role of a header", async () => {
    for (const [path, header] of [
      ["src/auth.ts", "X-Harbor-Key"],
      ["src/cli.ts", "X-Harbor-Log"],
    ] as const) {
      const { facts } = await readFixture(typescript, path);
      const roles = facts.filter(({ value }) => value.includes(header)).map(({ role }) => role);
      expect(roles).toEqual(["thrown-text"]);
    }
  });

  it("follows a constant through two files, a re-export and a template, and says how", async () => {
    const facts = await readFixture(typescript, "src/auth.ts");
    const [fact] = factsOf(facts, "header-read", "X-Harbor-Berth");
    expect(fact?.via).toEqual(["BERTH in src/deep.ts:2", "PREFIX in src/deep.ts:1"]);
  });

  it("reads no header from maps, responses and comments", async () => {
    const reads = valuesOf(await readFixture(typescript, "src/reads.ts"), "header-read");
    expect(reads).not.toContain("x-not-a-header");
    expect(reads).not.toContain("X-Only-On-Response");
    expect(reads).toEqual([
      "authorization",
      "x-harbor-dock",
      "X-Harbor-Crane",
      "x-harbor-pier",
      "X-Harbor-Tug",
      "x-forwarded-for",
      "X-Harbor-Wrapped",
    ]);
  });

  it("closes no list of a file that does not parse", async () => {
    expect((await readFixture(typescript, "src/broken.ts")).closedLists).toEqual([]);
  });

  it("calls in order: what is tried comes before what is caught", async () => {
    const facts = await readFixture(typescript, "src/auth.ts");
    const index = (name: string) => Number(factsOf(facts, "called", name)[0]?.scope.index);
    expect(index("jwtVerify")).toBeLessThan(index("tryApiTokenAuth"));
  });

  it.each([
    ["deep nesting", `${"(".repeat(5000)}1${")".repeat(5000)}`],
    ["a long concatenation", Array.from({ length: 3000 }, (_, index) => `"a${index}"`).join(" + ")],
    [
      "names of built-in members",
      `constructor["x"](); toString(); const __proto__ = "y"; a.constructor("z"); ({ __proto__: { a: { b: 1 } } });`,
    ],
    ["a constant of itself", `const a = a; headers[a]; const { b } = b; headers[b];`],
  ])("ends on %s", async (_, text) => {
    await expect(
      readText(typescript, "a.ts", text).then(
        () => "read",
        (error) => error.name,
      ),
    ).resolves.toMatch(/read|RangeError/);
  });
});
