import { describe, expect, it } from "vitest";
import { defaultConfig } from "../../src/config.ts";
import type { Evidence, EvidenceOf, Signal } from "../../src/types/index.ts";
import { decide } from "../../src/verdict/decide.ts";
import { labelsOf } from "../../src/verdict/labels.ts";
import { blockEntry, emptyLedger, recordReferences, releaseEntry } from "../../src/verdict/ledger.ts";
import { updateLedger } from "../../src/verdict/ledger-proof.ts";
import { openLedger } from "../../src/verdict/ledger-state.ts";
import { nextSteps, policyOf, policyTable } from "../../src/verdict/policy.ts";
import { type SignalInput, signalsOf } from "../../src/verdict/signals.ts";
import {
  claimEvidence,
  finding,
  flagEvidence,
  followUpEvidence,
  now,
  provenEvidence,
  pullEvidence,
  reference,
  revertEvidence,
  signalInput,
  unavailable,
  verdictOn,
} from "./builders.ts";

const eng = "acme/eng#1";
const fix = "acme/eng#2";
const flag = "flag:any/enable-mcp";
const claim = claimEvidence("c1");
const issue: EvidenceOf<"pull"> = {
  subject: { kind: "pull", key: eng },
  source: "GitHub",
  observedAt: now,
  audience: { of: "acme/eng", visibility: "private" },
  seenBy: "source",
  status: "absent",
  scope: "acme/eng#1 is an issue",
};

const pulls: Readonly<Record<string, readonly Evidence[]>> = {
  merged: provenEvidence(eng),
  reverted: [pullEvidence(eng), revertEvidence(eng, true), followUpEvidence(eng)],
  open: [pullEvidence(eng, { state: "open" })],
  closed: [pullEvidence(eng, { state: "closed" })],
  elsewhere: [pullEvidence(eng, { onDefaultBranch: false, baseBranch: "next" })],
  unreadable: [unavailable("pull", eng)],
  issue: [issue],
};
const flags: Readonly<Record<string, readonly Evidence[] | undefined>> = {
  none: undefined,
  on: [flagEvidence(flag, { production: "everyone" })],
  partial: [flagEvidence(flag, { production: "partial" })],
  staged: [flagEvidence(flag, { production: "nobody", staging: "everyone" })],
  off: [flagEvidence(flag, { production: "nobody", staging: "nobody" })],
  unreadable: [unavailable("flag", flag, "not-configured")],
};
const claims: Readonly<Record<string, Pick<SignalInput, "findings"> & { evidence: readonly Evidence[] }>> = {
  none: { findings: [], evidence: [] },
  confirmed: { findings: [finding("c1", "confirmed")], evidence: [claim] },
  unverifiable: { findings: [finding("c1", "unverifiable")], evidence: [claim] },
  contradicted: { findings: [finding("c1", "contradicted")], evidence: [claim] },
  unread: { findings: [finding("c1", "unverifiable")], evidence: [unavailable("claim", "c1")] },
};
const states: Readonly<Record<string, Partial<SignalInput>>> = { kept: {}, lost: { ledgerProblem: "lost" } };

