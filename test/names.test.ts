import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isSlip, likeness } from "../src/names.ts";

describe("isSlip", () => {
  it.each([
    ["testingClient", "testClient"],
    ["colorized", "colorize"],
    ["X-Harbour-Berth", "X-Harbor-Berth"],
    ["--dryrun", "--dry-run"],
    ["apiKey", "api_key"],
    ["HARBOR_TIMEOTU", "HARBOR_TIMEOUT"],
  ])("%s is %s written wrongly", (one, other) => {
    expect(isSlip(one, other)).toBe(true);
    expect(isSlip(other, one)).toBe(true);
  });

  it.each([
    ["HARBOR_API_URL", "HARBOR_APP_URL"],
    ["RS256", "RS512"],
    ["X-Harbor-Key", "Authorization"],
    ["X-Request-Id", "X-Request-Ip"],
    ["https://mcp.acme.dev/sse", "https://mcp.acme.dev/mcp"],
    ["/v1/berths", "/v2/berths"],
    ["PORT", "HARBOR_PORT"],
    ["getBerth", "setBerth"],
  ])("%s and %s are two names", (one, other) => {
    expect(isSlip(one, other)).toBe(false);
  });
});

describe("likeness", () => {
  it("is 1 for the same words, symmetric, and between 0 and 1", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.string({ maxLength: 30 }), (one, other) => {
        const like = likeness(one, other);
        expect(like).toBeCloseTo(likeness(other, one));
        expect(like).toBeGreaterThanOrEqual(0);
        expect(like).toBeLessThanOrEqual(1);
      }),
    );
    expect(likeness("X-Api-Key", "x_api_key")).toBe(1);
  });
});
