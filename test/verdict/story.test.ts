import { expect, it } from "vitest";
import { defaultConfig } from "../../src/config.ts";
import { gather } from "../../src/evidence/gather.ts";
import { getJson } from "../../src/evidence/get-json.ts";
import type { Clients } from "../../src/evidence/provider.ts";
import { providers } from "../../src/evidence/providers.ts";
import { decide } from "../../src/verdict/decide.ts";
import { labelsOf } from "../../src/verdict/labels.ts";
import { releaseEntry } from "../../src/verdict/ledger.ts";
import { updateLedger } from "../../src/verdict/ledger-proof.ts";
import { encodeLedger, openLedger } from "../../src/verdict/ledger-state.ts";
import { parseReferences } from "../../src/verdict/references.ts";
import { signalsOf } from "../../src/verdict/signals.ts";
import { referencesToFollow } from "../../src/verdict/work.ts";
import { useDouble } from "../github/double.ts";
import { readDocsPull } from "../read-docs-pull.ts";
import { claimEvidence, finding, signalInput } from "./builders.ts";

const bench = useDouble();
const start = Date.parse("2026-05-29T06:00:00Z");
const config = {
  ...defaultConfig,
  engineering: {
    ...defaultConfig.engineering,
    repositories: [{ repository: "acme/trunk2", roots: [], visibility: "private" as const, history: 0 }],
  },
};

/** One day: what is stored goes in, what is to be stored comes out, as in a run on its own machine. */
async function runDay(day: number, access: "on" | "off", stored: string | undefined) {
  const now = new Date(start + day * 86_400_000).toISOString();
  const { client } = bench();
  const clients: Clients = {
    docs: client("t", "docs"),
    source: client(access === "on" ? "t" : "off"),
    docsRepository: "acme/docs",
    now: () => now,
    getJson,
    secret: () => undefined,
  };
  const pull = await readDocsPull(clients.docs, "acme/docs", 152);
  if (!pull.ok) throw new Error(pull.reason);
  const docsPull = pull.value.pull;
  const references = parseReferences({ pull: docsPull, entries: [], engineering: ["acme/trunk2"] });
  const opened = openLedger({ stored, wasLabelled: stored !== undefined }, now);
  const follow = referencesToFollow(references.taken, opened.ledger);
  const seen = await gather({ references: follow, providers, config, clients, deadlineMs: 20_000 });
  const ledger = updateLedger(opened.ledger, { references: references.taken, evidence: seen, now });
  const input = signalInput({
    now,
    references,
    ledger,
    evidence: [...seen, claimEvidence("c1")],
    findings: [finding("c1", "confirmed")],
    pull: docsPull,
  });
  const verdict = decide(signalsOf(input));
  const labels = labelsOf(verdict, input.findings, config.publish.labels);
  return { verdict, labels, ledger, stored: encodeLedger(ledger, { budget: 40_000 }).text };
}

function world() {
  const { double } = bench();
  double.token("off", { login: "nobody" });
  const eng = double.repository("acme/trunk2", { visibility: "private", files: { "src/mcp.ts": "1\n" } });
  eng.merge(eng.pull({ number: 3381, title: "feat(mcp): accept API tokens", files: { "src/mcp.ts": "2\n" } }));
  eng.pull({ number: 3918, title: "fix(mcp): return a terminal 401", files: { "src/401.ts": "1\n" } });
  const docs = double.repository("acme/docs", { files: { "docs.json": "{}\n" } });
  docs.collaborator("kim", "write");
  docs.pull({
    number: 152,
    title: "docs(changelog): API tokens",
    body: "- Eng PR: acme/trunk2#3381 (merged 2026-04-08)\n- Linear: TRUNK-18215",
    files: { "changelog/a.mdx": "a\n" },
  });
  const comment = docs.comment(152, "On hold until the MCP auth follow-up lands: acme/trunk2#3918.", { by: "kim" });
  return { eng, docs, comment };
}

it("T180 eighteen days of access on and off: one verdict, one label, no live", async () => {
  const { docs } = world();
  const days = [
    "on",
    "on",
    "off",
    "on",
    "off",
    "off",
    "on",
    "on",
    "off",
    "off",
    "on",
    "off",
    "on",
    "off",
    "off",
    "off",
    "off",
    "off",
  ] as const;
  let stored: string | undefined;
  const texts = new Set<string>();
  for (const [day, access] of days.entries()) {
    const result = await runDay(day, access, stored);
    expect([day, result.verdict.value, result.labels]).toEqual([
      day,
      "blocked",
      { verdict: "awaiting eng", claims: "code-verified" },
    ]);
    expect(result.verdict.reasons.some(({ subject }) => subject === "acme/trunk2#3918")).toBe(true);
    stored = result.stored;
    texts.add(stored);
    if (day === 9) docs.edit(152, { body: "- Eng PR: acme/trunk2#3381" });
  }
  expect(texts.size).toBe(1);
}, 60_000);

it("T180 access never given: unknown on every day", async () => {
  world();
  let stored: string | undefined;
  for (const day of [0, 1, 2]) {
    const result = await runDay(day, "off", stored);
    expect(result.verdict.value).toBe("unknown");
    expect(result.verdict.reasons[0]?.next.code).toBe("grant-access");
    stored = result.stored;
  }
}, 60_000);

it("T181 it is live once the follow-up is merged, and blocked again when it is reverted", async () => {
  const { eng } = world();
  const first = await runDay(0, "on", undefined);
  const landed = eng.merge(3918);
  bench().double.advance(86_400_000);
  const second = await runDay(1, "on", first.stored);
  expect(second.verdict.value).toBe("live");
  expect((await runDay(2, "on", second.stored)).stored).toBe(second.stored);
  expect((await runDay(3, "off", second.stored)).verdict.value).toBe("unknown");
  eng.revert(landed);
  const undone = await runDay(4, "on", second.stored);
  expect(undone.verdict.reasons[0]).toMatchObject({
    verdict: "blocked",
    subject: "acme/trunk2#3918",
    code: "reverted",
  });
  expect((await runDay(5, "off", undone.stored)).verdict.reasons[0]).toMatchObject({ code: "blocker-unreadable" });
}, 60_000);

it("T181 it is live once a maintainer released the follow-up", async () => {
  world();
  const first = await runDay(0, "on", undefined);
  const released = releaseEntry(
    first.ledger,
    { key: "acme/trunk2#3918", login: "kim", reason: "out of scope", headCommit: "x" },
    "2026-05-30T00:00:00Z",
  );
  const second = await runDay(1, "on", encodeLedger(released, { budget: 40_000 }).text);
  expect([second.verdict.value, second.labels.verdict]).toEqual(["live", "ready to merge"]);
}, 60_000);

it("T046 a lost state does not become live on the second day", async () => {
  const { eng } = world();
  eng.merge(3918);
  bench().double.advance(86_400_000);
  const first = await runDay(1, "on", "");
  const second = await runDay(2, "on", first.stored);
  expect([first.verdict.reasons[0]?.code, second.verdict.reasons[0]?.code]).toEqual(["state-lost", "state-lost"]);
}, 60_000);