describe("the gate", () => {
  it("T008 decides every combination", async () => {
    const rows = Object.entries(pulls).flatMap(([pull, pullSeen]) =>
      Object.entries(flags).flatMap(([flagState, flagSeen]) =>
        Object.entries(claims).flatMap(([claimState, claimParts]) =>
          Object.entries(states).map(([state, problem]) => {
            const taken = [reference(eng), ...(flagSeen === undefined ? [] : [reference(flag)])];
            const input = signalInput({
              ...problem,
              references: { taken, ignored: [] },
              findings: claimParts.findings,
              evidence: [...pullSeen, ...(flagSeen ?? []), ...claimParts.evidence],
            });
            const verdict = decide(signalsOf(input));
            const labels = labelsOf(verdict, input.findings, defaultConfig.publish.labels);
            const codes = verdict.value === "live" ? [] : verdict.reasons.map(({ code }) => code);
            const shown = [labels.verdict ?? "-", labels.claims ?? "-"].join(" + ");
            return [pull, flagState, claimState, state, verdict.value, shown, codes.join(" ")].join(" | ");
          }),
        ),
      ),
    );
    const head = "pull | flag | claims | state | verdict | labels | reasons\n";
    await expect(`${head}${rows.join("\n")}\n`).toMatchFileSnapshot("__snapshots__/gate.txt");
  });

  const rows: readonly (readonly [string, Partial<SignalInput>, string, readonly string[]])[] = [
    [
      "T006 nothing at all is unknown",
      { references: { taken: [], ignored: [] }, evidence: [], findings: [], documents: [] },
      "unknown",
      ["unknown references no-reference"],
    ],
    [
      "T006 an entry without a reference is unknown, confirmed or not",
      { references: { taken: [], ignored: [] }, evidence: [claim] },
      "unknown",
      ["unknown references no-reference"],
    ],
    [
      "an entry without a reference is unknown, whatever the policy",
      {
        references: { taken: [], ignored: [] },
        evidence: [claim],
        policy: { ...policyOf(defaultConfig), withoutReference: "claims-only" },
      },
      "unknown",
      ["unknown references no-reference"],
    ],
    [
      "another page may live by its claims when the policy says so",
      {
        references: { taken: [], ignored: [] },
        evidence: [claim],
        documents: [],
        policy: { ...policyOf(defaultConfig), withoutReference: "claims-only" },
      },
      "live",
      ["live claims claims-confirmed"],
    ],
    [
      "T006 and not without any",
      {
        references: { taken: [], ignored: [] },
        evidence: [],
        findings: [],
        documents: [],
        policy: { ...policyOf(defaultConfig), withoutReference: "claims-only" },
      },
      "unknown",
      ["unknown references nothing-proven"],
    ],
    [
      "T012 a contradicted claim blocks",
      { findings: [finding("c1", "contradicted")] },
      "blocked",
      ["blocked claims claims-contradicted"],
    ],
    [
      "a dismissed contradiction does not",
      {
        findings: [finding("c1", "contradicted"), finding("c2", "confirmed")],
        evidence: [...provenEvidence(eng), claim, claimEvidence("c2")],
        ledger: {
          ...emptyLedger,
          dismissals: [{ claim: "c1", login: "kim", reason: "wording", headCommit: "x", at: now }],
        },
      },
      "live",
      [
        "live references reference-found",
        `live ${eng} merged`,
        `live ${eng} not-reverted`,
        `live ${eng} follow-ups-ruled`,
        `live ${eng} merged-means-deployed`,
        "live claims claims-confirmed",
      ],
    ],
    [
      "a claim nobody looked at is unknown",
      { evidence: provenEvidence(eng), findings: [finding("c1", "unverifiable")] },
      "unknown",
      ["unknown claims claims-unproven"],
    ],
    [
      "a confirmation without evidence is unknown",
      { evidence: provenEvidence(eng) },
      "unknown",
      ["unknown claims claims-unproven"],
    ],
    [
      "a page that was not parsed is unknown",
      {
        documents: [
          {
            path: "a.mdx",
            isEntry: true,
            problems: [{ code: "timeout", message: "", place: finding("c", "confirmed").claim.place }],
          },
        ],
      },
      "unknown",
      ["unknown a.mdx document-unread"],
    ],
    [
      "a cut list of files is unknown",
      { pull: { filesComplete: false } },
      "unknown",
      ["unknown docs pull request files-incomplete"],
    ],
    [
      "a comment nobody could read is unknown",
      { pull: { filesComplete: true, unread: ["comments"] } },
      "unknown",
      ["unknown docs pull request pull-unread"],
    ],
    [
      "T046 a lost state is unknown",
      { ledger: openLedger({ stored: undefined, wasLabelled: true }, now).ledger },
      "unknown",
      ["unknown ledger state-lost"],
    ],
    ["T047 a newer state is unknown", { ledgerProblem: "newer" }, "unknown", ["unknown ledger state-newer"]],
    [
      "T021 work that cannot be read is unknown",
      { evidence: [claim, unavailable("pull", eng)] },
      "unknown",
      [`unknown ${eng} unavailable`],
    ],
    ["work nobody asked about is unknown", { evidence: [claim] }, "unknown", [`unknown ${eng} not-observed`]],
    [
      "a search for reverts that failed is unknown",
      { evidence: [claim, pullEvidence(eng), unavailable("revert", eng, "over-budget"), followUpEvidence(eng)] },
      "unknown",
      [`unknown ${eng} unavailable`],
    ],
    [
      "a search for reverts nobody made is unknown",
      { evidence: [claim, pullEvidence(eng)] },
      "unknown",
      [`unknown ${eng} not-observed`],
    ],
    [
      "T029 merged into another branch is pending",
      { evidence: [claim, pullEvidence(eng, { onDefaultBranch: false })] },
      "pending",
      [`pending ${eng} not-on-default-branch`],
    ],
    [
      "T031 reverted blocks",
      { evidence: [claim, pullEvidence(eng), revertEvidence(eng, true), followUpEvidence(eng)] },
      "blocked",
      [`blocked ${eng} reverted`],
    ],
    [
      "T033 closed blocks",
      { evidence: [claim, pullEvidence(eng, { state: "closed" })] },
      "blocked",
      [`blocked ${eng} closed-unmerged`],
    ],
    [
      "T010 the stricter of two observations counts",
      { evidence: [claim, ...provenEvidence(eng), pullEvidence(eng, { state: "open" })] },
      "blocked",
      [`blocked ${eng} open`],
    ],
    [
      "every reason is listed, the worst first",
      {
        references: {
          taken: [reference(eng), reference(fix, "follow-up"), reference("acme/eng#3"), reference(flag)],
          ignored: [],
        },
        evidence: [
          claim,
          ...provenEvidence(eng),
          pullEvidence(fix, { state: "open" }),
          flagEvidence(flag, { production: "partial" }),
        ],
        findings: [finding("c1", "contradicted")],
      },
      "blocked",
      [
        `blocked claims claims-contradicted`,
        `blocked ${fix} open`,
        `staged ${flag} flag-partial`,
        "unknown acme/eng#3 not-observed",
      ],
    ],
    [
      "children are followed to the end of the stack",
      {
        evidence: [
          claim,
          ...provenEvidence(eng),
          { ...issue, subject: { kind: "children", key: eng }, status: "found", data: { children: [fix] } },
          ...provenEvidence(fix),
          { ...issue, subject: { kind: "children", key: fix }, status: "found", data: { children: ["acme/eng#3"] } },
          pullEvidence("acme/eng#3", { state: "open" }),
        ],
      },
      "blocked",
      ["blocked acme/eng#3 open"],
    ],
    [
      "an issue as the only reference is unknown",
      { evidence: [claim, issue] },
      "unknown",
      [`unknown ${eng} not-a-pull`],
    ],
    [
      "an issue as blocker holds until it is released",
      { references: { taken: [reference(eng, "blocker")], ignored: [] }, evidence: [claim, issue] },
      "blocked",
      [`blocked ${eng} held`],
    ],
    [
      "T039 a ticket as context changes nothing",
      { references: { taken: [reference(eng), reference("linear:T-1", "context")], ignored: [] } },
      "live",
      [
        "live references reference-found",
        `live ${eng} merged`,
        `live ${eng} not-reverted`,
        `live ${eng} follow-ups-ruled`,
        `live ${eng} merged-means-deployed`,
        "live claims claims-confirmed",
      ],
    ],
    [
      "a hold without a reference holds",
      { ledger: blockEntry(emptyLedger, { key: "hold:legal", login: "kim", note: "legal" }, now) },
      "blocked",
      ["blocked hold:legal held"],
    ],
    [
      "T038 a flag its vendor does not know is unknown",
      {
        references: { taken: [reference(eng), reference(flag)], ignored: [] },
        evidence: [
          ...provenEvidence(eng),
          claim,
          { ...issue, subject: { kind: "flag", key: flag }, status: "absent", scope: "project default" },
        ],
      },
      "unknown",
      [`unknown ${flag} flag-not-found`],
    ],
    [
      "a flag without a production environment is unknown",
      {
        references: { taken: [reference(eng), reference(flag)], ignored: [] },
        evidence: [...provenEvidence(eng), claim, flagEvidence(flag, { staging: "everyone" })],
      },
      "unknown",
      [`unknown ${flag} flag-unknown`],
    ],
  ];
  it.each(rows)("%s", (_name, parts, value, reasons) => {
    expect(verdictOn(parts)).toEqual({ value, reasons });
  });

  const ages: readonly (readonly [string, string, string])[] = [
    ["of now", now, "live"],
    ["of the limit", "2026-06-09T12:00:00Z", "live"],
    ["a second older than the limit", "2026-06-09T11:59:59Z", "unknown"],
    ["30 days old", "2026-05-11T12:00:00Z", "unknown"],
    ["10 minutes in the future", "2026-06-10T12:10:00Z", "unknown"],
    ["without a time", "soon", "unknown"],
  ];
  it.each(ages)("T011 a revocable proof %s", (_name, observedAt, value) => {
    const search = { ...revertEvidence(eng), observedAt };
    expect(verdictOn({ evidence: [claim, pullEvidence(eng), search, followUpEvidence(eng)] }).value).toBe(value);
  });

  it("T011 a merge of any age stays one", () => {
    const merged = { ...pullEvidence(eng), observedAt: "2020-01-01T00:00:00Z" };
    expect(verdictOn({ evidence: [claim, merged, revertEvidence(eng), followUpEvidence(eng)] }).value).toBe("live");
  });

  it("an open pull request seen long ago proves nothing any more", () => {
    const open = { ...pullEvidence(eng, { state: "open" }), observedAt: "2020-01-01T00:00:00Z" };
    expect(verdictOn({ evidence: [claim, open] }).reasons).toEqual([`unknown ${eng} stale`]);
  });

  it("T009 says how a flag is partial", () => {
    const input = signalInput({
      references: { taken: [reference(eng), reference(flag)], ignored: [] },
      evidence: [...provenEvidence(eng), claim, flagEvidence(flag, { production: "partial", staging: "everyone" })],
    });
    const [reason] = decide(signalsOf(input)).reasons;
    expect(reason?.data).toEqual({ environments: "production: partial, 5 %; staging: everyone" });
  });

  it("T025 tells a missing permission from a dead token and a limit", () => {
    const next = (["no-access", "sso-required", "unauthorised", "rate-limited", "not-configured"] as const).map(
      (reason) =>
        decide(signalsOf(signalInput({ evidence: [claim, unavailable("pull", eng, reason)] }))).reasons[0]?.next.code,
    );
    expect(next).toEqual(["grant-access", "authorise-sso", "renew-token", "retry", "configure"]);
  });

  it("knows a next step for every reason", () => {
    expect(Object.values(policyTable).filter(({ next }) => !nextSteps.includes(next))).toEqual([]);
    expect(nextSteps).toHaveLength(new Set(nextSteps).size);
  });

  it("T002 a merge alone is not enough", () => {
    const lonely = signalsOf(signalInput()).filter(({ kind }) => kind !== "not-reverted");
    expect(decide(lonely).reasons.map(({ code }) => code)).toEqual(["not-observed"]);
  });

  it("an unsatisfied signal that claims to make live is unknown", () => {
    const [first, ...others] = signalsOf(signalInput());
    const forged: Signal = {
      subject: "x",
      kind: "merged",
      reason: { code: "zz", data: {} },
      state: "unsatisfied",
      makes: "live",
      evidence: [],
    };
    expect(first).toBeDefined();
    expect(decide([forged, ...others]).value).toBe("unknown");
  });
});

