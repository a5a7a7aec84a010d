import { expect, it } from "vitest";
import { isOnWire } from "../../src/findings/predicates/other-style.ts";

it.each([
  ["invalid_cone_ids", "InvalidConeId", true],
  ["InvalidConeId", "invalid_cone_ids", true],
  ["invalid_cone_ids", "invalid_cone_id", false],
  ["InvalidConeIds", "InvalidConeId", false],
  ["invalid_cone_ids", "invalidConeId", false],
])("a name on the wire is no slip of a type's: %s, %s", (one, other, expected) => {
  expect(isOnWire(one, other)).toBe(expected);
});
