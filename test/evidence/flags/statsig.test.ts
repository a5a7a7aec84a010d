import { describe, expect, it } from "vitest";
import { readStatsig } from "../../../src/evidence/flags/statsig.ts";

const everyone = { type: "public" };
const rule = (passPercentage: number, more: object = {}): object => ({
  id: "r1",
  name: "all",
  passPercentage,
  conditions: [everyone],
  environments: null,
  ...more,
});
const gate = (rules: readonly object[], more: object = {}): object => ({
  message: "Gate read successfully.",
  data: {
    id: "berths",
    name: "berths",
    description: "",
    isEnabled: true,
    status: "In Progress",
    type: "TEMPORARY",
    holdoutIDs: [],
    rules,
    ...more,
  },
});

describe("Statsig", () => {
  it.each<[string, object, object]>([
    ["no rule", gate([]), { state: "nobody" }],
    ["everyone", gate([rule(100)]), { state: "everyone" }],
    ["5 %", gate([rule(5)]), { state: "partial", how: "5 %" }],
    ["0 %", gate([rule(0)]), { state: "nobody" }],
    ["disabled", gate([rule(100)], { isEnabled: false }), { state: "nobody" }],
    [
      "some people",
      gate([rule(90, { conditions: [{ type: "country", targetValue: ["NZ"], operator: "any" }] })]),
      { state: "partial", how: "90 % of people by country" },
    ],
    ["people, then everyone", gate([rule(100, { conditions: [{ type: "email" }] }), rule(100)]), { state: "everyone" }],
    ["rule of another environment", gate([rule(100, { environments: ["staging"] })]), { state: "nobody" }],
    [
      "tier of another environment",
      gate([rule(100, { conditions: [{ type: "environment_tier", operator: "any", targetValue: ["staging"] }] })]),
      { state: "nobody" },
    ],
    [
      "tier of this environment",
      gate([rule(100, { conditions: [{ type: "environment_tier", operator: "any", targetValue: ["production"] }] })]),
      { state: "everyone" },
    ],
    ["holdout", gate([rule(100)], { holdoutIDs: ["h1"] }), { state: "partial", how: "100 %, 0 % of 1 holdout" }],
    [
      "another gate",
      gate([rule(100, { conditions: [{ type: "passes_gate", targetValue: "quay" }] })]),
      { state: "everyone", requires: [{ flag: "quay", expects: "on" }] },
    ],
    [
      "another gate that must fail",
      gate([rule(100, { conditions: [{ type: "fails_gate", targetValue: ["quay"] }] })]),
      { state: "everyone", requires: [{ flag: "quay", expects: "off" }] },
    ],
    [
      "another gate beside people",
      gate([rule(100, { conditions: [{ type: "passes_gate", targetValue: "quay" }] }), rule(5)]),
      { state: "partial", how: "5 %, gate quay" },
    ],
  ])("%s", (_, answer, expected) => {
    expect(readStatsig(answer, ["production"])?.environments[0]).toMatchObject({ name: "production", ...expected });
  });

  it("tells the environments that rules name, and an archived gate", () => {
    const reading = readStatsig(gate([rule(100, { environments: ["staging"] })], { status: "Archived" }), [
      "production",
    ]);
    expect(reading).toMatchObject({
      archived: true,
      environments: [
        { name: "production", state: "nobody" },
        { name: "staging", state: "everyone" },
      ],
    });
  });

  it.each([
    null,
    {},
    { data: [] },
    gate([{}]),
    gate([rule(700)]),
    gate([], { isEnabled: "yes" }),
  ])("takes nothing from %j", (answer) => {
    expect(readStatsig(answer, ["production"])).toBeUndefined();
  });
});
