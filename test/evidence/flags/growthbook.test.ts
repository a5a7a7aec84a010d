import { describe, expect, it } from "vitest";
import { readGrowthBook } from "../../../src/evidence/flags/growthbook.ts";

const rule = (more: object): object => ({
  id: "fr_1",
  type: "force",
  description: "",
  enabled: true,
  allEnvironments: true,
  value: "true",
  ...more,
});
const feature = (rules: readonly object[], more: object = {}): object => ({
  feature: {
    id: "berths",
    archived: false,
    description: "",
    owner: "harbor",
    project: "",
    valueType: "boolean",
    defaultValue: "false",
    tags: [],
    environments: { production: { enabled: true } },
    prerequisites: [],
    rules,
    revision: { version: 1, comment: "", date: "2026-05-01T00:00:00Z", publishedBy: "" },
    ...more,
  },
});

describe("GrowthBook", () => {
  it.each<[string, object, object]>([
    ["default false", feature([]), { state: "nobody" }],
    ["default true", feature([], { defaultValue: "true" }), { state: "everyone" }],
    ["forced", feature([rule({})]), { state: "everyone" }],
    ["disabled rule", feature([rule({ enabled: false })]), { state: "nobody" }],
    [
      "rule of another environment",
      feature([rule({ allEnvironments: false, environments: ["dev"] })]),
      { state: "nobody" },
    ],
    ["own rule", feature([rule({ allEnvironments: false, environments: ["production"] })]), { state: "everyone" }],
    ["environment off", feature([rule({})], { environments: { production: { enabled: false } } }), { state: "nobody" }],
    ["25 %", feature([rule({ type: "rollout", coverage: 0.25 })]), { state: "partial", how: "25 %" }],
    ["100 %", feature([rule({ type: "rollout", coverage: 1 })]), { state: "everyone" }],
    ["0 %", feature([rule({ type: "rollout", coverage: 0 })]), { state: "nobody" }],
    ["condition", feature([rule({ condition: '{"plan":"pro"}' })]), { state: "partial", how: "a condition" }],
    ["empty condition", feature([rule({ condition: "{}" })]), { state: "everyone" }],
    [
      "saved groups, else forced",
      feature([rule({ value: "false", savedGroupTargeting: [{}] }), rule({})]),
      { state: "partial", how: "100 %, 0 % of 1 saved group" },
    ],
    ["experiment", feature([rule({ type: "experiment-ref" })]), { state: "partial", how: "50 % of experiment-ref" }],
    ["text", feature([], { valueType: "string", defaultValue: "red" }), { state: "unknown", how: "a string flag" }],
    [
      "prerequisite",
      feature([rule({})], { prerequisites: ["quay"] }),
      { state: "everyone", requires: [{ flag: "quay", expects: "on" }] },
    ],
    [
      "prerequisite of a rule",
      feature([rule({ prerequisites: [{ id: "quay", condition: '{"value":true}' }] })]),
      { state: "partial", how: "1 prerequisite" },
    ],
  ])("%s", (_, answer, expected) => {
    expect(readGrowthBook(answer)?.environments).toMatchObject([{ name: "production", ...expected }]);
  });

  it("tells an archived flag", () => {
    expect(readGrowthBook(feature([], { archived: true }))?.archived).toBe(true);
  });

  it.each([
    null,
    {},
    { feature: null },
    feature([{ type: "force" }]),
    feature([rule({ allEnvironments: undefined })]),
    feature([], { environments: [] }),
    feature([rule({ type: "rollout", coverage: 7 })]),
  ])("takes nothing from %j", (answer) => {
    expect(readGrowthBook(answer)).toBeUndefined();
  });
});
