import { describe, expect, it } from "vitest";
import { readChangedFiles } from "../../src/github/docs-files.ts";
import { changedLinesOf } from "../../src/github/patch-lines.ts";
import { concerns, faults } from "../fake-github/faults.ts";
import { readDocsPull } from "../read-docs-pull.ts";
import { useDouble } from "./double.ts";

const bench = useDouble();
const isPage = (path: string): boolean => path.endsWith(".mdx");
const page = { "changelog/a.mdx": "one\ntwo\n" };

function docs(visibility: "public" | "private" = "public") {
  const repository = bench().double.repository("acme/docs", {
    visibility,
    files: { "changelog/old.mdx": "a\nb\nc\n", "gone.mdx": "x\n" },
  });
  const number = repository.pull({ title: "docs: tokens", body: "Eng PR: acme/eng#1", files: page });
  repository.collaborator("kim", "write");
  repository.collaborator("lee", "read");
  return { repository, number };
}

async function read(number = 1) {
  const answer = await readDocsPull(bench().client("t", "docs"), "acme/docs", number);
  if (!answer.ok) throw new Error(answer.reason);
  return answer.value.pull;
}

async function files(number = 1) {
  const answer = await readChangedFiles(bench().client("t", "docs"), { repository: "acme/docs", number }, isPage);
  if (!answer.ok) throw new Error(answer.reason);
  return answer.value;
}

const refusal = {
  applied: false,
  trouble: { kind: "answer", reply: { status: 500, body: { message: "x" } } },
} as const;

describe("readDocsPull", () => {
  it("reads what the verdict needs", async () => {
    const { repository } = docs("private");
    expect(await read()).toMatchObject({
      repository: "acme/docs",
      number: 1,
      title: "docs: tokens",
      body: "Eng PR: acme/eng#1",
      state: "open",
      draft: false,
      visibility: "private",
      headCommit: repository.sha("refs/pull/1/head"),
      baseBranch: "main",
      commits: [{ message: expect.any(String) }],
      comments: [],
      filesComplete: true,
    });
  });

  it("T143 hears people who may write, and nobody else", async () => {
    const { repository } = docs();
    repository.comment(1, "on hold until acme/eng#2", { by: "kim" });
    repository.comment(1, "blocked by acme/eng#3", { by: "lee" });
    repository.comment(1, "blocked by acme/eng#4", { by: "stranger" });
    repository.comment(1, "<!-- docs-verdict:v1 x -->\nblocked", { by: "kim" });
    const { comments, unread } = await read();
    expect(comments.map(({ login, body }) => [login, body])).toEqual([["kim", "on hold until acme/eng#2"]]);
    expect(unread).toBeUndefined();
  });

  it("T056 reads every comment of a long thread", async () => {
    const { repository } = docs();
    for (let index = 0; index < 250; index += 1) repository.comment(1, `comment ${index}`, { by: "kim" });
    expect((await read()).comments.map(({ body }) => body)).toEqual(
      Array.from({ length: 250 }, (_, index) => `comment ${index}`),
    );
  });

  it("I13 says which permission it could not read, instead of hearing nobody", async () => {
    const { repository } = docs();
    repository.comment(1, "blocked by acme/eng#3", { by: "kim" });
    bench().double.fault(({ operation }) =>
      operation.endsWith("/permission")
        ? {
            applied: false,
            trouble: {
              kind: "answer",
              reply: { status: 403, body: { message: "Resource not accessible by integration" } },
            },
          }
        : undefined,
    );
    expect(await read()).toMatchObject({
      comments: [],
      unread: ["permission of kim: the token lacks a permission (HTTP 403)"],
    });
  });

  it("reads the same by one query as by REST", async () => {
    const { repository } = docs();
    repository.comment(1, "on hold until acme/eng#2", { by: "kim" });
    repository.comment(1, "a bot's word", { by: "github-actions[bot]" });
    repository.commit({ branch: "main", files: { ".github/docs-verdict.yml": "version: 1\n" } });
    const ask = () => readDocsPull(bench().client("t", "docs"), "acme/docs", 1);
    const byQuery = await ask();
    if (!byQuery.ok) throw new Error(byQuery.detail);
    const { listed, ...shared } = byQuery.value;
    expect(shared).toMatchObject({ config: { value: "version: 1\n" } });
    const files = [{ path: "changelog/a.mdx", change: "ADDED" }];
    expect(listed).toEqual({ headCommit: shared.pull.headCommit, files });
    const asked = bench().double.log.map(({ operation }) => operation);
    expect(asked).toEqual(["POST /graphql", "GET /repos/{owner}/{repo}/collaborators/{username}/permission"]);
    bench().double.fault(({ path }) => (path === "/graphql" ? refusal : undefined));
    expect(await ask()).toEqual({ ok: true, value: shared });
  });

  it("says when comments or commits could not be read", async () => {
    docs();
    bench().double.fault(({ operation }) =>
      /\/(?:comments|commits|graphql)$/.test(operation)
        ? { applied: false, trouble: { kind: "answer", reply: { status: 500, body: { message: "x" } } } }
        : undefined,
    );
    expect((await read()).unread).toEqual(["commits: GitHub failed (HTTP 500)", "comments: GitHub failed (HTTP 500)"]);
  });

  it("T104 takes an empty list for unread where the pull request counts more", async () => {
    const { repository } = docs();
    repository.comment(1, "blocked by acme/eng#3", { by: "kim" });
    bench().double.fault(({ operation }) =>
      /\/(?:comments|commits|graphql)$/.test(operation)
        ? { applied: true, trouble: { kind: "text", edit: () => "[]" } }
        : undefined,
    );
    expect(await read()).toMatchObject({
      fileCount: 1,
      unread: ["commits: GitHub listed 0 of 1", "comments: GitHub listed none of 1"],
    });
  });

  it("T096 reads a pull request whose fork and author are gone", async () => {
    const { repository } = docs();
    bench().double.repository("stranger/docs", { forkOf: "acme/docs" });
    const number = repository.pull({
      title: "fork",
      fork: "stranger/docs",
      files: { "changelog/b.mdx": "b\n" },
      by: "stranger",
    });
    repository.deleteFork(number);
    repository.deleteAccount("stranger");
    expect((await read(number)).author).toBe("ghost");
    // GitHub's description says that the fork and the author are always there; GitHub itself answers null.
    bench().double.takeViolations();
    expect((await files(number)).documents).toEqual([{ path: "changelog/b.mdx", text: "b\n", changedLines: [1] }]);
  });

  it("is not found, never empty, where the token may not look", async () => {
    docs("private");
    bench().double.token("stranger", { login: "stranger" });
    expect(await readDocsPull(bench().client("stranger"), "acme/docs", 1)).toMatchObject({
      ok: false,
      reason: "not-found-or-no-access",
    });
  });
});

