import { describe, expect, it } from "vitest";
import { checkDateBasis } from "../../src/wiring/date-basis.ts";

const policy = { basis: "merged", toleranceDays: 1 } as const;

describe("checkDateBasis", () => {
  it.each([
    ["the same day", "2026-04-08", "2026-04-08T10:00:00Z", 1, "agrees"],
    ["a day later, as in another time zone", "2026-04-08", "2026-04-09T01:00:00Z", 1, "agrees"],
    ["two days later", "2026-04-08", "2026-04-10T00:00:00Z", 1, "differs"],
    ["two days earlier", "2026-04-10", "2026-04-08T23:59:59Z", 1, "differs"],
    ["two days with more tolerance", "2026-04-10", "2026-04-08T23:59:59Z", 2, "agrees"],
    ["a day without tolerance", "2026-04-09", "2026-04-08T23:59:59Z", 0, "differs"],
    ["a year", "2026-04-08", "2025-04-08T10:00:00Z", 1, "differs"],
    ["an offset", "2026-04-08", "2026-04-09T01:00:00+02:00", 0, "agrees"],
    ["no time", "2026-04-08", undefined, 1, "unknown"],
    ["a time that is none", "2026-04-08", "soon", 1, "unknown"],
    ["a date that is none", "2026-04-31", "2026-04-08T10:00:00Z", 1, "unknown"],
  ])("%s", (_name, date, time, toleranceDays, state) => {
    expect(checkDateBasis(date, time, { ...policy, toleranceDays }).state).toBe(state);
  });
});
