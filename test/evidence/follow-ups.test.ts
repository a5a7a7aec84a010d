import { describe, expect, it } from "vitest";
import { configSchema } from "../../src/config.ts";
import { declaresFollowUp } from "../../src/evidence/follow-ups/declares.ts";
import { gatherOverlaps } from "../../src/evidence/follow-ups/overlaps.ts";
import { followUpProvider } from "../../src/evidence/follow-ups/provider.ts";
import { getJson } from "../../src/evidence/get-json.ts";
import type { Clients, Lookup } from "../../src/evidence/provider.ts";
import type { Evidence, EvidenceOf, Fact, FollowUpFacts, PullFacts } from "../../src/types/index.ts";
import { concerns, faults } from "../fake-github/faults.ts";
import { useDouble } from "../github/double.ts";
import { claimEvidence, now, pullEvidence, reference } from "../verdict/builders.ts";
import { describeContract } from "./contract.ts";

const bench = useDouble();
const key = "acme/eng#1";
const config = configSchema.parse({ engineering: { repositories: [{ repository: "acme/eng" }] } });

const clients = (secret = "t"): Clients => ({
  docs: bench().client("t", "docs"),
  source: bench().client(secret),
  docsRepository: "acme/docs",
  now: () => now,
  getJson,
  secret: () => undefined,
});

/** A merged pull request whose author's branch is gone. */
function merged() {
  const eng = bench().double.repository("acme/eng", { files: { "a.ts": 'export const header = "X-Berth";\n' } });
  if (eng.repository.issues.length === 0) {
    eng.collaborator("kim", "write");
    eng.merge(eng.pull({ title: "feat: a", head: "a", files: { "b.ts": "1\n" } }));
    eng.deleteBranch("a");
  }
  return eng;
}

async function around(facts: Partial<PullFacts> = {}): Promise<unknown> {
  const known = [pullEvidence(key, facts)];
  const signal = new AbortController().signal;
  const [seen] = await followUpProvider
    .create(config, clients())
    .lookup({ references: [reference(key)], known }, signal);
  return seen?.status === "found" && "followUps" in seen.data ? shown(seen.data) : seen?.status;
}

const shown = ({ followUps }: FollowUpFacts): string[] =>
  followUps.map((one) => `${one.key} ${one.state} ${one.tie}${one.blocks ? " blocks" : ""}`);

describe("declaresFollowUp", () => {
  it.each([
    ["Follow-up to #1", true],
    ["Follows up acme/eng#1.", true],
    ["Part 2 of https://github.com/acme/eng/pull/1", true],
    ["Fixes a regression from #1", true],
    ["Completes ACME/Eng#1", true],
    ["See #1", false],
    ["Follow-up to #12", false],
    ["Follow-up to other/eng#1", false],
    ["A follow-up comes later. Unrelated to #1", false],
    ["Reverts #1", false],
  ])("%s", (text, expected) => {
    expect(declaresFollowUp(text, key)).toBe(expected);
  });
});

describe("what stands around a pull request", () => {
  it("R3 is told by its tie, and holds as the policy says", async () => {
    const eng = merged();
    const docs = bench().double.repository("acme/docs", { files: { "a.md": "1\n" } });
    eng.pull({ title: "fix: b", body: "Follow-up to #1", by: "kim", files: { "c.ts": "1\n" } });
    eng.pull({ title: "feat: c", body: "Like #1", by: "kim", files: { "d.ts": "1\n" } });
    eng.merge(eng.pull({ title: "feat: d", body: "Follow-up to #1", by: "kim", files: { "e.ts": "1\n" } }));
    eng.close(eng.pull({ title: "feat: e", body: "Follow-up to #1", by: "kim", files: { "f.ts": "1\n" } }));
    docs.pull({ title: "docs", body: "Follow-up to acme/eng#1", by: "kim", files: { "a.md": "2\n" } });
    expect(await around()).toEqual([
      "acme/eng#2 open declared blocks",
      "acme/eng#3 open mentioned",
      "acme/eng#4 merged declared",
    ]);
  });

  it("R3 a stranger cannot hold the docs back", async () => {
    const eng = merged();
    bench().double.repository("stranger/eng", { forkOf: "acme/eng" });
    eng.pull({ title: "x", body: "Follow-up to #1", by: "stranger", fork: "stranger/eng", files: { "c.ts": "1\n" } });
    expect(await around()).toEqual(["acme/eng#2 open mentioned"]);
  });

  it("R3 work in another branch is carried by the first pull request that took the branch further", async () => {
    const eng = merged();
    const facts = { baseBranch: "stack", onDefaultBranch: false, mergedAt: "2026-05-29T06:00:00Z" };
    const first = eng.pull({ title: "feat: stack", head: "stack", by: "kim", files: { "c.ts": "1\n" } });
    expect(await around(facts)).toEqual(["acme/eng#2 open base blocks"]);
    eng.merge(first, { method: "squash" });
    eng.pull({ title: "feat: more", head: "stack", by: "kim", files: { "d.ts": "1\n" } });
    expect(await around(facts)).toEqual(["acme/eng#2 merged base blocks"]);
    expect(await around({ ...facts, mergedAt: "2026-06-29T06:00:00Z" })).toEqual(["acme/eng#3 open base blocks"]);
  });

  it("R3 what is based on a lasting branch is no stack", async () => {
    const eng = bench().double.repository("acme/eng", { files: { "a.ts": "1\n" } });
    eng.merge(eng.pull({ title: "release", head: "develop", files: { "b.ts": "1\n" } }));
    eng.pull({ title: "feat: next", base: "develop", by: "kim", files: { "c.ts": "1\n" } });
    expect(await around()).toEqual([]);
  });

  it.each(
    faults.filter((fault) => concerns(fault, { writes: false }) && fault.name !== "stale read"),
  )("T104 a follow-up is never overlooked by $name", async (fault) => {
    merged().pull({ title: "fix: b", body: "Follow-up to #1", by: "kim", files: { "c.ts": "1\n" } });
    bench().strike(fault);
    const found = await around();
    bench().double.takeViolations();
    if (found !== "unavailable") expect(found).toEqual(["acme/eng#2 open declared blocks"]);
  }, 20_000);

  const open = (secret?: string) => (): Lookup => {
    merged();
    bench().double.token("revoked", { login: "nobody" });
    return followUpProvider.create(config, clients(secret));
  };
  describeContract({
    provider: followUpProvider,
    found: { open: open(), reference: reference(key), known: [pullEvidence(key)] },
    unavailable: { open: open("none"), reference: reference(key), known: [pullEvidence(key)] },
  });
});

