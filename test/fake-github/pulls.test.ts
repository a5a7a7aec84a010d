import { describe, expect, it } from "vitest";
import { jobToken, useFakeGitHub } from "../use-fake-github.ts";
import { git } from "./git.ts";
import { githubLimits } from "./state.ts";

const github = useFakeGitHub();
const where = { owner: "acme", repo: "api" };
const get = async (number: number) =>
  (await github.client(jobToken).octokit.pulls.get({ ...where, pull_number: number })).data;
const files = async (number: number, page = 1) => {
  const { octokit } = github.client(jobToken);
  return (await octokit.pulls.listFiles({ ...where, pull_number: number, per_page: 100, page })).data;
};

describe("facts of a pull request", () => {
  it("come from git at the time of the request: a push moves the head", async () => {
    const api = github.server.repository("acme/api", { files: { "a.ts": "1\n" } });
    const number = api.pull({ title: "Change", head: "topic", files: { "a.ts": "2\n" } });
    const before = await get(number);
    const pushed = api.commit({ branch: "topic", files: { "b.ts": "3\n" }, message: "More" });
    const after = await get(number);
    expect(after.head.sha).toBe(pushed);
    expect(after.head.sha).not.toBe(before.head.sha);
    expect(after).toMatchObject({ commits: 2, changed_files: 2, additions: 2, deletions: 1, mergeable: true });
  });

  it("lists renames, removals and binary files as git sees them", async () => {
    const api = github.server.repository("acme/api", {
      files: { "old name.ts": "one\ntwo\nthree\nfour\n", "gone.ts": "x\n", "image.png": new Uint8Array([0, 1]) },
    });
    const number = api.pull({
      title: "Move",
      files: {
        "old name.ts": null,
        "new/näme.ts": "one\ntwo\nthree\nfive\n",
        "gone.ts": null,
        "image.png": new Uint8Array([0, 2]),
      },
    });
    const rows = (await files(number)).map((row) => [row.filename, row.status, row.previous_filename, !!row.patch]);
    expect(rows).toEqual([
      ["gone.ts", "removed", undefined, true],
      ["image.png", "modified", undefined, false],
      ["new/näme.ts", "renamed", "old name.ts", true],
    ]);
  });

  it("T101 stops at 3,000 files, and large changes lose their patch", async () => {
    expect(githubLimits.pullFiles).toBe(3_000);
    const api = github.server.repository("acme/api", { files: { "a.ts": "1\n" } });
    const many = Object.fromEntries(Array.from({ length: 3_001 }, (_, index) => [`many/${index}.txt`, "x\n"]));
    const number = api.pull({ title: "Many", files: many });
    expect((await get(number)).changed_files).toBe(3_001);
    expect(await files(number, 30)).toHaveLength(100);
    expect(await files(number, 31)).toHaveLength(0);
    const { octokit } = github.client(jobToken);
    const diff = octokit.pulls.get({ ...where, pull_number: number, mediaType: { format: "diff" } });
    await expect(diff).rejects.toMatchObject({ status: 406 });
    const long = "line\n".repeat(githubLimits.patchLines + 1);
    const large = api.pull({ title: "Large", files: { "a.long": long, "b.ts": "after\n" } });
    expect((await files(large)).map(({ patch, changes }) => [patch === undefined, changes])).toEqual([
      [true, 20_001],
      [true, 0],
    ]);
  });

  it("T030 an open pull request has a test merge as merge_commit_sha, and keeps it when closed unmerged", async () => {
    const api = github.server.repository("acme/api", { files: { "a.ts": "1\n" } });
    const number = api.pull({ title: "Change", files: { "a.ts": "2\n" } });
    const open = await get(number);
    expect(open).toMatchObject({ merged: false, merge_commit_sha: expect.stringMatching(/^[0-9a-f]{40}$/) });
    expect(open.merge_commit_sha).not.toBe(open.head.sha);
    api.close(number);
    expect(await get(number)).toMatchObject({
      state: "closed",
      merged: false,
      merged_at: null,
      merge_commit_sha: open.merge_commit_sha,
    });
  });

  it("T100 a conflict is not mergeable", async () => {
    const api = github.server.repository("acme/api", { files: { "a.ts": "1\n" } });
    const number = api.pull({ title: "Change", files: { "a.ts": "2\n" } });
    api.commit({ files: { "a.ts": "3\n" } });
    expect(await get(number)).toMatchObject({ mergeable: false, mergeable_state: "dirty", merge_commit_sha: null });
    expect(() => api.merge(number)).toThrow("does not merge");
  });

  it("T096 a deleted fork leaves head.repo null, a deleted account leaves no user", async () => {
    const api = github.server.repository("acme/api", { files: { "a.ts": "1\n" } });
    github.server.repository("ada/api", { forkOf: "acme/api" });
    const number = api.pull({ title: "Fork", fork: "ada/api", head: "topic", files: { "a.ts": "2\n" }, by: "ada" });
    expect((await get(number)).head).toMatchObject({ label: "ada:topic", repo: { full_name: "ada/api", fork: true } });
    api.deleteFork(number);
    api.deleteAccount("ada");
    const after = await get(number);
    expect(after.head.repo).toBeNull();
    expect(after.user).toBeNull();
    expect(await files(number)).toHaveLength(1);
    const { octokit } = github.client(jobToken);
    expect((await octokit.issues.get({ ...where, issue_number: number })).data.user).toBeNull();
  });
});

