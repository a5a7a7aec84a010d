import { describe, expect, it } from "vitest";
import { configSchema, defaultConfig } from "../../src/config.ts";
import { checkAudience, checkDocsToken, checkEngineering, checkSourceToken } from "../../src/doctor/access.ts";
import type { DoctorFacts, DoctorReads, DoctorResult } from "../../src/doctor/check.ts";
import { doctorChecks } from "../../src/doctor/checks.ts";
import { checkClock, checkConfig, checkGit, checkNode } from "../../src/doctor/local.ts";
import { doctorExitCode, examine, renderDoctor } from "../../src/doctor/report.ts";
import { checkLabels, checkRequired, checkSchedule } from "../../src/doctor/repository.ts";
import { type Answer, fail } from "../../src/github/answer.ts";
import type { RepositoryFacts, ScheduleFacts } from "../../src/github/doctor-reads.ts";
import { workflowText } from "./workflow-text.ts";

const now = Date.parse("2026-11-21T08:00:00Z");
const hour = 3_600_000;
const config = configSchema.parse({
  engineering: { repositories: [{ repository: "acme/platform" }] },
  flags: [{ vendor: "launchdarkly", tokenEnv: "FLAG_TOKEN" }],
  trackers: [{ system: "linear", projects: ["TRUNK"], tokenEnv: "LINEAR_TOKEN" }],
});
const workflow = workflowText({});
const facts: DoctorFacts = {
  repository: "acme/docs",
  config: { ok: true, value: config },
  configPath: ".github/docs-verdict.yml",
  hasDocsToken: true,
  hasSourceToken: true,
  workflows: [{ path: ".github/workflows/docs-verdict-publish.yml", text: workflow }],
  nodeVersion: "24.11.0",
  gitVersion: "git version 2.39.5",
  nowMs: now,
};

const good =
  <T>(value: T) =>
  async (): Promise<Answer<T>> => ({ ok: true, value });
const hidden = async (): Promise<Answer<never>> =>
  fail("not-found-or-no-access", "it does not exist or the token may not see it");
const refused = async (): Promise<Answer<never>> => fail("unauthorised", "the token is not valid or has expired");
const repository = (more: Partial<RepositoryFacts> = {}) =>
  good<RepositoryFacts>({ visibility: "private", defaultBranch: "main", ...more });
const sweep: ScheduleFacts = {
  path: ".github/workflows/docs-verdict-sweep.yml",
  state: "active",
  lastRunMs: now - 3 * hour,
};
const labels = Object.values(defaultConfig.publish.labels).map((name) => ({ name, description: "what to do" }));

const healthy: DoctorReads = {
  docsToken: good({ serverMs: now + 2000 }),
  sourceToken: good({ serverMs: now }),
  docsRepository: repository({ mayWrite: true }),
  sourceRepository: repository({ mayWrite: false }),
  schedule: good<ScheduleFacts | undefined>(sweep),
  rules: good({ required: [{ name: "docs-verdict", appId: 15368 }], complete: true, mergeQueue: false }),
  checkRuns: good([{ app: "github-actions", conclusion: "success" }]),
  labels: good(labels),
  flagEnvironments: good(["production", "staging"]),
  trackerProjects: good(["TRUNK"]),
};
const reads = (more: Partial<DoctorReads>): DoctorReads => ({ ...healthy, ...more });

type Row = readonly [
  name: string,
  found: () => Promise<readonly DoctorResult[]>,
  state: DoctorResult["state"],
  says: RegExp,
];

const withLabels = (names: Readonly<Record<string, string>>): DoctorFacts => ({
  ...facts,
  config: { ok: true, value: configSchema.parse({ publish: { labels: names } }) },
});
const withVisibility = (visibility: "public" | "private"): DoctorFacts => ({
  ...facts,
  config: {
    ok: true,
    value: configSchema.parse({ engineering: { repositories: [{ repository: "acme/platform", visibility }] } }),
  },
});
const schedule = (more: Partial<ScheduleFacts>) =>
  reads({ schedule: good<ScheduleFacts | undefined>({ ...sweep, ...more }) });

