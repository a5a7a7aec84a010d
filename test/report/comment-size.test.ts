import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderComment } from "../../src/report/comment.ts";
import { commentMarker, type Report } from "../../src/types/index.ts";
import { fullReport } from "./full-report.ts";

/** How much there is of each thing that grows: parts of a list, characters of a text, characters of the stored state. */
type Sizes = {
  readonly findings: number;
  readonly reasons: number;
  readonly references: number;
  readonly history: number;
  readonly decisions: number;
  readonly wiring: number;
  readonly words: number;
  readonly state: number;
};

const none: Sizes = { findings: 0, reasons: 0, references: 0, history: 0, decisions: 0, wiring: 0, words: 1, state: 0 };
const most: Sizes = {
  findings: 600,
  reasons: 400,
  references: 600,
  history: 50,
  decisions: 400,
  wiring: 400,
  words: 2000,
  state: 58_000,
};
const upTo = (key: keyof Sizes) => fc.constantFrom(none[key], 1, Math.ceil(most[key] / 20), most[key]);
const sizes: fc.Arbitrary<Sizes> = fc.record({
  findings: upTo("findings"),
  reasons: upTo("reasons"),
  references: upTo("references"),
  history: upTo("history"),
  decisions: upTo("decisions"),
  wiring: upTo("wiring"),
  words: upTo("words"),
  state: upTo("state"),
});

const many = <T>(items: readonly T[], count: number): readonly T[] =>
  Array.from({ length: count }, (_, index) => items[index % items.length]).flatMap((item) => item ?? []);

function reportOf(size: Sizes): Report {
  const word = `\u{1D4B3}@ada #1 ${"y".repeat(size.words)}`;
  const full = fullReport({ docs: word, source: word }, { docs: "public", source: "public" });
  const { verdict, references, ledger, wiring = [] } = full;
  return {
    ...full,
    findings: many(full.findings, size.findings).map((finding, index) => ({
      ...finding,
      claim: { ...finding.claim, id: `${index}`.padStart(12, "0"), value: `${index} ${word}` },
    })),
    verdict: { ...verdict, reasons: many(verdict.reasons, size.reasons) },
    references: { taken: many(references.taken, size.references), ignored: many(references.ignored, size.references) },
    ledger: {
      ...ledger,
      transitions: many(ledger.transitions, size.history).map((one) => ({ ...one, cause: `${word} open` })),
      dismissals: many(ledger.dismissals, size.decisions),
    },
    wiring: many(wiring, size.wiring),
  };
}

describe("T060 the size of the comment", () => {
  it("is below what GitHub takes, whole and with its state, however much there is of anything", () => {
    fc.assert(
      fc.property(sizes, (size) => {
        const state = "s".repeat(size.state);
        const { body, smaller } = renderComment(reportOf(size), state);
        for (const text of [body, ...smaller]) {
          expect(text.length).toBeLessThanOrEqual(60_000);
          expect(text.startsWith(`${commentMarker}${state} -->\n`)).toBe(true);
          expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
          expect(text).toContain("Verdict: blocked");
          expect(text).not.toMatch(/\p{Surrogate}/u);
        }
        const lengths = [body, ...smaller].map((text) => text.length);
        expect(lengths).toEqual([...lengths].sort((a, b) => b - a));
      }),
      { numRuns: 12, examples: [[none], [most], [{ ...most, state: 0 }], [{ ...none, reasons: 1, state: 57_000 }]] },
    );
  });

  it("leaves the claims before the next steps, and those before the verdict", () => {
    const full = { ...most, words: 40, reasons: 3 };
    const shown = [
      { ...full, state: 0 },
      { ...full, state: 52_000 },
      { ...full, state: 58_000, reasons: 400 },
    ].map((size) => renderComment(reportOf(size), "s".repeat(size.state)).body);
    expect(shown.map((text) => [text.includes("### Claims"), text.includes("What to do next")])).toEqual([
      [true, true],
      [false, true],
      [false, false],
    ]);
    expect(shown[1]).toContain("in the job summary");
  });
});
