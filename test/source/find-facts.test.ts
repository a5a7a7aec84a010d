import { describe, expect, it } from "vitest";
import { findFacts } from "../../src/source/find-facts.ts";
import type { FindOptions, SourceQuery } from "../../src/source/query.ts";
import type { FactStore, FileReading } from "../../src/source/reading.ts";
import type { SourceFacts } from "../../src/types/index.ts";
import { type Content, withTree } from "./repository.ts";

const anywhere: FindOptions = { firstPaths: [], roots: [], excluded: [] };

function query(value: string, more: Partial<SourceQuery> = {}): SourceQuery {
  return {
    id: value,
    kind: "http-header",
    value,
    qualifiers: {},
    polarity: "present",
    needles: [value],
    roles: ["header-read", "header-sent"],
    others: [],
    accepts: ["code", "config"],
    ...more,
  };
}

/** What one commit with these files says of one query. */
async function ask(
  files: Readonly<Record<string, Content>>,
  asked: SourceQuery,
  options: Partial<FindOptions> = {},
): Promise<SourceFacts> {
  return withTree(files, async (tree) => {
    const answer = (await findFacts(tree, [asked], { ...anywhere, ...options })).get(asked.id);
    if (answer === undefined) throw new Error("no answer");
    return answer;
  });
}

/** Facts in short: where, what, how strong. */
const short = ({ facts }: SourceFacts): string[] =>
  facts.map(({ place, role, value, strength }) => `${place.path}:${place.startLine} ${role} ${value} ${strength}`);

const berth = query("X-Harbor-Berth");

