import { describe, expect, it } from "vitest";
import { readPulls } from "../../src/github/pulls.ts";
import { revertsOf } from "../../src/github/revert-chain.ts";
import { type BranchCommit, statementsOf } from "../../src/github/revert-statements.ts";
import { readReverts } from "../../src/github/reverts.ts";
import { concerns, faults } from "../fake-github/faults.ts";
import { useDouble } from "./double.ts";

const bench = useDouble();
const key = "acme/eng#1";
const day = 86_400_000;
const file = (text: string) => ({ "src/a.ts": `export const a = "${text}";\n` });

/** A repository whose first pull request is merged. */
function merged(method: "merge" | "squash" | "rebase" = "merge") {
  const eng = bench().double.repository("acme/eng", { visibility: "private", files: file("zero") });
  const landed = eng.merge(eng.pull({ title: "feat: accept tokens", files: file("one") }), { method });
  bench().double.advance(day);
  return { eng, landed };
}

/** Whether it is reverted and by what, or why that could not be told. */
async function reverted(): Promise<unknown> {
  const github = bench().client();
  const pull = (await readPulls(github, [key])).get(key);
  if (pull === undefined || !pull.ok || pull.value.kind === "issue") throw new Error("not merged");
  return revertedOf(pull.value.facts);
}

async function revertedOf(facts: Parameters<typeof readReverts>[1][number]["facts"]): Promise<unknown> {
  const answer = (await readReverts(bench().client(), [{ key, facts }])).get(key);
  if (answer === undefined || !answer.ok) return answer?.reason;
  return [answer.value.reverted, ...answer.value.chain.map((one) => `${one.key} undoes ${one.undoes}: ${one.how}`)];
}