const rows: readonly Row[] = [
  [
    "mistakes in the configuration",
    () =>
      checkConfig({
        ...facts,
        config: {
          ok: false,
          mistakes: [
            {
              code: "DV1001",
              message: "Unexpected key",
              fix: "Remove it.",
              place: { file: "a.yml", line: 3, column: 1 },
            },
          ],
        },
      }),
    "problem",
    /^a\.yml:3:1: Unexpected key/,
  ],
  [
    "no configuration",
    () => {
      const { configPath: _, ...without } = facts;
      return checkConfig(without);
    },
    "warning",
    /^There is no configuration here/,
  ],
  [
    "no docs token",
    () => checkDocsToken({ ...facts, hasDocsToken: false }, healthy),
    "not checked",
    /GITHUB_TOKEN is not set/,
  ],
  ["docs token refused", () => checkDocsToken(facts, reads({ docsToken: refused })), "problem", /was refused/],
  [
    "docs token, network down",
    () => checkDocsToken(facts, reads({ docsToken: async () => fail("network", "GitHub could not be reached") })),
    "not checked",
    /could not be reached/,
  ],
  ["docs repository hidden", () => checkDocsToken(facts, reads({ docsRepository: hidden })), "problem", /was not read/],
  [
    "a classic token that only reads",
    () =>
      checkDocsToken(
        facts,
        reads({ docsToken: good({ scopes: ["repo"] }), docsRepository: repository({ mayWrite: false }) }),
      ),
    "problem",
    /may not write/,
  ],
  [
    "a job token that cannot push",
    () => checkDocsToken(facts, reads({ docsRepository: repository({ mayWrite: false }) })),
    "not checked",
    /does not tell/,
  ],
  [
    "S21 a source token that may do too much",
    () => checkSourceToken(facts, reads({ sourceToken: good({ scopes: ["repo", "read:org"] }) })),
    "warning",
    /more than read: repo\./,
  ],
  [
    "a source token that ends soon",
    () => checkSourceToken(facts, reads({ sourceToken: good({ serverMs: now, expiresMs: now + 50 * hour }) })),
    "warning",
    /expires in 2 days/,
  ],
  [
    "T163 a hidden engineering repository",
    () => checkEngineering(facts, reads({ sourceRepository: hidden })),
    "problem",
    /acme\/platform was not read/,
  ],
  [
    "a source token that writes",
    () => checkEngineering(facts, reads({ sourceRepository: repository({ mayWrite: true }) })),
    "warning",
    /may write to acme\/platform/,
  ],
  [
    "private source declared public",
    () => checkEngineering(withVisibility("public"), healthy),
    "problem",
    /is private and declared public/,
  ],
  [
    "public source declared private",
    () =>
      checkEngineering(withVisibility("private"), reads({ sourceRepository: repository({ visibility: "public" }) })),
    "warning",
    /is public and declared private/,
  ],
  [
    "no engineering repository",
    () => checkEngineering({ ...facts, config: { ok: true, value: defaultConfig } }, healthy),
    "warning",
    /No engineering repository/,
  ],
  [
    "T091 no sweep",
    () => checkSchedule(facts, reads({ schedule: good<ScheduleFacts | undefined>(undefined) })),
    "problem",
    /No workflow/,
  ],
  [
    "T091 schedule disabled by GitHub",
    () => checkSchedule(facts, schedule({ state: "disabled_inactivity" })),
    "problem",
    /60 days/,
  ],
  [
    "T091 schedule disabled by hand",
    () => checkSchedule(facts, schedule({ state: "disabled_manually" })),
    "problem",
    /is disabled/,
  ],
  [
    "T090 last sweep two days ago",
    () => checkSchedule(facts, schedule({ lastRunMs: now - 48 * hour })),
    "problem",
    /48 hours ago/,
  ],
  ["workflows hidden", () => checkSchedule(facts, reads({ schedule: hidden })), "not checked", /was not read/],
  [
    "T149 a requirement that anybody can fulfil",
    () =>
      checkRequired(
        facts,
        reads({ rules: good({ required: [{ name: "docs-verdict" }], complete: true, mergeQueue: false }) }),
      ),
    "problem",
    /may come from anybody/,
  ],
  [
    "T149 a green check of the same name from another App",
    () =>
      checkRequired(
        facts,
        reads({
          checkRuns: good([
            { app: "github-actions", conclusion: "failure" },
            { app: "helpful-bot", conclusion: "success" },
          ]),
        }),
      ),
    "problem",
    /several Apps: github-actions, helpful-bot/,
  ],
  [
    "the check is not required",
    () =>
      checkRequired(facts, reads({ rules: good({ required: [{ name: "CI" }], complete: true, mergeQueue: false }) })),
    "warning",
    /is not required/,
  ],
  [
    "rules only partly seen",
    () => checkRequired(facts, reads({ rules: good({ required: [], complete: false, mergeQueue: false }) })),
    "not checked",
    /may see/,
  ],
  [
    "a label spelled otherwise",
    () => checkLabels(withLabels({ live: "Ready To Merge" }), healthy),
    "warning",
    /"Ready To Merge"/,
  ],
  [
    "one label for two meanings",
    () => checkLabels(withLabels({ live: "docs", staged: "Docs" }), healthy),
    "problem",
    /"Docs"/,
  ],
  [
    "a label without description",
    () => checkLabels(facts, reads({ labels: good([{ name: "staged", description: "" }]) })),
    "warning",
    /"staged"/,
  ],
  ["a clock an hour off", () => checkClock({ nowMs: now + hour }, healthy), "problem", /3598 s/],
  ["a clock two minutes off", () => checkClock({ nowMs: now + 120_000 }, healthy), "warning", /118 s/],
  ["no clock to compare with", () => checkClock(facts, reads({ docsToken: good({}) })), "not checked", /no date/],
  ["an old Node", () => checkNode({ ...facts, nodeVersion: "18.20.0" }), "problem", /18\.20\.0/],
  ["an old git", () => checkGit({ ...facts, gitVersion: "git version 2.17.1" }), "problem", /2\.17\.1/],
  ["a strange git", () => checkGit({ ...facts, gitVersion: "git version x" }), "not checked", /git version x/],
];

