import picomatch from "picomatch";
import { describe, expect, it } from "vitest";
import { configSchema, defaultConfig } from "../../src/config.ts";
import { isBoundedGlob } from "../../src/glob.ts";

/** Paths that make a matcher try again and again. */
const hostile = [
  "a/".repeat(2000),
  "a".repeat(4000),
  `${"ab".repeat(2000)}c`,
  "a/a".repeat(1300),
  `${"a".repeat(255)}/`.repeat(15),
];

describe("T122 globs of the configuration", () => {
  it.each([
    "**/*.mdx",
    "docs/**/guides/**/*.md",
    "changelog/20*-*.mdx",
    "{docs,blog}/**/*.{md,mdx}",
    "apps/[a-m]*/src",
    ".github/**",
    ...defaultConfig.documents.exclude,
  ])("%s is taken", (glob) => {
    expect(isBoundedGlob(glob)).toBe(true);
  });

  it.each([
    "{a,b}".repeat(20),
    "**/".repeat(20),
    "**/**/**",
    "*a".repeat(90),
    "+(a|b)".repeat(30),
    "(a+)+$",
    "?(a)".repeat(40),
    "{,a}".repeat(30),
    "!(a)",
  ])("%s is a mistake", (glob) => {
    expect(isBoundedGlob(glob)).toBe(false);
    expect(() => configSchema.parse({ documents: { include: [glob] } })).toThrow(/at most two \*/);
  });

  it("a folder may be named with round brackets, a glob of folders not", () => {
    const read = (root: string) =>
      configSchema.parse({ engineering: { repositories: [{ repository: "a/b", roots: [root] }] } });
    expect(read("src/app/(shop)").engineering.repositories[0]?.roots).toEqual(["src/app/(shop)"]);
    expect(() => read("src/+(a|b)*")).toThrow(/round brackets/);
  });

  it.each([
    "**/*a*b",
    "*a*b",
    "**/a/**/b",
    "a**a",
    "**a/**ab",
    "{a,aa}{a,aa}{a,aa}{a,aa}b",
    "{,a}{,a}{,a}{,a}b",
    "**/{*a,*ab}/c",
    "{a,{a,{a,{a,aa}}}}b",
    "[!a]*[!b]*d",
    "?".repeat(190),
  ])("%s, which is taken, is compared with hostile paths in no time", (glob) => {
    expect(isBoundedGlob(glob)).toBe(true);
    const start = performance.now();
    const matches = picomatch([glob], { dot: true });
    for (const path of hostile) matches(path);
    // Without the bounds this takes minutes.
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
