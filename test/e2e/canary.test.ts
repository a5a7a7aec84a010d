import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pullRequestEvent, scheduleEvent } from "../events.ts";
import { type ActionResult, runAction } from "../run-action.ts";
import { jobToken, sourceToken } from "../world/load.ts";
import { type Bench, docs, followUp, openBench, platform, pullNumber } from "./bench.ts";
import { deploy } from "./fault-scenes.ts";
import { useCache } from "./use-cache.ts";

const cache = useCache();
let bench: Bench;
let folder = "";
beforeEach(async () => {
  bench = await openBench(cache(), join(import.meta.dirname, "fault-world"));
  folder = mkdtempSync(join(tmpdir(), "canary-"));
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await bench.close();
});

function act(event: Parameters<typeof runAction>[0]["event"]): Promise<ActionResult> {
  const { server } = bench;
  const epoch = String(Math.floor(server.state.nowMs / 1000));
  return runAction({
    server,
    event,
    token: jobToken,
    inputs: {
      "source-token": sourceToken,
      "report-dir": join(folder, "report"),
      record: join(folder, "bundle.json"),
    },
    env: { GITHUB_SERVER_URL: server.url, SOURCE_DATE_EPOCH: epoch, RUNNER_DEBUG: "1", ACTIONS_STEP_DEBUG: "true" },
  });
}

/** Everything that someone without access to engineering can read after a run, by where it stands. */
function shownBy(result: ActionResult): Readonly<Record<string, string>> {
  const { comments, checks, statuses, labels, issues } = bench.server.repository(docs).repository;
  const report = join(folder, "report");
  const reports = existsSync(report) ? readdirSync(report).map((name) => join(report, name)) : [];
  return {
    // The runner replaces what is masked; the line that asks for it is not shown.
    log: result.stdout.replace(/^::add-mask::.*$/gm, ""),
    errors: result.stderr,
    outputs: JSON.stringify(result.outputs),
    summary: result.summary,
    annotations: JSON.stringify(result.annotations),
    comments: JSON.stringify(comments),
    checks: JSON.stringify([checks, statuses]),
    labels: JSON.stringify([labels, issues.map(({ title, labels: own }) => [title, own])]),
    artifact: reports.map((file) => readFileSync(file, "utf8")).join("\n"),
  };
}

/** The ledger is packed, so what it remembers is read as well. */
function unpacked(text: string): string {
  const packed = [...text.matchAll(/docs-verdict:v1 1\.([\w-]+)\./g)].map(([, state = ""]) => state);
  return [text, ...packed.map((state) => Buffer.from(state, "base64url").toString("utf8"))].join("\n");
}

function expectNothingPrivate(result: ActionResult): void {
  for (const [where, text] of Object.entries(shownBy(result))) {
    expect({ where, found: unpacked(text).match(/.{0,40}canary.{0,40}/i)?.[0] }).toEqual({ where, found: undefined });
    for (const secret of [jobToken, sourceToken]) {
      const forms = [secret, Buffer.from(secret).toString("base64").replace(/=+$/, ""), encodeURIComponent(secret)];
      expect({ where, shows: forms.filter((form) => text.includes(form)) }).toEqual({ where, shows: [] });
    }
  }
}

function commitToPlatform(files: Readonly<Record<string, string>>): void {
  bench.server.repository(platform).commit({ files, message: "canary-message", by: "canary-engineer" });
  deploy(bench);
}

const flagOn = { state: "ENABLED", variants: { on: true }, defaultVariant: "on" };

describe("T141 T162 what only the source token may read is told nowhere", { timeout: 120_000 }, () => {
  it("claims that are confirmed and contradicted by private lines", async () => {
    commitToPlatform({
      "src/canary-headers.ts":
        'const canary = "X-Berth";\nexport const berthOf = (request: Request) => request.headers.get(canary); // canary-excerpt\n',
      "src/canary-limits.ts":
        "export const canaryLimits = { BERTH_LIMIT: process.env.BERTH_LIMIT ?? 20 }; // canary-excerpt\n",
    });
    const text = "# Berths\n\nSend the berth in the `X-Berth` header. `BERTH_LIMIT` defaults to `30`.\n";
    bench.server
      .repository(docs)
      .commit({ branch: "berths", files: { "guides/berths.md": text }, message: "Say more" });
    const result = await act(pullRequestEvent(bench.server, { repository: docs, number: pullNumber }));
    expect(result.outputs.verdict).toBe("blocked");
    expect(Number(result.outputs["claims-confirmed"])).toBeGreaterThan(0);
    // It was read: what a maintainer records on purpose holds it.
    expect(readFileSync(join(folder, "bundle.json"), "utf8")).toContain("canary-excerpt");
    expectNothingPrivate(result);
  });

  it.each<readonly [string, () => void]>([
    [
      "an answer of the flag system in another shape",
      () =>
        commitToPlatform({ "flags/canary.json": '{"flags": {"canary-other": 5, "berths": {"state": {"canary": 1}}}}' }),
    ],
    [
      "an answer of the flag system that is no JSON",
      () => commitToPlatform({ "flags/canary.json": '{"canary-secret' }),
    ],
    [
      "a flag that is on for some, by a rule",
      () =>
        commitToPlatform({
          "flags/canary.json":
            '{"flags": {"berths": {"state": "ENABLED", "variants": {"on": true, "canary": false}, "defaultVariant": "canary", "targeting": {"if": [{"var": "canary-rule"}, "on", "canary"]}}}}',
        }),
    ],
    [
      "a flag that only the changes of the work name, and that is off",
      () => {
        bench.server.repository(platform).merge(followUp, { by: "canary-engineer" });
        const off = { state: "DISABLED", variants: { on: true }, defaultVariant: "on" };
        commitToPlatform({ "flags/canary.json": JSON.stringify({ flags: { berths: flagOn, "canary-gate": off } }) });
      },
    ],
    [
      "engineering that cannot be read",
      () => bench.server.token(sourceToken, { login: "docs-reader", kind: "app", access: { [platform]: "none" } }),
    ],
  ])("%s, in a sweep", async (_, arrange) => {
    arrange();
    const result = await act(scheduleEvent(bench.server, docs));
    expect(bench.shown().comments).toHaveLength(1);
    expectNothingPrivate(result);
  });
});
