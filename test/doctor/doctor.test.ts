import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runDoctor } from "../../src/doctor.ts";
import { fail } from "../../src/github/answer.ts";
import { createGitHub, type GitHub } from "../../src/github/client.ts";
import {
  readCheckRuns,
  readLabels,
  readRepository,
  readRules,
  readSchedule,
  readToken,
} from "../../src/github/doctor-reads.ts";

type Reply = { readonly status?: number; readonly body: unknown; readonly headers?: Readonly<Record<string, string>> };
type Replies = Readonly<Record<string, Reply>>;

/** A client whose network is a table of paths; all others are hidden. Keeps the paths that were asked. */
function clientOf(replies: Replies, asked: string[] = []): GitHub {
  return createGitHub({
    token: "canary-token",
    tokenClass: "docs",
    apiUrl: "https://ghes.example.com/api/v3",
    throttle: false,
    timeoutMs: 5000,
    fetch: async (input) => {
      const path = new URL(String(input)).pathname.replace("/api/v3", "");
      asked.push(path);
      const { status = 200, body, headers = {} } = replies[path] ?? { status: 404, body: { message: "Not Found" } };
      return new Response(JSON.stringify(body), {
        status,
        headers: { "content-type": "application/json", ...headers },
      });
    },
  });
}

const repository: Reply = { body: { private: false, default_branch: "main", permissions: { push: true } } };
const workflows = (state: string): Reply => ({
  body: { workflows: [{ id: 7, name: "docs-verdict sweep", path: ".github/workflows/docs-verdict-sweep.yml", state }] },
});
const runs = (...dates: string[]): Reply => ({ body: { workflow_runs: dates.map((date) => ({ created_at: date })) } });
const docs: Replies = {
  "/rate_limit": {
    body: {},
    headers: {
      date: "Sat, 21 Nov 2026 08:00:00 GMT",
      "x-oauth-scopes": "repo, read:org",
      "github-authentication-token-expiration": "2026-12-01 08:00:00 UTC",
    },
  },
  "/repos/acme/docs": repository,
  "/repos/acme/docs/actions/workflows": workflows("active"),
  "/repos/acme/docs/actions/workflows/7/runs": runs("2026-11-21T04:43:00Z"),
  "/repos/acme/docs/rules/branches/main": {
    body: [
      { type: "merge_queue", parameters: { merge_method: "SQUASH" } },
      {
        type: "required_status_checks",
        parameters: { required_status_checks: [{ context: "docs-verdict", integration_id: 15368 }, { context: "CI" }] },
      },
    ],
  },
  "/repos/acme/docs/branches/main": {
    body: { protection: { required_status_checks: { checks: [{ context: "old", app_id: -1 }] } } },
  },
  "/repos/acme/docs/pulls": { body: [{ head: { sha: "a".repeat(40) } }] },
  [`/repos/acme/docs/commits/${"a".repeat(40)}/check-runs`]: {
    body: {
      check_runs: [
        { conclusion: "success", app: { slug: "helpful-bot" } },
        { conclusion: null, app: null },
      ],
    },
  },
  "/repos/acme/docs/labels": { body: [{ name: "staged", description: null }] },
};

