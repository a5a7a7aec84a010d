import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unavailableEvidence } from "../../src/evidence/observation.ts";
import { type Evidence, type FollowUpFacts, followUpTies, type Verdict, verdicts } from "../../src/types/index.ts";
import { decide } from "../../src/verdict/decide.ts";
import { emptyLedger, recordReferences } from "../../src/verdict/ledger.ts";
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
} from "./builders.ts";

const keys = ["acme/eng#1", "acme/eng#2", "acme/web#10"] as const;
const flag = "flag:any/enable-x";
const followUp = (key: string, tie: FollowUpFacts["followUps"][number]["tie"]) =>
  ({ key, title: "x", url: "", state: "open", tie, blocks: tie !== "mentioned" }) as const;
const times = fc.constantFrom(now, now, now, "2026-06-01T00:00:00Z", "2026-06-10T12:20:00Z", "x");

function pullOf(key: string): fc.Arbitrary<readonly Evidence[]> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant(provenEvidence(key)) },
    fc.constant([pullEvidence(key, { state: "open" })]),
    fc.constant([pullEvidence(key), revertEvidence(key, true), followUpEvidence(key)]),
    fc.constant([pullEvidence(key, { onDefaultBranch: false })]),
    fc.constant([pullEvidence(key), revertEvidence(key), unavailable("follow-ups", key)]),
    fc
      .constantFrom(...followUpTies)
      .map((tie) => [pullEvidence(key), revertEvidence(key), followUpEvidence(key, followUp("acme/web#11", tie))]),
    fc.constant([unavailable("pull", key)]),
    fc.constant([pullEvidence(key), unavailable("revert", key)]),
    fc.constant([]),
    times.map((observedAt) => [pullEvidence(key), { ...revertEvidence(key), observedAt }, followUpEvidence(key)]),
  );
}

const flags = fc.oneof(
  { weight: 4, arbitrary: fc.constant(undefined) },
  fc
    .constantFrom("everyone" as const, "partial" as const, "nobody" as const)
    .map((state) => flagEvidence(flag, { production: state })),
);
const findings = fc.array(
  fc.record({
    id: fc.constantFrom("c1", "c2", "c3"),
    outcome: fc.constantFrom(
      "confirmed" as const,
      "confirmed" as const,
      "unverifiable" as const,
      "contradicted" as const,
    ),
  }),
  { maxLength: 3 },
);
const inputs: fc.Arbitrary<SignalInput> = fc
  .record({
    taken: fc.subarray([...keys]),
    recorded: fc.subarray([...keys]),
    pulls: fc.tuple(...keys.map(pullOf)),
    flag: flags,
    findings,
    ledgerProblem: fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, fc.constant("lost" as const)),
    isEntry: fc.boolean(),
  })
  .map(({ taken, recorded, pulls, flag: state, findings: claims, ledgerProblem, isEntry }) =>
    signalInput({
      references: {
        taken: [...taken.map((key) => reference(key)), ...(state === undefined ? [] : [reference(flag)])],
        ignored: [],
      },
      ledger: recordReferences(
        emptyLedger,
        recorded.map((key) => reference(key, "blocker")),
        now,
      ),
      ...(ledgerProblem === undefined ? {} : { ledgerProblem }),
      evidence: [
        ...pulls.flat(),
        ...(state === undefined ? [] : [state]),
        ...claims.map(({ id }) => claimEvidence(id)),
      ],
      findings: claims.map(({ id, outcome }) => finding(id, outcome)),
      documents: [{ path: "a.mdx", isEntry, problems: [] }],
    }),
  );

const verdict = (input: SignalInput): Verdict => decide(signalsOf(input));
const rank = (input: SignalInput): number => verdicts.indexOf(verdict(input).value);
const lost = (item: Evidence): Evidence => unavailableEvidence(item.subject, item, { reason: "no-access", detail: "" });
const runs = { numRuns: 1000 };

