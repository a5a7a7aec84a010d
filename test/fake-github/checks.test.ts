import { beforeEach, describe, expect, it } from "vitest";
import { useFakeGitHub } from "../use-fake-github.ts";

const github = useFakeGitHub();
const runs = "/repos/acme/docs/check-runs";
let head = "";
beforeEach(() => {
  const docs = github.server.repository("acme/docs", { files: { "a.md": "one\n" } });
  head = docs.sha(`refs/pull/${docs.pull({ title: "Docs", files: { "a.md": "two\n" } })}/head`);
});

const annotations = (count: number): unknown[] =>
  Array.from({ length: count }, (_, index) => {
    const place = { path: "a.md", start_line: index + 1, end_line: index + 1 };
    return { ...place, annotation_level: "warning", message: `m${index}`, title: "t" };
  });
const output = (count: number): object => ({ title: "t", summary: "s", annotations: annotations(count) });
const idOf = (data: unknown): number => Number(Reflect.get(Object(data), "id"));

describe("check runs", () => {
  it("T078 take 50 annotations a request and add those of an update", async () => {
    const create = { name: "docs", head_sha: head };
    expect((await github.send(`POST ${runs}`, { ...create, output: output(51) })).status).toBe(422);
    const made = await github.send(`POST ${runs}`, { ...create, output: output(50) });
    expect(made).toMatchObject({
      status: 201,
      data: { output: { annotations_count: 50 }, pull_requests: [{ number: 1 }] },
    });
    const path = `${runs}/${idOf(made.data)}`;
    await github.send(`PATCH ${path}`, { output: output(1) });
    expect(await github.send(`GET ${path}`)).toMatchObject({ data: { output: { annotations_count: 51 } } });
    expect((await github.send(`GET ${path}/annotations?per_page=100`)).data).toHaveLength(51);
    expect(await github.send(`GET ${path}/annotations?per_page=1`)).toMatchObject({
      data: [{ title: "t", message: "m0", raw_details: null }],
    });
  });

  it("a summary of more than 65,535 characters is refused", async () => {
    const long = { title: "t", summary: "x".repeat(65_536) };
    expect((await github.send(`POST ${runs}`, { name: "c", head_sha: head, output: long })).status).toBe(422);
  });

  it("a conclusion completes one, a status opens it again", async () => {
    const made = await github.send(`POST ${runs}`, { name: "c", head_sha: head, status: "in_progress" });
    const path = `${runs}/${idOf(made.data)}`;
    expect(await github.send(`PATCH ${path}`, { conclusion: "success" })).toMatchObject({
      data: { status: "completed", conclusion: "success", completed_at: "2026-01-05T09:00:00Z" },
    });
    expect(await github.send(`PATCH ${path}`, { status: "in_progress" })).toMatchObject({
      data: { status: "in_progress", conclusion: null, completed_at: null },
    });
  });

  it("T079 belong to Apps: a person's token makes none", async () => {
    github.server.token("person", { login: "ada", access: { "*": "write" } });
    const made = await github.send(`POST ${runs}`, { token: "person", name: "c", head_sha: head });
    expect(made.status).toBe(403);
  });

  it("the newest of a name is listed unless all are asked for", async () => {
    for (const summary of ["1", "2"]) {
      await github.send(`POST ${runs}`, { name: "c", head_sha: head, output: { title: "t", summary } });
    }
    const path = `GET /repos/acme/docs/commits/${head}/check-runs`;
    expect(await github.send(path)).toMatchObject({
      data: { total_count: 1, check_runs: [{ output: { summary: "2" } }] },
    });
    expect(await github.send(`${path}?filter=all`)).toMatchObject({ data: { total_count: 2 } });
    expect(await github.send(`${path}?check_name=other`)).toMatchObject({ data: { total_count: 0 } });
  });

  it("a commit that is not there is refused", async () => {
    expect((await github.send(`POST ${runs}`, { name: "c", head_sha: "1".repeat(40) })).status).toBe(422);
  });
});

describe("statuses", () => {
  it("the newest of each context decide together", async () => {
    const post = (context: string, state: string) =>
      github.send(`POST /repos/acme/docs/statuses/${head}`, { context, state });
    const combined = () => github.send(`GET /repos/acme/docs/commits/${head}/status`);
    expect(await combined()).toMatchObject({ data: { state: "pending", total_count: 0 } });
    await post("a", "failure");
    await post("b", "success");
    expect(await combined()).toMatchObject({ data: { state: "failure" } });
    await post("a", "success");
    expect(await combined()).toMatchObject({ data: { state: "success", total_count: 2 } });
  });
});
