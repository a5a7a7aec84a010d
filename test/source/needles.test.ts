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
    expect(scanFor(needles)(text)).toEqual(found);
  });

  it("finds what a search for each needle finds", () => {
    const letters = fc.constantFrom("a", "b", "-", "é", "ĥ", "😀");
    const word = (maxLength: number) => fc.array(letters, { maxLength }).map((all) => all.join(""));
    fc.assert(
      fc.property(fc.array(word(6)), word(60), (needles, text) => {
        const wanted = [...new Set(needles)].filter((needle) => needle.length >= 2 && text.includes(needle));
        expect(scanFor(needles)(text)).toEqual(wanted);
      }),
    );
  });
});
