import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { bundle } from "../../../scripts/build.mjs";

/** The object as a whole, and the one inside it. */
const blocks = '{"lamp":{"oil":1}} {"oil":1}';

let folder = "";

beforeAll(async () => {
  mkdirSync(".cache", { recursive: true });
  folder = mkdtempSync(join(".cache", "languages-"));
  await bundle(folder, { readers: "test/source/languages/read-bundled.ts" });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("finds every parser in the bundle, where modules meet otherwise than in development", () => {
  expect(execFileSync(process.execPath, [join(folder, "readers.js")], { encoding: "utf8" })).toBe(
    [
      "python: LAMP_OIL",
      "csharp: LAMP_OIL",
      `json: 1 lamp lamp.oil ${blocks}`,
      `yaml: 1 lamp lamp.oil ${blocks}`,
      `toml: 1 lamp lamp.oil ${blocks}`,
      "",
    ].join("\n"),
  );
});
