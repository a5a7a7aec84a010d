import { describe, expect, it } from "vitest";
import { findingSentences } from "../../src/report/finding-sentences.ts";
import { nextSentence, reasonSentence } from "../../src/report/message.ts";
import { fillFirst, plainText } from "../../src/report/phrase.ts";
import { countsSentence } from "../../src/report/sections.ts";
import { nextSentences, reasonSentences } from "../../src/report/verdict-sentences.ts";
import { nextSteps, reasonCodes } from "../../src/verdict/policy.ts";

describe("every code has a sentence", () => {
  it.each([...reasonCodes])("%s", (code) => {
    expect(reasonSentences[code]?.length).toBeGreaterThan(0);
    const said = plainText(reasonSentence({ code, data: {}, subject: "acme/platform#1" }));
    expect(said).not.toBe(`\`${code}\``);
    expect(said).not.toContain("{");
  });

  it.each([...nextSteps])("next step %s", (code) => {
    expect(nextSentences[code]?.length).toBeGreaterThan(0);
    expect(plainText(nextSentence({ next: { code, data: {} }, subject: "acme/platform#1" }))).not.toContain("{");
  });

  it("a code of another version gives its name, not nothing", () => {
    expect(plainText(reasonSentence({ code: "not-of-this-version", data: {}, subject: "x" }))).toContain(
      "not-of-this-version",
    );
  });
});

describe("a template", () => {
  it.each([
    [{ files: "1", skipped: "2" }, "Not found in 1 file; left unread: 2 files that may hold it"],
    [{ files: "12", skipped: "1" }, "Not found in 12 files; left unread: 1 file that may hold it"],
  ])("speaks of one thing as of one: %j", (values, said) => {
    expect(plainText(fillFirst(findingSentences["search-incomplete"] ?? [], values))).toBe(said);
  });
});

describe("the counts", () => {
  const summary = { confirmed: 0, contradicted: 0, ambiguous: 0, unverifiable: 0 };
  const pull = {
    repository: "acme/docs",
    number: 1,
    url: "",
    title: "",
    headCommit: "",
    visibility: "public",
  } as const;

  it("speak of changed lines where only these were read", () => {
    expect(countsSentence({ summary })).toBe("No claims were found.");
    expect(countsSentence({ summary, pull })).toBe("No claims were found in the changed lines.");
  });

  it("leave out what there is none of", () => {
    expect(countsSentence({ summary: { ...summary, confirmed: 2, ambiguous: 1 } })).toBe(
      "2 of 3 claims confirmed, 1 ambiguous.",
    );
  });
});