describe("T028 merging", () => {
  it.each([
    ["merge", 2, 2],
    ["squash", 1, 1],
    ["rebase", 1, 2],
  ] as const)("by %s makes a real commit with %i parents and leaves later work on main alone", async (method, parents, landed) => {
    const api = github.server.repository("acme/api", { files: { "a.ts": "1\n" } });
    const number = api.pull({ title: "Change", head: "topic", files: { "a.ts": "2\n" } });
    api.commit({ branch: "topic", files: { "b.ts": "b\n" }, message: "Second" });
    const base = api.commit({ files: { "later.ts": "kept\n" }, message: "Later" });
    const { octokit } = github.client(jobToken);
    const merged = await octokit.pulls.merge({ ...where, pull_number: number, merge_method: method });
    expect(api.sha("main")).toBe(merged.data.sha);
    const [line = ""] = git(api.dir, ["rev-list", "--parents", "-n1", "main"]).split("\n");
    expect(line.split(" ")).toHaveLength(parents + 1);
    expect(git(api.dir, ["rev-list", "--count", `${base}..main`])).toBe(
      String(method === "merge" ? landed + 1 : landed),
    );
    expect(git(api.dir, ["ls-tree", "--name-only", "main"]).split("\n")).toEqual(["a.ts", "b.ts", "later.ts"]);
    expect(await get(number)).toMatchObject({ state: "closed", merged: true, merge_commit_sha: merged.data.sha });
    expect(await files(number)).toHaveLength(2);
    const { data } = await octokit.repos.listPullRequestsAssociatedWithCommit({
      ...where,
      commit_sha: merged.data.sha,
    });
    expect(data.map((item) => item.number)).toEqual([number]);
  });

  it("T031 a revert is a real commit; the reverted merge stays reachable", async () => {
    const api = github.server.repository("acme/api", { files: { "a.ts": "1\n" } });
    const merged = api.merge(api.pull({ title: "Change", files: { "a.ts": "2\n" } }));
    const reverted = api.revert(merged, { by: "ada" });
    expect(git(api.dir, ["show", "main:a.ts"])).toBe("1");
    expect(git(api.dir, ["log", "-1", "--format=%B", reverted])).toContain(`This reverts commit ${merged}`);
    const { octokit } = github.client(jobToken);
    const { data } = await octokit.repos.compareCommitsWithBasehead({ ...where, basehead: `main...${merged}` });
    expect(data.status).toBe("behind");
    const again = api.revert(reverted);
    expect(git(api.dir, ["show", `${again}:a.ts`])).toBe("2");
  });

  it("refuses a draft, a stale head and a conflict", async () => {
    const api = github.server.repository("acme/api", { files: { "a.ts": "1\n" } });
    const number = api.pull({ title: "Change", draft: true, files: { "a.ts": "2\n" } });
    const path = `PUT /repos/acme/api/pulls/${number}/merge`;
    expect((await github.send(path)).status).toBe(405);
    api.draft(number, "ready");
    expect((await github.send(path, { sha: "0".repeat(40) })).status).toBe(409);
  });
});

describe("editing", () => {
  it("REST ignores draft, GraphQL changes it", async () => {
    const api = github.server.repository("acme/api", { files: { "a.ts": "1\n" } });
    const number = api.pull({ title: "Change", draft: true, files: { "a.ts": "2\n" } });
    const patched = await github.send(`PATCH /repos/acme/api/pulls/${number}`, { draft: false, title: "New" });
    expect(patched).toMatchObject({ status: 200, data: { draft: true, title: "New" } });
    const id = (await get(number)).node_id;
    const mutation = `mutation ($id: ID!) { markPullRequestReadyForReview(input: { pullRequestId: $id }) { pullRequest { isDraft } } }`;
    const { octokit } = github.client(jobToken);
    await octokit.graphql(mutation, { id });
    expect((await get(number)).draft).toBe(false);
    await octokit.graphql(mutation.replace("markPullRequestReadyForReview", "convertPullRequestToDraft"), { id });
    expect((await get(number)).draft).toBe(true);
  });

  it("a merged pull request does not reopen, a closed one does", async () => {
    const api = github.server.repository("acme/api", { files: { "a.ts": "1\n" } });
    const number = api.pull({ title: "Change", files: { "a.ts": "2\n" } });
    const path = `PATCH /repos/acme/api/pulls/${number}`;
    expect(await github.send(path, { state: "closed" })).toMatchObject({ data: { state: "closed" } });
    expect(await github.send(path, { state: "open" })).toMatchObject({ data: { state: "open" } });
    api.merge(number);
    expect((await github.send(path, { state: "open" })).status).toBe(422);
  });
});

describe("timeline", () => {
  it("a mention in another repository is a cross-reference for those who may see it", async () => {
    const api = github.server.repository("acme/api", { files: { "a.ts": "1\n" } });
    const secret = github.server.repository("acme/secret", { visibility: "private", files: { a: "b" } });
    const number = api.pull({ title: "Change", files: { "a.ts": "2\n" } });
    secret.pull({ title: "Fix", body: `Follow-up of acme/api#${number}`, files: { a: "c" } });
    secret.comment(1, `see https://github.com/acme/api/pull/${number}, not \`acme/api#${number}\``);
    github.server.token("outsider", { login: "eve" });
    const sources = async (token: string): Promise<unknown[]> => {
      const { octokit } = github.client(token);
      const { data } = await octokit.issues.listEventsForTimeline({ ...where, issue_number: number });
      return data.filter((row) => row.event === "cross-referenced");
    };
    expect(await sources(jobToken)).toMatchObject([
      { source: { issue: { number: 1, repository: { full_name: "acme/secret" }, pull_request: {} } } },
    ]);
    expect(await sources("outsider")).toEqual([]);
  });
});
