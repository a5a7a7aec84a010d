import { parse } from "graphql";
import { beforeEach, describe, expect, it } from "vitest";
import { jobToken, useFakeGitHub } from "../use-fake-github.ts";
import type { RepositoryBuilder } from "./builder.ts";
import { pointsOf } from "./graphql-cost.ts";

const github = useFakeGitHub();
let api: RepositoryBuilder;
beforeEach(() => {
  api = github.server.repository("acme/api", { files: { "a.ts": "1\n" } });
});

const ask = async (query: string, variables: object = {}, token = jobToken): Promise<unknown> =>
  (await github.send("POST /graphql", { token, query, variables })).data;
const inRepository = (fields: string): string => `{ repository(owner: "acme", name: "api") { ${fields} } }`;

describe("pull requests", () => {
  it("filters by state, orders and pages", async () => {
    for (const at of ["2026-01-01", "2026-01-02", "2026-01-03"]) {
      api.pull({ title: at, files: { [`${at}.ts`]: "x" }, at: `${at}T00:00:00Z` });
    }
    api.merge(2);
    api.close(3);
    const list = (args: string) =>
      ask(
        inRepository(`pullRequests(${args}) { totalCount pageInfo { hasNextPage endCursor } nodes { number state } }`),
      );
    const nodes = (...rows: object[]): object => ({ data: { repository: { pullRequests: { nodes: rows } } } });
    expect(await list("first: 10, states: [MERGED, CLOSED]")).toMatchObject(
      nodes({ number: 2, state: "MERGED" }, { number: 3, state: "CLOSED" }),
    );
    const newest = "orderBy: { field: CREATED_AT, direction: DESC }";
    const first = await list(`first: 2, ${newest}`);
    expect(first).toMatchObject({
      data: {
        repository: {
          pullRequests: { totalCount: 3, pageInfo: { hasNextPage: true }, nodes: [{ number: 3 }, { number: 2 }] },
        },
      },
    });
    const cursor = JSON.stringify(first).match(/"endCursor":"([^"]+)"/)?.[1];
    expect(await list(`first: 2, after: "${cursor}", ${newest}`)).toMatchObject(nodes({ number: 1 }));
  });

  it("T102 answers the aliases it can and names the one it cannot", async () => {
    const number = api.pull({ title: "Change", files: { "a.ts": "2\n" } });
    expect(
      await ask(inRepository(`a: pullRequest(number: ${number}) { title } b: pullRequest(number: 99) { title }`)),
    ).toEqual({
      data: { repository: { a: { title: "Change" }, b: null } },
      errors: [
        {
          type: "NOT_FOUND",
          path: ["repository", "b"],
          locations: [expect.anything()],
          message: "Could not resolve to a PullRequest with the number of 99.",
        },
      ],
    });
  });

  it("has no merge commit before the merge, and the landing commit after", async () => {
    const number = api.pull({ title: "Change", files: { "a.ts": "2\n" }, by: "ada" });
    const query = inRepository(
      `pullRequest(number: ${number}) { merged mergedAt mergeCommit { oid } mergedBy { login } files(first: 5) { nodes { path changeType } } }`,
    );
    const pull = (fields: object): object => ({ data: { repository: { pullRequest: fields } } });
    expect(await ask(query)).toMatchObject(pull({ merged: false, mergedAt: null, mergeCommit: null, mergedBy: null }));
    const oid = api.merge(number, { method: "squash", by: "lin", at: "2026-04-08T10:00:00Z" });
    const files = { nodes: [{ path: "a.ts", changeType: "MODIFIED" }] };
    expect(await ask(query)).toMatchObject(
      pull({ merged: true, mergedAt: "2026-04-08T10:00:00Z", mergeCommit: { oid }, mergedBy: { login: "lin" }, files }),
    );
  });

  it("links the issues that its words close", async () => {
    const issue = api.issue({ title: "Bug" });
    const number = api.pull({ title: "Change", body: `Fixes #${issue}, see #${issue}`, files: { "a.ts": "2\n" } });
    expect(
      await ask(
        inRepository(
          `pullRequest(number: ${number}) { closingIssuesReferences(first: 5) { nodes { number } } } issueOrPullRequest(number: ${issue}) { __typename }`,
        ),
      ),
    ).toMatchObject({
      data: {
        repository: {
          pullRequest: { closingIssuesReferences: { nodes: [{ number: issue }] } },
          issueOrPullRequest: { __typename: "Issue" },
        },
      },
    });
  });

  it("T044 shows cross-references and the events asked for", async () => {
    const number = api.pull({ title: "Change", files: { "a.ts": "2\n" } });
    const later = api.pull({ title: "Fix", body: `Fixes a slip of #${number}`, files: { "a.ts": "3\n" } });
    api.addLabels(number, ["bug"]);
    const items = `timelineItems(first: 10, itemTypes: [CROSS_REFERENCED_EVENT]) { nodes { __typename ... on CrossReferencedEvent { isCrossRepository source { ... on PullRequest { number state } } } } }`;
    expect(await ask(inRepository(`pullRequest(number: ${number}) { ${items} }`))).toMatchObject({
      data: {
        repository: {
          pullRequest: {
            timelineItems: {
              nodes: [
                {
                  __typename: "CrossReferencedEvent",
                  isCrossRepository: false,
                  source: { number: later, state: "OPEN" },
                },
              ],
            },
          },
        },
      },
    });
  });
});

