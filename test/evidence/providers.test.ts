import { describe, expect, it } from "vitest";
import { defaultConfig } from "../../src/config.ts";
import { gather } from "../../src/evidence/gather.ts";
import { getJson } from "../../src/evidence/get-json.ts";
import type { Clients, Lookup, Provider } from "../../src/evidence/provider.ts";
import { providers } from "../../src/evidence/providers.ts";
import { pullRequestProvider } from "../../src/evidence/pull-request.ts";
import { revertProvider } from "../../src/evidence/revert.ts";
import type { Evidence } from "../../src/types/index.ts";
import { useDouble } from "../github/double.ts";
import { now, pullEvidence, reference } from "../verdict/builders.ts";
import { describeContract } from "./contract.ts";

const bench = useDouble();
const file = (text: string) => ({ "src/a.ts": `export const a = "${text}";\n` });

function clients(secret = "t"): Clients {
  return {
    docs: bench().client("t", "docs"),
    source: bench().client(secret, "source"),
    docsRepository: "acme/docs",
    now: () => now,
    getJson,
    secret: () => undefined,
  };
}

function world() {
  const eng = bench().double.repository("acme/eng", { visibility: "private", files: file("zero") });
  if (eng.repository.issues.length === 0) {
    eng.merge(eng.pull({ title: "feat: a", files: file("one") }));
    eng.pull({ title: "fix: b", files: { "b.ts": "1\n" } });
    eng.issue({ title: "bug" });
  }
  return eng;
}

const opened = (provider: Provider, secret?: string): Lookup => {
  world();
  bench().double.token("stranger", { login: "stranger" });
  return provider.create(defaultConfig, clients(secret));
};

describe("the provider of pull requests", () => {
  describeContract({
    provider: pullRequestProvider,
    found: { open: () => opened(pullRequestProvider), reference: reference("acme/eng#1") },
    absent: { open: () => opened(pullRequestProvider), reference: reference("acme/eng#3") },
    unavailable: { open: () => opened(pullRequestProvider, "stranger"), reference: reference("acme/eng#1") },
  });

  it("says who may read what it saw, and who saw it", async () => {
    const [found] = await opened(pullRequestProvider).lookup(
      { references: [reference("acme/eng#1")], known: [] },
      new AbortController().signal,
    );
    expect(found).toMatchObject({
      audience: { of: "acme/eng", visibility: "private" },
      seenBy: "source",
      observedAt: now,
    });
  });

  it("reads the docs repository with the docs token", async () => {
    bench()
      .double.repository("acme/docs", { visibility: "private", files: file("zero") })
      .pull({ title: "x", files: file("one") });
    const [found] = await opened(pullRequestProvider, "stranger").lookup(
      { references: [reference("acme/docs#1")], known: [] },
      new AbortController().signal,
    );
    expect(found).toMatchObject({ status: "found", seenBy: "docs" });
  });

  it("answers a commit by the pull request that brought it", async () => {
    const landed = world().sha("main");
    const commit = { ...reference(`acme/eng@${landed}`), kind: "commit" as const };
    const evidence = await gather({
      references: [commit],
      providers,
      config: defaultConfig,
      clients: clients(),
      deadlineMs: 10_000,
    });
    expect(evidence.map(({ subject, status }) => [subject.kind, subject.key, status])).toEqual([
      ["follow-ups", commit.key, "found"],
      ["pull", commit.key, "found"],
      ["revert", commit.key, "found"],
    ]);
  });
});

describe("the provider of reverts", () => {
  const mergeCommit = "a".repeat(40);
  const known = (): Evidence[] => {
    const eng = world();
    return [
      pullEvidence("acme/eng#1", { title: "feat: a", mergeCommit: eng.sha("main"), mergedAt: "2026-05-29T06:00:00Z" }),
    ];
  };
  const ask = (secret?: string): Lookup => {
    const lookup = opened(revertProvider, secret);
    return {
      lookup: (question, signal) =>
        lookup.lookup({ ...question, known: question.references.length > 0 ? known() : [] }, signal),
    };
  };
  describeContract({
    provider: revertProvider,
    found: { open: () => ask(), reference: reference("acme/eng#1") },
    unavailable: { open: () => ask("stranger"), reference: reference("acme/eng#1") },
  });

  it("says nothing of work that is not merged", async () => {
    const question = {
      references: [reference("acme/eng#2")],
      known: [pullEvidence("acme/eng#2", { state: "open", mergeCommit })],
    };
    expect(await opened(revertProvider).lookup(question, new AbortController().signal)).toEqual([]);
  });
});

