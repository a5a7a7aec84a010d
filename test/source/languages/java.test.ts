import { describe, expect, it } from "vitest";
import { java } from "../../../src/source/languages/java.ts";
import { compact, factsOf, readFixture, readText, valuesOf } from "./read-fixture.ts";

const folder = "src/main/java/com/acme/ferry";

describe("java", () => {
  it.each(["Names.java", "FerryController.java", "FerryProperties.java"])("reads %s", async (name) => {
    const facts = compact(await readFixture(java, `${folder}/${name}`));
    await expect(facts).toMatchFileSnapshot(`__snapshots__/java/${name}.txt`);
  });

  it("gives a name in a comment or an error no better role", async () => {
    const { facts } = await readFixture(java, `${folder}/FerryController.java`);
    const rolesOf = (word: string) => [
      ...new Set(facts.filter(({ value }) => value.includes(word)).map(({ role }) => role)),
    ];
    expect(rolesOf("X-Docstring-Only")).toEqual(["comment"]);
    expect(rolesOf("comment-only")).toEqual(["comment"]);
    expect(rolesOf("X-Thrown-Only")).toEqual(["thrown-text"]);
  });

  it("composes routes and follows constants of another class", async () => {
    const controller = await readFixture(java, `${folder}/FerryController.java`);
    expect(valuesOf(controller, "route-declared")).toEqual([
      "/api/v3/ferries/{id}",
      "/api/v3/ferries/dock",
      "/api/v3/ferries/undock",
    ]);
    expect(valuesOf(controller, "header-read")).toEqual(["X-Ferry-Ticket", "X-Lane", "Authorization"]);
    expect(valuesOf(controller, "status-returned").sort()).toEqual(["202", "401", "413"]);
  });

  it("knows the variables that stand for properties", async () => {
    expect(valuesOf(await readFixture(java, `${folder}/FerryController.java`), "env-read")).toEqual([
      "FERRY_DECKCOUNT",
      "FERRY_HARBOUR",
      "FERRY_KEY",
    ]);
    const [speed] = factsOf(
      await readFixture(java, `${folder}/FerryProperties.java`),
      "key-declared",
      "ferry.engine.max-speed-knots",
    );
    expect(speed?.default).toBe("17");
  });

  it.each(["", "class {", "(".repeat(20_000)])("survives hostile text %#", async (text) => {
    expect((await readText(java, "Hostile.java", text)).closedLists).toEqual([]);
  });
});