describe("readReverts", () => {
  it.each([
    "merge",
    "squash",
    "rebase",
  ] as const)("T031 finds what git revert did to a %s, and its undoing", async (method) => {
    const { eng, landed } = merged(method);
    expect(await reverted()).toEqual([false]);
    const undone = eng.revert(landed);
    bench().double.advance(day);
    expect(await reverted()).toEqual([true, `acme/eng@${undone} undoes ${key}: names the commit`]);
    const again = eng.revert(undone);
    expect(await reverted()).toEqual([
      false,
      `acme/eng@${undone} undoes ${key}: names the commit`,
      `acme/eng@${again} undoes acme/eng@${undone}: names the commit`,
    ]);
  });

  it.each([
    "merge",
    "squash",
  ] as const)("T031 finds a pull request that reverts, landed by %s, and one that reverts it", async (method) => {
    const { eng } = merged("squash");
    const second = eng.pull({
      title: 'Revert "feat: accept tokens"',
      body: "Reverts acme/eng#1",
      files: file("zero"),
    });
    expect(await reverted()).toEqual([false]);
    eng.merge(second, { method });
    bench().double.advance(day);
    expect(await reverted()).toMatchObject([true, expect.stringMatching(/^acme\/eng#2 undoes acme\/eng#1: /)]);
    eng.merge(eng.pull({ title: 'Reapply "feat: accept tokens"', body: "Reverts acme/eng#2", files: file("one") }), {
      method,
    });
    expect(await reverted()).toMatchObject([
      false,
      expect.stringMatching(/^acme\/eng#2 /),
      expect.stringMatching(/^acme\/eng#3 undoes acme\/eng#2/),
    ]);
  });

  it("T031 finds a revert that only the pull request's text names", async () => {
    const { eng } = merged("squash");
    const second = eng.pull({ title: "fix: stop accepting tokens", body: "Reverts #1", files: file("two") });
    eng.merge(second, { method: "squash", title: "fix: stop accepting tokens (#2)", message: "for now" });
    expect(await reverted()).toMatchObject([true, `acme/eng#2 undoes ${key}: names the pull request`]);
  });

  it("does not take a revert of something else", async () => {
    const { eng } = merged("squash");
    eng.revert(eng.commit({ files: { "b.ts": "1\n" }, message: "feat: other" }));
    eng.merge(eng.pull({ title: "Explain", body: "See #1", files: { "c.ts": "1\n" } }));
    expect(await reverted()).toEqual([false]);
  });

  it("T032 a landing commit that left the branch is unknown, not reverted", async () => {
    const { eng } = merged("squash");
    const pull = (await readPulls(bench().client(), [key])).get(key);
    if (pull === undefined || !pull.ok || pull.value.kind === "issue") throw new Error("not merged");
    const elsewhere = eng.commit({ branch: "elsewhere", files: { "z.ts": "1\n" }, message: "left out" });
    expect(await revertedOf({ ...pull.value.facts, mergeCommit: elsewhere })).toBe("no-commit");
  });

  it("a search too long to finish is unknown", async () => {
    merged("squash");
    const pull = (await readPulls(bench().client(), [key])).get(key);
    if (pull === undefined || !pull.ok || pull.value.kind === "issue") throw new Error("not merged");
    const page = JSON.stringify(
      Array.from({ length: 100 }, (_, index) => ({
        sha: index.toString(16).padStart(40, "0"),
        html_url: "",
        commit: { message: "x" },
        parents: [],
      })),
    );
    bench().double.fault(({ operation }) =>
      operation === "GET /repos/{owner}/{repo}/commits"
        ? { applied: true, trouble: { kind: "text", edit: () => page } }
        : undefined,
    );
    expect(await revertedOf(pull.value.facts)).toBe("over-budget");
    bench().double.takeViolations();
  });

  it.each(
    faults.filter((fault) => concerns(fault, { writes: false }) && fault.name !== "stale read"),
  )("T104 a revert is never overlooked by $name", async (fault) => {
    const { eng, landed } = merged("squash");
    const pull = (await readPulls(bench().client(), [key])).get(key);
    if (pull === undefined || !pull.ok || pull.value.kind === "issue") throw new Error("not merged");
    eng.revert(landed);
    bench().strike(fault);
    const found = await revertedOf(pull.value.facts);
    bench().double.takeViolations();
    if (typeof found !== "string") expect(found).toMatchObject([true, expect.anything()]);
  }, 20_000);
});

describe("statementsOf", () => {
  const sha = "0123456789abcdef0123456789abcdef01234567";
  const rows: readonly (readonly [string, ReturnType<typeof statementsOf>])[] = [
    [`Revert "x"\n\nThis reverts commit ${sha}.`, { shas: [sha], numbers: [], titles: [] }],
    [
      `Revert "x"\n\nThis reverts commit ${sha}, reversing\nchanges made to aaaaaaa.`,
      { shas: [sha], numbers: [], titles: [] },
    ],
    ["Undo (#9)\n\nReverts acme/eng#3", { shas: [], numbers: [3], titles: [] }],
    ["Undo\n\nReverts https://github.com/acme/eng/pull/3", { shas: [], numbers: [3], titles: [] }],
    ["Undo\n\nReverts other/eng#3", { shas: [], numbers: [], titles: [] }],
    ['Revert "feat: x (#3)" (#4)', { shas: [], numbers: [], titles: ["feat: x"] }],
    ["revert: feat: x", { shas: [], numbers: [], titles: ["feat: x"] }],
    ['Reapply "feat: x"', { shas: [], numbers: [], titles: ['Revert "feat: x"'] }],
    ['Merge pull request #4 from acme/undo\n\nRevert "feat: x"', { shas: [], numbers: [], titles: ["feat: x"] }],
    ["feat: revert button", { shas: [], numbers: [], titles: [] }],
  ];
  it.each(rows)("%s", (message, statements) => {
    expect(statementsOf(message, "acme/eng")).toEqual(statements);
  });
});

describe("revertsOf", () => {
  const commit = (sha: string, message: string, parents: readonly string[]): BranchCommit => ({
    sha: sha.repeat(40),
    message,
    url: "",
    parents: parents.map((one) => one.repeat(40)),
  });
  const landed = { repository: "acme/eng", number: 1, title: "feat: x", mergeCommit: "a".repeat(40) };

  it("does not count what a pull request took back itself before it landed", () => {
    const commits = [
      commit("e", "Merge pull request #2 from acme/try\n\nTry it", ["a", "d"]),
      commit("d", `Reapply\n\nThis reverts commit ${"c".repeat(40)}.`, ["c"]),
      commit("c", `Undo\n\nThis reverts commit ${"a".repeat(40)}.`, ["a"]),
      commit("a", "feat: x (#1)", []),
    ];
    expect(revertsOf(landed, commits)).toEqual({ reverted: false, chain: [] });
    expect(revertsOf(landed, commits.slice(2)).reverted).toBe(true);
  });

  it("is quick on a branch full of reverts", () => {
    const name = (index: number): string => index.toString(16).padStart(40, "0");
    const commits = Array.from({ length: 3000 }, (_, index) => ({
      sha: name(index),
      url: "",
      message: `Revert "feat: x" (#${index + 10})`,
      parents: [name(index + 1)],
    }));
    const started = performance.now();
    expect(revertsOf(landed, commits).reverted).toBe(true);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

describe("a change taken back without a word", () => {
  const a = (text: string) => ({ "src/a.ts": `export const a = "${text}";\nexport const b = 1;\n` });
  function landed(method: "merge" | "squash" = "squash") {
    const eng = bench().double.repository("acme/eng", { files: a("zero") });
    eng.merge(eng.pull({ title: "feat: accept tokens", files: { ...a("one"), "src/c.ts": "1\n" } }), { method });
    bench().double.advance(day);
    return eng;
  }

  it.each([
    "merge",
    "squash",
  ] as const)("T031 is a revert, and bringing it again ends it, after a %s", async (method) => {
    const eng = landed(method);
    eng.commit({ files: { "src/d.ts": "1\n" }, message: "feat: d" });
    expect(await reverted()).toEqual([false]);
    const back = eng.commit({ files: { ...a("zero"), "src/c.ts": null }, message: "tidy up" });
    expect(await reverted()).toEqual([true, `acme/eng@${back} undoes ${key}: takes back every line`]);
    bench().double.advance(day);
    const again = eng.commit({ files: { ...a("one"), "src/c.ts": "1\n" }, message: "one more try" });
    expect(await reverted()).toEqual([
      false,
      `acme/eng@${back} undoes ${key}: takes back every line`,
      `acme/eng@${again} undoes acme/eng@${back}: takes back every line`,
    ]);
  });

  it("T031 is a revert also where the lines have moved", async () => {
    const eng = landed();
    const moved = (text: string) => ({ "src/a.ts": `// moved\n\n${a(text)["src/a.ts"]}` });
    eng.commit({ files: moved("one"), message: "docs: a" });
    const back = eng.commit({ files: { ...moved("zero"), "src/c.ts": null }, message: "tidy up" });
    expect(await reverted()).toEqual([true, `acme/eng@${back} undoes ${key}: takes back every line`]);
  });

  it.each([
    ["of the same size", { ...a("other"), "src/c.ts": "1\n" }],
    ["of a part", a("zero")],
  ])("a change %s is none", async (_name, files) => {
    landed().commit({ files, message: "tidy up" });
    expect(await reverted()).toEqual([false]);
  });
});

describe("picks", () => {
  it("T029 a change picked to the default branch landed there", async () => {
    const eng = bench().double.repository("acme/eng", { files: file("zero") });
    const landed = eng.merge(eng.pull({ title: "fix: a", base: "main", files: file("one") }), { method: "squash" });
    const release = bench().double.repository("acme/two", { files: file("zero") });
    release.commit({ branch: "release", files: {}, message: "Start" });
    const there = release.merge(release.pull({ title: "fix: a", base: "release", files: file("one") }), {
      method: "squash",
    });
    const facts = async (name: string) => {
      const pull = (await readPulls(bench().client(), [name])).get(name);
      if (pull === undefined || !pull.ok || pull.value.kind === "issue") throw new Error("not read");
      return [pull.value.facts.onDefaultBranch, pull.value.facts.mergeCommit];
    };
    expect(await facts("acme/eng#1")).toEqual([true, landed]);
    expect(await facts("acme/two#1")).toEqual([false, there]);
    const message = `fix: a\n\n(cherry picked from commit ${there})`;
    const picked = release.commit({ files: file("one"), message });
    expect(await facts("acme/two#1")).toEqual([true, picked]);
  });
});
