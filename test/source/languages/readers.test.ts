import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csharp } from "../../../src/source/languages/csharp.ts";
import { dockerfile } from "../../../src/source/languages/dockerfile.ts";
import { dotenv } from "../../../src/source/languages/dotenv.ts";
import { go } from "../../../src/source/languages/go.ts";
import { java } from "../../../src/source/languages/java.ts";
import { json } from "../../../src/source/languages/json.ts";
import { php } from "../../../src/source/languages/php.ts";
import { python } from "../../../src/source/languages/python.ts";
import { ruby } from "../../../src/source/languages/ruby.ts";
import { rust } from "../../../src/source/languages/rust.ts";
import { sql } from "../../../src/source/languages/sql.ts";
import { toml } from "../../../src/source/languages/toml.ts";
import { yaml } from "../../../src/source/languages/yaml.ts";
import { readText } from "./read-fixture.ts";

const languages = [python, go, rust, java, ruby, csharp, php, json, yaml, toml, dotenv, dockerfile, sql];
const words = [
  "(",
  ")",
  "{",
  "}",
  "[",
  "]",
  '"',
  "'",
  "`",
  "\n",
  " ",
  "=",
  ":",
  ",",
  "def",
  "fn",
  "func",
  "class",
  "#",
  "//",
  "/*",
  "@",
  "route",
  "env",
  "\u0000",
  "\ud800",
  "é",
  "1",
  "a",
  "<?php",
  "<<",
  "...",
];
const soup = fc.array(fc.constantFrom(...words), { maxLength: 60 }).map((parts) => parts.join(""));

describe("readers", () => {
  it.each(
    languages,
  )("$id never throws, gives the same facts twice, and places them inside the file", async (language) => {
    await fc.assert(
      fc.asyncProperty(soup, async (text) => {
        const first = await readText(language, `soup${language.files[0]}`, text);
        expect(await readText(language, `soup${language.files[0]}`, text)).toEqual(first);
        const lines = text.split("\n").length;
        for (const { place, snippet } of first.facts) {
          expect(place.startLine).toBeGreaterThanOrEqual(1);
          expect(place.endLine).toBeLessThanOrEqual(lines);
          expect(text).toContain(snippet);
        }
      }),
      { numRuns: 40, seed: 7 },
    );
  });

  it("asks for a file, waits for nothing, and reads the same once the file is there", async () => {
    const files = new Map([
      ["mill/names.py", 'WHEEL = "MILL_WHEEL"\n'],
      ["mill/main.py", "import os\nfrom mill.names import WHEEL\nwheel = os.getenv(WHEEL)\n"],
    ]);
    const read = await python.load();
    const file = {
      path: "mill/main.py",
      blob: "b".repeat(40),
      text: files.get("mill/main.py") ?? "",
      strength: "code",
    } as const;
    const wishes: string[] = [];
    const unloaded = read(file, { paths: new Set(files.keys()), textOf: (path) => void wishes.push(path) });
    expect(unloaded.facts.some(({ role }) => role === "env-read")).toBe(false);
    expect(wishes).toContain("mill/names.py");
    const loaded = read(file, { paths: new Set(files.keys()), textOf: (path) => files.get(path) });
    expect(loaded.facts.find(({ role }) => role === "env-read")?.value).toBe("MILL_WHEEL");
  });

  it("reads a large file in time that grows with its length", async () => {
    const line = 'limit = os.getenv("MILL_LIMIT", "15")\n';
    const { facts } = await readText(python, "large.py", `import os\n${line.repeat(3000)}`);
    expect(facts.filter(({ role }) => role === "env-read")).toHaveLength(3000);
  });
});
