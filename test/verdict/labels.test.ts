import { expect, it } from "vitest";
import { defaultConfig } from "../../src/config.ts";
import type { Finding, Verdict, VerdictReason, VerdictValue } from "../../src/types/index.ts";
import { axisLabels, labelsOf } from "../../src/verdict/labels.ts";
import { finding } from "./builders.ts";

const names = defaultConfig.publish.labels;
const reason = (verdict: VerdictValue, code: string): VerdictReason => ({
  code,
  data: {},
  verdict,
  subject: "x",
  next: { code: "retry", data: {} },
});
const verdict = (value: VerdictValue, ...codes: string[]): Verdict => ({
  value,
  reasons: codes.map((code) => reason(value, code)),
});
const confirmed = finding("c1", "confirmed");
const unverifiable = finding("c2", "unverifiable");

const rows: readonly (readonly [string, Verdict, readonly Finding[], ReturnType<typeof labelsOf>])[] = [
  [
    "live and all confirmed",
    verdict("live", "merged"),
    [confirmed],
    { verdict: "ready to merge", claims: "code-verified" },
  ],
  [
    "live and some confirmed",
    verdict("live", "merged"),
    [confirmed, unverifiable],
    { verdict: "ready to merge", claims: "code-verified-partial" },
  ],
  ["live and none confirmed", verdict("live", "merged"), [unverifiable], { verdict: "ready to merge" }],
  ["no claims", verdict("pending", "flag-off"), [], { verdict: "pending" }],
  ["staged", verdict("staged", "flag-staged"), [], { verdict: "staged" }],
  ["unknown", verdict("unknown", "stale"), [confirmed], { verdict: "needs verification", claims: "code-verified" }],
  ["blocked by work", verdict("blocked", "open"), [confirmed], { verdict: "awaiting eng", claims: "code-verified" }],
  ["blocked by claims alone", verdict("blocked", "claims-contradicted"), [confirmed], { claims: "needs eng review" }],
  [
    "blocked by both",
    verdict("blocked", "claims-contradicted", "open"),
    [],
    { verdict: "awaiting eng", claims: "needs eng review" },
  ],
];

it.each(rows)("T070 %s", (_name, value, findings, labels) => expect(labelsOf(value, findings, names)).toEqual(labels));

it("T070 every label it sets is one of its own, and no label is on two axes", () => {
  const own = axisLabels(names);
  expect(own).toHaveLength(8);
  expect(rows.flatMap(([, , , labels]) => Object.values(labels)).filter((label) => !own.includes(label))).toEqual([]);
  expect(own).not.toContain(names.changelog);
});
