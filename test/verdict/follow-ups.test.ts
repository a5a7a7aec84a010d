import { describe, expect, it } from "vitest";
import type { Evidence, EvidenceOf, FollowUpFacts } from "../../src/types/index.ts";
import {
  claimEvidence,
  followUpEvidence,
  provenEvidence,
  pullEvidence,
  revertEvidence,
  unavailable,
  verdictOn,
} from "./builders.ts";

const key = "acme/eng#1";
const other = "acme/eng#2";
type FollowUp = FollowUpFacts["followUps"][number];
const tied = (tie: FollowUp["tie"], blocks: boolean, state: FollowUp["state"] = "open"): FollowUp => ({
  key: other,
  title: "x",
  url: "",
  state,
  tie,
  blocks,
});
const around = (...followUps: FollowUp[]): Evidence[] => [
  pullEvidence(key),
  revertEvidence(key),
  followUpEvidence(key, ...followUps),
];
const elsewhere = pullEvidence(key, { onDefaultBranch: false, baseBranch: "stack" });

function provenByCode(): EvidenceOf<"claim"> {
  const seen = claimEvidence("c1");
  if (seen.status !== "found") throw new Error("not found");
  const place = { path: "a.ts", startLine: 1, endLine: 1 };
  const fact = {
    role: "header-read",
    value: "x",
    scope: {},
    place,
    blob: "",
    strength: "code",
    via: [],
    snippet: "x",
  } as const;
  return { ...seen, data: { ...seen.data, facts: [fact] } };
}

const rows: readonly (readonly [string, readonly Evidence[], readonly string[]])[] = [
  ["nothing around it", around(), []],
  ["a mention is shown only", around(tied("mentioned", false)), []],
  [
    "R3 an open follow-up holds",
    [...around(tied("declared", true)), pullEvidence(other, { state: "open" })],
    [`blocked ${other} open`],
  ],
  ["R3 one that could not be read is unknown", around(tied("declared", true)), [`unknown ${other} not-observed`]],
  ["T001 nobody looked around it", [pullEvidence(key), revertEvidence(key)], [`unknown ${key} not-observed`]],
  [
    "T001 it could not be looked around",
    [pullEvidence(key), revertEvidence(key), unavailable("follow-ups", key)],
    [`unknown ${key} unavailable`],
  ],
  ["T029 in another branch", [elsewhere, followUpEvidence(key)], [`pending ${key} not-on-default-branch`]],
  [
    "T029 in a branch whose pull request is open",
    [elsewhere, followUpEvidence(key, tied("base", true)), pullEvidence(other, { state: "open" })],
    [`blocked ${other} open`, `pending ${key} not-on-default-branch`],
  ],
  [
    "T029 in a branch whose pull request is merged",
    [elsewhere, followUpEvidence(key, tied("base", true, "merged")), ...provenEvidence(other)],
    [],
  ],
  [
    "T031 in a branch whose pull request was reverted",
    [
      elsewhere,
      followUpEvidence(key, tied("base", true, "merged")),
      pullEvidence(other),
      revertEvidence(other, true),
      followUpEvidence(other),
    ],
    [`blocked ${other} reverted`],
  ],
  [
    "T031 reverted by itself after its branch was merged",
    [
      elsewhere,
      revertEvidence(key, true),
      followUpEvidence(key, tied("base", true, "merged")),
      ...provenEvidence(other),
    ],
    [`blocked ${key} reverted`],
  ],
  [
    "T001 nobody looked for changes of the claimed lines",
    [...around(), provenByCode()],
    ["unknown acme/eng not-observed"],
  ],
  ["no change of the claimed lines", [...around(), provenByCode(), followUpEvidence("acme/eng")], []],
  [
    "R3 an open change of the claimed lines holds",
    [
      ...around(),
      provenByCode(),
      followUpEvidence("acme/eng", tied("overlapping", true)),
      pullEvidence(other, { state: "open" }),
    ],
    [`blocked ${other} open`],
  ],
];

describe("what stands around the work", () => {
  it.each(rows)("%s", (_name, evidence, expected) => {
    const claims = evidence.some(({ subject }) => subject.kind === "claim") ? [] : [claimEvidence("c1")];
    const { value, reasons } = verdictOn({ evidence: [...claims, ...evidence] });
    expect(reasons.filter((reason) => !reason.startsWith("live"))).toEqual(expected);
    expect(value === "live").toBe(expected.length === 0);
  });
});
