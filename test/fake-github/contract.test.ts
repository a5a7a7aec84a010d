import { describe, expect, it } from "vitest";
import { useFakeGitHub } from "../use-fake-github.ts";
import { checkReply, checkRequest, operationNames } from "./contract.ts";
import operations from "./operations.json" with { type: "json" };
import { matchRoute } from "./router.ts";
import { routes } from "./routes/index.ts";

const github = useFakeGitHub();

describe("the description", () => {
  it("has an operation for every route and a route for every operation", () => {
    expect(Object.keys(routes).sort()).toEqual([...operationNames].sort());
    expect([...operations].sort()).toEqual([...operationNames].sort());
  });

  it("refuses an answer with a missing or wrong field", () => {
    const label = { id: 1, node_id: "L", url: "https://api.github.com/x", name: "a", color: "fff", default: false };
    const name = "GET /repos/{owner}/{repo}/labels/{name}";
    expect(checkReply(name, 200, { ...label, description: null })).toEqual([]);
    expect(checkReply(name, 200, label)).not.toEqual([]);
    expect(checkReply(name, 200, { ...label, description: 3 })).not.toEqual([]);
    expect(checkReply(name, 200, { ...label, description: null, url: "not a url" })).not.toEqual([]);
    expect(checkReply(name, 418, {})).not.toEqual([]);
  });

  it("refuses a request with a wrong body or query", () => {
    const create = "POST /repos/{owner}/{repo}/labels";
    expect(checkRequest(create, new URLSearchParams(), { name: "a" }).broken).toEqual([]);
    expect(checkRequest(create, new URLSearchParams(), { color: "fff" }).broken).not.toEqual([]);
    expect(checkRequest(create, new URLSearchParams(), undefined).broken).not.toEqual([]);
    const list = "GET /repos/{owner}/{repo}/pulls";
    expect(checkRequest(list, new URLSearchParams("state=open&per_page=5"), undefined).broken).toEqual([]);
    expect(checkRequest(list, new URLSearchParams("state=merged"), undefined).broken).not.toEqual([]);
    expect(checkRequest(list, new URLSearchParams("staet=open"), undefined).broken).not.toEqual([]);
  });
});

describe("routing", () => {
  it.each([
    ["GET", "/repos/a/b/issues/comments/5", "GET /repos/{owner}/{repo}/issues/comments/{comment_id}"],
    ["GET", "/repos/a/b/issues/5/comments", "GET /repos/{owner}/{repo}/issues/{issue_number}/comments"],
    ["GET", "/repos/a/b/commits/heads/x/check-runs", "GET /repos/{owner}/{repo}/commits/{ref}/check-runs"],
    ["GET", "/repos/a/b/commits/main", "GET /repos/{owner}/{repo}/commits/{ref}"],
    ["GET", "/repos/a/b/contents", "GET /repos/{owner}/{repo}/contents/{path}"],
    ["GET", "/repos/a/b/releases/latest", "GET /repos/{owner}/{repo}/releases/latest"],
  ])("%s %s is %s", (method, path, operation) => {
    expect(matchRoute(method, path)?.operation).toBe(operation);
  });
});

describe("what a client must not do", () => {
  it("an unknown route is answered 404 and fails the test", async () => {
    expect((await github.send("GET /repos/acme/docs/traffic/views")).status).toBe(404);
    expect(github.server.violations).toHaveLength(1);
    expect(() => github.server.assertClean()).toThrow("unknown route GET /repos/acme/docs/traffic/views");
    github.server.takeViolations();
  });

  it("an unknown query parameter fails the test", async () => {
    github.server.repository("acme/docs", { files: { a: "b" } });
    expect((await github.send("GET /repos/acme/docs/pulls?foo=1")).status).toBe(422);
    expect(github.server.takeViolations()).toHaveLength(1);
  });

  it("a GraphQL field that the schema or the double lacks fails the test", async () => {
    const ask = (query: string) => github.send("POST /graphql", { query });
    expect(await ask("{ viewer { nickname } }")).toMatchObject({ status: 200, data: { errors: [{}] } });
    expect(await ask("{ viewer { bio } }")).toMatchObject({ status: 200, data: { errors: [{}] } });
    expect(github.server.takeViolations()).toEqual([
      expect.stringContaining('Cannot query field "nickname"'),
      expect.stringContaining("the double has no User.bio"),
    ]);
  });
});
