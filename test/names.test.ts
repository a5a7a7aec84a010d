import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isMixedUp, isRespelt, isSlip, likeness } from "../src/names.ts";

describe("isSlip", () => {
  it.each([
    ["testingClient", "testClient"],
    ["colorized", "colorize"],
    ["X-Harbour-Berth", "X-Harbor-Berth"],
    ["--dryrun", "--dry-run"],
    ["apiKey", "api_key"],
    ["erthName", "berthName"],
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
    ["rounding", "routing"],
    ["organisation", "organization"],
    ["colour", "color"],
    ["lash", "flash"],
    ["X-Berth-Limit", "BerthLimit"],
    ["--no-berth", "--no-unberth"],
    ["moorings", "unmoorings"],
    ["QBerths", "berths"],
  ])("%s and %s are two names", (one, other) => {
    expect(isSlip(one, other)).toBe(false);
  });
});

describe("isMixedUp", () => {
  it.each([
    ["HARBOR_API_URI", "HARBOR_API_URL", true],
    ["@harbor/berth-image", "@harbor/berth-img", true],
    ["fetch_berth_route", "get_berth_route", false],
    ["BerthFailure", "BerthError", false],
    ["--report-dir", "--report-path", false],
  ])("%s is easily written for %s", (one, other, respelt) => {
    expect(isMixedUp(one, other)).toBe(true);
    expect(isMixedUp(other, one)).toBe(true);
    expect(isRespelt(one, other)).toBe(respelt);
  });

  it.each([
    ["getBerth", "setBerth"],
    ["HARBOR_CLIENT_ID", "HARBOR_CLIENT_SECRET"],
    ["url", "uri"],
    ["fetchBerthUrl", "getBerthUri"],
    ["maxBerths", "minBerths"],
  ])("%s and %s are two names", (one, other) => {
    expect(isMixedUp(one, other)).toBe(false);
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
      // A word that one name says twice and the other once is shared once, whichever comes first.
      { examples: [["berth berth", "berth quay"]] },
    );
    expect(likeness("X-Api-Key", "x_api_key")).toBe(1);
  });
});