describe("over days", () => {
  type Day = { readonly evidence: readonly Evidence[]; readonly taken?: SignalInput["references"]["taken"] };
  const run = (days: readonly Day[], start = emptyLedger): string[] => {
    let ledger = start;
    return days.map(({ evidence, taken = [] }, day) => {
      const at = new Date(Date.parse("2026-05-29T06:00:00Z") + day * 86_400_000).toISOString();
      const seen = [...evidence, claim].map((item) => ({ ...item, observedAt: at }));
      ledger = updateLedger(ledger, { references: taken, evidence: seen, now: at });
      const verdict = decide(
        signalsOf(signalInput({ now: at, references: { taken, ignored: [] }, ledger, evidence: seen })),
      );
      return verdict.value;
    });
  };
  const both = [reference(eng), reference(fix, "blocker")];
  const open = [...provenEvidence(eng), pullEvidence(fix, { state: "open" })];
  const gone = [unavailable("pull", eng), unavailable("pull", fix)];

  it("T024 access that comes and goes never makes it live nor moves the label", () => {
    const days = Array.from({ length: 10 }, (_, day) => ({ taken: both, evidence: day % 2 === 0 ? open : gone }));
    expect(run(days)).toEqual(Array.from({ length: 10 }, () => "blocked"));
  });

  it("T024 the same for the main reference", () => {
    const days = Array.from({ length: 10 }, (_, day) => ({
      taken: [reference(eng)],
      evidence: day % 2 === 0 ? [pullEvidence(eng, { state: "open" })] : gone,
    }));
    expect(new Set(run(days))).toEqual(new Set(["blocked"]));
  });

  it("T040 a blocker named once blocks when the text no longer names it", () => {
    expect(
      run([
        { taken: both, evidence: open },
        { taken: [reference(eng)], evidence: open },
      ]),
    ).toEqual(["blocked", "blocked"]);
  });

  it("T042 a blocker unreadable for 30 days still blocks, and says since when", () => {
    const days = [
      { taken: both, evidence: open },
      ...Array.from({ length: 30 }, () => ({
        taken: both,
        evidence: [...provenEvidence(eng), unavailable("pull", fix)],
      })),
    ];
    expect(new Set(run(days))).toEqual(new Set(["blocked"]));
    const ledger = updateLedger(emptyLedger, { references: both, evidence: open, now: "2026-05-29T06:00:00Z" });
    const input = signalInput({
      ledger,
      references: { taken: both, ignored: [] },
      evidence: [...provenEvidence(eng), claim, unavailable("pull", fix)],
    });
    expect(decide(signalsOf(input)).reasons[0]).toMatchObject({
      code: "blocker-unreadable",
      data: { since: "2026-05-29T06:00:00Z", state: "open", reason: "not-found-or-no-access" },
      next: { code: "grant-access" },
    });
  });

  it("T021 a blocker that was never read is unknown, not blocked and not live", () => {
    expect(run([{ taken: both, evidence: [...provenEvidence(eng), unavailable("pull", fix)] }])).toEqual(["unknown"]);
  });

  it("T023 live yesterday, no access today is unknown", () => {
    expect(
      run([
        { taken: [reference(eng)], evidence: provenEvidence(eng) },
        { taken: [reference(eng)], evidence: gone },
      ]),
    ).toEqual(["live", "unknown"]);
  });

  it("T181 it is live once the follow-up is merged", () => {
    const merged = [...provenEvidence(eng), ...provenEvidence(fix)];
    expect(
      run([
        { taken: both, evidence: open },
        { taken: both, evidence: merged },
      ]),
    ).toEqual(["blocked", "live"]);
  });

  it("T181 it is live once a maintainer released the follow-up", () => {
    const recorded = recordReferences(emptyLedger, both, now);
    const released = releaseEntry(recorded, { key: fix, login: "kim", reason: "out of scope", headCommit: "x" }, now);
    expect(run([{ taken: both, evidence: open }], released)).toEqual(["live"]);
  });
});

