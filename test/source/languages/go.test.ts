import { describe, expect, it } from "vitest";
import { go } from "../../../src/source/languages/go.ts";
import { compact, factsOf, readFixture, readText, valuesOf } from "./read-fixture.ts";

const files = [
  "internal/limits/limits.go",
  "internal/limits/config.go",
  "internal/web/server.go",
  "internal/web/mux.go",
  "cmd/root.go",
  "cmd/urfave.go",
];

describe("go", () => {
  it.each(files)("reads %s", async (path) => {
    const facts = compact(await readFixture(go, path));
    await expect(facts).toMatchFileSnapshot(`__snapshots__/go/${path.replaceAll("/", "-")}.txt`);
  });

  it("gives a name in a comment or an error no better role", async () => {
    const { facts } = await readFixture(go, "internal/web/server.go");
    const rolesOf = (word: string) => [
      ...new Set(facts.filter(({ value }) => value.includes(word)).map(({ role }) => role)),
    ];
    expect(rolesOf("X-Comment-Only")).toEqual(["comment"]);
    expect(rolesOf("X-Thrown-Only")).toEqual(["thrown-text"]);
    expect(rolesOf("X-Error-Only")).toEqual(["thrown-text"]);
  });

  it("follows constants of another package", async () => {
    const server = await readFixture(go, "internal/web/server.go");
    const [header] = factsOf(server, "header-read", "X-Orchard-Key");
    expect(header?.via).toEqual(["limits.KeyHeader (internal/limits/limits.go:10)"]);
    const [season] = factsOf(server, "env-read", "ORCHARD_SEASON");
    expect(season?.default).toBe("autumn");
  });

  it("composes nested routers, mounts and method patterns", async () => {
    expect(valuesOf(await readFixture(go, "internal/web/server.go"), "route-declared")).toEqual([
      "/health",
      "/api/v2/trees",
      "/api/v2/trees/{treeID}",
      "/api/v2/crates/{id}",
    ]);
    const mux = await readFixture(go, "internal/web/mux.go");
    expect(factsOf(mux, "route-declared", "/legacy/trees/{id}")[0]?.scope.method).toBe("PUT");
    expect(valuesOf(mux, "route-declared")).toContain("/legacy/files");
    expect(factsOf(mux, "route-declared", "/chained/trees/{id}")[0]?.scope.method).toBe("GET");
    expect(valuesOf(mux, "route-declared")).toContain("/chained/files");
  });

  it("reads defaults that functions write into fields", async () => {
    const text = `package a

import "k8s.io/utils/ptr"

func (c *Orchard) SetDefaults() {
	rows := true
	c.Rows = &rows
	c.Wet = ptr.To(false)
	c.Shed = Shed{}
	c.Ripen = 15 * time.Second
	if c.Old {
		c.Trees = 3
	}
}

func NewConfig() *Config {
	return &Config{Crates: 40}
}
`;
    const { facts } = await readText(go, "a/a.go", text);
    const defaults = facts.filter(({ role }) => role === "default");
    expect(defaults.map(({ scope, value }) => [scope.in, scope.subject, value, scope.unit])).toEqual([
      ["Orchard", "Rows", "true", undefined],
      ["Orchard", "Wet", "false", undefined],
      ["Orchard", "Ripen", "15", "s"],
      ["Config", "Crates", "40", undefined],
    ]);
  });

  it("reads headers that are kept as bytes", async () => {
    const text =
      'package a\n\nvar header = []byte("X-Orchard-Row")\n\nfunc row(ctx *fasthttp.RequestCtx) []byte {\n\tctx.Response.Header.SetBytesK(header, "x")\n\treturn ctx.Request.Header.PeekBytes(header)\n}\n';
    const facts = await readText(go, "a/a.go", text);
    expect(valuesOf(facts, "header-read")).toEqual(["X-Orchard-Row"]);
    expect(valuesOf(facts, "header-sent")).toEqual(["X-Orchard-Row"]);
  });

  it("computes shifts, separators and durations", async () => {
    const { facts } = await readFixture(go, "internal/limits/limits.go");
    const constants = facts
      .filter(({ role }) => role === "constant")
      .map(({ scope, value }) => [scope.subject, value, scope.unit]);
    expect(constants).toContainEqual(["MaxTrees", "3000", undefined]);
    expect(constants).toContainEqual(["MaxCrateBytes", "5242880", "B"]);
    expect(constants).toContainEqual(["RipeAfter", "90", "min"]);
  });

  it("names options by command and never closes a list that inherits options", async () => {
    const root = await readFixture(go, "cmd/root.go");
    const options = root.facts
      .filter(({ role }) => role === "option-declared")
      .map(({ value, scope }) => [scope.command, value]);
    expect(options).toEqual([
      [undefined, "--quiet"],
      ["pick", "--baskets"],
      ["pick", "-b"],
      ["pick", "--wait"],
      ["pick row", "--side"],
    ]);
    expect(root.closedLists.filter(({ role }) => role === "option-declared").map(({ scope }) => scope.command)).toEqual(
      [undefined],
    );
    expect(valuesOf(root, "command-declared")).toEqual(["pick", "harvest", "pick row"]);
  });

  it("composes variables of nested structs from prefixes", async () => {
    expect(valuesOf(await readFixture(go, "internal/limits/config.go"), "env-read")).toEqual(["PORT", "WELL_DEPTH"]);
  });

  it.each([
    "",
    "package (",
    "func f() { os.Getenv(",
    "(".repeat(20_000),
    "`".repeat(9_999),
  ])("survives hostile text %#", async (text) => {
    expect((await readText(go, "hostile.go", text)).closedLists).toEqual([]);
  });
});
