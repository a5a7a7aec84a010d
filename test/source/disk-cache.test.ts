import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { openCache } from "../../src/source/disk-cache.ts";
import { findFacts } from "../../src/source/find-facts.ts";
import type { SourceQuery } from "../../src/source/query.ts";
import type { FactStore } from "../../src/source/reading.ts";
import { factStoreOf } from "../../src/source/stored-facts.ts";
import { withTree } from "./repository.ts";

const folder = mkdtempSync(join(tmpdir(), "cache-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every file below a folder. */
const filesIn = (root: string): string[] =>
  readdirSync(root, { recursive: true, encoding: "utf8" })
    .map((name) => join(root, name))
    .filter((path) => statSync(path).isFile());

const ask = (value: string): SourceQuery => ({
  id: value,
  kind: "http-header",
  value,
  qualifiers: {},
  polarity: "present",
  needles: [value],
  roles: ["header-read", "header-sent"],
  others: [],
  accepts: ["code", "config"],
});
const nowhere = { firstPaths: [], roots: [], excluded: [] };

describe("openCache", () => {
  it("gives back what was saved, to the same engine only", () => {
    const root = join(folder, "engines");
    const cache = openCache(root, "one");
    cache.save("facts", "key", "text");
    expect(cache.load("facts", "key")?.toString()).toBe("text");
    expect(openCache(root, "one").load("facts", "key")?.toString()).toBe("text");
    expect(cache.load("outcome", "key")).toBeUndefined();
    expect(openCache(root, "two").load("facts", "key")).toBeUndefined();
    expect(filesIn(root).filter((path) => path.endsWith(".tmp"))).toEqual([]);
  });

  it("T169 takes a damaged file for none, wherever it is damaged", () => {
    const root = join(folder, "damaged");
    const cache = openCache(root, "one");
    cache.save("facts", "key", "some facts");
    const [file = ""] = filesIn(root);
    const whole = readFileSync(file);
    for (let at = 0; at < whole.length; at += 1) {
      const broken = Buffer.from(whole);
      broken[at] = (broken[at] ?? 0) ^ 1;
      writeFileSync(file, broken);
      expect(cache.load("facts", "key")).toBeUndefined();
      writeFileSync(file, whole.subarray(0, at));
      expect(cache.load("facts", "key")).toBeUndefined();
    }
    cache.save("facts", "key", "some facts");
    expect(cache.load("facts", "key")?.toString()).toBe("some facts");
  });

  it("T169 takes the file of another key, kind or engine for none", () => {
    const root = join(folder, "moved");
    const cache = openCache(root, "one");
    cache.save("facts", "mine", "facts of mine");
    const [mine = ""] = filesIn(root);
    const stolen = readFileSync(mine);
    cache.save("facts", "yours", "facts of yours");
    cache.save("outcome", "mine", "an outcome");
    openCache(root, "two").save("facts", "other", "facts");
    for (const file of filesIn(root).filter((path) => path !== mine)) writeFileSync(file, stolen);
    expect(cache.load("facts", "mine")?.toString()).toBe("facts of mine");
    expect(cache.load("facts", "yours")).toBeUndefined();
    expect(cache.load("outcome", "mine")).toBeUndefined();
    expect(openCache(root, "two").load("facts", "other")).toBeUndefined();
  });

  it("goes on where nothing can be written", () => {
    const file = join(folder, "no-folder");
    writeFileSync(file, "");
    const cache = openCache(file, "one");
    cache.save("facts", "key", "text");
    expect(cache.load("facts", "key")).toBeUndefined();
  });
});

const declaration = 'export const H = "X-Harbor-Berth";';
const lines = [
  'import { H } from "./b.ts";',
  'import { H } from "./c/index.ts";',
  declaration,
  'export { H } from "./a.ts";',
  "req.headers[H];",
  'req.headers["X-Harbor-Berht"];',
  "// X-Harbor-Berth",
  "((",
];

describe("factStoreOf", () => {
  it("answers byte for byte as without a cache, also where files come, change and go", async () => {
    const text = fc.array(fc.constantFrom(...lines), { maxLength: 4 }).map((some) => some.join("\n"));
    const tree = fc.dictionary(fc.constantFrom("a.ts", "b.ts", "c/index.ts", "d.py"), text, { minKeys: 1 });
    let kept = 0;
    await fc.assert(
      fc.asyncProperty(tree, tree, async (before, after) => {
        const store = factStoreOf(openCache(join(folder, "equal"), "one"));
        for (const files of [before, after]) {
          const [cold, warm] = await withTree(files, async (opened) => {
            const queries = [ask("X-Harbor-Berth"), ask("X-Harbor-Berht")];
            const counted: FactStore = {
              ...store,
              load: async (key) => {
                const reading = await store.load(key);
                if (reading !== undefined) kept += 1;
                return reading;
              },
            };
            return [
              await findFacts(opened, queries, nowhere),
              await findFacts(opened, queries, { ...nowhere, store: counted }),
            ];
          });
          expect(JSON.stringify([...warm])).toBe(JSON.stringify([...cold]));
        }
      }),
      // The tree that stays as it was is the one whose second search must be answered from the cache.
      { numRuns: 12, examples: [[{ "a.ts": declaration }, { "a.ts": declaration }]] },
    );
    expect(kept).toBeGreaterThan(0);
  });
});