describe("changes of lines that claims rest on", () => {
  const fact = { role: "header-read", strength: "code", place: { path: "a.ts", startLine: 1, endLine: 1 } } as const;
  const claim = (snippet: string): EvidenceOf<"claim"> => {
    const seen = claimEvidence("c1");
    const found: Fact = { ...fact, value: "X-Berth", scope: {}, blob: "", via: [], snippet };
    return seen.status === "found" ? { ...seen, data: { ...seen.data, facts: [found] } } : seen;
  };
  const line = 'export const header = "X-Berth";';
  const overlaps = async (snippet = line, secret = "t", work: readonly Evidence[] = []) => {
    const [seen] = await gatherOverlaps({ claims: [claim(snippet)], work, config, clients: clients(secret) });
    return seen?.status === "found" && "followUps" in seen.data ? shown(seen.data) : seen?.status;
  };

  it("R3 are found among open pull requests, moved or not", async () => {
    const eng = merged();
    eng.pull({ title: "x", by: "kim", files: { "a.ts": 'export const header = "X-Berth-Id";\n' } });
    eng.pull({ title: "y", by: "kim", files: { "a.ts": '// more\nexport const header = "X-Berth";\n' } });
    eng.pull({ title: "z", by: "kim", files: { "other.ts": "1\n" } });
    expect(await overlaps()).toEqual(["acme/eng#2 open overlapping blocks"]);
    eng.commit({ files: { "a.ts": '// moved\n\nexport const header = "X-Berth";\n' } });
    expect(await overlaps()).toEqual(["acme/eng#2 open overlapping blocks"]);
  });

  it("R3 are attributed to the pull request that was merged after the work, and hold nothing", async () => {
    const eng = merged();
    const mergedAt = new Date(bench().double.state.nowMs).toISOString();
    const work = [pullEvidence(key, { mergedAt })];
    bench().double.advance(1000);
    eng.merge(eng.pull({ title: "x", by: "kim", files: { "a.ts": 'export const header = "X-Berth-Id";\n' } }));
    eng.merge(eng.pull({ title: "y", by: "kim", files: { "a.ts": `// more\n${line}\n` } }));
    eng.merge(eng.pull({ title: "z", by: "kim", files: { "other.ts": "1\n" } }));
    expect(await overlaps(line, "t", work)).toEqual(["acme/eng#3 merged overlapping", "acme/eng#2 merged overlapping"]);
    expect(await overlaps(line, "t", [pullEvidence(key, { mergedAt: "2100-01-01T00:00:00Z" })])).toEqual([]);
    expect(await overlaps()).toEqual([]);
  });

  it("R3 a line that stands everywhere is none", async () => {
    merged().pull({ title: "x", by: "kim", files: { "a.ts": "}\n" } });
    expect(await overlaps("}")).toEqual([]);
  });

  it("R3 a search that failed says so, and nothing is asked without a claim", async () => {
    merged();
    expect(await overlaps(undefined, "none")).toBe("unavailable");
    bench().double.clearLog();
    expect(await gatherOverlaps({ claims: [claimEvidence("c1")], work: [], config, clients: clients() })).toEqual([]);
    expect(bench().double.log).toEqual([]);
  });
});
