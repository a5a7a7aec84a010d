import { beforeEach, describe, expect, it } from "vitest";
import { jobToken, useFakeGitHub } from "../use-fake-github.ts";
import type { RepositoryBuilder } from "./builder.ts";

const github = useFakeGitHub({ limits: { treeEntries: 3, compareCommits: 5, diffFiles: 4, rawBytes: 2_000_000 } });
const base = "/repos/acme/api";
const where = { owner: "acme", repo: "api" };
let api: RepositoryBuilder;
beforeEach(() => {
  api = github.server.repository("acme/api", { files: { "src/a.ts": "1\n", "read me.md": "hi\n" } });
});

describe("contents", () => {
  it("a file in base64, as raw text, and its folder", async () => {
    expect(await github.send(`GET ${base}/contents/src/a.ts`)).toMatchObject({
      data: { type: "file", encoding: "base64", content: "MQo=\n", size: 2, path: "src/a.ts" },
    });
    expect((await github.send(`GET ${base}/contents/src/a.ts`, { mediaType: { format: "raw" } })).data).toBe("1\n");
    expect(await github.send(`GET ${base}/contents`)).toMatchObject({
      data: [
        { type: "file", path: "read me.md" },
        { type: "dir", path: "src", size: 0 },
      ],
    });
    expect((await github.send(`GET ${base}/contents/none.ts`)).status).toBe(404);
    expect((await github.send(`GET ${base}/contents/src/a.ts?ref=none`)).status).toBe(404);
  });

  it("T109 more than 1 MB comes without content and whole as a blob; far more is refused", async () => {
    api.commit({ files: { "large.txt": "x".repeat(1_000_001), "huge.txt": "y".repeat(2_000_001) } });
    const large = await github.send(`GET ${base}/contents/large.txt`);
    expect(large).toMatchObject({ data: { encoding: "none", content: "", size: 1_000_001 } });
    const blob = await github.send(`GET ${base}/git/blobs/${Reflect.get(Object(large.data), "sha")}`);
    expect(Reflect.get(Object(blob.data), "size")).toBe(1_000_001);
    expect(await github.send(`GET ${base}/contents/huge.txt`)).toMatchObject({
      status: 403,
      data: { errors: [{ code: "too_large" }] },
    });
  });

  it("T109 symlinks and submodules have their own types", async () => {
    const files = { link: "src/a.ts", module: "1".repeat(40) };
    api.commit({ files, modes: { link: "120000", module: "160000" } });
    expect(await github.send(`GET ${base}/contents/link`)).toMatchObject({
      data: { type: "symlink", target: "src/a.ts" },
    });
    expect(await github.send(`GET ${base}/contents/module`)).toMatchObject({ data: { type: "submodule" } });
  });
});

describe("trees", () => {
  it("say when they are cut", async () => {
    const tree = `GET ${base}/git/trees/main?recursive=1`;
    expect(await github.send(tree)).toMatchObject({ data: { truncated: false, tree: [{}, {}, { path: "src/a.ts" }] } });
    api.commit({ files: { "b.ts": "2\n" } });
    const cut = await github.send(tree);
    expect(cut).toMatchObject({ data: { truncated: true } });
    expect(Reflect.get(Object(cut.data), "tree")).toHaveLength(3);
  });
});

describe("comparing", () => {
  it.each([
    ["main...topic", "ahead", 2, 0],
    ["topic...main", "behind", 0, 2],
    ["main...main", "identical", 0, 0],
    ["other...topic", "diverged", 2, 1],
  ])("%s is %s", async (range, status, ahead, behind) => {
    api.commit({ branch: "topic", files: { "b.ts": "1\n" } });
    api.commit({ branch: "topic", files: { "c.ts": "1\n" } });
    api.commit({ branch: "other", files: { "d.ts": "1\n" } });
    expect(await github.send(`GET ${base}/compare/${range}`)).toMatchObject({
      data: { status, ahead_by: ahead, behind_by: behind, total_commits: ahead },
    });
  });

  it("stops at its limits of commits and files and says how many there are", async () => {
    for (let index = 0; index < 7; index += 1) api.commit({ branch: "topic", files: { [`f${index}`]: "x" } });
    const { octokit } = github.client(jobToken);
    const { data } = await octokit.repos.compareCommitsWithBasehead({ ...where, basehead: "main...topic" });
    expect([data.commits.length, data.files?.length, data.total_commits]).toEqual([5, 4, 7]);
    const paged = { ...where, basehead: "main...topic", per_page: 4, page: 2 };
    const second = await octokit.repos.compareCommitsWithBasehead(paged);
    expect([second.data.commits.length, second.data.files?.length]).toEqual([3, 0]);
  });

  it("T032 a commit that a rewritten history lost is diverged, not reverted", async () => {
    const merged = api.merge(api.pull({ title: "Change", files: { "src/a.ts": "2\n" } }));
    api.commit({ from: `${merged}~1`, files: { "z.ts": "x\n" }, message: "Rewrite" });
    expect(await github.send(`GET ${base}/compare/main...${merged}`)).toMatchObject({ data: { status: "diverged" } });
    expect((await github.send(`GET ${base}/compare/main...nothing`)).status).toBe(404);
  });
});

