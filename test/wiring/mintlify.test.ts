import { describe, expect, it } from "vitest";
import { checkWiring } from "../../src/wiring/check.ts";
import { defaultWiring } from "../../src/wiring/config.ts";
import { generateSite, storyShape } from "./generated-site.ts";

describe("a generated Mintlify site", () => {
  it.each([
    ["as in the story", storyShape],
    ["with months in the navigation", { ...storyShape, groups: "year-month" }],
    ["with Windows line breaks and a byte order mark", { ...storyShape, lineBreak: "\r\n", byteOrderMark: "\uFEFF" }],
    ["indented with tabs", { ...storyShape, indent: "\t", handWritten: "none" }],
  ] as const)("%s has nothing to report", (_name, shape) => {
    const { files, entries } = generateSite(shape);
    const report = checkWiring({ paths: [...files.keys()], texts: files, config: defaultWiring });
    expect(report.findings).toEqual([]);
    expect(report.entries).toBe(entries.length);
    expect(report.changes).toEqual([]);
  });
});
