import { describe, expect, it } from "vitest";
import { namedInstead } from "../../../src/source/history/deprecations.ts";
import { replacementsOf } from "../../../src/source/history/replacements.ts";
import { holdsName, partsAround } from "../../../src/source/history/whole-names.ts";

describe("names as a whole", () => {
  it.each([
    ["lid", "the lid of it", true],
    ["lid", "lidAngle", false],
    ["lid", "kiln_lid", false],
    ["lid-angle", "--lid-angle <degrees>", true],
    ["lid-angle", "lid-angle-max", false],
    ["lid-angle", "kiln-lid-angle", false],
    ["lid", "kiln-lid", true],
    ["lid", "", false],
    ["/lid", "/kilns/:id/lid", true],
    ["/lid", "/lid-angle", false],
    ["/lid", "/lids", false],
  ])("%s in %j: %s", (name, text, held) => expect(holdsName(text, name)).toBe(held));

  it("cuts a text where the name stands", () => {
    expect(partsAround("lid = options.lid ?? lids", "lid")).toEqual(["", " = options.", " ?? lids"]);
  });
});

describe("replacementsOf", () => {
  it.each<[string, string, string, Record<string, number>]>([
    ["another name in the line", "ember?: number;", "glow?: number;", { glow: 1 }],
    ["twice in the line", "ember: options.ember,", "glow: options.glow", { glow: 1 }],
    ["other names in the line changed too", "a(kiln, ember, b(lid))", "a(oven, glow, b(lid))", { glow: 1 }],
    ["more than few names changed", "a(kiln, ember, lid)", "b(oven, glow, lid)", {}],
    ["a longer line came", "ember?: number;", "glow?: number | undefined;", {}],
    ["two ways in one line", "ember(kiln, lid, ember, pot)", "glow(kiln, lid, shine, pot)", {}],
    ["a text of words with signs", 'on("fire-end", lid)', 'on("end-of-fire", lid)', { "end-of-fire": 1 }],
    ["a number in its place", "lid = ember", "lid = 12", {}],
    ["nothing but names, one for one", "  ember,", "  glow,", { glow: 1 }],
    ["nothing but names, one for two", "  ember,", "  glow,\n  shine,", {}],
    ["the most alike of several", "use(emberTime)", "use(lid)\nuse(emberDays)", { emberDays: 1 }],
    ["only part of a name", "emberTime()", "glowTime()", {}],
    ["nothing put there", "ember?: number;", "", {}],
  ])("%s", (_, before, after, votes) => {
    const around = (lines: string): string => `first\n${lines}\nlast\n`;
    const name = before.includes("fire-end") ? "fire-end" : before.includes("emberTime)") ? "emberTime" : "ember";
    expect(Object.fromEntries(replacementsOf(name, around(before), around(after)))).toEqual(votes);
  });

  it("compares no file that was written anew", () => {
    const lines = (word: string): string => Array.from({ length: 3000 }, (_, at) => `${word}${at}(ember)`).join("\n");
    expect(replacementsOf("ember", lines("a"), lines("b").replaceAll("ember", "glow")).size).toBe(0);
  });
});

describe("namedInstead", () => {
  it.each<[string, string, string | undefined]>([
    ["JSDoc", "/**\n * @deprecated Use `glow` instead.\n */\nexport type ember = glow;", "glow"],
    ["JSDoc with a link", "/** @deprecated use {@link Glow} */\nexport const ember = 1;", "Glow"],
    ["Go", "// Deprecated: use NewKiln instead.\nfunc ember() {}", "NewKiln"],
    ["Rust", '#[deprecated(note = "use glow")]\nfn ember() {}', "glow"],
    ["Python", "# Deprecated in favor of glow\nember = glow", "glow"],
    ["of another declaration", "/** @deprecated use glow */\nconst lid = 1;\nconst ember = 2;", undefined],
    ["no name told", "/** @deprecated */\nconst ember = 1;", undefined],
    ["itself", "// deprecated, use ember of the kiln\nconst ember = 1;", undefined],
    ["only in the remark", "// ember is deprecated, use glow", undefined],
  ])("%s", (_, text, name) => expect(namedInstead("ember", text)).toBe(name));
});
