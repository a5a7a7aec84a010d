import { beforeEach, describe, expect, it } from "vitest";
import { jobToken, useFakeGitHub } from "../use-fake-github.ts";
import type { RepositoryBuilder } from "./builder.ts";

const github = useFakeGitHub({ limits: { labelsPerIssue: 5 } });
let docs: RepositoryBuilder;
beforeEach(() => {
  docs = github.server.repository("acme/docs", { files: { "a.md": "one\n" } });
  docs.pull({ title: "Docs", files: { "a.md": "two\n" } });
});

const comments = "/repos/acme/docs/issues/1/comments";
const labels = "/repos/acme/docs/issues/1/labels";

describe("comments", () => {
  it("T060 65,536 characters fit, one more is refused; an emoji is one character", async () => {
    expect((await github.send(`POST ${comments}`, { body: "😀".repeat(65_536) })).status).toBe(201);
    expect(await github.send(`POST ${comments}`, { body: "x".repeat(65_537) })).toMatchObject({
      status: 422,
      data: { message: "Validation Failed", errors: [{ message: "Body is too long (maximum is 65536 characters)" }] },
    });
    const id = docs.comment(1, "x");
    const edit = `PATCH /repos/acme/docs/issues/comments/${id}`;
    expect((await github.send(edit, { body: "x".repeat(65_537) })).status).toBe(422);
  });

  it("are the bot's when the job token writes them", async () => {
    const { data } = await github.send(`POST ${comments}`, { body: "x" });
    expect(data).toMatchObject({ user: { id: 41898282, login: "github-actions[bot]", type: "Bot" } });
    expect((await github.send("GET /user")).status).toBe(403);
  });

  it("T056 come 30 at a time unless asked, 100 at most, with links", async () => {
    for (let index = 0; index < 130; index += 1) docs.comment(1, `comment ${index}`);
    const first = await github.send(`GET ${comments}`);
    expect(first.data).toHaveLength(30);
    expect(first.headers.link).toContain('page=2>; rel="next"');
    expect(first.headers.link).toContain('page=5>; rel="last"');
    expect((await github.send(`GET ${comments}?per_page=500`)).data).toHaveLength(100);
    const { octokit } = github.client(jobToken);
    const all = await octokit.paginate(octokit.issues.listComments, {
      ...{ owner: "acme", repo: "docs", issue_number: 1, per_page: 100 },
    });
    expect(all.map(({ body }) => body)).toEqual(Array.from({ length: 130 }, (_, index) => `comment ${index}`));
  });

  it("since leaves out what was not changed", async () => {
    const old = docs.comment(1, "old");
    github.server.advance(60_000);
    docs.comment(1, "new");
    const since = "2026-01-05T09:00:30Z";
    expect(await github.send(`GET ${comments}?since=${since}`)).toMatchObject({ data: [{ body: "new" }] });
    await github.send(`PATCH /repos/acme/docs/issues/comments/${old}`, { body: "edited" });
    expect((await github.send(`GET ${comments}?since=${since}`)).data).toHaveLength(2);
  });

  it("T064 are refused on a locked pull request to who may only read", async () => {
    docs.lock(1);
    github.server.token("reader", { login: "eve" });
    expect((await github.send(`POST ${comments}`, { token: "reader", body: "x" })).status).toBe(403);
    expect((await github.send(`POST ${comments}`, { body: "x" })).status).toBe(201);
  });

  it("of others stay as they are for who may only read", async () => {
    const id = docs.comment(1, "mine", { by: "ada" });
    github.server.token("reader", { login: "eve" });
    const path = `/repos/acme/docs/issues/comments/${id}`;
    expect((await github.send(`PATCH ${path}`, { token: "reader", body: "x" })).status).toBe(403);
    expect((await github.send(`DELETE ${path}`, { token: "reader" })).status).toBe(403);
    expect((await github.send(`DELETE ${path}`)).status).toBe(204);
    expect((await github.send(`GET ${path}`)).status).toBe(404);
  });

  it("a second reaction of the same kind is the first one", async () => {
    const path = `POST /repos/acme/docs/issues/comments/${docs.comment(1, "/verify")}/reactions`;
    expect((await github.send(path, { content: "eyes" })).status).toBe(201);
    expect((await github.send(path, { content: "eyes" })).status).toBe(200);
    expect((await github.send("POST /repos/acme/docs/issues/1/reactions", { content: "+1" })).status).toBe(201);
  });

  it("GraphQL hides one and names a bot without [bot]", async () => {
    docs.comment(1, "x", { by: "github-actions[bot]" });
    const query = `{ repository(owner: "acme", name: "docs") { pullRequest(number: 1) { comments(first: 1) { nodes { id isMinimized author { login __typename } } } } } }`;
    const read = () => github.send("POST /graphql", { query });
    const node = { isMinimized: false, author: { login: "github-actions", __typename: "Bot" } };
    const wrapped = (row: object) => ({
      data: { data: { repository: { pullRequest: { comments: { nodes: [row] } } } } },
    });
    expect(await read()).toMatchObject(wrapped(node));
    const id = `IC_${docs.repository.comments[0]?.id}`;
    const mutation = `mutation { minimizeComment(input: { subjectId: "${id}", classifier: OUTDATED }) { minimizedComment { isMinimized minimizedReason } } }`;
    expect(await github.send("POST /graphql", { query: mutation })).toMatchObject({
      data: { data: { minimizeComment: { minimizedComment: { isMinimized: true, minimizedReason: "outdated" } } } },
    });
    expect(await read()).toMatchObject(wrapped({ ...node, isMinimized: true }));
  });
});

