import { describe, expect, it } from "vitest";
import { php } from "../../../src/source/languages/php.ts";
import { compact, factsOf, readFixture, readText, valuesOf } from "./read-fixture.ts";

describe("php", () => {
  it.each(["config/ferry.php", "routes/api.php", "app/FerryController.php"])("reads %s", async (path) => {
    const facts = compact(await readFixture(php, path));
    await expect(facts).toMatchFileSnapshot(`__snapshots__/php/${path.replaceAll("/", "-")}.txt`);
  });

  it("gives a name in a comment or an error no better role", async () => {
    const { facts } = await readFixture(php, "app/FerryController.php");
    const rolesOf = (word: string) => [
      ...new Set(facts.filter(({ value }) => value.includes(word)).map(({ role }) => role)),
    ];
    expect(rolesOf("X-Docstring-Only")).toEqual(["comment"]);
    expect(rolesOf("X-Thrown-Only")).toEqual(["thrown-text"]);
  });

  it("composes routes of groups and of classes", async () => {
    expect(valuesOf(await readFixture(php, "routes/api.php"), "route-declared")).toEqual([
      "/api/v3/ferries/{id}",
      "/api/v3/decks",
      "/api/v3/decks/{id}",
    ]);
    expect(valuesOf(await readFixture(php, "app/FerryController.php"), "route-declared")).toEqual(["/ferries/{id}"]);
  });

  it("reads settings, headers and statuses", async () => {
    expect(factsOf(await readFixture(php, "config/ferry.php"), "default", "45")[0]?.scope).toEqual({
      subject: "ferry.engine.turnaround_minutes",
      unit: "min",
    });
    const controller = await readFixture(php, "app/FerryController.php");
    expect(valuesOf(controller, "header-read")).toEqual(["X-Ferry-Ticket", "Authorization", "X-LANE"]);
    expect([...new Set(valuesOf(controller, "status-returned"))].sort()).toEqual(["401", "413"]);
    expect(valuesOf(controller, "option-declared")).toEqual(["--decks", "--lights", "-d"]);
  });

  it.each(["", "<?php class {", `<?php ${"(".repeat(20_000)}`])("survives hostile text %#", async (text) => {
    expect((await readText(php, "hostile.php", text)).closedLists).toEqual([]);
  });
});
