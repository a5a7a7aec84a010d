import { describe, expect, it } from "vitest";
import { configSchema } from "../../src/config.ts";
import type { Evidence, FlagUse, GateFacts } from "../../src/types/index.ts";
import { decide } from "../../src/verdict/decide.ts";
import { policyOf } from "../../src/verdict/policy.ts";
import { signalsOf } from "../../src/verdict/signals.ts";
import {
  claimEvidence,
  finding,
  flagEvidence,
  provenEvidence,
  pullEvidence,
  reference,
  signalInput,
  unavailable,
} from "./builders.ts";

const eng = "acme/eng#1";
const flag = "flag:any/berths";
const searching = policyOf(configSchema.parse({ flagCalls: [{ name: "isFeatureOn" }] }));

function use(purpose: FlagUse["purpose"]): FlagUse {
  const place = { path: "src/a.ts", startLine: 2, endLine: 2 };
  return { flag: "berths", vendor: "any", call: "isFeatureOn", purpose, place };
}

function searched(uses: readonly FlagUse[], more: Partial<GateFacts> = {}): Evidence {
  const { permalink: _, ...found } = pullEvidence(eng);
  const data = { uses, filesSearched: 3, calls: 60, unread: [], ...more };
  return { ...found, subject: { kind: "gates", key: eng }, status: "found", data };
}

function reasons(evidence: readonly Evidence[], policy = searching): string[] {
  const signals = signalsOf(
    signalInput({
      policy,
      references: { taken: [reference(eng)], ignored: [] },
      evidence: [...provenEvidence(eng), claimEvidence("c1"), ...evidence],
      findings: [finding("c1", "confirmed")],
    }),
  );
  const { value, reasons: all } = decide(signals);
  return [value, ...all.filter(({ verdict }) => verdict !== "live").map(({ subject, code }) => `${subject} ${code}`)];
}

describe("flags in changes", () => {
  it.each<[string, readonly Evidence[], string[]]>([
    ["none found in a complete search", [searched([])], ["live"]],
    [
      "T007 none found in an incomplete search",
      [searched([], { unread: ["src/b.ts"] })],
      ["unknown", `${eng} flags-not-searched`],
    ],
    ["T001 not searched", [], ["unknown", `${eng} not-observed`]],
    ["the search failed", [unavailable("gates", eng)], ["unknown", `${eng} unavailable`]],
    ["reported only", [searched([use("analytics")])], ["live"]],
    ["a key that cannot be read", [searched([use("unnamed")])], ["unknown", `${eng} flag-unnamed`]],
    ["a gate that nobody looked up", [searched([use("gate")])], ["unknown", `${flag} not-observed`]],
    ["a gate that is on", [searched([use("gate")]), flagEvidence(flag, { production: "everyone" })], ["live"]],
    [
      "T008 a gate that is on in staging",
      [searched([use("gate")]), flagEvidence(flag, { production: "nobody", staging: "everyone" })],
      ["staged", `${flag} flag-staged`],
    ],
    [
      "T038 a gate that was deleted",
      [searched([use("gate")]), unavailable("flag", flag)],
      ["unknown", `${flag} unavailable`],
    ],
    [
      "a gate that two projects hold, off in one",
      [
        searched([use("gate")]),
        flagEvidence(flag, { production: "everyone" }),
        { ...flagEvidence(flag, { production: "nobody" }), source: "Unleash, project pier" },
      ],
      ["pending", `${flag} flag-off`],
    ],
  ])("%s", (_, evidence, expected) => {
    expect(reasons(evidence)).toEqual(expected);
  });

  it("are not searched for where no system is configured", () => {
    expect(reasons([], policyOf(configSchema.parse({})))).toEqual(["live"]);
  });

  it.each<[FlagUse["purpose"], string[]]>([
    ["gate", ["unknown", `${flag} not-observed`]],
    ["unnamed", ["unknown", "claims flag-unnamed"]],
    ["analytics", ["live"]],
  ])("around what confirms a claim: %s", (purpose, expected) => {
    const claim = claimEvidence("c1");
    if (claim.status !== "found") throw new Error("expected found evidence");
    const gated: Evidence = { ...claim, data: { ...claim.data, gates: [use(purpose)] } };
    const signals = signalsOf(
      signalInput({
        policy: searching,
        references: { taken: [reference(eng)], ignored: [] },
        evidence: [...provenEvidence(eng), searched([]), gated],
        findings: [finding("c1", "confirmed")],
      }),
    );
    const { value, reasons: all } = decide(signals);
    expect([
      value,
      ...all.filter(({ verdict }) => verdict !== "live").map((one) => `${one.subject} ${one.code}`),
    ]).toEqual(expected);
  });

  it("T001 are missed, whichever record of a live verdict is taken away", () => {
    const world = [
      ...provenEvidence(eng),
      claimEvidence("c1"),
      searched([use("gate")]),
      flagEvidence(flag, { production: "everyone" }),
    ];
    const verdictOf = (evidence: readonly Evidence[]): string =>
      decide(
        signalsOf(
          signalInput({
            policy: searching,
            references: { taken: [reference(eng)], ignored: [] },
            evidence,
            findings: [finding("c1", "confirmed")],
          }),
        ),
      ).value;
    expect(verdictOf(world)).toBe("live");
    expect(world.map((item) => verdictOf(world.filter((other) => other !== item)))).not.toContain("live");
  });

  it("state how far the search went", () => {
    const signals = signalsOf(
      signalInput({
        policy: searching,
        references: { taken: [reference(eng)], ignored: [] },
        evidence: [...provenEvidence(eng), searched([use("analytics")])],
      }),
    );
    const found = signals.find(({ reason }) => reason.code === "flags-searched");
    expect(found?.reason.data).toEqual({ files: "3", calls: "60", gates: "No", reported: "berths" });
  });
});
