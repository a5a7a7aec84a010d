import { describe, expect, it } from "vitest";
import { python } from "../../../src/source/languages/python.ts";
import { compact, factsOf, readFixture, readText, valuesOf } from "./read-fixture.ts";

const files = [
  "harbour/main.py",
  "harbour/settings.py",
  "harbour/routes/__init__.py",
  "harbour/routes/berths.py",
  "harbour/routes/pilots.py",
  "harbour/cli.py",
  "harbour/tools.py",
  "urls/urls.py",
  "urls/logbook.py",
  "urls/flask_app.py",
];

describe("python", () => {
  it.each(files)("reads %s", async (path) => {
    const facts = compact(await readFixture(python, path));
    await expect(facts).toMatchFileSnapshot(`__snapshots__/python/${path.replaceAll("/", "-")}.txt`);
  });

  it("gives a name in a comment, a docstring or an error text no better role", async () => {
    const { facts } = await readFixture(python, "harbour/main.py");
    const rolesOf = (word: string) => [
      ...new Set(facts.filter(({ value }) => value.includes(word)).map(({ role }) => role)),
    ];
    expect(rolesOf("X-Docstring-Only")).toEqual(["comment"]);
    expect(rolesOf("X-Comment-Only")).toEqual(["comment"]);
    expect(rolesOf("X-Thrown-Only")).toEqual(["thrown-text"]);
    expect(rolesOf("X-Error-Only")).toEqual(["literal"]);
  });

  it("keeps the strength of a test, and a comment stays a comment", async () => {
    const { facts } = await readFixture(python, "harbour/main.py", "test");
    expect(new Set(facts.filter(({ role }) => role !== "comment").map(({ strength }) => strength))).toEqual(
      new Set(["test"]),
    );
    expect(new Set(facts.filter(({ role }) => role === "comment").map(({ strength }) => strength))).toEqual(
      new Set(["comment"]),
    );
  });

  it("composes a route from its own prefix and the mounts of another file", async () => {
    expect(valuesOf(await readFixture(python, "harbour/routes/berths.py"), "route-declared")).toEqual([
      "/quay/v2/berths/{berth_id}",
      "/quay/v2/berths",
    ]);
    expect(valuesOf(await readFixture(python, "harbour/routes/pilots.py"), "route-declared")).toEqual([
      "/quay/v2/crew/pilots/{name}",
    ]);
    expect(valuesOf(await readFixture(python, "urls/logbook.py"), "route-declared")).toEqual([
      "/logbook",
      "/logbook/{year}",
    ]);
  });

  it("composes the names of variables from prefixes", async () => {
    expect(valuesOf(await readFixture(python, "harbour/main.py"), "env-read")).toContain("HARBOUR_ANCHOR_URL");
    const settings = await readFixture(python, "harbour/settings.py");
    expect(valuesOf(settings, "env-read")).toEqual([
      "HARBOUR_API_PREFIX",
      "HARBOUR_PILOT_LIMIT",
      "FLAG_TOKEN",
      "HARBOUR_WAIT_SECONDS",
    ]);
  });

  it("computes arithmetic and durations", async () => {
    const settings = await readFixture(python, "harbour/settings.py");
    const constants = settings.facts
      .filter(({ role }) => role === "constant")
      .map(({ scope, value }) => [scope.subject, value, scope.unit]);
    expect(constants).toContainEqual(["RETRY_WINDOW", "900", undefined]);
    expect(constants).toContainEqual(["KEEP_FOR", "15", "min"]);
    expect(constants).toContainEqual(["MAX_CARGO_BYTES", "3145728", "B"]);
    expect(constants).toContainEqual(["BIG", "3145728", undefined]);
    expect(factsOf(settings, "limit", "unlimited")).toHaveLength(1);
  });

  it("lists the options of each command completely", async () => {
    const { closedLists } = await readFixture(python, "harbour/cli.py");
    const options = closedLists
      .filter(({ role }) => role === "option-declared")
      .map(({ scope, members }) => [scope.command ?? "", members]);
    expect(options).toEqual([
      ["", ["--log", "--help", "-h"]],
      ["moor", ["--rope-length", "-r", "--dry", "--help", "-h"]],
      ["raise-flag", ["--colour", "-c", "--wave", "--no-wave", "--help", "-h"]],
      ["sink-depth", ["--metres", "--quick-dive", "--help", "-h"]],
    ]);
  });

  it("reads what it can of a file that does not parse", async () => {
    const broken = 'import os\nA = os.getenv("BEFORE")\ndef moor(:\n    return )\nB = os.getenv("AFTER")\n';
    expect(valuesOf(await readText(python, "broken.py", broken), "env-read")).toEqual(["BEFORE", "AFTER"]);
  });

  it.each([
    "",
    "\0\0",
    "(".repeat(20_000),
    "x = [".repeat(5_000),
    "'".repeat(9_999),
  ])("survives hostile text %#", async (text) => {
    expect((await readText(python, "hostile.py", text)).closedLists).toEqual([]);
  });
});
