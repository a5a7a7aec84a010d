import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scanFor } from "../../src/source/needles.ts";

describe("scanFor", () => {
  it.each([
    [["ab"], "xxab", ["ab"]],
    [["ab", "abc", "bc"], "abc", ["ab", "abc", "bc"]],
    [["x-acme-org", "org"], "the x-acme-org header", ["x-acme-org", "org"]],
    [["aa"], "a", []],
    [["ĥa"], "ĥa %a", ["ĥa"]],
    [["ĥa"], "%a", []],
    [["a", ""], "a", []],
    [[], "a", []],
  ])("finds of %j in %j %j", (needles, text, found) => {
    expect(scanFor(needles)(text).map(({ needle }) => needle)).toEqual(found);
  });

  it.each([
    ["read(kiln_key)", false],
    ["// set kiln_key first", true],
    ["start(); // reads kiln_key", true],
    ["/**\n * The value of kiln_key.\n */", true],
    ["/** kiln_key */ read()", true],
    ["# kiln_key: 5", true],
    ["limit: 5 # kiln_key", true],
    ["<!-- kiln_key -->", true],
    ["-- drops kiln_key", true],
    ["https://kiln.example/kiln_key", false],
    ["npm run kiln -- --kiln_key", false],
    ["// a comment\nread(kiln_key)", false],
    ["// set kiln_key first\nread(kiln_key)", false],
    ["read(kiln_key)\n// set kiln_key first", false],
    [`// ${"long ".repeat(100)} kiln_key`, false],
  ])("tells in %j whether the needle stands in comments alone: %s", (text, commented) => {
    expect(scanFor(["kiln_key"])(text)).toEqual([{ needle: "kiln_key", commented }]);
  });

  it("finds what a search for each needle finds", () => {
    const letters = fc.constantFrom("a", "b", "-", "é", "ĥ", "😀");
    const word = (maxLength: number) => fc.array(letters, { maxLength }).map((all) => all.join(""));
    fc.assert(
      fc.property(fc.array(word(6)), word(60), (needles, text) => {
        const wanted = [...new Set(needles)].filter((needle) => needle.length >= 2 && text.includes(needle));
        expect(scanFor(needles)(text).map(({ needle }) => needle)).toEqual(wanted);
      }),
    );
  });
});