describe("claims that held at the merge and do not show today", () => {
  const changed = { ...finding("c2", "ambiguous"), reason: { code: "changed-since-merge", data: {} } };
  const later = { key: "acme/eng#9", title: "", url: "", tie: "overlapping", state: "merged", blocks: false } as const;
  const evidence = [...provenEvidence("acme/eng#1"), claimEvidence("c1"), claimEvidence("c2")];
  const findings = [finding("c1", "confirmed"), changed];

  it("are unknown, and name the pull request that changed their lines", () => {
    const input = signalInput({ findings, evidence: [...evidence, followUpEvidence("acme/eng", later)] });
    const { value, reasons } = decide(signalsOf(input));
    expect([value, reasons.map(({ code, data }) => [code, data.by])]).toEqual([
      "unknown",
      [["claims-changed", "acme/eng#9"]],
    ]);
  });

  it("say nothing more where the work is open", () => {
    const open = [pullEvidence("acme/eng#1", { state: "open" }), claimEvidence("c1"), claimEvidence("c2")];
    expect(verdictOn({ findings, evidence: open }).reasons).toEqual(["blocked acme/eng#1 open"]);
  });

  it("hold nothing once a person dismissed them", () => {
    const dismissal = { claim: "c2", login: "kim", reason: "moved", headCommit: "c", at: now };
    expect(verdictOn({ findings, evidence, ledger: { ...emptyLedger, dismissals: [dismissal] } }).value).toBe("live");
  });
});