describe("checks of doctor", () => {
  it.each(rows)("%s", async (_, found, state, says) => {
    const results = await found();
    const result = results.find((item) => item.state === state);
    expect(result?.what).toMatch(says);
    if (state === "problem" || state === "warning") expect(result?.fix).toMatch(/^[A-Z].*\.$/);
  });

  it("a healthy repository has nothing to mend", async () => {
    const report = await examine(doctorChecks, facts, healthy);
    expect(doctorExitCode(report)).toBe(0);
    await expect(renderDoctor(report)).toMatchFileSnapshot("snapshots/healthy.txt");
  });

  it("I8 nothing that could not be read is ok, and the exit code says so", async () => {
    const none: DoctorReads = {
      docsToken: hidden,
      sourceToken: hidden,
      docsRepository: hidden,
      sourceRepository: hidden,
      schedule: hidden,
      rules: hidden,
      checkRuns: hidden,
      labels: hidden,
      flagEnvironments: hidden,
      trackerProjects: async () => fail("network", "the system could not be reached"),
    };
    const report = await examine(doctorChecks, facts, none);
    const passing = report.filter(({ results }) => results.every(({ state }) => state === "ok")).map(({ id }) => id);
    expect(passing).toEqual(["config", "workflows", "node", "git"]);
    expect(doctorExitCode(report)).toBe(1);
    expect(doctorExitCode(report.filter(({ id }) => id !== "engineering" && id !== "flags"))).toBe(3);
    await expect(renderDoctor(report)).toMatchFileSnapshot("snapshots/nothing-read.txt");
  });

  it("S25 public docs and private source are told", async () => {
    const found = await checkAudience(facts, reads({ docsRepository: repository({ visibility: "public" }) }));
    expect(found.map(({ what }) => what)).toEqual([
      "the docs are public, acme/platform is not: claims are shown as confirmed, without excerpt",
    ]);
  });

  it("T138 names from repositories cannot steer the terminal", () => {
    const text = renderDoctor([{ id: "x", title: "X", results: [{ state: "ok", what: "a\u001b[2Jb\nc", fix: "" }] }]);
    expect(text).not.toContain("\u001b");
    expect(text.split("\n")).toHaveLength(2);
  });

  it("ids are unique", () => {
    expect(new Set(doctorChecks.map(({ id }) => id)).size).toBe(doctorChecks.length);
  });
});
