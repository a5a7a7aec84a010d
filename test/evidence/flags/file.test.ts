import { describe, expect, it } from "vitest";
import { readFile } from "../../../src/evidence/flags/file.ts";

const question = { key: "berths", at: "{flag}", environment: "production" };

describe("flag file", () => {
  it.each<[string, unknown, object]>([
    ["true", { berths: true }, { state: "everyone" }],
    ["off in words", { berths: "off" }, { state: "nobody" }],
    ["enabled", { berths: { enabled: true, description: "x", owner: "harbor", tags: ["a"] } }, { state: "everyone" }],
    ["disabled with a percentage", { berths: { enabled: false, rollout: 50 } }, { state: "nobody" }],
    ["5 %", { berths: { enabled: true, percentage: 5 } }, { state: "partial", how: "5 %" }],
    ["percentage as text", { berths: { rollout: "25 %" } }, { state: "partial", how: "25 %" }],
    ["0 %", { berths: { enabled: true, rollout: 0 } }, { state: "nobody" }],
    ["users", { berths: { enabled: true, users: ["kim"] } }, { state: "partial", how: "100 %, users (1)" }],
    [
      "a key we never heard of",
      { berths: { on: true, cohorts: { eu: 1 } } },
      { state: "partial", how: "100 %, cohorts (1)" },
    ],
    [
      "percentage beyond",
      { berths: { enabled: true, rollout: 500 } },
      { state: "unknown", how: "an unreadable percentage" },
    ],
    [
      "prerequisites",
      { berths: { enabled: true, requires: ["quay"] } },
      { state: "everyone", requires: [{ flag: "quay", expects: "on" }] },
    ],
    [
      "prerequisites that are none",
      { berths: { on: true, requires: 7 } },
      { state: "unknown", how: "unreadable prerequisites" },
    ],
  ])("%s", (_, data, expected) => {
    const answer = readFile(data, question);
    expect(answer.ok && answer.value.environments).toEqual([{ name: "production", ...expected }]);
  });

  it("tells environments apart inside the flag and above it", () => {
    const both = [
      { name: "production", state: "nobody" },
      { name: "staging", state: "everyone" },
    ];
    const inside = readFile({ berths: { environments: { production: false, staging: { enabled: true } } } }, question);
    expect(inside.ok && inside.value.environments).toEqual(both);
    const above = readFile(
      { flags: { production: { berths: false }, staging: { berths: true } } },
      { ...question, at: "flags.{environment}.{flag}" },
    );
    expect(above.ok && above.value.environments).toEqual(both);
  });

  it("tells an archived flag", () => {
    expect(readFile({ berths: { enabled: true, archived: true } }, question)).toMatchObject({
      value: { archived: true },
    });
  });

  it("T038 says that a flag is not listed, also one with the name of something inherited", () => {
    for (const data of [{}, [], null, { flags: { berths: true } }])
      expect(readFile(data, question)).toMatchObject({ ok: false, reason: "not-found-or-no-access" });
    expect(readFile({}, { ...question, key: "constructor" })).toMatchObject({ ok: false });
  });

  it.each([7, null, [], {}, { enabled: "perhaps" }, "maybe"])("takes nothing from %j", (value) => {
    expect(readFile({ berths: value }, question)).toMatchObject({ ok: false, reason: "malformed" });
  });
});