describe("invariants of the verdict", () => {
  it("T001 no observation can be lost on the way to live", () => {
    fc.assert(
      fc.property(inputs, fc.nat(), (input, pick) => {
        fc.pre(verdict(input).value === "live");
        const used = new Set(
          signalsOf(input).flatMap(({ evidence }) => evidence.map(({ kind, key }) => `${kind} ${key}`)),
        );
        const places = input.evidence.flatMap(({ subject }, at) =>
          used.has(`${subject.kind} ${subject.key}`) ? [at] : [],
        );
        const at = places[pick % places.length] ?? 0;
        const without = input.evidence.filter((_, index) => index !== at);
        const subject = input.evidence[at]?.subject;
        const rest = without.filter((item) => item.subject.kind !== subject?.kind || item.subject.key !== subject.key);
        const hidden = input.evidence[at];
        expect(verdict({ ...input, evidence: rest }).value).not.toBe("live");
        expect(verdict({ ...input, evidence: hidden === undefined ? rest : [...rest, lost(hidden)] }).value).not.toBe(
          "live",
        );
      }),
      { numRuns: 300 },
    );
  });

  it("T002 live rests on fresh, found evidence for everything that is required", () => {
    fc.assert(
      fc.property(inputs, (input) => {
        fc.pre(verdict(input).value === "live");
        const signals = signalsOf(input);
        expect(
          signals.every(
            ({ state, evidence }) => state === "satisfied" && evidence.every(({ status }) => status === "found"),
          ),
        ).toBe(true);
        const required = [
          ...input.references.taken.map(({ key }) => key),
          ...input.ledger.entries.map(({ key }) => key),
        ];
        for (const key of required.filter((one) => !one.startsWith("flag:"))) {
          const kinds = signals.filter(({ subject }) => subject === key).map(({ kind }) => kind);
          expect(kinds.sort()).toEqual(["deployed", "follow-ups", "merged", "not-reverted"]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("T003 what was published before changes nothing", () => {
    const before = fc.array(
      fc.record({ at: fc.string(), to: fc.constantFrom("live", "blocked", "x"), cause: fc.string() }),
    );
    fc.assert(
      fc.property(inputs, before, (input, transitions) => {
        expect(verdict({ ...input, ledger: { ...input.ledger, transitions } })).toEqual(verdict(input));
      }),
    );
  });

  it("T004 one more blocker never makes it more permissive, and never live", () => {
    fc.assert(
      fc.property(inputs, fc.constantFrom("open" as const, "closed" as const), (input, state) => {
        const taken = [...input.references.taken, reference("acme/eng#77", "blocker")];
        const more = {
          ...input,
          references: { taken, ignored: [] },
          evidence: [...input.evidence, pullEvidence("acme/eng#77", { state })],
        };
        expect(rank(more)).toBeLessThanOrEqual(rank(input));
        expect(verdict(more).value).not.toBe("live");
      }),
      runs,
    );
  });

  it("T005 order and repetition change no byte", () => {
    const shuffled = inputs.chain((input) =>
      fc.record({
        input: fc.constant(input),
        evidence: fc.shuffledSubarray([...input.evidence, ...input.evidence], { minLength: input.evidence.length * 2 }),
        taken: fc.shuffledSubarray([...input.references.taken, ...input.references.taken], {
          minLength: input.references.taken.length * 2,
        }),
        entries: fc.shuffledSubarray([...input.ledger.entries], { minLength: input.ledger.entries.length }),
        findings: fc.shuffledSubarray([...input.findings], { minLength: input.findings.length }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ input, evidence, taken, entries, findings: claims }) => {
        const other = {
          ...input,
          evidence,
          findings: claims,
          references: { taken, ignored: [] },
          ledger: { ...input.ledger, entries },
        };
        expect(JSON.stringify(verdict(other))).toBe(JSON.stringify(verdict(input)));
      }),
      runs,
    );
  });

  it("T013 any text in the evidence gives a verdict and no exception", () => {
    const wild = fc
      .record({ key: fc.string(), observedAt: fc.string(), detail: fc.string(), branch: fc.string() })
      .map(({ key, observedAt, detail, branch }): Evidence[] => [
        { ...pullEvidence(key, { baseBranch: branch, title: detail }), observedAt },
        { ...revertEvidence(key), observedAt },
        unavailable("pull", key),
      ]);
    fc.assert(
      fc.property(inputs, fc.array(wild), fc.string(), (input, extra, at) => {
        const evidence = [...input.evidence, ...extra.flat()];
        const taken = [...input.references.taken, ...extra.flat().map(({ subject }) => reference(subject.key))];
        expect(verdicts).toContain(verdict({ ...input, now: at, evidence, references: { taken, ignored: [] } }).value);
      }),
    );
  });

  it("T015 stored facts give the same verdict again", () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const stored: SignalInput = JSON.parse(JSON.stringify(input));
        expect(verdict(stored)).toEqual(verdict(input));
      }),
      { numRuns: 10_000 },
    );
  });

  it("a satisfied signal is made in one place only", () => {
    const root = resolve(import.meta.dirname, "../../src");
    const makers = readdirSync(root, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".ts") && !path.startsWith("types/"))
      .filter((path) => /state:\s*"satisfied"/.test(readFileSync(join(root, path), "utf8")));
    expect(makers).toEqual(["verdict/signal.ts"]);
  });
});
