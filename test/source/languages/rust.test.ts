import { describe, expect, it } from "vitest";
import { rust } from "../../../src/source/languages/rust.ts";
import { compact, factsOf, readFixture, readText, valuesOf } from "./read-fixture.ts";

const files = [
  "names/src/lib.rs",
  "cli/src/main.rs",
  "cli/src/grind.rs",
  "server/src/main.rs",
  "server/src/settings.rs",
  "server/src/routes/sacks.rs",
  "server/src/routes/wheel.rs",
];

describe("rust", () => {
  it.each(files)("reads %s", async (path) => {
    const facts = compact(await readFixture(rust, path));
    await expect(facts).toMatchFileSnapshot(`__snapshots__/rust/${path.replaceAll("/", "-")}.txt`);
  });

  it("gives a name in a comment, a help text or an error no better role", async () => {
    const main = await readFixture(rust, "cli/src/main.rs");
    const grind = await readFixture(rust, "cli/src/grind.rs");
    const rolesOf = (word: string) => [
      ...new Set([...main.facts, ...grind.facts].filter(({ value }) => value.includes(word)).map(({ role }) => role)),
    ];
    expect(rolesOf("--doc-only")).toEqual(["comment"]);
    expect(rolesOf("MILL_THROWN_ONLY")).toEqual(["thrown-text"]);
    expect(rolesOf("X-Err-Only")).toEqual(["thrown-text"]);
    expect(rolesOf("--token-in-help")).toEqual(["literal"]);
  });

  it("counts what stands under cfg(test) as a test", async () => {
    const [fact] = factsOf(await readFixture(rust, "cli/src/grind.rs"), "env-read", "MILL_TEST_ONLY");
    expect(fact?.strength).toBe("test");
  });

  it("follows a constant of another crate to an option's variable", async () => {
    const [fact] = factsOf(await readFixture(rust, "cli/src/grind.rs"), "env-read", "MILL_TOKEN");
    expect(fact?.via).toEqual(["names.MILL_TOKEN_ENV (names/src/lib.rs:2)", "stands in for --mill-token"]);
  });

  it("lists the options of a command with those flattened into it", async () => {
    const { closedLists } = await readFixture(rust, "cli/src/grind.rs");
    const options = closedLists.find(({ role }) => role === "option-declared");
    expect(options?.scope).toEqual({ command: "grind" });
    expect(options?.members).toEqual([
      "--mill-token",
      "--sacks",
      "--bags",
      "-n",
      "--fine-flour",
      "--power",
      "--help",
      "-h",
      "--version",
      "-V",
      "--quiet",
    ]);
  });

  it("composes nested routers, scopes and services", async () => {
    expect(valuesOf(await readFixture(rust, "server/src/main.rs"), "route-declared")).toEqual([
      "/api/v3/flour/{kind}",
      "/health",
      "/sacks/{id}",
    ]);
    expect(valuesOf(await readFixture(rust, "server/src/routes/sacks.rs"), "route-declared")).toEqual(["/sacks/{id}"]);
    expect(valuesOf(await readFixture(rust, "server/src/routes/wheel.rs"), "route-declared")).toEqual([
      "/wheel/turns/{count}",
      "/wheel/stop",
    ]);
  });

  it("computes durations and arithmetic", async () => {
    const { facts } = await readFixture(rust, "cli/src/grind.rs");
    const constants = facts
      .filter(({ role }) => role === "constant")
      .map(({ scope, value }) => [scope.subject, value, scope.unit]);
    expect(constants).toEqual([
      ["PAUSE", "90", "s"],
      ["MAX_SACKS", "3000", undefined],
    ]);
  });

  it.each([
    "",
    "fn (",
    "#[arg(long",
    "(".repeat(20_000),
    '"'.repeat(9_999),
  ])("survives hostile text %#", async (text) => {
    expect((await readText(rust, "hostile.rs", text)).closedLists).toEqual([]);
  });
});
