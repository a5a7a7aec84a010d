import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDocument } from "yaml";
import { readFrontmatter } from "../../src/wiring/frontmatter.ts";

const read = (text: string): Record<string, readonly string[]> =>
  Object.fromEntries([...readFrontmatter(text).frontmatter.fields].map(([key, { values }]) => [key, values]));
const problems = (text: string): readonly (readonly [number, string])[] =>
  readFrontmatter(text).problems.map(({ line, message }) => [line, message] as const);

describe("readFrontmatter", () => {
  it.each([
    [
      "texts as written",
      "---\ndate: 2026-04-08\nversion: 1.0\nno: no\n---\n",
      { date: ["2026-04-08"], version: ["1.0"], no: ["no"] },
    ],
    [
      "quotes",
      '---\na: "x: y"\nb: \'it\'\'s\'\nc: "say \\"hi\\""\n---\n',
      { a: ["x: y"], b: ["it's"], c: ['say "hi"'] },
    ],
    [
      "lists",
      "---\ntags:\n  - One\n  - Two words\nother: [a, b]\n---\n",
      { tags: ["One", "Two words"], other: ["a", "b"] },
    ],
    ["folded text", "---\na: >-\n  one\n  two\n---\n", { a: ["one two"] }],
    ["a comment", "---\na: one # two\n# three\n---\n", { a: ["one"] }],
    [
      "colons and hashes inside",
      "---\na: 12:30 is C#x\nurl: https://acme.example/#top\n---\n",
      { a: ["12:30 is C#x"], url: ["https://acme.example/#top"] },
    ],
    [
      "Windows line breaks and a byte order mark",
      '\uFEFF---\r\na: one\r\nb: "two"\r\n---\r\n',
      { a: ["one"], b: ["two"] },
    ],
    [
      "a quoted text over lines that are not indented",
      '---\na: "one\ntwo"\nb: three\n---\n',
      { a: ["one two"], b: ["three"] },
    ],
    ["nothing", "no frontmatter\n", {}],
    ["an empty value", "---\na:\nb: ''\n---\n", { a: [], b: [] }],
    ["nested keys only as far as they are texts", "---\na:\n  b: c\n---\n", { a: [] }],
  ])("reads %s", (_name, text, fields) => {
    expect(read(text)).toEqual(fields);
    expect(problems(text)).toEqual([]);
  });

  it.each([
    ["T120 a second key", "---\na: 1\nb: 2\na: 3\n---\n", 4],
    ["an open quote", '---\ntitle: "x\n---\n', 2],
    ["no closing fence", "---\na: 1\n", 1],
    ["a list instead of keys", "---\n- a\n---\n", 2],
    ["an alias", "---\na: &x one\nb: *x\n---\n", 3],
    ["T115 nesting", `---\na: ${"[".repeat(5_000)}\n---\n`, 2],
    ["size", `---\na: ${"x".repeat(40_000)}\n---\n`, 1],
    ["tabs as indentation", "---\na:\n\t- b\n---\n", 3],
  ])("names the line of %s", (_name, text, line) => {
    expect(problems(text)[0]?.[0]).toBe(line);
  });

  it("T120 does not touch prototypes", () => {
    expect(read("---\n__proto__: x\nconstructor: y\n---\n")).toEqual(
      Object.fromEntries([
        ["__proto__", ["x"]],
        ["constructor", ["y"]],
      ]),
    );
    expect(Object.prototype).not.toHaveProperty("x");
  });

  it("agrees with the YAML parser wherever it does not need it", () => {
    const sign = fc.constantFrom(..."ab1 :#\"'-[]{},!|>%@`~\\é.=/");
    const value = fc.string({ unit: sign, maxLength: 14 });
    const line = fc
      .tuple(fc.constantFrom("a", "b", "c_d"), fc.constantFrom(": ", ":", ":  "), value)
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 3 }), (lines) => {
        const { frontmatter, problems: found } = readFrontmatter(`---\n${lines.join("\n")}\n---\n`);
        const document = parseDocument(lines.join("\n"), { schema: "failsafe", logLevel: "silent" });
        if (document.errors.length > 0) return;
        const expected: unknown = document.toJS();
        if (typeof expected !== "object" || expected === null) return;
        expect(found).toEqual([]);
        for (const [key, text] of Object.entries(expected)) {
          if (typeof text === "string") expect(frontmatter.fields.get(key)?.values.join("")).toBe(text);
        }
      }),
      { seed: 20260408, numRuns: 3_000 },
    );
  });
});
