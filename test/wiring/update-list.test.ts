import { describe, expect, it } from "vitest";
import { brief, checkSite, type Files, writeSite } from "./small-site.ts";

describe("a page whose updates are the entries", () => {
  const page = (...labels: string[]): Files => ({
    "docs.json": '{ "navigation": { "pages": ["changelog"] } }',
    "changelog.mdx": `---\ntitle: Changelog\n---\n\n${labels.map((label) => `<Update${label === "" ? "" : ` label="${label}"`}>\n\nWords.\n\n</Update>\n`).join("\n")}`,
  });

  it.each<[string, Files, string[]]>([
    ["in order", page("April 8, 2026", "March 1, 2026", "February 2026", "January 2026"), []],
    ["with versions as labels", page("v2.0.0", "v1.0.0"), []],
    ["with a month among its days", page("April 8, 2026", "April 2026", "April 1, 2026"), []],
    ["out of order", page("March 1, 2026", "April 8, 2026"), ["changelog.mdx:11 misplaced"]],
    ["with one label twice", page("April 8, 2026", "April 8, 2026"), ["changelog.mdx:11 duplicate"]],
    ["without a label", page("April 8, 2026", ""), ["changelog.mdx:11 wrong-label"]],
    ["with a day that is none", page("April 8, 2026", "February 30, 2026"), ["changelog.mdx:11 wrong-label"]],
    ["with versions that look like days", page("2026.13.1", "2026.2.30"), []],
    ["in Spanish, in order", page("21 de agosto de 2026", "14 de agosto de 2026", "julio de 2026"), []],
    ["in Spanish", page("14 de agosto de 2026", "21 de agosto de 2026"), ["changelog.mdx:11 misplaced"]],
    ["in French", page("1er août 2026", "21 août 2026"), ["changelog.mdx:11 misplaced"]],
    ["in German", page("1. März 2026", "2. März 2026"), ["changelog.mdx:11 misplaced"]],
    ["in Polish", page("1 marca 2026", "2 marca 2026"), ["changelog.mdx:11 misplaced"]],
    ["in Chinese", page("2026年8月5日", "2026年8月21日"), ["changelog.mdx:11 misplaced"]],
    ["in Korean", page("2026년 8월 5일", "2026년 8월 21일"), ["changelog.mdx:11 misplaced"]],
    ["with words beside a year", page("Version two 2026", "Version neuf 2027"), []],
    [
      "outside of the navigation",
      { ...page("April 8, 2026"), "docs.json": '{ "navigation": { "pages": ["index"] } }' },
      ["changelog.mdx:1 missing"],
    ],
    [
      "outside of the navigation, though other parts of docs.json name it",
      {
        ...page("April 8, 2026"),
        "docs.json":
          '{ "navigation": { "groups": [{ "group": "changelog", "icon": "changelog", "pages": ["index"] }] }, "footer": ["changelog"], "redirects": { "$ref": "./redirects.json" } }',
        "redirects.json": '[{ "source": "/new", "destination": "/changelog" }, ["changelog"]]',
      },
      ["changelog.mdx:1 missing"],
    ],
    [
      "linked from the navigation, in a file that it takes in",
      {
        ...page("April 8, 2026"),
        "docs.json": '{ "navigation": { "languages": [{ "$ref": "./en.json" }] } }',
        "en.json": '{ "anchors": [{ "anchor": "News", "href": "/changelog" }] }',
      },
      [],
    ],
    [
      "beside a docs.json that cannot be read",
      { ...page("March 1, 2026", "April 8, 2026"), "docs.json": '{ "navigation":, }' },
      ["changelog.mdx:11 misplaced", "docs.json:1 unreadable!"],
    ],
    [
      "beside a part of the navigation that cannot be read",
      {
        ...page("April 8, 2026"),
        "docs.json": '{ "navigation": { "languages": [{ "$ref": "./en.json" }] } }',
        "en.json": '{\n  "pages": [],\n  "pages": ["changelog"]\n}',
      },
      ["en.json:3 unreadable!"],
    ],
    [
      "beside a docs.json with a conflict",
      { ...page("April 8, 2026"), "docs.json": '<<<<<<< a\n{ "x": 1 }\n=======\n{ "x": 2 }\n>>>>>>> b\n' },
      ["docs.json:1 conflict!"],
    ],
    [
      "hidden on purpose",
      {
        "docs.json": '{ "navigation": { "pages": ["index"] } }',
        "changelog.mdx": (page("April 8, 2026")["changelog.mdx"] ?? "").replace("---\n\n", "hidden: true\n---\n\n"),
      },
      [],
    ],
  ])("%s", (_name, files, expected) => {
    expect(brief(checkSite(files))).toEqual(expected);
  });

  it("says whether two of one label are the same", () => {
    const files = page("April 8, 2026", "April 8, 2026");
    const fixOf = (of: Files): string | undefined => checkSite(of).findings[0]?.fix;
    expect(fixOf(files)).toBe("Remove one of the two: they are the same.");
    const differing = { ...files, "changelog.mdx": (files["changelog.mdx"] ?? "").replace("Words.", "Other words.") };
    expect(fixOf(differing)).toBe("Give one of the two another label.");
  });

  it("is put in order without touching the texts", () => {
    const written = writeSite(page("March 1, 2026", "April 8, 2026"));
    expect(written).toEqual(page("April 8, 2026", "March 1, 2026"));
  });
});
