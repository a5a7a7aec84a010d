import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { configSchema, readConfig, readConfigOf } from "../../src/config.ts";
import { configurationPage } from "./tables.ts";

const root = resolve(import.meta.dirname, "../..");
/** Editors read draft-07 at most; what a user writes is the input side, where all has a default. */
const schema = {
  ...z.toJSONSchema(configSchema, { target: "draft-7", io: "input" }),
  title: "docs-verdict configuration",
  $comment: "Generated from src/config.ts.",
};
const validate = new Ajv({ strict: false }).compile(schema);
const start = readFileSync(resolve(root, "test/init/snapshots/docs-verdict.yml"), "utf8");

describe("schema of the configuration", () => {
  it("is shipped as it is in the code", async () => {
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(resolve(root, "config.schema.json"));
  });

  it("is explained as it is in the code", async () => {
    await expect(configurationPage(schema)).toMatchFileSnapshot(resolve(root, "docs/configuration.md"));
  });

  it("is a draft that editors read", () => {
    expect(schema.$schema).toBe("http://json-schema.org/draft-07/schema#");
    expect(validate.errors ?? []).toEqual([]);
  });

  it("says of every setting what it is for", () => {
    const page = configurationPage(schema);
    const silent = page.split("\n").filter((line) => /\|\s*\|$/.test(line));
    expect(silent).toEqual([]);
  });

  it.each([
    ["", true],
    [start, true],
    ["version: 2", false],
    ["documents: { entriez: [] }", false],
    ["policy: { maxAgeHours: 0 }", false],
    ["engineering: { repositories: [{ repository: acme }] }", false],
    ["engineering: { repositories: [{ repository: . }] }", true],
  ])("agrees with the reader about %j", (text, good) => {
    expect(validate(parse(text) ?? {})).toBe(good);
    const read = (): unknown => readConfig({ file: "docs-verdict.yml", text });
    if (good) expect(read).not.toThrow();
    else expect(read).toThrow();
  });

  it("a dot names the repository of the docs", () => {
    const text = "engineering: { repositories: [{ repository: . }, { repository: acme/platform }] }";
    const { engineering } = readConfigOf("acme/docs", { file: "docs-verdict.yml", text });
    expect(engineering.repositories.map(({ repository }) => repository)).toEqual(["acme/docs", "acme/platform"]);
  });
});
