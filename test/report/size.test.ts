import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderComment } from "../../src/report/comment.ts";
import { formats } from "../../src/report/formats.ts";
import { commentMarker, outcomes, type Report } from "../../src/types/index.ts";
import { reportOf } from "./reports.ts";

/** GitHub's limit of a comment, in characters. */
const githubLimit = 65_536;

function manyClaims(count: number, docs = "X-Api-Key 😀"): Report {
  const all = Array.from({ length: count }, (_, index) => outcomes[index % outcomes.length] ?? "confirmed");
  return reportOf({ docs, source: "Authorization" }, { outcomes: all });
}

function expectWhole(body: string, state: string): void {
  expect(body.length).toBeLessThanOrEqual(githubLimit);
  expect(body.split("\n", 1)).toEqual([`${commentMarker}${state} -->`]);
  expect(body).toContain("Verdict: blocked");
  expect(body.match(/^<details>$/gm)?.length ?? 0).toBe(body.match(/^<\/details>$/gm)?.length ?? 0);
  expect(body).not.toMatch(/\p{Cs}/u);
}

describe("the length of the comment", () => {
  it("T060 any number of claims, any words and any state: it fits, and every fold is closed", () => {
    const state = fc.nat(20_000).map((length) => "s".repeat(length));
    fc.assert(
      fc.property(fc.nat(600), fc.string({ unit: "grapheme", maxLength: 200 }), state, (count, words, stored) => {
        const { body, smaller } = renderComment(manyClaims(count, words), stored);
        for (const one of [body, ...smaller]) expectWhole(one, stored);
        const lengths = [body, ...smaller].map((one) => one.length);
        expect(lengths).toEqual([...lengths].sort((a, b) => b - a));
      }),
      { numRuns: 8 },
    );
  });

  it("T062 500 claims: all are counted, the table says how many it leaves out", () => {
    const { body } = renderComment(manyClaims(500), "s".repeat(20_000));
    expectWhole(body, "s".repeat(20_000));
    expect(body).toContain("125 of 500 claims confirmed, 125 contradicted, 125 ambiguous, 125 unverifiable.");
    const rows = body.match(/^\| `X-Api-Key 😀 \d+`/gm)?.length ?? 0;
    expect(rows).toBeGreaterThan(9);
    expect(body).toContain(`${500 - rows} more claims are in the job summary.`);
  });
});

describe("rendering", () => {
  it("T065 gives the same bytes in every zone and language", () => {
    const { TZ, LANG } = process.env;
    const shown = (): readonly string[] =>
      Object.values(formats).map((render) => render(manyClaims(8), (_colour, text) => text));
    const here = shown();
    try {
      for (const [zone, language] of [
        ["Pacific/Kiritimati", "tr_TR.UTF-8"],
        ["America/St_Johns", "sv_SE.UTF-8"],
      ]) {
        process.env.TZ = zone;
        process.env.LANG = language;
        expect(shown()).toEqual(here);
      }
    } finally {
      for (const [name, value] of Object.entries({ TZ, LANG })) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    }
  });

  it.each([
    ["blocked", reportOf({ docs: "X-Api-Key", source: "Authorization" })],
    ["live", reportOf({ docs: "X-Api-Key", source: "Authorization" }, { verdict: "live", outcomes: ["confirmed"] })],
    [
      "unknown-private",
      reportOf({ docs: "X-Api-Key", source: "Authorization" }, { verdict: "unknown", source: "private" }),
    ],
  ] as const)("shows a report that is %s", async (name, report) => {
    const comment = renderComment(report, "c3RhdGU").body;
    await expect(comment).toMatchFileSnapshot(`snapshots/${name}/comment.md`);
    for (const [format, extension] of [
      ["human", "txt"],
      ["json", "json.txt"],
      ["sarif", "sarif"],
      ["rdjson", "rdjson"],
      ["markdown", "md"],
      ["html", "html"],
    ] as const) {
      const text = formats[format](report, (_colour, words) => words);
      await expect(text).toMatchFileSnapshot(`snapshots/${name}/${format}.${extension}`);
    }
  });
});
