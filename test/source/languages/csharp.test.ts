import { describe, expect, it } from "vitest";
import { csharp } from "../../../src/source/languages/csharp.ts";
import { compact, factsOf, readFixture, readText, valuesOf } from "./read-fixture.ts";

describe("csharp", () => {
  it.each(["FerriesController.cs", "FerryNames.cs", "Program.cs"])("reads %s", async (name) => {
    const facts = compact(await readFixture(csharp, name));
    await expect(facts).toMatchFileSnapshot(`__snapshots__/csharp/${name}.txt`);
  });

  it("gives a name in a comment or an error no better role", async () => {
    const { facts } = await readFixture(csharp, "FerriesController.cs");
    const rolesOf = (word: string) => [
      ...new Set(facts.filter(({ value }) => value.includes(word)).map(({ role }) => role)),
    ];
    expect(rolesOf("X-Docstring-Only")).toEqual(["comment"]);
    expect(rolesOf("comment-only")).toEqual(["comment"]);
    expect(rolesOf("X-Thrown-Only")).toEqual(["thrown-text"]);
  });

  it("composes routes of controllers and groups", async () => {
    expect(valuesOf(await readFixture(csharp, "FerriesController.cs"), "route-declared")).toEqual([
      "/api/v3/ferries/{id}",
      "/undock",
    ]);
    expect(valuesOf(await readFixture(csharp, "Program.cs"), "route-declared")).toEqual([
      "/v4/ferries/{id}",
      "/health",
    ]);
  });

  it("follows constants, defaults and statuses", async () => {
    const controller = await readFixture(csharp, "FerriesController.cs");
    expect(factsOf(controller, "header-read", "X-Ferry-Ticket")).toHaveLength(1);
    expect(factsOf(controller, "env-read", "FERRY_HARBOUR")[0]?.default).toBe("north");
    expect(factsOf(controller, "key-read", "Ferry:DeckCount")[0]?.default).toBe("3");
    expect([...new Set(valuesOf(controller, "status-returned"))].sort()).toEqual(["200", "202", "404", "413"]);
  });

  it.each(["", "class {", "(".repeat(20_000)])("survives hostile text %#", async (text) => {
    expect((await readText(csharp, "Hostile.cs", text)).closedLists).toEqual([]);
  });
});
