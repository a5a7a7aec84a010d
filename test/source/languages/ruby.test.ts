import { describe, expect, it } from "vitest";
import { ruby } from "../../../src/source/languages/ruby.ts";
import { compact, factsOf, readFixture, readText, valuesOf } from "./read-fixture.ts";

describe("ruby", () => {
  it.each(["config/routes.rb", "lib/ferry/names.rb", "lib/ferry/server.rb"])("reads %s", async (path) => {
    const facts = compact(await readFixture(ruby, path));
    await expect(facts).toMatchFileSnapshot(`__snapshots__/ruby/${path.replaceAll("/", "-")}.txt`);
  });

  it("gives a name in a comment or an error no better role", async () => {
    const { facts } = await readFixture(ruby, "lib/ferry/server.rb");
    const rolesOf = (word: string) => [
      ...new Set(facts.filter(({ value }) => value.includes(word)).map(({ role }) => role)),
    ];
    expect(rolesOf("X-Comment-Only")).toEqual(["comment"]);
    expect(rolesOf("X-Thrown-Only")).toEqual(["thrown-text"]);
    expect(rolesOf("--deck-height")).toEqual(["literal"]);
  });

  it("reads variables from an environment that is given to it", async () => {
    const text =
      'def start(env)\n  decks = env["FERRY_DECKS"]\n  env["FERRY_SET"] = "1"\n  lane = env["HTTP_X_LANE"]\nend\n';
    expect(valuesOf(await readText(ruby, "lib/start.rb", text), "env-read")).toEqual(["FERRY_DECKS"]);
  });

  it("composes routes of namespaces, scopes and resources", async () => {
    expect(valuesOf(await readFixture(ruby, "config/routes.rb"), "route-declared").sort()).toEqual([
      "/api/v3/ferries",
      "/api/v3/ferries/{ferry_id}/decks",
      "/api/v3/ferries/{id}",
      "/api/v3/ferries/{id}/dock",
      "/health",
    ]);
  });

  it("reads variables with their defaults and composed names", async () => {
    const server = await readFixture(ruby, "lib/ferry/server.rb");
    expect(valuesOf(server, "env-read")).toEqual(["FERRY_HARBOUR", "FERRY_DECKS", "FERRY_URL"]);
    expect(factsOf(server, "env-read", "FERRY_DECKS")[0]?.default).toBe("3");
    expect(valuesOf(server, "header-read")).toEqual(["X-Ferry-Ticket", "X-LANE", "Authorization"]);
  });

  it.each(["", "class (", "(".repeat(20_000)])("survives hostile text %#", async (text) => {
    expect((await readText(ruby, "hostile.rb", text)).closedLists).toEqual([]);
  });
});