describe("findFacts", () => {
  it("finds the read of a constant two files away, through a re-export under another name", async () => {
    const answer = await ask(
      {
        "src/deep.ts": 'export const BERTH = "X-Harbor-Berth";',
        "src/names.ts": 'export { BERTH as berthHeader } from "./deep.ts";',
        "src/auth.ts": 'import { berthHeader } from "./names.ts";\nconst berth = req.headers[berthHeader];',
        "src/other.ts": "req.headers[other];",
      },
      berth,
    );
    expect(short(answer)[0]).toBe("src/auth.ts:2 header-read X-Harbor-Berth code");
    expect(answer.facts[0]?.via).toEqual(["BERTH in src/deep.ts:1"]);
  });

  it("finds a rare name in a file beyond the budget that names in every file leave", async () => {
    const many = Array.from({ length: 3010 }, (_, index) => [`src/part-${index}.ts`, "shelf();"] as const);
    const files = { ...Object.fromEntries(many), "src/zenith.ts": 'shelf(req.headers["X-Harbor-Berth"]);' };
    const asked = [query("shelf"), query("X-Harbor-Berth"), query("X-Harbor-Pier")];
    const answers = await withTree(files, (tree) => findFacts(tree, asked, anywhere));
    expect(answers.get("X-Harbor-Berth")?.facts.map(({ place }) => place.path)).toContain("src/zenith.ts");
    expect(answers.get("X-Harbor-Pier")?.skipped).toEqual([]);
    expect(answers.get("shelf")?.skipped).not.toEqual([]);
  }, 60_000);

  it("reads the manifest in the folder of a package's name before those of many examples", async () => {
    const examples = Object.fromEntries(
      Array.from({ length: 70 }, (_, index) => [
        `examples/quay${index}/package.json`,
        '{ "dependencies": { "@acme/berth": "1.0.0" } }',
      ]),
    );
    const asked = query("@acme/berth", { kind: "package-version", roles: ["exported"] });
    const answer = await ask({ ...examples, "packages/core/berth/package.json": '{ "name": "@acme/berth" }' }, asked);
    expect(short(answer)).toContain("packages/core/berth/package.json:1 exported @acme/berth config");
  });

  it("counts no drawing and no test among the files that could not be read", async () => {
    const files = {
      "src/a.ts": "export const berth = 1;",
      "media/quay.sketch": "\u0001",
      "test/quay.test.ts": "quay();",
    };
    const answer = await withTree(files, async (tree) => {
      const unread = [...Object.keys(files), "src/b.ts"].map((path) => ({ path, reason: "missing-object" }) as const);
      const lacking = { ...tree, search: async () => ({ paths: ["src/a.ts"], skipped: unread.slice(1) }) };
      return (await findFacts(lacking, [berth], anywhere)).get(berth.id);
    });
    expect(answer?.skipped).toEqual([{ path: "src/b.ts", reason: "missing-object" }]);
  });

  it("reads the file that declares a name before the many that use it", async () => {
    const uses = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`src/a${index}.py`, `from src.z import Berth\nb${index} = Berth()\n`]),
    );
    const declared = { "src/z.py": `${"# what a harbor has\n".repeat(60)}class Berth(Base):\n    depth = 3\n` };
    const asked = query("Berth", { kind: "sdk-symbol", roles: ["exported"] });
    const answer = await ask({ ...uses, ...declared }, asked);
    expect(short(answer)[0]).toBe("src/z.py:61 exported Berth code");
  });

  it("reads the file that declares a type before the many that call a variable like it", async () => {
    const uses = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [
        `src/a${index}.ts`,
        `import type { Berth } from "./z.ts";\nexport function b${index}(): void { const berth = 1; }\n`,
      ]),
    );
    const declared = {
      "src/z.ts": `${"// what a harbor has\n".repeat(60)}export type Berth<T> = { readonly t: T };\n`,
    };
    const asked = query("Berth", { kind: "sdk-symbol", roles: ["exported"] });
    const answer = await ask({ ...uses, ...declared }, asked);
    expect(short(answer)).toContain("src/z.ts:61 exported Berth code");
  });

  it("has searched everything for a name, also where what comes near it stands in too many files", async () => {
    const many = Object.fromEntries(
      Array.from({ length: 3100 }, (_, index) => [`src/a${index}.ts`, "export const harbor = 1;"]),
    );
    const near = query("X-Harbor-Berht");
    const answer = await ask({ ...many, "src/z.ts": 'req.headers["x-harbor-berth"];' }, near);
    expect(answer.skipped).toEqual([]);
    const crowded = await ask({ ...many, "src/z.ts": "" }, query("harbor"));
    expect(crowded.skipped[0]).toMatchObject({ reason: "over-budget" });
  });

  it("has searched everything for a name, also where too many files hold a longer one or other letter case", async () => {
    const many = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [
        `src/a${index}.ts`,
        `export const mark = lowestBerthDepth + berthdepth(${index});`,
      ]),
    );
    const asked = query("berthDepth", { kind: "config-key", roles: ["key-declared"] });
    expect((await ask(many, asked)).skipped).toEqual([]);
    const held = await ask({ ...many, "src/z.ts": `// of a harbor\n${"mark();\n".repeat(99)}use(berthDepth);` }, asked);
    expect(held.skipped).toEqual([{ path: "src/z.ts", reason: "over-budget" }]);
    const derived = await ask({ ...many, "src/z.go": `${"mark()\n".repeat(99)}var berthDepthMark = 1` }, asked);
    expect(derived.skipped).toEqual([{ path: "src/z.go", reason: "over-budget" }]);
  });

  it.each([
    ["an error message", { "a.ts": 'throw new Error("X-Harbor-Berth is missing");' }, "thrown-text", "code"],
    ["a comment", { "a.ts": "// X-Harbor-Berth was read here\nconst a = 1;" }, "comment", "comment"],
    ["a test", { "test/a.test.ts": 'request.headers.get("X-Harbor-Berth");' }, "literal", "test"],
    ["a document", { "docs/a.md": "Send `X-Harbor-Berth`." }, "prose", "prose"],
    ["the text of an unknown language", { "a.zig": 'const h = "X-Harbor-Berth";' }, "literal", "code"],
    ["a comment of an unknown language", { "a.zig": "// X-Harbor-Berth" }, "comment", "comment"],
  ])("C4 says of a name in %s where it stands", async (_, files, role, strength) => {
    const answer = await ask(files, berth);
    expect(answer.facts.map((fact) => [fact.role, fact.strength])).toContainEqual([role, strength]);
    const proving = answer.facts.filter((fact) => berth.roles.includes(fact.role) && fact.strength === "code");
    expect(proving).toEqual([]);
  });

  it("names what comes near when the name stands nowhere, but not what another claim states", async () => {
    const files = { "a.ts": 'req.headers["x-harbor-berth"]; req.headers["x-harbor-birth"];' };
    const near = await ask(files, query("X-Harbor-Bert", { others: ["X-Harbor-Birth"] }));
    expect(near.nearest.map(({ value }) => value)).toEqual(["x-harbor-berth"]);
    expect(short(near).filter((line) => line.includes("Bert code"))).toEqual([]);
  });

  it("leaves out lock files, vendored and minified code, snapshots, and the documents under review", async () => {
    const text = 'req.headers["X-Harbor-Berth"];';
    const answer = await ask(
      {
        "yarn.lock": text,
        "node_modules/a/index.js": text,
        "dist/a.min.js": text,
        ".github/actions/berth/dist/index.js": text,
        "a/__snapshots__/b.snap": text,
        "docs/page.mdx": text,
        "src/b.ts": "nothing",
      },
      berth,
      { excluded: ["docs/page.mdx"] },
    );
    expect(answer.facts).toEqual([]);
    expect(answer.filesSearched).toBe(1);
  });

  it("parses of copies that are a megabyte each the best two, and says that it left the others", async () => {
    const manifest = `harbor:\n${"  - a berth\n".repeat(60_000)}`;
    const names = ["a", "b", "c", "d"].map((name) => `${name}.yaml`);
    const files = Object.fromEntries(names.map((name) => [name, `${manifest}# X-Harbor-Berth of ${name}\n`]));
    const answer = await ask(files, berth);
    expect(answer.skipped).toEqual([
      { path: "c.yaml", reason: "over-budget" },
      { path: "d.yaml", reason: "over-budget" },
    ]);
  });

  it("reads roots only, and the pull request's files wherever they stand", async () => {
    const text = 'req.headers["X-Harbor-Berth"];';
    const files = { "src/a.ts": text, "srcs/b.ts": text, "other/c.ts": text, "pull/d.ts": text };
    const answer = await ask(files, query("X-Harbor-Berth", { polarity: "absent" }), {
      roots: ["./src/"],
      firstPaths: ["pull/d.ts"],
    });
    expect([...new Set(answer.facts.map(({ place }) => place.path))].sort()).toEqual(["pull/d.ts", "src/a.ts"]);
  });

  it("lets the pull request's files decide how a credential is called", async () => {
    const files = { "pull/a.ts": "function tryApiToken() {}", "src/b.ts": "const apiKey = 1;" };
    const named = query("API key", { kind: "token-naming", needles: ["api key", "apikey"], roles: ["token-named"] });
    expect(short(await ask(files, named))[0]).toContain("src/b.ts:1 token-named API key");
    const focused = await ask(files, named, { firstPaths: ["pull/a.ts"] });
    expect(focused.facts.filter(({ role }) => role === "token-named").map(({ value }) => value)).toEqual(["API token"]);
  });

  it("T109, T123, T157 names the pull request's files that could not be read", async () => {
    const answer = await ask(
      {
        "a.ts": Buffer.from("\uFEFFreq.headers['X-Harbor-Berth']", "utf16le"),
        "b.ts": "version https://git-lfs.github.com/spec/v1\n",
        "c.ts": { link: "/etc/passwd" },
        "d.ts": "X-Harbor-Berth;".repeat(4000),
        "e.ts": `${"x".repeat(80)}\n`.repeat(30_000),
      },
      berth,
      { firstPaths: ["a.ts", "b.ts", "c.ts", "d.ts", "e.ts"] },
    );
    expect(answer.skipped).toEqual([
      { path: "a.ts", reason: "utf-16" },
      { path: "b.ts", reason: "lfs-pointer" },
      { path: "c.ts", reason: "symlink" },
      { path: "d.ts", reason: "minified" },
      { path: "e.ts", reason: "too-large" },
    ]);
  });

  it("takes facts from a store while the file and what it imports are the same", async () => {
    const kept = new Map<string, FileReading>();
    let saved = 0;
    const store: FactStore = {
      load: async (key) => kept.get(key),
      save: async (key, reading) => {
        saved += 1;
        kept.set(key, reading);
      },
    };
    const files = {
      "a.ts": 'import { H } from "./b.ts";\nreq.headers[H]; "X-Harbor-Berth";',
      "b.ts": 'export const H = "X-Harbor-Berth";',
    };
    const parses = async (changed: Readonly<Record<string, string>>): Promise<number> => {
      saved = 0;
      await withTree({ ...files, ...changed }, (tree) => findFacts(tree, [berth], { ...anywhere, store }));
      return saved;
    };
    expect(await parses({})).toBe(1);
    expect(await parses({})).toBe(0);
    expect(await parses({ "b.ts": 'export const H = "X-Harbor-Berth"; ' })).toBe(1);
  });

  it("reads one file for a name that it settles, the file that says it in code before those that comment on it", async () => {
    const parsed: string[] = [];
    const store: FactStore = {
      load: async () => undefined,
      save: async (key) => void parsed.push(key.split(" ").at(-1) ?? ""),
    };
    const files = {
      "a.ts": "// X-Harbor-Berth is read here",
      "b.ts": 'const lid = 1;\nreq.headers["X-Harbor-Berth"];',
      "b.mjs": 'req.headers["X-Harbor-Berth"];',
      "c.ts": 'const a = 1, b = 2, c = 3;\nreq.headers["X-Harbor-Berth"];',
    };
    await withTree(files, (tree) => findFacts(tree, [berth], { ...anywhere, store }));
    expect(parsed).toEqual(["b.ts"]);
  });

  it("reads a file again when something it looked for in vain is there", async () => {
    const kept = new Map<string, FileReading>();
    const store: FactStore = {
      load: async (key) => kept.get(key),
      save: async (key, reading) => {
        kept.set(key, reading);
      },
    };
    const files: Readonly<Record<string, string>> = {
      "a.ts":
        'import { H } from "./b.ts";\nimport { K } from "@acme/keys";\nreq.headers[H]; req.headers[K]; // X-Harbor-Berth',
      "app/main.py": "from keys import K\nrequest.headers[K]  # X-Harbor-Berth",
    };
    const reads = async (more: Readonly<Record<string, string>>): Promise<readonly string[]> => {
      const all = { ...files, ...more };
      const answer = await withTree(all, (tree) => findFacts(tree, [berth], { ...anywhere, store }));
      return (answer.get(berth.id)?.facts ?? [])
        .filter(({ role }) => role === "header-read")
        .map(({ place, value }) => `${place.path} ${value}`);
    };
    const header = '"X-Harbor-Berth"';
    expect(await reads({})).toEqual([]);
    expect(await reads({ "b.ts": `export const H = ${header};` })).toEqual(["a.ts X-Harbor-Berth"]);
    expect(
      await reads({
        "packages/keys/package.json": '{ "name": "@acme/keys" }',
        "packages/keys/src/index.ts": `export const K = ${header};`,
      }),
    ).toEqual(["a.ts X-Harbor-Berth"]);
    expect(await reads({ "app/keys.py": `K = ${header}` })).toEqual(["app/main.py X-Harbor-Berth"]);
    expect(await reads({})).toEqual([]);
  });

  it("stays within its bounds: 40 facts, and the same answer twice", async () => {
    const lines = Array.from({ length: 200 }, (_, index) => `function f${index}() { req.headers["X-Harbor-Berth"]; }`);
    const files = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`src/f${index}.ts`, lines.join("\n")]));
    await withTree(files, async (tree) => {
      const first = await findFacts(tree, [berth], anywhere);
      expect(first.get(berth.id)?.facts.length).toBe(40);
      expect(JSON.stringify([...first])).toBe(JSON.stringify([...(await findFacts(tree, [berth], anywhere))]));
    });
  });

  it("hands on every value of a name that a file states a hundred times, the claimed one too", async () => {
    const symbols = Array.from({ length: 100 }, (_, index) => (index < 80 ? "anchor" : `buoy-${index}`));
    const definitions = Object.fromEntries(
      symbols.map((symbol, index) => [
        `Module${index}`,
        { type: "object", properties: { symbol: { type: "string", default: symbol } } },
      ]),
    );
    const schema = { $schema: "http://json-schema.org/draft-07/schema#", type: "object", properties: definitions };
    const asked = query("buoy-99", {
      kind: "default-value",
      qualifiers: { subject: "symbol" },
      roles: ["default", "key-declared"],
      needles: ["symbol"],
    });
    const { facts } = await ask({ "config-schema.json": JSON.stringify(schema, null, 1) }, asked);
    const values = new Set(facts.map((fact) => fact.default ?? fact.value));
    expect(values).toContain("buoy-99");
    expect(values.size).toBeGreaterThan(10);
  });
});
