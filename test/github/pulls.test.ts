import { describe, expect, it } from "vitest";
import { gitHubAskingOnce } from "../../src/github/client.ts";
import { readPullOfCommit } from "../../src/github/commit-pulls.ts";
import { readPulls } from "../../src/github/pulls.ts";
import { concerns, faults } from "../fake-github/faults.ts";
import { useDouble } from "./double.ts";

const bench = useDouble();
const file = (text: string) => ({ "src/a.ts": `export const a = "${text}";\n` });

function engineering() {
  return bench().double.repository("acme/eng", { visibility: "private", files: file("zero") });
}

/** The state of one pull request, or the reason why it has none. */
async function stateOf(key: string, secret = "t"): Promise<unknown> {
  const answers = await readPulls(bench().client(secret), [key]);
  const answer = answers.get(key);
  if (answer === undefined || !answer.ok) return answer?.reason;
  if (answer.value.kind === "issue") return "issue";
  const { state, onDefaultBranch, mergeCommit } = answer.value.facts;
  return [state, onDefaultBranch, mergeCommit];
}

describe("readPulls", () => {
  it.each(["merge", "squash", "rebase"] as const)("T028 knows the landing commit of a %s", async (method) => {
    const eng = engineering();
    const landed = eng.merge(eng.pull({ title: "feat: a", files: file("one") }), { method });
    expect(await stateOf("acme/eng#1")).toEqual(["merged", true, landed]);
  });

  it("T030 an open pull request has no landing commit, a closed one neither", async () => {
    const eng = engineering();
    eng.pull({ title: "feat: a", files: file("one") });
    eng.close(eng.pull({ title: "feat: b", files: { "b.ts": "1\n" } }));
    expect(await stateOf("acme/eng#1")).toEqual(["open", false, undefined]);
    expect(await stateOf("acme/eng#2")).toEqual(["closed", false, undefined]);
  });

  it("T029 merged into another branch is not on the default branch until that branch is merged", async () => {
    const eng = engineering();
    const base = eng.pull({ title: "feat: base", head: "base", files: { "b.ts": "1\n" } });
    const landed = eng.merge(eng.pull({ title: "feat: stacked", base: "base", files: { "c.ts": "1\n" } }));
    expect(await stateOf("acme/eng#2")).toEqual(["merged", false, landed]);
    eng.merge(base);
    expect(await stateOf("acme/eng#2")).toEqual(["merged", true, landed]);
  });

  it("T034 says that a number is an issue", async () => {
    engineering().issue({ title: "bug" });
    expect(await stateOf("acme/eng#1")).toBe("issue");
  });

  it("T021 T022 a repository or number the token cannot see is not said to be absent", async () => {
    const eng = engineering();
    eng.pull({ title: "feat: a", files: file("one") });
    bench().double.token("stranger", { login: "stranger" });
    bench().double.token("metadata", { login: "meta", access: { "acme/eng": "metadata" } });
    expect(await stateOf("acme/eng#1", "stranger")).toBe("not-found-or-no-access");
    expect(await stateOf("acme/eng#1", "metadata")).toMatch(/not-found-or-no-access|no-access/);
    expect(await stateOf("acme/eng#99")).toBe("not-found-or-no-access");
    expect(await stateOf("acme/none#1")).toBe("not-found-or-no-access");
    expect(await stateOf("acme/eng#1", "nobody")).toBe("unauthorised");
    expect(await stateOf("flag:any/x")).toBe("unsupported");
  });

  it("asks for many in few queries, and one that fails does not spoil the others", async () => {
    const eng = engineering();
    bench().double.repository("acme/web", { files: file("zero") });
    for (let number = 1; number <= 30; number += 1)
      eng.pull({ title: `feat: ${number}`, head: `h${number}`, files: file(String(number)) });
    bench().double.clearLog();
    const keys = Array.from({ length: 30 }, (_, index) => `acme/eng#${index + 1}`);
    const answers = await readPulls(bench().client(), [...keys, "acme/eng#99", "acme/web#1", "acme/gone#1", ...keys]);
    expect([...answers.values()].filter(({ ok }) => ok)).toHaveLength(30);
    expect(answers.size).toBe(33);
    expect(bench().double.log).toHaveLength(2);
  });

  it("T103 halves a query that GitHub cannot answer, then asks by REST", async () => {
    const eng = engineering();
    const landed = eng.merge(eng.pull({ title: "feat: a", files: file("one") }));
    eng.issue({ title: "bug" });
    bench().double.fault(({ operation }) =>
      operation === "POST /graphql"
        ? {
            applied: false,
            trouble: {
              kind: "answer",
              reply: { status: 502, body: "<html></html>", headers: { "content-type": "text/html" } },
            },
          }
        : undefined,
    );
    const answers = await readPulls(bench().client(), ["acme/eng#1", "acme/eng#2", "acme/eng#3"]);
    expect(answers.get("acme/eng#1")).toMatchObject({
      ok: true,
      value: {
        visibility: "private",
        facts: {
          state: "merged",
          onDefaultBranch: true,
          mergeCommit: landed,
          changedFiles: ["src/a.ts"],
          filesComplete: true,
        },
      },
    });
    expect(answers.get("acme/eng#2")).toMatchObject({ ok: true, value: { kind: "issue" } });
    expect(answers.get("acme/eng#3")).toMatchObject({ ok: false, reason: "not-found-or-no-access" });
  });

  it("does not halve a query with a field that an older server lacks, nor asks it again in a run", async () => {
    const eng = engineering();
    const numbers = [1, 2, 3, 4].map((one) => eng.pull({ title: "a", head: `h${one}`, files: file(String(one)) }));
    const error = {
      path: ["query", "r0", "issueOrPullRequest"],
      extensions: { code: "undefinedField", typeName: "PullRequest", fieldName: "fullDatabaseId" },
      message: "Field 'fullDatabaseId' doesn't exist on type 'PullRequest'",
    };
    bench().double.fault(({ operation }) =>
      operation === "POST /graphql"
        ? { applied: false, trouble: { kind: "answer", reply: { status: 200, body: { errors: [error] } } } }
        : undefined,
    );
    const github = gitHubAskingOnce(bench().client());
    const keys = numbers.map((number) => `acme/eng#${number}`);
    const answers = [...(await readPulls(github, keys.slice(0, 3))), ...(await readPulls(github, keys))];
    expect(answers.every(([, answer]) => answer.ok)).toBe(true);
    expect(bench().double.log.filter(({ operation }) => operation === "POST /graphql")).toHaveLength(1);
  });

  it("T025 does not try a dead token again", async () => {
    engineering();
    const keys = Array.from({ length: 60 }, (_, index) => `acme/eng#${index + 1}`);
    const answers = await readPulls(bench().client("nobody"), keys);
    expect([...answers.values()].every((answer) => !answer.ok && answer.reason === "unauthorised")).toBe(true);
    expect(bench().double.log.length).toBe(1);
  });

  it("stops when it is told to", async () => {
    engineering();
    const answers = await readPulls(bench().client(), ["acme/eng#1"], AbortSignal.abort());
    expect(answers.get("acme/eng#1")).toMatchObject({ ok: false, reason: "aborted" });
    expect(bench().double.log).toEqual([]);
  });

  it.each(
    faults.filter((fault) => concerns(fault, { writes: false })),
  )("T104 an open pull request is never merged by $name", async (fault) => {
    engineering().pull({ title: "feat: a", files: file("one") });
    bench().strike(fault);
    const state = await stateOf("acme/eng#1");
    bench().double.takeViolations();
    if (typeof state !== "string") expect(state).toEqual(["open", false, undefined]);
  }, 20_000);
});

describe("readPullOfCommit", () => {
  it("finds the pull request that brought a commit", async () => {
    const eng = engineering();
    const landed = eng.merge(eng.pull({ title: "feat: a", files: file("one") }), { method: "squash" });
    const direct = eng.commit({ files: { "b.ts": "1\n" }, message: "direct" });
    const github = bench().client();
    expect(await readPullOfCommit(github, `acme/eng@${landed}`)).toEqual({ ok: true, value: "acme/eng#1" });
    expect(await readPullOfCommit(github, `acme/eng@${direct}`)).toEqual({ ok: true, value: undefined });
    expect(await readPullOfCommit(github, "acme/eng#1")).toMatchObject({ ok: false, reason: "unsupported" });
  });
});