describe("commits", () => {
  it("are listed by path and time, newest first", async () => {
    api.commit({ files: { "src/a.ts": "2\n" }, message: "Second", at: "2026-02-01T00:00:00Z", by: "ada" });
    api.commit({ files: { "other.ts": "2\n" }, message: "Third", at: "2026-03-01T00:00:00Z" });
    const messages = async (query: string): Promise<unknown[]> => {
      const { octokit } = github.client(jobToken);
      const { data } = await octokit.request(`GET ${base}/commits?${query}`);
      return data.map((row: { commit: { message: string } }) => row.commit.message);
    };
    expect(await messages("")).toEqual(["Third", "Second", "Initial commit"]);
    expect(await messages("path=src/a.ts")).toEqual(["Second", "Initial commit"]);
    expect(await messages("since=2026-02-15T00:00:00Z")).toEqual(["Third"]);
    expect(await github.send(`GET ${base}/commits/main~1`)).toMatchObject({
      data: { author: { login: "ada" }, stats: { total: 2 }, files: [{ filename: "src/a.ts" }] },
    });
    expect((await github.send(`GET ${base}/commits/none`)).status).toBe(422);
  });
});

describe("refs", () => {
  const ledger = async (content: string, parents: readonly string[]): Promise<string> => {
    const { octokit } = github.client(jobToken);
    const tree = await octokit.git.createTree({
      ...where,
      tree: [{ path: "l.json", mode: "100644", type: "blob", content }],
    });
    const made = { message: "Record", tree: tree.data.sha, parents: [...parents] };
    return (await octokit.git.createCommit({ ...where, ...made })).data.sha;
  };

  it("move forward only, unless forced; the loser of a race is told", async () => {
    const ref = "refs/docs-verdict/ledger";
    const one = await ledger("1", []);
    const two = await ledger("2", [one]);
    const rival = await ledger("3", [one]);
    const create = `POST ${base}/git/refs`;
    expect((await github.send(create, { ref, sha: one })).status).toBe(201);
    expect(await github.send(create, { ref, sha: one })).toMatchObject({
      status: 422,
      data: { message: "Reference already exists" },
    });
    const move = `PATCH ${base}/git/${ref}`;
    expect((await github.send(move, { sha: two })).status).toBe(200);
    expect(await github.send(move, { sha: rival })).toMatchObject({
      status: 422,
      data: { message: "Update is not a fast forward" },
    });
    expect((await github.send(move, { sha: rival, force: true })).status).toBe(200);
    expect(await github.send(`GET ${base}/git/ref/docs-verdict/ledger`)).toMatchObject({
      data: { ref, object: { sha: rival, type: "commit" } },
    });
    expect((await github.send(`DELETE ${base}/git/${ref}`)).status).toBe(204);
    expect((await github.send(`GET ${base}/git/ref/docs-verdict/ledger`)).status).toBe(404);
    expect((await github.send(move, { sha: two })).status).toBe(422);
  });

  it("the head of every pull request is one", async () => {
    const number = api.pull({ title: "Change", head: "topic", files: { "src/a.ts": "2\n" } });
    expect(await github.send(`GET ${base}/git/matching-refs/pull/`)).toMatchObject({
      data: [{ ref: `refs/pull/${number}/head`, object: { sha: api.sha("topic") } }],
    });
  });
});
