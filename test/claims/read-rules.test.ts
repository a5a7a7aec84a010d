import { describe, expect, it } from "vitest";
import { readOwnership } from "../../src/claims/ownership.ts";
import { findAll } from "../../src/claims/pattern.ts";
import { readRules } from "../../src/claims/read-rules.ts";
import { UsageError } from "../../src/errors.ts";

const good = `id: kiln-lid
kind: http-header
summary: A lid.
why: It closes.
fix: Close it.
severity: error
matchers:
  - in: [prose]
    pattern: '\\blid (?P<value>[a-z]+)'
needles: ["{value}"]
proof:
  predicate: named
  confirms: [header-read]
examples:
  match:
    - { text: "the lid opens", values: [opens] }
  ignore:
    - "the door opens"
`;

function mistakes(text: string, file = "rules/kiln-lid.yml"): string[] {
  try {
    readRules([{ file, text }]);
    return [];
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return error.mistakes.map(({ message, place }) => `${place?.line}:${place?.column} ${message}`);
  }
}

describe("readRules", () => {
  it("reads a rule and fills the defaults", () => {
    const [rule] = readRules([{ file: "rules/kiln-lid.yml", text: good }]);
    expect(rule).toMatchObject({ repeat: "each", proof: { accepts: ["code", "config"], slot: [], normalise: [] } });
  });

  it.each<[name: string, from: string, to: string, line: number, words: RegExp]>([
    ["T116 a look-ahead", "\\blid (?P<value>[a-z]+)", "(?=x)(?P<value>[a-z]+)", 9, /look-around `\(\?=`.*before/],
    ["T116 a look-behind", "\\blid (?P<value>[a-z]+)", "(?<!a)(?P<value>[a-z]+)", 9, /look-around `\(\?<!`/],
    ["T116 a back-reference", "\\blid (?P<value>[a-z]+)", "(?P<value>[a-z]+)\\1", 9, /back-reference `\\1`/],
    ["a broken pattern", "\\blid (?P<value>[a-z]+)", "(?P<value>[a-z]+", 9, /RE2/],
    ["a pattern without value", "(?P<value>[a-z]+)", "[a-z]+", 9, /capture `value`/],
    ["an unknown capture", "\\blid (?P<value>[a-z]+)", "(?P<lid>lid) (?P<value>[a-z]+)", 9, /capture `lid`/],
    ["a template over nothing", '["{value}"]', '["{first}"]', 10, /`{first}`/],
    ["an unknown kind", "kind: http-header", "kind: teapot", 2, /kind/],
    ["an unknown context", "in: [prose]", "in: [prosa]", 8, /matchers/],
    ["no context", "in: [prose]\n    pattern", "pattern", 8, /`in` or `path`/],
    ["a path of no structure", "in: [prose]", "path: 'clay: x'", 8, /path/],
    ["an unknown role", "[header-read]", "[header-baked]", 13, /confirms/],
    ["an unknown key", "severity: error", "severity: error\nseverities: 1", 7, /severities/],
    ["an example that holds no value", "the lid opens", "the lad opens", 16, /found \[\]/],
    ["an example that holds another value", "values: [opens]", "values: [closes]", 16, /found \["opens"\]/],
    ["an ignored example that holds a value", '"the door opens"', '"the lid closes"', 18, /found \["closes"\]/],
    [
      "an id that is not the file's name",
      "id: kiln-lid",
      "id: kiln-door",
      1,
      /expected the name of its file, "kiln-lid"/,
    ],
    ["T120 a duplicate key", "severity: error", "severity: error\nseverity: error", 7, /unique/],
    ["T115 nesting", "[header-read]", "[".repeat(5000), 13, /nesting/],
  ])("locates %s", (_name, from, to, line, words) => {
    const found = mistakes(good.replace(from, () => to));
    expect(found.join("\n")).toMatch(words);
    expect(found[0]).toMatch(new RegExp(`^${line}:`));
  });

  it("T114 refuses alias bombs", () => {
    const bomb = [
      "a: &a [x,x]",
      ...[..."bcdefghi"].map((key, index) => `${key}: &${key} [${`*${"abcdefgh"[index]},`.repeat(9)}]`),
    ];
    expect(mistakes(bomb.join("\n"))).toHaveLength(1);
    expect(mistakes(bomb.join("\n"))[0]).toContain("aliases");
  });

  it("tells the mistakes of all files at once", () => {
    const files = ["a.yml", "b.yml"].map((file) => ({ file, text: good.replace("kind: http-header", "kind: teapot") }));
    expect(() => readRules(files)).toThrow(
      expect.objectContaining({ mistakes: expect.objectContaining({ length: 2 }) }),
    );
  });

  it("T116 runs a pattern that would backtrack for ever", () => {
    expect(findAll("(a+)+$", `${"a".repeat(50_000)}b`)).toEqual([]);
  });
});

it("readOwnership locates mistakes", () => {
  const text = "thirdParties:\n  hosts: []\nplaceholders:\n  - { name: x, pattern: '(?!a)' }\n";
  expect(() => readOwnership({ file: "rules/ownership.yml", text }, { siblings: [], thirdParties: [] })).toThrow(
    /look-around/,
  );
});
