import { describe, expect, it } from "vitest";
import { configSchema } from "../../src/config.ts";
import type { DoctorFacts, DoctorReads, DoctorResult } from "../../src/doctor/check.ts";
import { checkFlags, checkTrackers } from "../../src/doctor/systems.ts";
import { checkWorkflows } from "../../src/doctor/workflows.ts";
import { readEnvironments } from "../../src/evidence/flags/environments.ts";
import type { JsonRequest } from "../../src/evidence/get-json.ts";
import type { Clients } from "../../src/evidence/provider.ts";
import { readProjects } from "../../src/evidence/trackers/projects.ts";
import { type Answer, fail } from "../../src/github/answer.ts";
import { createGitHub } from "../../src/github/client.ts";
import { fakeLinear } from "../fake-linear/linear.ts";
import { type Otherwise, workflowText } from "./workflow-text.ts";

const path = ".github/workflows/docs-verdict-publish.yml";
const flags = [{ vendor: "unleash", url: "https://flags.acme.test", tokenEnv: "FLAG_TOKEN", production: ["live"] }];
const trackers = [{ system: "linear", projects: ["TRUNK"], tokenEnv: "LINEAR_TOKEN" }];

function factsOf(settings: unknown, workflows: DoctorFacts["workflows"] = []): DoctorFacts {
  return {
    repository: "acme/docs",
    config: { ok: true, value: configSchema.parse(settings) },
    hasDocsToken: true,
    hasSourceToken: true,
    workflows,
    nodeVersion: "24.11.0",
    nowMs: 0,
  };
}

const answering =
  (answer: Answer<readonly string[]>): (() => Promise<Answer<readonly string[]>>) =>
  async () =>
    answer;
const names = (...value: string[]): Answer<readonly string[]> => ({ ok: true, value });
const said = (results: readonly DoctorResult[]) => results.map(({ state, what }) => `${state}: ${what}`);