describe("readDocsFiles", () => {
  it("reads changed pages with the lines that changed, and no other file", async () => {
    const { repository } = docs();
    repository.commit({
      branch: "more",
      files: { "changelog/old.mdx": "a\nB\nc\nd\n", "gone.mdx": null, "docs.json": "{}\n", "new.mdx": "" },
    });
    const number = repository.pull({ title: "more", head: "more" });
    const read = await files(number);
    expect(read.documents.map(({ path, changedLines }) => [path, changedLines])).toEqual([
      ["changelog/old.mdx", [2, 4]],
      ["new.mdx", undefined],
    ]);
    expect(read.changedPaths).toContain("docs.json");
    expect([read.complete, read.unread]).toEqual([true, []]);
  });

  it("T109 names pages it cannot read", async () => {
    const { repository } = docs();
    const number = repository.pull({
      title: "odd",
      files: {
        "bin.mdx": new Uint8Array([1, 0, 2]),
        "latin.mdx": new Uint8Array([0x61, 0xff, 0x62]),
        "lfs.mdx": "version https://git-lfs.github.com/spec/v1\noid sha256:0\n",
        "large.mdx": "x".repeat(5 * 1024 * 1024),
        "big.mdx": `${"line\n".repeat(300_000)}`,
      },
    });
    const read = await files(number);
    expect(read.documents.map(({ path, text }) => [path, text.length])).toEqual([["big.mdx", 1_500_000]]);
    expect(read.unread.toSorted()).toEqual([
      "bin.mdx: it is not text",
      "large.mdx: it is larger than 4194304 bytes",
      "latin.mdx: it is not UTF-8",
      "lfs.mdx: it is stored in Git LFS",
    ]);
  });

  it.each(
    faults.filter(
      (fault) => concerns(fault, { writes: false }) && !["stale read", "no link header"].includes(fault.name),
    ),
  )("T104 $name is a failure or named, never an empty list of pages", async (fault) => {
    docs();
    bench().strike(fault);
    const github = bench().client("t", "docs");
    const pull = await readDocsPull(github, "acme/docs", 1);
    const read = await readChangedFiles(github, { repository: "acme/docs", number: 1 }, isPage);
    bench().double.takeViolations();
    if (pull.ok) expect(pull.value.pull).toMatchObject({ state: "open", title: "docs: tokens" });
    if (read.ok) expect(read.value.documents.length + read.value.unread.length).toBe(1);
  }, 20_000);
});

describe("changedLinesOf", () => {
  const rows: readonly (readonly [string, readonly number[] | undefined])[] = [
    ["@@ -1 +1 @@\n-a\n+b", [1]],
    ["@@ -1,3 +1,4 @@\n a\n-b\n+B\n c\n+d", [2, 4]],
    ["@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file", [1]],
    ["@@ -0,0 +1,2 @@\n+a\n+b\n@@ -10 +12 @@\n x\n+y", [1, 2, 13]],
    ["@@ -1,2 +0,0 @@\n-a\n-b", []],
    ["rubbish", undefined],
    ["@@ -1 +1 @@\n?", undefined],
  ];
  it.each(rows)("%j", (patch, lines) => expect(changedLinesOf(patch)).toEqual(lines));
});
