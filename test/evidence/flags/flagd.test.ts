import { describe, expect, it } from "vitest";
import { readFlagd } from "../../../src/evidence/flags/flagd.ts";

const question = { key: "berths", environment: "production" };
const flag = (more: object): object => ({
  flags: {
    berths: { state: "ENABLED", variants: { on: true, off: false, red: "f00" }, defaultVariant: "on", ...more },
  },
});

describe("flagd file", () => {
  it.each<[string, object, object]>([
    ["on", flag({}), { state: "everyone" }],
    ["empty targeting", flag({ targeting: {} }), { state: "everyone" }],
    ["off", flag({ defaultVariant: "off" }), { state: "nobody" }],
    [
      "fractional",
      flag({
        targeting: {
          fractional: [
            ["on", 5],
            ["off", 95],
          ],
        },
      }),
      { state: "partial", how: "targeting rules" },
    ],
    ["disabled", flag({ state: "DISABLED" }), { state: "unknown", how: "disabled: the code's own default decides" }],
    ["text", flag({ defaultVariant: "red" }), { state: "unknown", how: "its default is not true or false" }],
    [
      "no such variant",
      flag({ defaultVariant: "toString" }),
      { state: "unknown", how: "its default is not true or false" },
    ],
    ["no default", flag({ defaultVariant: null }), { state: "unknown", how: "its default is not true or false" }],
  ])("%s", (_, file, expected) => {
    expect(readFlagd(file, question)?.environments).toEqual([{ name: "production", ...expected }]);
  });

  it.each([
    null,
    [],
    {},
    { flags: {} },
    flag({ state: "on" }),
    flag({ targeting: "all" }),
  ])("takes nothing from %j", (file) => {
    expect(readFlagd(file, question)).toBeUndefined();
  });

  it("does not take an inherited name for a flag", () => {
    expect(readFlagd(flag({}), { ...question, key: "constructor" })).toBeUndefined();
  });
});
