import { describe, expect, it } from "vitest";
import { dockerfile } from "../../../src/source/languages/dockerfile.ts";
import { dotenv } from "../../../src/source/languages/dotenv.ts";
import { json } from "../../../src/source/languages/json.ts";
import type { Language } from "../../../src/source/languages/language.ts";
import { sql } from "../../../src/source/languages/sql.ts";
import { toml } from "../../../src/source/languages/toml.ts";
import { yaml } from "../../../src/source/languages/yaml.ts";
import { compact, factsOf, readFixture, readText, valuesOf } from "./read-fixture.ts";

const cases: readonly (readonly [Language, string])[] = [
  [json, "package.json"],
  [json, "lantern.schema.json"],
  [json, "vercel.json"],
  [yaml, "openapi.yaml"],
  [yaml, "action.yml"],
  [yaml, "compose.yaml"],
  [yaml, "values.yaml"],
  [toml, "Cargo.toml"],
  [toml, "pyproject.toml"],
  [dotenv, ".env.example"],
  [dotenv, ".env.production"],
  [dockerfile, "Dockerfile"],
  [sql, "001_lamps.sql"],
];

describe("configuration formats", () => {
  it.each(cases.map(([language, path]) => ({ language, path })))("reads $path", async ({ language, path }) => {
    const facts = compact(await readFixture(language, path, "config"));
    await expect(facts).toMatchFileSnapshot(`__snapshots__/${language.id}/${path}.txt`);
  });

  it("never lets an example of a dotenv file count as more than prose, nor its values as defaults", async () => {
    const example = await readFixture(dotenv, ".env.example", "config");
    expect(factsOf(example, "env-declared", "LAMP_LOG").map(({ strength }) => strength)).toEqual(["prose"]);
    expect(valuesOf(example, "default")).toEqual([]);
    expect(valuesOf(await readFixture(dotenv, ".env.production", "config"), "default")).toEqual([
      "lamp.acme.example",
      "3",
    ]);
  });

  it.each([
    [yaml, "compose.yaml", "LAMP_COMMENT_ONLY"],
    [toml, "pyproject.toml", "lamp_comment_only"],
    [dockerfile, "Dockerfile", "LAMP_COMMENT_ONLY"],
    [sql, "001_lamps.sql", "lamp_comment_only"],
    [dotenv, ".env.production", "LAMP_OFF"],
  ] as const)("gives a name in a comment no better role: %#", async (language, path, word) => {
    const { facts } = await readFixture(language, path, "config");
    expect(facts.filter(({ value }) => value.includes(word)).map(({ role, strength }) => [role, strength])).toEqual([
      ["comment", "comment"],
    ]);
  });

  it("closes the lists of a schema and of an action, by nesting", async () => {
    const schema = await readFixture(json, "lantern.schema.json", "config");
    const keys = schema.closedLists
      .filter(({ role }) => role === "key-declared")
      .map(({ scope, members }) => [scope.in ?? "", members]);
    expect(keys).toContainEqual(["", ["brightness", "colour", "groupName", "rooms"]]);
    expect(keys).toContainEqual(["rooms", ["rooms.dimAfterSeconds"]]);
    const action = await readFixture(yaml, "action.yml", "config");
    expect(action.closedLists.map(({ scope, members }) => [scope.in, members])).toEqual([
      ["inputs", ["wick-length", "room"]],
      ["outputs", ["lit"]],
    ]);
  });

  it("reads an OpenAPI document as what a server declares", async () => {
    const api = await readFixture(yaml, "openapi.yaml", "config");
    expect(valuesOf(api, "route-declared")).toEqual(["/lamps/{lamp_id}"]);
    expect(valuesOf(api, "header-read")).toEqual(["X-Lantern-Key", "X-Room"]);
    expect(valuesOf(api, "scheme-accepted")).toEqual(["Bearer"]);
    expect(factsOf(api, "status-returned", "404")[0]?.scope).toEqual({
      condition: "No such lamp",
      method: "GET",
      route: "/lamps/{lamp_id}",
    });
    expect(factsOf(api, "default", "25")[0]?.scope.subject).toBe("per_page");
  });

  const hostile = [
    "",
    "\0",
    "{",
    '{"a":',
    "[".repeat(20_000),
    '{"a":'.repeat(5_000),
    "a: &a [*a, *a]",
    "- ".repeat(5_000),
    "'".repeat(9_999),
    "CREATE TABLE x (".repeat(2_000),
  ];
  it.each(
    [json, yaml, toml, dotenv, dockerfile, sql].flatMap((language) =>
      hostile.map((text, index) => ({ language, text, name: `${language.id} ${index}` })),
    ),
  )("survives hostile text: $name", async ({ language, text }) => {
    expect(await readText(language, `hostile${language.files[0]}`, text)).toBeDefined();
  });
});
