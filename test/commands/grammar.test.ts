import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maxCommandLength, readCommand } from "../../src/commands/grammar.ts";
import { holdKey, keyOf } from "../../src/commands/reference.ts";

const read = (body: string) => readCommand(body, 152);

describe("T145 what is a command", () => {
  it.each([
    ["/verify", { kind: "verify" }],
    ["/verify  \r\nthanks", { kind: "verify" }],
    ["/verify-docs-pr", { kind: "verify" }],
    ["/verify-docs-pr 152", { kind: "verify" }],
    ["/verify #152", { kind: "verify" }],
    ["/verify help", { kind: "help" }],
    ["/verify explain X-Api-Key", { kind: "explain", claim: "X-Api-Key" }],
    ["/verify explain `POST /v1/items`", { kind: "explain", claim: "POST /v1/items" }],
    [
      "/verify block acme/platform#3918 wait for the fix",
      { kind: "block", reference: "acme/platform#3918", reason: "wait for the fix" },
    ],
    [
      '/verify release acme/platform#3918 "not needed"',
      { kind: "release", reference: "acme/platform#3918", reason: "not needed" },
    ],
    ["/verify docs-only a typo", { kind: "docs-only", reason: "a typo" }],
    [
      '/verify dismiss "60 per minute" legal says so',
      { kind: "dismiss", claim: "60 per minute", reason: "legal says so" },
    ],
  ])("%j", (body, command) => {
    expect(read(body)).toEqual({ kind: "command", command });
  });

  it.each([
    "",
    "Please /verify",
    " /verify",
    "\t/verify",
    "    /verify block acme/platform#1 code",
    "> /verify",
    "`/verify`",
    "```\n/verify\n```",
    "text\n/verify",
    "<!-- /verify -->",
    "/verifying",
    "/verify-docs",
    "/VERIFY",
    "/verify.",
    "\u200b/verify",
    "//verify",
  ])("%j is none", (body) => {
    expect(read(body)).toEqual({ kind: "none" });
  });

  it.each([
    ["/verify nonsense", "/verify help"],
    ["/verify constructor", "/verify help"],
    ["/verify 153", "/verify"],
    ["/verify help me", "/verify help"],
    ["/verify explain", "/verify explain <claim>"],
    ["/verify block", "/verify block <reference> <reason>"],
    ["/verify release acme/platform#1", "/verify release <reference> <reason>"],
    ["/verify docs-only", "/verify docs-only <reason>"],
    ["/verify dismiss claim", "/verify dismiss <claim> <reason>"],
    [`/verify docs-only ${"x".repeat(maxCommandLength)}`, "/verify"],
  ])("%.40j is a mistake", (body, expected) => {
    expect(read(body)).toEqual({ kind: "mistake", expected });
  });

  it("reads any text without failing, and never more than its first line", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (first, second) => {
        const line = `/verify ${first}`;
        expect(read(`${line.replace(/[\r\n]/g, " ")}\n${second}`)).toEqual(read(line.replace(/[\r\n]/g, " ")));
      }),
    );
  });
});

describe("what a reference means", () => {
  const known = { keys: ["acme/platform#3918", "state:lost"], repositories: ["acme/platform"] };
  it.each([
    ["Acme/Platform#12", "acme/platform#12"],
    ["https://github.com/acme/platform/pull/12/files", "acme/platform#12"],
    ["#3918", "acme/platform#3918"],
    ["#7", "acme/platform#7"],
    ["state:lost", "state:lost"],
    ["flag:new-auth", "flag:any/new-auth"],
    ["flag:launchdarkly/new-auth", "flag:launchdarkly/new-auth"],
    ["later", undefined],
    ["acme/platform", undefined],
    ["-acme/platform#1", undefined],
    ["javascript:alert(1)", undefined],
    ["#0", undefined],
  ])("%s", (text, key) => {
    expect(keyOf(text, known)).toBe(key);
  });

  it("a hold has a word of its own", () => {
    expect(holdKey("Announcement")).toBe("hold:announcement");
    expect(keyOf("announcement", { ...known, keys: ["hold:announcement"] })).toBe("hold:announcement");
    for (const text of ["", "two words", "a/b", "#1", "<b>"]) expect(holdKey(text)).toBeUndefined();
  });

  it("does not choose between two", () => {
    expect(keyOf("#7", { ...known, repositories: ["acme/platform", "acme/web"] })).toBeUndefined();
    expect(keyOf("#1", { keys: ["acme/a#1", "acme/b#1"], repositories: ["acme/a"] })).toBeUndefined();
  });
});
