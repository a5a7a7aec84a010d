import { describe, expect, it } from "vitest";
import { defaultConfig } from "../../src/config.ts";
import type { Evidence } from "../../src/types/index.ts";
import { policyOf } from "../../src/verdict/policy.ts";
import { claimEvidence, deploymentEvidence, provenEvidence, pullEvidence, unavailable, verdictOn } from "./builders.ts";

const key = "acme/eng#1";
const base = policyOf(defaultConfig);
const named = { ...base, deployed: ["acme/eng"] };
const found = deploymentEvidence;
const old = "2026-06-01T00:00:00Z";

const rows: readonly (readonly [string, readonly Evidence[], string])[] = [
  ["it runs", [found(key)], "live"],
  ["it does not run", [found(key, { contains: false })], `pending ${key} not-deployed`],
  ["nothing runs", [{ ...found(key), status: "absent", scope: "nothing" }], `pending ${key} not-deployed`],
  [
    "T036 it was rolled back",
    [found(key, { contains: false, before: { revision: "d", at: old } })],
    `pending ${key} rolled-back`,
  ],
  ["it runs in staging", [found(key, { contains: false, staged: "test" })], `staged ${key} deployed-staged`],
  ["nobody looked", [], `unknown ${key} not-observed`],
  ["it could not be looked at", [unavailable("deployment", key)], `unknown ${key} unavailable`],
  ["T011 it ran some days ago", [{ ...found(key), observedAt: old }], `unknown ${key} stale`],
  ["T011 it was released", [{ ...found(key, { means: "release" }), observedAt: old }], "live"],
  [
    "T011 some days ago it was not released",
    [{ ...found(key, { means: "release", contains: false }), observedAt: old }],
    `unknown ${key} stale`,
  ],
  [
    "one of two observations says no",
    [found(key), found(key, { contains: false, environment: "us" })],
    `pending ${key} not-deployed`,
  ],
];

describe("what runs", () => {
  it.each(rows)("%s", (_name, evidence, expected) => {
    const { value, reasons } = verdictOn({
      policy: named,
      evidence: [...provenEvidence(key), claimEvidence("c1"), ...evidence],
    });
    expect(value === "live" ? value : reasons.join()).toBe(expected);
  });

  it("a repository that was renamed is asked under its name of today", () => {
    const renamed = pullEvidence(key, { url: "https://github.com/acme/new-eng/pull/1" });
    const evidence = [renamed, ...provenEvidence(key).slice(1), claimEvidence("c1")];
    const { reasons } = verdictOn({ policy: { ...base, deployed: ["acme/new-eng"] }, evidence });
    expect(reasons).toEqual([`unknown ${key} not-observed`]);
  });

  it("the policy may ask for a deployment of every repository", () => {
    expect(verdictOn({ policy: { ...base, deployment: "configured" } }).reasons).toEqual([
      `unknown ${key} unavailable`,
    ]);
    expect(verdictOn({ policy: base }).value).toBe("live");
  });
});
