import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ActionEvent, mergeGroupEvent, pullRequestEvent, scheduleEvent } from "../events.ts";
import { type ActionResult, runAction } from "../run-action.ts";
import { jobToken, sourceToken } from "../world/load.ts";
import { type Bench, docs, followUp, openBench, platform, pullNumber, writesSince } from "./bench.ts";
import { useCache } from "./use-cache.ts";

const cache = useCache();
let bench: Bench;
beforeEach(async () => {
  bench = await openBench(cache());
});
afterEach(() => bench.close());

const subject = { repository: docs, number: pullNumber };

function act(
  event: ActionEvent,
  more: { inputs?: Record<string, string>; token?: string } = {},
): Promise<ActionResult> {
  const { server } = bench;
  return runAction({
    server,
    event,
    token: more.token ?? jobToken,
    inputs: { "source-token": sourceToken, ...more.inputs },
    env: { GITHUB_SERVER_URL: server.url, SOURCE_DATE_EPOCH: String(Math.floor(server.state.nowMs / 1000)) },
  });
}

const onPull = (): ActionEvent => pullRequestEvent(bench.server, subject);

describe("the built action", { timeout: 120_000 }, () => {
  it("blocked, then live after the merge, then silent; T162 no secret anywhere", async () => {
    const first = await act(onPull());
    expect(first.outputs.verdict).toBe("blocked");
    expect(first.code).toBe(1);
    expect(bench.shown()).toMatchObject({ check: "failure" });
    bench.server.repository(platform).merge(followUp, { by: "engineer" });
    bench.server.advance(60_000);
    const second = await act(onPull());
    expect({ code: second.code, verdict: second.outputs.verdict }).toEqual({ code: 0, verdict: "live" });
    const third = await act(onPull());
    expect(third.outputs).toMatchObject({ verdict: "live", writes: "0", changed: "false" });
    for (const { stdout, stderr, summary, outputs } of [first, second, third]) {
      const visible = stdout.replace(/^::add-mask::.*$/gm, "");
      for (const text of [visible, stderr, summary, JSON.stringify(outputs), ...bench.shown().comments]) {
        for (const secret of [jobToken, sourceToken]) {
          expect(text).not.toContain(secret);
          expect(text).not.toContain(Buffer.from(secret).toString("base64").replace(/=+$/, ""));
          expect(text).not.toContain(Buffer.from(`x-access-token:${secret}`).toString("base64"));
        }
      }
    }
    bench.server.assertClean();
  });

  it("a dry run prints the writes and makes none", async () => {
    const from = bench.server.log.length;
    const result = await act(onPull(), { inputs: { "dry-run": "true" } });
    expect(writesSince(bench.server, from)).toBe(0);
    expect(result.stdout).toContain("post the comment");
    expect(result.outputs.writes).toBe("0");
  });

  it("a token that only reads publishes nothing, says why, and does not pass", async () => {
    bench.server.token("reads-only", { login: "github-actions[bot]", kind: "job", access: { [docs]: "read" } });
    const result = await act(onPull(), { token: "reads-only" });
    expect(result.code).toBe(3);
    expect(result.annotations.some(({ message }) => message.includes("the token lacks a permission"))).toBe(true);
    expect(bench.shown().check).toBeUndefined();
  });

  it("T074 a scheduled sweep publishes on the head of the pull request and leaves a digest", async () => {
    const result = await act(scheduleEvent(bench.server, docs));
    expect(result.code).toBe(0);
    expect(result.summary).toContain(`${docs}#${pullNumber}`);
    expect(bench.shown().check).toBe("failure");
    const plan = await act(scheduleEvent(bench.server, docs), { inputs: { mode: "plan" } });
    expect(JSON.parse(plan.outputs.matrix ?? "")).toEqual({ shard: ["1/1"] });
  });

  it("T077 the merge queue is answered on the commit of the group, with the worst verdict", async () => {
    const other = bench.server.repository(docs).pull({
      title: "docs: merged work",
      body: "Eng PR: acme/platform#3381",
      files: { "docs/other.md": "# Other\n" },
      by: "docs-author",
    });
    const event = mergeGroupEvent(bench.server, docs, [pullNumber, other]);
    const result = await act(event);
    expect(result.outputs.verdict).toBe("blocked");
    const checks = bench.server.repository(docs).repository.checks.filter(({ headSha }) => headSha === event.sha);
    expect(checks.map(({ name, conclusion }) => ({ name, conclusion }))).toEqual([
      { name: "docs-verdict", conclusion: "failure" },
    ]);
    expect((await act(event)).outputs.writes).toBe("0");
  });
});
