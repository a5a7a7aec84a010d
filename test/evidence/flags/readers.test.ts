import { describe, expect, it } from "vitest";
import { readLaunchDarkly } from "../../../src/evidence/flags/launchdarkly.ts";
import { readUnleash } from "../../../src/evidence/flags/unleash.ts";

const name = "production";
const flexible = (rollout: unknown, more: object = {}): object => ({
  name: "flexibleRollout",
  parameters: { rollout, stickiness: "default", groupId: "berths" },
  constraints: [],
  segments: [],
  disabled: false,
  ...more,
});
const unleash = (strategies: object[], more: object = {}): object => ({
  name: "berths",
  archived: false,
  environments: [{ name, type: "production", enabled: true, strategies }],
  ...more,
});

describe("Unleash", () => {
  it.each<[string, object, object]>([
    ["no strategy", unleash([]), { state: "everyone" }],
    ["100 %", unleash([flexible("100")]), { state: "everyone" }],
    ["5 %", unleash([flexible("5")]), { state: "partial", how: "5 %" }],
    ["0 %", unleash([flexible("0")]), { state: "nobody" }],
    ["5 % or everyone", unleash([flexible("5"), { name: "default" }]), { state: "everyone" }],
    [
      "disabled 100 % beside 5 %",
      unleash([flexible("100", { disabled: true }), flexible("5")]),
      { state: "partial", how: "5 %" },
    ],
    [
      "only disabled",
      unleash([flexible("100", { disabled: true })]),
      { state: "unknown", how: "every strategy is disabled" },
    ],
    ["constraint", unleash([flexible("100", { constraints: [{}] })]), { state: "partial", how: "1 constraint" }],
    ["segments", unleash([flexible("100", { segments: [1, 2] })]), { state: "partial", how: "2 segments" }],
    ["other strategy", unleash([{ name: "userWithId" }]), { state: "partial", how: "strategy userWithId" }],
    ["unreadable percentage", unleash([flexible("")]), { state: "unknown", how: "an unreadable percentage" }],
    [
      "parent",
      unleash([], { dependencies: [{ feature: "quay" }] }),
      { state: "everyone", requires: [{ flag: "quay", expects: "on" }] },
    ],
    [
      "parent that must be off",
      unleash([], { dependencies: [{ feature: "quay", enabled: false }] }),
      { state: "everyone", requires: [{ flag: "quay", expects: "off" }] },
    ],
    [
      "parent by variant",
      unleash([], { dependencies: [{ feature: "quay", enabled: true, variants: ["blue"] }] }),
      { state: "unknown", how: "depends on variants of quay" },
    ],
    ["off", unleash([], { environments: [{ name, enabled: false, strategies: [] }] }), { state: "nobody" }],
  ])("%s", (_, answer, expected) => {
    expect(readUnleash(answer)?.environments).toMatchObject([{ name, ...expected }]);
  });

  it("tells an archived flag", () => {
    expect(readUnleash(unleash([], { archived: true }))?.archived).toBe(true);
  });

  it.each([null, [], "on", {}, { environments: {} }])("takes nothing from %j", (answer) => {
    expect(readUnleash(answer)).toBeUndefined();
  });
});

const darkly = (environment: object, more: object = {}): object => ({
  key: "berths",
  kind: "boolean",
  archived: false,
  variations: [{ value: true }, { value: false }],
  environments: {
    production: {
      on: true,
      offVariation: 1,
      targets: [],
      contextTargets: [],
      rules: [],
      prerequisites: [],
      fallthrough: { variation: 0 },
      ...environment,
    },
  },
  ...more,
});
const rollout = (...weights: number[]): object => ({
  fallthrough: { rollout: { variations: weights.map((weight, variation) => ({ variation, weight })) } },
});

describe("LaunchDarkly", () => {
  it.each<[string, object, object]>([
    ["on", darkly({}), { state: "everyone" }],
    ["100 %", darkly(rollout(100_000, 0)), { state: "everyone" }],
    ["5 %", darkly(rollout(5000, 95_000)), { state: "partial", how: "5 %" }],
    [
      "weights that miss a part",
      darkly(rollout(50_000)),
      { state: "unknown", how: "the default rule is not readable" },
    ],
    [
      "unknown variation",
      darkly({ fallthrough: { variation: 7 } }),
      { state: "unknown", how: "the default rule is not readable" },
    ],
    ["serves false", darkly({ fallthrough: { variation: 1 } }), { state: "nobody" }],
    ["rules", darkly({ rules: [{}, {}] }), { state: "partial", how: "100 %, 2 rules" }],
    ["target", darkly({ fallthrough: { variation: 1 }, targets: [{}] }), { state: "partial", how: "0 %, 1 target" }],
    [
      "prerequisite",
      darkly({ prerequisites: [{ key: "quay", variation: 0 }] }),
      { state: "everyone", requires: [{ flag: "quay", expects: { variation: 0 } }] },
    ],
    [
      "prerequisite whose failing serves true",
      darkly({ prerequisites: [{ key: "quay", variation: 0 }], offVariation: 0 }),
      { state: "unknown", how: "prerequisites decide between two values that are not false" },
    ],
    ["off", darkly({ on: false }), { state: "nobody" }],
    ["off serves true", darkly({ on: false, offVariation: 0 }), { state: "unknown", how: "targeting is off" }],
    ["several values", darkly({}, { kind: "multivariate" }), { state: "unknown", how: "a multivariate flag" }],
  ])("%s", (_, answer, expected) => {
    expect(readLaunchDarkly(answer)?.environments).toMatchObject([{ name, ...expected }]);
  });

  it("tells an archived flag", () => {
    expect(readLaunchDarkly(darkly({}, { archived: true }))?.archived).toBe(true);
  });

  it.each([
    null,
    [],
    "on",
    {},
    { environments: [] },
    darkly({ rules: undefined }),
    darkly({ prerequisites: undefined }),
  ])("takes nothing from %j", (answer) => {
    expect(readLaunchDarkly(answer)).toBeUndefined();
  });
});