describe("flag systems", () => {
  it.each<readonly [string, Answer<readonly string[]>, RegExp]>([
    ["answers and has the environment", names("LIVE", "test"), /^ok: unleash, project default answers$/],
    ["has no such environment", names("production", "test"), /^problem: .*no environment live, only production, test/],
    ["tells no environments apart", names(), /^ok/],
    ["has no token here", fail("not-configured", "the token is not set"), /^not checked: .*was not asked/],
    ["refuses the token", fail("unauthorised", "HTTP 401"), /^problem: .*refused/],
    ["hides the project", fail("not-found-or-no-access", "HTTP 404"), /^problem: .*refused/],
    ["is down", fail("server-error", "HTTP 503"), /^not checked: .*did not answer/],
    ["answers nonsense", fail("malformed", "another shape"), /^not checked/],
  ])("a system that %s", async (_name, answer, expected) => {
    const reads: Pick<DoctorReads, "flagEnvironments"> = { flagEnvironments: answering(answer) };
    const [line, ...others] = said(await checkFlags(factsOf({ flags }), reads));
    expect(line).toMatch(expected);
    expect(others).toEqual([]);
  });

  const clients = (getJson: Clients["getJson"]): Clients => ({
    docs: github,
    source: github,
    docsRepository: "acme/docs",
    now: () => "2026-11-21T08:00:00Z",
    getJson,
    secret: (name) => (name === "FLAG_TOKEN" ? "token" : undefined),
  });
  const github = createGitHub({
    tokenClass: "none",
    apiUrl: "https://api.acme.test",
    throttle: false,
    timeoutMs: 1000,
    fetch: async () => new Response("{}", { status: 404 }),
  });

  /** Shapes after the vendors' documentation, with the fields around that are not read. */
  it.each<readonly [string, string, unknown]>([
    [
      "launchdarkly",
      "https://app.launchdarkly.com/api/v2/projects/default/environments?limit=200",
      { _links: {}, items: [{ _id: "1", key: "production", name: "Production", color: "fff" }], totalCount: 1 },
    ],
    [
      "unleash",
      "https://flags.acme.test/api/admin/environments/project/default",
      { version: 1, environments: [{ name: "production", type: "production", enabled: true }] },
    ],
    [
      "flagsmith",
      "https://api.flagsmith.com/api/v1/environments/?project=default",
      { count: 1, next: null, results: [{ id: 1, name: "production", api_key: "ser" }] },
    ],
    [
      "growthbook",
      "https://api.growthbook.io/api/v1/environments",
      { environments: [{ id: "production", description: "", toggleOnList: true, defaultState: true, projects: [] }] },
    ],
    [
      "statsig",
      "https://statsigapi.net/console/v1/environments",
      { message: "ok", data: { environments: [{ name: "production", isProduction: true, requiresReview: true }] } },
    ],
    ["posthog", "https://us.posthog.com/api/projects/default/feature_flags/?limit=1", { count: 0, results: [] }],
  ])("%s lists its environments where it documents them", async (vendor, url, body) => {
    const [system] = configSchema.parse({
      flags: [{ ...flags[0], vendor, ...(vendor === "unleash" ? {} : { url: undefined }) }],
    }).flags;
    if (system === undefined) throw new Error("no system");
    const ask = (getJson: Clients["getJson"], tokenEnv = "FLAG_TOKEN") =>
      readEnvironments({
        system: { ...system, tokenEnv },
        project: "default",
        clients: clients(getJson),
        signal: new AbortController().signal,
      });
    const double = async (request: JsonRequest): Promise<Answer<unknown>> => {
      const isOpen = Object.values(request.headers).some((value) => /\btoken$/.test(value));
      if (!isOpen) return fail("unauthorised", "HTTP 401");
      return request.url === url ? { ok: true, value: body } : fail("not-found-or-no-access", request.url);
    };
    expect(await ask(double)).toEqual({ ok: true, value: vendor === "posthog" ? [] : ["production"] });
    expect(await ask(async () => ({ ok: true, value: [] }))).toMatchObject({ reason: "malformed" });
    expect(await ask(double, "MISSING")).toMatchObject({ reason: "not-configured" });
  });

  it("trackers list their teams and projects", async () => {
    const ask = (settings: unknown, getJson: Clients["getJson"]) => {
      const [one] = configSchema.parse({ trackers: [settings] }).trackers;
      if (one === undefined) throw new Error("no tracker");
      const secret = (name: string) => (name === "LINEAR_TOKEN" ? "read-token" : undefined);
      const signal = new AbortController().signal;
      return readProjects({ settings: one, clients: { ...clients(getJson), secret }, signal });
    };
    expect(await ask(trackers[0], fakeLinear("TRUNK-1").getJson)).toEqual(names("TRUNK"));
    expect(await ask({ system: "linear" }, fakeLinear("TRUNK-1").getJson)).toMatchObject({ reason: "not-configured" });
    const jira = async ({ url }: JsonRequest): Promise<Answer<unknown>> =>
      url === "https://acme.atlassian.net/rest/api/2/project"
        ? { ok: true, value: [{ id: "1", key: "ABC", name: "Abc" }] }
        : fail("not-found-or-no-access", url);
    expect(await ask({ system: "jira", url: "https://acme.atlassian.net/" }, jira)).toEqual(names("ABC"));
    expect(await ask({ system: "jira" }, jira)).toMatchObject({ reason: "not-configured" });
  });
});

describe("trackers", () => {
  it.each<readonly [string, Answer<readonly string[]>, RegExp]>([
    ["answers", names("TRUNK", "OTHER"), /^ok/],
    ["hides a project", names("OTHER"), /^problem: linear shows the token no project TRUNK/],
    ["refuses the token", fail("unauthorised", "HTTP 401"), /^problem/],
    ["is down", fail("timeout", "no answer in time"), /^not checked/],
  ])("one that %s", async (_name, answer, expected) => {
    expect(said(await checkTrackers(factsOf({ trackers }), { trackerProjects: answering(answer) }))[0]).toMatch(
      expected,
    );
  });
});

