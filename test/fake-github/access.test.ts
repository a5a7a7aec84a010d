import { beforeEach, describe, expect, it } from "vitest";
import { useFakeGitHub } from "../use-fake-github.ts";
import type { RepositoryBuilder } from "./builder.ts";

const github = useFakeGitHub({ limits: { corePat: 3, contentPerMinute: 2, search: 1 } });
let docs: RepositoryBuilder;
beforeEach(() => {
  docs = github.server.repository("acme/docs", { files: { "a.md": "one\n" } });
  github.server.repository("acme/secret", { visibility: "private", files: { "a.ts": "one\n" } }).pull({
    title: "Change",
    files: { "a.ts": "two\n" },
  });
});

describe("who may see what", () => {
  it("an unknown token is 401, everywhere", async () => {
    expect((await github.send("GET /repos/acme/docs", { token: "nobody" })).status).toBe(401);
    expect((await github.send("POST /graphql", { token: "nobody", query: "{ viewer { login } }" })).status).toBe(401);
  });

  it("T021 what a token may not see is 404, for a missing repository too", async () => {
    github.server.token("t", { login: "ada" });
    for (const path of ["/repos/acme/secret", "/repos/acme/secret/pulls/1", "/repos/acme/none"]) {
      expect((await github.send(`GET ${path}`, { token: null })).status).toBe(404);
      github.server.token("t", { login: "ada" });
      expect((await github.send(`GET ${path}`, { token: "t" })).status).toBe(404);
    }
  });

  it("T022 with metadata alone the repository shows and its pull request does not", async () => {
    github.server.token("t", { login: "ada", access: { "acme/secret": "metadata" } });
    expect((await github.send("GET /repos/acme/secret", { token: "t" })).status).toBe(200);
    expect((await github.send("GET /repos/acme/secret/pulls/1", { token: "t" })).status).toBe(404);
    const query = `{ repository(owner: "acme", name: "secret") { nameWithOwner pullRequest(number: 1) { title } } }`;
    expect(await github.send("POST /graphql", { token: "t", query })).toMatchObject({
      data: {
        data: { repository: { nameWithOwner: "acme/secret", pullRequest: null } },
        errors: [{ type: "NOT_FOUND", path: ["repository", "pullRequest"] }],
      },
    });
  });

  it("T025 a job token that may only read is 403 with GitHub's words", async () => {
    github.server.token("t", { login: "github-actions[bot]", kind: "job", access: { "*": "read" } });
    const create = { token: "t", name: "x" };
    expect(await github.send("POST /repos/acme/docs/labels", create)).toMatchObject({
      status: 403,
      data: { message: "Resource not accessible by integration" },
    });
    expect((await github.send("POST /repos/acme/docs/labels", { ...create, token: null })).status).toBe(401);
  });

  it("an archived repository takes no writes", async () => {
    docs.repository.archived = true;
    expect((await github.send("POST /repos/acme/docs/labels", { name: "x" })).status).toBe(403);
    expect((await github.send("GET /repos/acme/docs/labels")).status).toBe(200);
  });
});

describe("permissions of people", () => {
  it.each([
    ["admin", undefined, "admin", "admin"],
    ["maintain", undefined, "write", "maintain"],
    ["write", "docs-editor", "write", "docs-editor"],
    ["triage", undefined, "read", "triage"],
    ["read", undefined, "read", "read"],
    ["none", undefined, "none", "none"],
  ] as const)("%s (%s) is %s with the role %s", async (level, role, permission, roleName) => {
    docs.collaborator("ada", level, role);
    const { data } = await github.send("GET /repos/acme/docs/collaborators/ada/permission");
    expect(data).toMatchObject({ permission, role_name: roleName, user: { login: "ada", role_name: roleName } });
  });

  it("everybody else reads what is public, and nobody is a user that there is not", async () => {
    const permission = async (name: string, repository: string): Promise<unknown> =>
      Reflect.get(
        Object((await github.send(`GET /repos/acme/${repository}/collaborators/${name}/permission`)).data),
        "permission",
      );
    docs.comment(docs.pull({ title: "Docs", files: { "a.md": "2" } }), "hi", { by: "eve" });
    expect(await permission("eve", "docs")).toBe("read");
    expect(await permission("eve", "secret")).toBe("none");
    expect((await github.send("GET /repos/acme/docs/collaborators/nobody/permission")).status).toBe(404);
  });
});

describe("limits", () => {
  it("T105 the primary limit counts down, refuses, and fills up with the hour", async () => {
    github.server.token("t", { login: "ada", scopes: ["repo"] });
    const get = () => github.send("GET /repos/acme/docs", { token: "t" });
    expect((await get()).headers).toMatchObject({
      "x-ratelimit-limit": "3",
      "x-ratelimit-remaining": "2",
      "x-ratelimit-resource": "core",
      "x-oauth-scopes": "repo",
    });
    await get();
    await get();
    const refused = await get();
    expect(refused).toMatchObject({ status: 403, headers: { "x-ratelimit-remaining": "0" } });
    expect(await github.send("GET /rate_limit", { token: "t" })).toMatchObject({
      data: { rate: { remaining: 0, used: 3 } },
    });
    github.server.advance(3_600_000);
    expect((await get()).status).toBe(200);
  });

  it("an unchanged answer is 304 and spends nothing", async () => {
    github.server.token("t", { login: "ada" });
    const first = await github.send("GET /repos/acme/docs/labels", { token: "t" });
    const again = { token: "t", headers: { "if-none-match": first.headers.etag } };
    for (let turn = 0; turn < 5; turn += 1) {
      expect((await github.send("GET /repos/acme/docs/labels", again)).status).toBe(304);
    }
    docs.defineLabel("new");
    expect((await github.send("GET /repos/acme/docs/labels", again)).status).toBe(200);
    expect(github.server.log.filter((entry) => entry.counted)).toHaveLength(2);
  });

  it("T086 the secondary limit refuses content with a wait", async () => {
    const label = (name: string) => github.send("POST /repos/acme/docs/labels", { name });
    expect([(await label("a")).status, (await label("b")).status]).toEqual([201, 201]);
    expect(await label("c")).toMatchObject({ status: 403, headers: { "retry-after": "60" } });
    github.server.advance(60_000);
    expect((await label("c")).status).toBe(201);
  });

  it("search has its own", async () => {
    const search = () => github.send("GET /search/issues?q=repo:acme/docs+is:pr");
    expect((await search()).headers).toMatchObject({ "x-ratelimit-resource": "search" });
    expect((await search()).status).toBe(403);
    expect((await github.send("GET /repos/acme/docs")).status).toBe(200);
  });
});

describe("T097 a renamed repository", () => {
  it("redirects reads and writes, keeping their method", async () => {
    docs.rename("acme/handbook");
    expect(await github.send("GET /repos/acme/docs")).toMatchObject({
      status: 200,
      data: { full_name: "acme/handbook" },
    });
    expect((await github.send("POST /repos/acme/docs/labels", { name: "x" })).status).toBe(201);
    const statuses = github.server.log.map(({ method, status }) => `${method} ${status}`);
    expect(statuses).toEqual(["GET 301", "GET 200", "POST 307", "POST 201"]);
    const query = `{ repository(owner: "acme", name: "docs") { nameWithOwner } }`;
    expect(await github.send("POST /graphql", { query })).toMatchObject({
      data: { data: { repository: { nameWithOwner: "acme/handbook" } } },
    });
  });
});