describe("labels", () => {
  it("T071 names ignore case and a second one of that name is already_exists", async () => {
    const create = "POST /repos/acme/docs/labels";
    expect((await github.send(create, { name: "Ready", color: "00ff00", description: "d" })).status).toBe(201);
    expect(await github.send(create, { name: "rEADY" })).toMatchObject({
      status: 422,
      data: { errors: [{ resource: "Label", field: "name", code: "already_exists" }] },
    });
    expect(await github.send("GET /repos/acme/docs/labels/READY")).toMatchObject({ data: { name: "Ready" } });
    expect(await github.send(`POST ${labels}`, { labels: ["READY"] })).toMatchObject({ data: [{ name: "Ready" }] });
    expect((await github.send(`DELETE ${labels}/ready`)).status).toBe(200);
  });

  it("T071 an unknown one is made grey when it is added", async () => {
    const { data } = await github.send(`POST ${labels}`, { labels: ["fresh"] });
    expect(data).toMatchObject([{ name: "fresh", color: "ededed", description: null }]);
  });

  it("T072 removing one that is not there is 404", async () => {
    docs.defineLabel("known");
    expect(await github.send(`DELETE ${labels}/known`)).toMatchObject({
      status: 404,
      data: { message: "Label does not exist" },
    });
  });

  it("T072 there is a limit an issue", async () => {
    docs.addLabels(1, ["a", "b", "c", "d"]);
    expect((await github.send(`POST ${labels}`, { labels: ["e", "A"] })).status).toBe(200);
    expect((await github.send(`POST ${labels}`, { labels: ["f"] })).status).toBe(422);
  });

  it("PUT replaces the whole set", async () => {
    docs.addLabels(1, ["a", "b"]);
    expect(await github.send(`PUT ${labels}`, { labels: ["b", "c"] })).toMatchObject({
      data: [{ name: "b" }, { name: "c" }],
    });
  });

  it("refuses a color that is none and a long description", async () => {
    const create = "POST /repos/acme/docs/labels";
    expect((await github.send(create, { name: "x", color: "#ffffff" })).status).toBe(422);
    expect((await github.send(create, { name: "x", description: "d".repeat(101) })).status).toBe(422);
  });
});
