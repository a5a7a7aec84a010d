import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as events from "./events.ts";
import type { RepositoryBuilder } from "./fake-github/builder.ts";
import { runAction } from "./run-action.ts";
import { jobToken, useFakeGitHub } from "./use-fake-github.ts";

const github = useFakeGitHub();
let docs: RepositoryBuilder;
let number = 0;
let root = "";

/** An action that tells all it was given, in every way that an action can tell. */
const toy = `
import { appendFileSync, readFileSync } from "node:fs";
const event = JSON.parse(readFileSync(process.env.GITHUB_EVENT_PATH, "utf8"));
const reply = await fetch(process.env.GITHUB_API_URL + "/repos/" + process.env.GITHUB_REPOSITORY, {
  headers: { authorization: "token " + process.env["INPUT_GITHUB-TOKEN"] } });
appendFileSync(process.env.GITHUB_OUTPUT, "status=" + reply.status + "\\n");
appendFileSync(process.env.GITHUB_OUTPUT, "long<<END_1\\none\\ntwo=2\\nEND_1\\n");
appendFileSync(process.env.GITHUB_STEP_SUMMARY, "# Summary\\n");
console.log("::warning file=a.md,line=3,title=Two%2C things::one%0Atwo");
console.log(JSON.stringify({ env: process.env, action: event.action }));
process.exitCode = 3;
`;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "toy-action-"));
  mkdirSync(join(root, "dist"));
  writeFileSync(join(root, "dist/toy.mjs"), toy);
  writeFileSync(
    join(root, "action.yml"),
    `inputs:
  github-token:
    default: \${{ github.token }}
  mode:
    default: auto
  empty: {}
runs:
  using: node24
  main: dist/toy.mjs
`,
  );
  docs = github.server.repository("acme/docs", { files: { "a.md": "one\n" } });
  number = docs.pull({ title: "Docs", body: "text", files: { "a.md": "two\n" }, by: "ada" });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const subject = () => ({ repository: "acme/docs", number });

describe("running an action", () => {
  it("applies defaults, hides the machine's environment and reads every result", async () => {
    process.env.SECRET_OF_THIS_MACHINE = "1";
    const event = events.pullRequestEvent(github.server, subject());
    const run = { server: github.server, event, token: jobToken, root };
    const result = await runAction({ ...run, inputs: { mode: "check" }, env: { EXTRA: "yes" } });
    delete process.env.SECRET_OF_THIS_MACHINE;
    expect(result).toMatchObject({
      code: 3,
      stderr: "",
      outputs: { status: "200", long: "one\ntwo=2" },
      summary: "# Summary\n",
      annotations: [
        { level: "warning", message: "one\ntwo", properties: { file: "a.md", line: "3", title: "Two, things" } },
      ],
    });
    const told: { env: Record<string, string> } = JSON.parse(result.stdout.trim().split("\n").at(-1) ?? "");
    expect(told.env).toMatchObject({
      "INPUT_GITHUB-TOKEN": jobToken,
      INPUT_MODE: "check",
      INPUT_EMPTY: "",
      EXTRA: "yes",
    });
    expect(told.env).not.toHaveProperty("SECRET_OF_THIS_MACHINE");
    expect(github.server.log).toMatchObject([{ actor: "github-actions[bot]", status: 200 }]);
  });

  it("refuses an input that the action does not have", async () => {
    const event = events.scheduleEvent(github.server, "acme/docs");
    const run = { server: github.server, event, token: jobToken, root };
    await expect(runAction({ ...run, inputs: { modus: "x" } })).rejects.toThrow("no input modus");
  });
});

describe("events", () => {
  it("pull_request carries the pull request as the API shows it", () => {
    const event = events.pullRequestEvent(github.server, subject(), { action: "opened" });
    const head = docs.sha(`refs/pull/${number}/head`);
    expect(event).toMatchObject({
      name: "pull_request",
      ref: `refs/pull/${number}/merge`,
      payload: {
        action: "opened",
        number,
        pull_request: { number, title: "Docs", head: { sha: head }, user: { login: "ada" }, merged: false },
        repository: { full_name: "acme/docs" },
      },
    });
    expect(event.sha).not.toBe(head);
    expect(JSON.stringify(event.payload)).not.toContain("Codertocat/Hello-World");
  });

  it("pull_request of a merged one, which no recorded payload has", () => {
    const landed = docs.merge(number);
    const event = events.pullRequestEvent(github.server, subject(), { action: "closed" });
    expect(event.payload).toMatchObject({ pull_request: { merged: true, merge_commit_sha: landed } });
  });

  it("T074 every other event stands on the default branch", () => {
    const comment = docs.comment(number, "/verify", { by: "lin" });
    const all = [
      events.pullRequestEvent(github.server, subject(), { name: "pull_request_target" }),
      events.issueCommentEvent(github.server, { ...subject(), comment }),
      events.scheduleEvent(github.server, "acme/docs"),
      events.workflowDispatchEvent(github.server, "acme/docs", { "pr-number": "1" }),
      events.repositoryDispatchEvent(github.server, "acme/docs", { eventType: "merged", payload: { number: 3381 } }),
    ];
    expect(all.map(({ ref }) => ref)).toEqual(all.map(() => "refs/heads/main"));
    expect(all.map(({ sha }) => sha)).toEqual(all.map(() => docs.sha("main")));
    const [, ofComment, , ofInputs, ofDispatch] = all.map(({ payload }) => payload);
    expect(ofComment).toMatchObject({
      comment: { body: "/verify" },
      issue: { pull_request: {} },
      sender: { login: "lin" },
    });
    expect(ofInputs).toMatchObject({ inputs: { "pr-number": "1" } });
    expect(ofDispatch).toMatchObject({ action: "merged", client_payload: { number: 3381 } });
  });

  it("T077 merge_group stands on a commit with every pull request of the group", () => {
    const second = docs.pull({ title: "More", files: { "b.md": "b\n" } });
    const event = events.mergeGroupEvent(github.server, "acme/docs", [number, second]);
    expect(event.payload).toMatchObject({ merge_group: { head_sha: event.sha, base_sha: docs.sha("main") } });
    expect(docs.sha(event.ref)).toBe(event.sha);
    expect(docs.sha("main")).not.toBe(event.sha);
  });
});