describe("T163 workflows", () => {
  const all = { contents: "read", "pull-requests": "write", issues: "write", checks: "write" };
  const without = (scope: string) => Object.fromEntries(Object.entries(all).filter(([name]) => name !== scope));
  const complaints = async (otherwise: Otherwise, settings: unknown = { flags, trackers }) =>
    said(await checkWorkflows(factsOf(settings, [{ path, text: workflowText(otherwise) }])));

  it.each<readonly [string, Otherwise, unknown, readonly RegExp[]]>([
    ["with everything", {}, undefined, [/^ok: every job/]],
    [
      "as init writes it without knowing the action",
      { uses: `OWNER/docs-verdict@${"0".repeat(40)}` },
      undefined,
      [/^problem: .*still names OWNER/],
    ],
    ["that may do all", { permissions: "write-all" }, undefined, [/^ok/]],
    [
      "that only reads",
      { permissions: "read-all" },
      undefined,
      [/pull-requests: write/, /issues: write/, /checks: write or statuses: write/],
    ],
    ["without contents", { permissions: without("contents") }, undefined, [/lacks contents: read: it cannot read/]],
    ["without pull-requests", { permissions: without("pull-requests") }, undefined, [/lacks pull-requests: write/]],
    ["without issues", { permissions: without("issues") }, undefined, [/lacks issues: write/]],
    ["without checks", { permissions: without("checks") }, undefined, [/lacks checks: write or statuses: write/]],
    [
      "with statuses instead of checks",
      { permissions: { ...without("checks"), statuses: "write" } },
      undefined,
      [/^ok/],
    ],
    ["that makes drafts", {}, { publish: { draft: true } }, [/lacks contents: write: publish\.draft is on/]],
    [
      "that keeps the ledger on a ref",
      {},
      { publish: { ledgerRef: true } },
      [/lacks contents: write: publish\.ledgerRef is on/],
    ],
    [
      "that does both and may do neither",
      { permissions: without("contents") },
      { publish: { draft: true, ledgerRef: true } },
      [/lacks contents: write: publish\.draft is on, publish\.ledgerRef is on/],
    ],
    [
      "that makes drafts and may",
      { permissions: { ...all, contents: "write" } },
      { publish: { draft: true } },
      [/^ok/],
    ],
    ["with no permission at all", { permissions: null }, {}, [/contents/, /pull-requests/, /issues/, /checks/]],
    ["that names none", { permissions: undefined }, undefined, [/^warning: .*names no permissions/]],
    ["with a token of its own", { permissions: {}, with: { "github-token": "x" } }, undefined, [/^ok/]],
    ["that only looks", { permissions: {}, with: { "dry-run": "true" }, env: {} }, undefined, [/^ok/]],
    ["that only plans", { permissions: {}, with: { mode: "plan" }, env: {} }, undefined, [/^ok/]],
    [
      "of the merge queue",
      { on: { merge_group: {} }, permissions: { contents: "read", checks: "write" } },
      undefined,
      [/^ok/],
    ],
    [
      "of the merge queue without checks",
      { on: ["merge_group"], permissions: { contents: "read" } },
      undefined,
      [/checks: write or/],
    ],
    ["that hands over no token", { env: { FLAG_TOKEN: "a" } }, undefined, [/hands over no LINEAR_TOKEN/]],
    [
      "that names a token in a comment alone",
      { env: { FLAG_TOKEN: "a" }, comment: "LINEAR_TOKEN: b" },
      undefined,
      [/hands over no LINEAR_TOKEN/],
    ],
    [
      "without the action",
      { jobs: { other: { steps: [{ uses: "actions/checkout@v7" }] } } },
      undefined,
      [/^warning: No workflow/],
    ],
    ["that is none", { jobs: "x" }, undefined, [/^not checked: .*is no workflow/, /^warning/]],
  ])("one %s", async (_name, otherwise, settings, expected) => {
    const found = await complaints(otherwise, settings);
    expect(found).toHaveLength(expected.length);
    for (const [index, pattern] of expected.entries()) expect(found[index]).toMatch(pattern);
  });
});
