import { describe, expect, it } from "vitest";
import { resolveFlag } from "../../../src/evidence/flags/prerequisites.ts";
import type { EnvironmentReading, FlagReading } from "../../../src/evidence/flags/reader.ts";
import { fail } from "../../../src/github/answer.ts";

type Flags = Readonly<Record<string, Partial<EnvironmentReading> & Pick<Partial<FlagReading>, "archived" | "values">>>;

const needs = (flag: string, expects: "on" | "off" | { variation: number } = "on") => ({
  requires: [{ flag, expects }],
});

async function stateOf(flags: Flags): Promise<unknown> {
  const asked: string[] = [];
  const answer = await resolveFlag("berths", async (flag) => {
    asked.push(flag);
    const found = flags[flag];
    if (found === undefined) return fail("not-found-or-no-access", "HTTP 404");
    const { archived = false, values, ...own } = found;
    const environments = [{ name: "production", state: "everyone", ...own } as const];
    return { ok: true, value: { archived, environments, ...(values === undefined ? {} : { values }) } };
  });
  expect(new Set(asked).size, "each flag is read once").toBe(asked.length);
  return answer.ok ? answer.value.environments[0] : answer.reason;
}

describe("prerequisites", () => {
  it.each<[string, Flags, object]>([
    [
      "T009 off",
      { berths: needs("quay"), quay: { state: "nobody" } },
      { state: "nobody", how: "prerequisite quay is not met" },
    ],
    ["on", { berths: needs("quay"), quay: {} }, { state: "everyone" }],
    [
      "partial",
      { berths: needs("quay"), quay: { state: "partial", how: "5 %" } },
      { state: "partial", how: "prerequisite quay is met for some: 5 %" },
    ],
    [
      "partial, and the flag too",
      { berths: { ...needs("quay"), state: "partial", how: "25 %" }, quay: { state: "partial", how: "5 %" } },
      { state: "partial", how: "25 %, prerequisite quay is met for some: 5 %" },
    ],
    ["the flag itself off", { berths: { ...needs("quay"), state: "nobody" } }, { state: "nobody" }],
    ["deleted", { berths: needs("quay") }, { state: "unknown", how: "prerequisite quay is not known: HTTP 404" }],
    [
      "archived",
      { berths: needs("quay"), quay: { archived: true } },
      { state: "unknown", how: "prerequisite quay is not known: archived" },
    ],
    ["must be off and is", { berths: needs("quay", "off"), quay: { state: "nobody" } }, { state: "everyone" }],
    [
      "must be off and is on",
      { berths: needs("quay", "off"), quay: {} },
      { state: "nobody", how: "prerequisite quay is not met" },
    ],
    [
      "variation true",
      { berths: needs("quay", { variation: 0 }), quay: { values: [true, false] } },
      { state: "everyone" },
    ],
    [
      "variation false",
      { berths: needs("quay", { variation: 1 }), quay: { values: [true, false] } },
      { state: "nobody", how: "prerequisite quay is not met" },
    ],
    [
      "variation of another kind",
      { berths: needs("quay", { variation: 1 }), quay: { values: [true, "red"] } },
      { state: "unknown", how: "prerequisite quay is not known: a value of it that is not true or false" },
    ],
    [
      "a chain",
      { berths: needs("quay"), quay: needs("pier"), pier: { state: "nobody" } },
      { state: "nobody", how: "prerequisite quay is not met" },
    ],
    [
      "a circle",
      { berths: needs("quay"), quay: needs("berths") },
      {
        state: "unknown",
        how: "prerequisite quay is not known: prerequisite berths is not known: its prerequisites lead in a circle",
      },
    ],
    [
      "another environment",
      { berths: needs("quay"), quay: { name: "staging" } },
      { state: "unknown", how: "prerequisite quay is not known: no such environment" },
    ],
  ])("%s", async (_, flags, expected) => {
    expect(await stateOf(flags)).toEqual({ name: "production", ...expected });
  });

  it("ends a chain that does not end", async () => {
    const flags = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`f${at}`, needs(`f${at + 1}`)]));
    expect(await stateOf({ ...flags, berths: needs("f0") })).toMatchObject({ state: "unknown" });
  });
});