describe("gather", () => {
  const run = (references: readonly string[], parts: Partial<Parameters<typeof gather>[0]> = {}) =>
    gather({
      references: references.map((key) => reference(key)),
      providers,
      config: defaultConfig,
      clients: clients(),
      deadlineMs: 10_000,
      ...parts,
    });
  const silent: Provider = {
    kind: "flag",
    name: "silent",
    answers: ["pull"],
    create: () => ({ lookup: () => new Promise(() => undefined) }),
  };
  const shown = (evidence: readonly Evidence[]): string[] =>
    evidence.map(
      (item) =>
        `${item.subject.key} ${item.subject.kind} ${item.status}${item.status === "unavailable" ? ` ${item.reason}` : ""}`,
    );

  it("asks every question once and gives one order", async () => {
    world();
    bench().double.clearLog();
    const keys = ["acme/eng#2", "acme/eng#1", "acme/eng#3", "acme/eng#99"];
    const evidence = await run([...keys, ...keys]);
    expect(shown(evidence)).toEqual([
      "acme/eng#1 follow-ups found",
      "acme/eng#1 pull found",
      "acme/eng#1 revert found",
      "acme/eng#2 pull found",
      "acme/eng#3 pull absent",
      "acme/eng#3 ticket found",
      "acme/eng#99 pull unavailable not-found-or-no-access",
    ]);
    expect(bench().double.log).toHaveLength(6);
    expect(JSON.stringify(await run(keys.toReversed()))).toBe(JSON.stringify(evidence));
  });

  it("follows children and follow-ups, also in a circle", async () => {
    const family: Provider = {
      kind: "children",
      name: "family",
      answers: ["pull"],
      create: () => ({
        lookup: async ({ references }) =>
          references.map(
            ({ key }): Evidence => ({
              ...pullEvidence(key),
              subject: { kind: "children", key },
              status: "found",
              data: { children: key === "acme/eng#9" ? ["acme/eng#1"] : ["acme/eng#9"] },
            }),
          ),
      }),
    };
    expect(shown(await run(["acme/eng#1"], { providers: [family] }))).toEqual([
      "acme/eng#1 children found",
      "acme/eng#9 children found",
    ]);
  });

  it("T025 ends in time when a provider does not, and says so", async () => {
    expect(shown(await run(["acme/eng#1"], { providers: [silent], deadlineMs: 50 }))).toEqual([
      "acme/eng#1 flag unavailable timeout",
    ]);
  });

  it("says that it was stopped", async () => {
    const stop = AbortSignal.abort();
    expect(shown(await run(["acme/eng#1"], { signal: stop }))).toEqual([
      "acme/eng#1 deployment unavailable aborted",
      "acme/eng#1 follow-ups unavailable aborted",
      "acme/eng#1 pull unavailable aborted",
      "acme/eng#1 revert unavailable aborted",
      "acme/eng#1 ticket unavailable aborted",
    ]);
  });

  it("turns a failed request into a record and lets a bug through", async () => {
    const failing = (error: Error): Provider => ({
      ...silent,
      create: () => ({ lookup: () => Promise.reject(error) }),
    });
    const refused = Object.assign(new Error("x"), { status: 403, response: { headers: {} } });
    expect(shown(await run(["acme/eng#1"], { providers: [failing(refused)] }))).toEqual([
      "acme/eng#1 flag unavailable no-access",
    ]);
    await expect(run(["acme/eng#1"], { providers: [failing(new TypeError("x is not a function"))] })).rejects.toThrow(
      TypeError,
    );
  });

  it("T049 names what is beyond its budget", async () => {
    const keys = Array.from({ length: 1001 }, (_, index) => `acme/eng#${index + 1}`);
    const evidence = await run(keys, { providers: [] });
    expect(shown(evidence)).toEqual(["acme/eng#1001 pull unavailable over-budget"]);
  });
});
