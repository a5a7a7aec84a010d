import { describe, expect, it } from "vitest";
import { compare, grade, type Row, tallies, worst } from "../../scripts/eval-rows.ts";

function row(id: string, truth: string, outcome: string, kind = "limit"): Row {
  return { id, kind, truth, outcome };
}

describe("evaluation rows", () => {
  it.each([
    ["confirmed", "confirmed", 2],
    ["confirmed", "unverifiable", 1],
    ["confirmed", "silent", 1],
    ["confirmed", "contradicted", 0],
    ["contradicted", "contradicted", 2],
    ["contradicted", "ambiguous", 1],
    ["contradicted", "confirmed", 0],
    ["unverifiable", "ambiguous", 2],
    ["unverifiable", "confirmed", 0],
  ])("grades a %s claim that came out %s with %i", (truth, outcome, expected) => {
    expect(grade({ truth, outcome })).toBe(expected);
  });

  it("finds the rows that fell, those that rose and those that were not run", () => {
    const rows = [
      row("fell", "confirmed", "unverifiable"),
      row("wrong", "confirmed", "contradicted"),
      row("rose", "contradicted", "contradicted"),
      row("same", "contradicted", "silent"),
      row("new", "confirmed", "contradicted"),
    ];
    const baseline = { fell: "confirmed", wrong: "silent", rose: "ambiguous", same: "unverifiable", gone: "confirmed" };
    const { worse, better, missing } = compare(rows, baseline);
    expect(worse.map(({ id, before }) => `${id} was ${before}`)).toEqual(["fell was confirmed", "wrong was silent"]);
    expect(better).toEqual(["rose"]);
    expect(missing).toEqual(["gone"]);
  });

  it("counts by kind what was read, decided and right", () => {
    const [limit, all] = tallies([
      row("a", "confirmed", "confirmed"),
      row("b", "confirmed", "contradicted"),
      row("c", "contradicted", "contradicted"),
      row("d", "contradicted", "silent"),
    ]);
    expect(limit).toEqual({
      kind: "limit",
      rows: 4,
      extracted: 3,
      confirmed: 1,
      contradicted: 2,
      ambiguous: 0,
      unverifiable: 0,
      precision: [1, 2],
      recall: [1, 2],
      confirmedOfTrue: [1, 2],
      decided: [3, 4],
    });
    expect(all).toEqual({ ...limit, kind: "all" });
  });

  it("names wrong rows before undecided ones, and none that is right", () => {
    const rows = [
      row("b", "confirmed", "silent"),
      row("c", "confirmed", "confirmed"),
      row("a", "contradicted", "confirmed"),
    ];
    expect(worst(rows, 10).map(({ id }) => id)).toEqual(["a", "b"]);
    expect(worst(rows, 1).map(({ id }) => id)).toEqual(["a"]);
  });
});