describe("objects", () => {
  it.each([
    ["main:a.ts", { __typename: "Blob", text: "1\n", byteSize: 2, isBinary: false }],
    ["main", { __typename: "Commit", message: "Initial commit" }],
    ["main:", { __typename: "Tree", entries: [{ name: "a.ts", type: "blob" }] }],
    ["main:none.ts", null],
    ["none", null],
  ])("%s", async (expression, object) => {
    const fields =
      "__typename ... on Blob { text byteSize isBinary } ... on Commit { message } ... on Tree { entries { name type } }";
    const data = await ask(
      `query ($expression: String!) { repository(owner: "acme", name: "api") { object(expression: $expression) { ${fields} } } }`,
      { expression },
    );
    expect(data).toEqual({ data: { repository: { object } } });
  });

  it("a commit knows its pull requests and its history", async () => {
    const number = api.pull({ title: "Change", files: { "a.ts": "2\n" } });
    const oid = api.merge(number, { method: "squash" });
    const fields = "associatedPullRequests(first: 5) { nodes { number } } history(first: 5) { totalCount }";
    expect(await ask(inRepository(`object(oid: "${oid}") { ... on Commit { ${fields} } }`))).toMatchObject({
      data: { repository: { object: { associatedPullRequests: { nodes: [{ number }] }, history: { totalCount: 2 } } } },
    });
  });
});

describe("what GitHub refuses", () => {
  it.each([
    ["labels { totalCount }", "MISSING_PAGINATION_BOUNDARIES"],
    ["labels(first: 101) { totalCount }", "EXCESSIVE_PAGINATION"],
  ])("%s is %s", async (fields, type) => {
    expect(await ask(inRepository(fields))).toMatchObject({ errors: [{ type }] });
  });

  it("a mutation without the permission", async () => {
    const number = api.pull({ title: "Change", files: { "a.ts": "2\n" } });
    github.server.token("reader", { login: "github-actions[bot]", kind: "job", access: { "*": "read" } });
    const id = `PR_${api.repository.issues.find((item) => item.number === number)?.id}`;
    const mutation = `mutation { convertPullRequestToDraft(input: { pullRequestId: "${id}" }) { clientMutationId } }`;
    expect(await ask(mutation, {}, "reader")).toMatchObject({ errors: [{ type: "FORBIDDEN" }] });
    expect(await ask(mutation)).toMatchObject({ data: { convertPullRequestToDraft: {} } });
  });

  it("anonymous queries", async () => {
    expect((await github.send("POST /graphql", { token: null, query: "{ viewer { login } }" })).status).toBe(403);
  });
});

it("the viewer of a job token is the bot, and queries are counted", async () => {
  expect(await ask("{ viewer { login } rateLimit { limit remaining cost } }")).toMatchObject({
    data: { viewer: { login: "github-actions[bot]" }, rateLimit: { limit: 5000, remaining: 5000, cost: 1 } },
  });
  expect(await ask("{ rateLimit { remaining } }")).toMatchObject({ data: { rateLimit: { remaining: 4999 } } });
});

describe("points", () => {
  it("count the requests that connections stand for, as GitHub's example does", async () => {
    const nested = `{ viewer { repositories(first: 100) { edges { repository: node {
      issues(first: 50) { edges { issue: node { labels(first: 60) { edges { label: node { name } } } } } }
    } } } } }`;
    expect(pointsOf(parse(nested), {})).toBe(51);
    expect(pointsOf(parse("{ viewer { login } }"), {})).toBe(1);
    const sized =
      "query ($n: Int!) { a: labels(first: $n) { nodes { ...on X { b(last: 3) { c } } ...f } } } fragment f on X { d(first: 1) { e } }";
    expect(pointsOf(parse(sized), { n: 100 })).toBe(2);
    expect(pointsOf(parse(sized), { n: 60 })).toBe(1);
  });

  it("are spent", async () => {
    const labels = (part: string) => `${part}: pullRequests(first: 100) { nodes { labels(first: 10) { totalCount } } }`;
    await ask(inRepository(`${labels("a")} ${labels("b")}`));
    expect(github.server.log.at(-1)?.points).toBe(2);
    expect(await ask("{ rateLimit { remaining } }")).toMatchObject({ data: { rateLimit: { remaining: 4998 } } });
  });
});

it("a commit has its check runs, its status and its files", async () => {
  const sha = api.sha("main");
  const check = { name: "docs", head_sha: sha, conclusion: "success", output: { title: "t", summary: "s" } };
  await github.send("POST /repos/acme/api/check-runs", check);
  await github.send(`POST /repos/acme/api/statuses/${sha}`, { state: "failure", context: "docs" });
  const fields = `object(oid: "${sha}") { ... on Commit {
    checkSuites(first: 1, filterBy: { checkName: "docs" }) { totalCount nodes {
      checkRuns(first: 1, filterBy: { checkName: "docs", checkType: LATEST }) {
        nodes { databaseId name status conclusion title annotations(first: 1) { totalCount } }
      } } }
    none: checkSuites(first: 1, filterBy: { checkName: "other" }) { totalCount }
    status { context(name: "docs") { state } other: context(name: "other") { state } }
    file(path: "a.ts") { object { ... on Blob { text byteSize } } }
    nothing: file(path: "b.ts") { object { oid } }
  } }`;
  expect(await ask(inRepository(fields))).toMatchObject({
    data: {
      repository: {
        object: {
          checkSuites: {
            totalCount: 1,
            nodes: [
              { checkRuns: { nodes: [{ name: "docs", status: "COMPLETED", conclusion: "SUCCESS", title: "t" }] } },
            ],
          },
          none: { totalCount: 0 },
          status: { context: { state: "FAILURE" }, other: null },
          file: { object: { text: "1\n", byteSize: 2 } },
          nothing: null,
        },
      },
    },
  });
});