describe("what doctor reads", () => {
  const github = clientOf(docs);

  it("token: scopes, end, clock", async () => {
    expect(await readToken(github)).toEqual({
      ok: true,
      value: {
        scopes: ["repo", "read:org"],
        expiresMs: Date.parse("2026-12-01T08:00:00Z"),
        serverMs: Date.parse("2026-11-21T08:00:00Z"),
      },
    });
    expect(await readToken(clientOf({ "/rate_limit": { body: {} } }))).toEqual({ ok: true, value: {} });
    expect(await readToken(clientOf({ "/rate_limit": { status: 401, body: {} } }))).toMatchObject({
      reason: "unauthorised",
    });
  });

  it("repository: visibility and rights, or that it is hidden", async () => {
    expect(await readRepository(github, "acme/docs")).toEqual({
      ok: true,
      value: { visibility: "public", defaultBranch: "main", mayWrite: true },
    });
    expect(await readRepository(github, "acme/hidden")).toMatchObject({ reason: "not-found-or-no-access" });
  });

  it("schedule: state and last run", async () => {
    const path = ".github/workflows/docs-verdict-sweep.yml";
    expect(await readSchedule(github, "acme/docs")).toEqual({
      ok: true,
      value: { path, state: "active", lastRunMs: Date.parse("2026-11-21T04:43:00Z") },
    });
    const never = { ...docs, "/repos/acme/docs/actions/workflows/7/runs": runs() };
    expect(await readSchedule(clientOf(never), "acme/docs")).toEqual({ ok: true, value: { path, state: "active" } });
    const none = { ...docs, "/repos/acme/docs/actions/workflows": { body: { workflows: [] } } };
    expect(await readSchedule(clientOf(none), "acme/docs")).toEqual({ ok: true, value: undefined });
  });

  it("rules: rulesets and branch protection, with the App where one is named", async () => {
    expect(await readRules(github, "acme/docs")).toEqual({
      ok: true,
      value: {
        required: [{ name: "docs-verdict", appId: 15368 }, { name: "CI" }, { name: "old" }],
        complete: true,
        mergeQueue: true,
      },
    });
  });

  it("rules: incomplete when one of the two is hidden, unavailable when both are", async () => {
    const { "/repos/acme/docs/branches/main": branch, ...half } = docs;
    expect(branch).toBeDefined();
    expect(await readRules(clientOf(half), "acme/docs")).toMatchObject({ ok: true, value: { complete: false } });
    const { "/repos/acme/docs/rules/branches/main": rules, ...neither } = half;
    expect(rules).toBeDefined();
    expect(await readRules(clientOf(neither), "acme/docs")).toMatchObject({ ok: false });
  });

  it("check runs: who published them", async () => {
    expect(await readCheckRuns(github, "acme/docs", "docs-verdict")).toEqual({
      ok: true,
      value: [
        { app: "helpful-bot", conclusion: "success" },
        { app: "unknown", conclusion: null },
      ],
    });
  });

  it("labels", async () => {
    expect(await readLabels(github, "acme/docs")).toEqual({ ok: true, value: [{ name: "staged", description: "" }] });
  });

  it("T104 an answer of another shape is malformed", async () => {
    const strange: Replies = Object.fromEntries(Object.keys(docs).map((path) => [path, { body: { surprise: true } }]));
    const client = clientOf(strange);
    const answers = await Promise.all([
      readRepository(client, "acme/docs"),
      readSchedule(client, "acme/docs"),
      readRules(client, "acme/docs"),
      readCheckRuns(client, "acme/docs", "docs-verdict"),
      readLabels(client, "acme/docs"),
    ]);
    expect(answers.map((found) => (found.ok ? "ok" : found.reason))).toEqual(answers.map(() => "malformed"));
  });
});

describe("docs-verdict doctor", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "doctor-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const run = async (replies: Replies, configuration: string, format: "human" | "json" = "human") => {
    const configPath = join(folder, "docs-verdict.yml");
    writeFileSync(configPath, configuration);
    const asked: string[] = [];
    let printed = "";
    const code = await runDoctor({
      repository: "acme/docs",
      configPath,
      docs: clientOf(replies, asked),
      source: clientOf(replies, asked),
      hasDocsToken: true,
      hasSourceToken: true,
      workflowsFolder: join(folder, "workflows"),
      getJson: async () => fail("network", "the system could not be reached"),
      secret: () => "canary-token",
      format,
      print: (text) => {
        printed += text;
      },
    });
    return { code, printed, asked };
  };

  it("T108 names what a server of one's own does not answer, and checks the rest", async () => {
    const { "/repos/acme/docs/rules/branches/main": rules, "/repos/acme/docs/branches/main": branch, ...older } = docs;
    expect([rules, branch]).not.toContain(undefined);
    const { printed, asked } = await run(older, "version: 1");
    expect(printed).toContain("not checked  Required check: the rules of the default branch were not read");
    expect(printed).toContain("ok           Token of the docs repository");
    expect(printed).toContain("ok           Labels");
    expect(asked.length).toBeGreaterThan(5);
  });

  it("T091 T149 prints each problem with how to mend it, and exits with 1", async () => {
    const replies = { ...docs, "/repos/acme/docs/actions/workflows": workflows("disabled_inactivity") };
    const { code, printed } = await run(replies, "engineering: { repositories: [{ repository: acme/platform }] }");
    expect(code).toBe(1);
    expect(printed).toContain(
      "problem      Sweep: GitHub disabled .github/workflows/docs-verdict-sweep.yml after 60 days",
    );
    expect(printed).toContain("problem      Engineering repositories: acme/platform was not read");
    expect(printed).toContain("Enable the workflow on the Actions page.");
  });

  it("places mistakes of the configuration", async () => {
    const { code, printed } = await run(docs, "version: 1\npolicy:\n  maxAgeHour: 3\n");
    expect(code).toBe(1);
    expect(printed).toMatch(/problem +Configuration: .*docs-verdict\.yml:3:3: Unexpected key "policy\.maxAgeHour"/);
  });

  it("T162 prints no token, asks nothing twice, and has a form for programs", async () => {
    const { printed, asked } = await run(docs, "", "json");
    expect(printed).not.toContain("canary-token");
    expect(JSON.parse(printed)).toMatchObject({ schemaVersion: 1 });
    const counted = asked.filter((path) => path.endsWith("/labels") || path.endsWith("/actions/workflows"));
    expect(counted).toHaveLength(2);
  });
});
