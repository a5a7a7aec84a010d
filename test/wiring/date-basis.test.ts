import { describe, expect, it } from "vitest";
import { checkDatePeriod } from "../../src/wiring/date-basis.ts";

const policy = { basis: "merged", toleranceDays: 1 } as const;

describe("checkDatePeriod", () => {
  it.each([
    ["the same day", "2026-04-08", "2026-04-08T10:00:00Z", 1, "agrees"],
    ["a day later, as in another time zone", "2026-04-08", "2026-04-09T01:00:00Z", 1, "agrees"],
    ["two days later", "2026-04-08", "2026-04-10T00:00:00Z", 1, "differs"],
    ["two days earlier", "2026-04-10", "2026-04-08T23:59:59Z", 1, "differs"],
    ["two days with more tolerance", "2026-04-10", "2026-04-08T23:59:59Z", 2, "agrees"],
    ["a day without tolerance", "2026-04-09", "2026-04-08T23:59:59Z", 0, "differs"],
    ["a year", "2026-04-08", "2025-04-08T10:00:00Z", 1, "differs"],
    ["an offset", "2026-04-08", "2026-04-09T01:00:00+02:00", 0, "agrees"],
    ["a time that is none", "2026-04-08", "soon", 1, "unknown"],
    ["a date that is none", "2026-04-31", "2026-04-08T10:00:00Z", 1, "unknown"],
  ])("%s", (_name, date, time, toleranceDays, state) => {
    expect(checkDatePeriod(date, { from: time, to: time }, { ...policy, toleranceDays }).state).toBe(state);
  });

  it.each([
    ["on the day of the merge", "2026-04-08", "agrees"],
    ["between the merge and the deployment", "2026-04-10", "agrees"],
    ["a day after the deployment", "2026-04-13", "agrees"],
    ["long after the deployment", "2026-04-14", "differs"],
    ["before the merge", "2026-04-06", "differs"],
  ])("deployed %s", (_name, date, state) => {
    const period = { from: "2026-04-08T10:00:00Z", to: "2026-04-12T10:00:00Z" };
    expect(checkDatePeriod(date, period, { basis: "deployed", toleranceDays: 1 }).state).toBe(state);
  });
});
