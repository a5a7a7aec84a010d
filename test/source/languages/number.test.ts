import { describe, expect, it } from "vitest";
import { kebab, recase } from "../../../src/source/languages/syntax/case.ts";
import { headerOfName, schemeOf, schemeOfRegex } from "../../../src/source/languages/syntax/headers.ts";
import { calculate, readNumber, unitOfName } from "../../../src/source/languages/syntax/number.ts";
import { joinRoute } from "../../../src/source/languages/syntax/routes.ts";
import { statusOfName, statusOfPhrase } from "../../../src/source/languages/syntax/status.ts";

describe("numbers and names", () => {
  it.each([
    ["3_145_728", 3_145_728],
    ["0x1F", 31],
    ["0b101", 5],
    ["0o17", 15],
    ["10L", 10],
    ["5usize", 5],
    ["1.5f32", 1.5],
    ["2e3", 2000],
    ["12m", 12],
    ["abc", undefined],
    ["1.2.3", undefined],
    ["", undefined],
  ])("reads %s", (text, number) => {
    expect(readNumber(text)).toBe(number);
  });

  it("computes only what is exact and finite", () => {
    expect(calculate("<<", 1, 20)).toBe(1_048_576);
    expect(calculate("//", 7, 2)).toBe(3);
    expect(calculate("/", 1, 0)).toBeUndefined();
    expect(calculate("**", 10, 40)).toBeUndefined();
    expect(calculate("%", 7, 2)).toBeUndefined();
  });

  it.each([
    ["timeout_ms", "ms"],
    ["TIMEOUT_SECONDS", "s"],
    ["waitSeconds", "s"],
    ["keepMinutes", "min"],
    ["max_size_bytes", "B"],
    ["quota_mb", "MB"],
    ["TTL_DAYS", "d"],
    ["pool_min", undefined],
    ["requests_per_minute", undefined],
    ["items", undefined],
    ["status", undefined],
  ])("knows the unit of %s", (name, unit) => {
    expect(unitOfName(name)).toBe(unit);
  });

  it.each([
    ["status.HTTP_401_UNAUTHORIZED", 401],
    ["http.StatusTooManyRequests", 429],
    ["StatusCode.UNPROCESSABLE_ENTITY", 422],
    ["HttpStatus.NOT_FOUND", 404],
    ["StatusCodes.Status202Accepted", 202],
    ["exitcode.SOFTWARE", 70],
    ["colours.FORBIDDEN", undefined],
  ])("knows the status %s", (name, status) => {
    expect(statusOfName(name)).toBe(status);
  });

  it("knows phrases, constants of headers and schemes", () => {
    expect(statusOfPhrase("not_found")).toBe(404);
    expect(headerOfName("header.WWW_AUTHENTICATE")).toBe("WWW-Authenticate");
    expect(headerOfName("HeaderNames.ContentType")).toBe("Content-Type");
    expect(headerOfName("colours.AUTHORIZATION")).toBeUndefined();
    expect(schemeOf("harbour-token {secret}")).toBe("harbour-token");
    expect(schemeOf("Bearer")).toBeUndefined();
    expect(schemeOfRegex(String.raw`^Bearer\s+(.+)$`)).toBe("Bearer");
  });

  it.each([
    [["/api", "/v1/", "users"], "/api/v1/users"],
    [["", ""], "/"],
    [["/items/:id"], "/items/{id}"],
    [["/files/*path"], "/files/{path}"],
    [["<int:year>/"], "/{year}"],
    [["/{id:[0-9]{2,4}}"], "/{id}"],
    [["^ships/(?P<id>\\d+)/$"], "/ships/{id}"],
    [["/{name:path}", "{page?}"], "/{name}/{page}"],
    [["/v1/models/{m}:generate"], "/v1/models/{m}:generate"],
  ])("joins %j", (parts, route) => {
    expect(joinRoute(...parts)).toBe(route);
  });

  it("turns names into other cases", () => {
    expect(["orgURLSlug", "test_process_exit_code", "SteamEngine"].map(kebab)).toEqual([
      "org-url-slug",
      "test-process-exit-code",
      "steam-engine",
    ]);
    expect(
      ["camelCase", "PascalCase", "SCREAMING_SNAKE_CASE", "kebab-case", "unknown"].map((style) =>
        recase("dim_after", style),
      ),
    ).toEqual(["dimAfter", "DimAfter", "DIM_AFTER", "dim-after", "dim_after"]);
  });
});
