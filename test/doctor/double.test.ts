import { afterEach, beforeEach, expect, it } from "vitest";
import { createGitHub, type GitHub } from "../../src/github/client.ts";
import { readCheckRuns, readLabels, readRepository, readSchedule } from "../../src/github/doctor-reads.ts";
import { type FakeGitHub, startFakeGitHub } from "../fake-github/server.ts";

let github: FakeGitHub;
let number = 0;

beforeEach(async () => {
  github = await startFakeGitHub();
  number = github
    .repository("acme/docs", { files: { "a.md": "one\n" } })
    .pull({ title: "Docs", files: { "a.md": "two\n" } });
  github.repository("acme/platform", { visibility: "private", files: { "a.ts": "" } });
  const access = { "acme/docs": "write" } as const;
  github.token("job", { login: "github-actions[bot]", kind: "job", access });
  github.token("bot", { login: "helpful-bot[bot]", kind: "app", access });
  github.token("source", { login: "reader[bot]", kind: "app", access: { "acme/platform": "read" } });
});

afterEach(async () => {
  await github.close();
  github.assertClean();
});

const as = (token: string): GitHub =>
  createGitHub({ token, tokenClass: "docs", apiUrl: github.url, throttle: false, timeoutMs: 20_000 });

it("T163 the docs token does not see private source, the source token does and only reads it", async () => {
  expect(await readRepository(as("job"), "acme/platform")).toMatchObject({ reason: "not-found-or-no-access" });
  expect(await readRepository(as("source"), "acme/platform")).toEqual({
    ok: true,
    value: { visibility: "private", defaultBranch: "main", mayWrite: false },
  });
});

it("T149 sees a green check of the same name from another App", async () => {
  const where = { owner: "acme", repo: "docs" };
  const { data } = await as("job").octokit.pulls.get({ ...where, pull_number: number });
  const check = { ...where, name: "docs-verdict", head_sha: data.head.sha, status: "completed" as const };
  await as("job").octokit.checks.create({ ...check, conclusion: "failure" });
  await as("bot").octokit.checks.create({ ...check, conclusion: "success" });
  const runs = await readCheckRuns(as("job"), "acme/docs", "docs-verdict");
  expect(runs.ok ? runs.value.map(({ app, conclusion }) => `${app} ${conclusion}`).sort() : runs).toEqual([
    "github-actions failure",
    "helpful-bot success",
  ]);
});

it("T091 reads labels to their end, and that no workflow runs the sweep", async () => {
  for (let at = 0; at < 101; at += 1) {
    await as("job").octokit.issues.createLabel({ owner: "acme", repo: "docs", name: `label ${at}` });
  }
  const labels = await readLabels(as("job"), "acme/docs");
  expect(labels.ok && labels.value.length).toBeGreaterThanOrEqual(101);
  expect(await readSchedule(as("job"), "acme/docs")).toEqual({ ok: true, value: undefined });
});
