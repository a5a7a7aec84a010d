import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readEvent } from "../../src/event.ts";
import { sweep } from "../../src/sweep.ts";
import { publish, type Reconciled, reconcile, verify } from "../../src/verify.ts";
import { pullRequestEvent, repositoryDispatchEvent } from "../events.ts";
import { docs, followUp, platform, pullNumber, writesSince } from "./bench.ts";
import { deploy } from "./fault-scenes.ts";
import { wholeSweep } from "./sweep-world.ts";
import { useBench } from "./use-bench.ts";

const configPath = ".github/docs-verdict.yml";
const subject = { repository: docs, number: pullNumber };
const bench = useBench(join(import.meta.dirname, "fault-world"));

/** What the event of a pull request leads to: a run for its number. */
async function follow({ name, payload }: ReturnType<typeof pullRequestEvent>): Promise<Reconciled> {
  const task = readEvent(name, payload);
  if (task.kind !== "verify") throw new Error(`${name} asked for ${task.kind}`);
  const reached = await reconcile({ repository: docs, number: task.number, configPath }, bench().clients());
  if (!reached.ok) throw new Error(reached.detail);
  return reached;
}

function push(): void {
  const files = { "guides/berths.md": "# Berths\n\nShips may choose where they rest, and for how long.\n" };
  bench().server.repository(docs).commit({ branch: "berths", files, message: "Say how long", by: "docs-author" });
}

function land(): void {
  bench().server.repository(platform).merge(followUp, { by: "canary-engineer" });
  deploy(bench());
}

describe("events are hints", { timeout: 60_000 }, () => {
  it("T089 a job that is run again a week later decides about what is there now", async () => {
    const old = pullRequestEvent(bench().server, subject);
    await follow(old);
    expect(bench().shown()).toMatchObject({ check: "failure", labels: ["awaiting eng"] });
    push();
    land();
    bench().server.advance(7 * 86_400_000);
    deploy(bench());
    const { verified } = await follow(old);
    const head = bench().server.repository(docs).sha("berths");
    expect(verified.report.pull.headCommit).toBe(head);
    // The check that is shown is the one of the new head.
    expect(bench().shown()).toMatchObject({ check: "success", labels: ["ready to merge"] });
  });

  it("T087 of two waiting runs GitHub keeps one, and that one does the work of both", async () => {
    await follow(pullRequestEvent(bench().server, subject));
    push();
    land();
    const payload = { repository: platform, number: followUp };
    const merged = repositoryDispatchEvent(bench().server, docs, { eventType: "docs-verdict", payload });
    const task = readEvent(merged.name, merged.payload);
    expect(task).toEqual({ kind: "waiting", ...payload });
    const swept = await sweep({ ...wholeSweep, waitingFor: `${platform}#${followUp}` }, bench().clients());
    expect(swept).toMatchObject({ swept: [{ number: pullNumber, verdict: "live" }] });
    expect(bench().shown()).toMatchObject({ check: "success", labels: ["ready to merge"] });
  });

  it("T094 a dispatch that says the work merged proves nothing", async () => {
    const swept = await sweep({ ...wholeSweep, waitingFor: `${platform}#${followUp}` }, bench().clients());
    expect(swept).toMatchObject({ swept: [{ number: pullNumber, verdict: "blocked" }] });
    expect(bench().shown().check).toBe("failure");
    const foreign = await sweep({ ...wholeSweep, waitingFor: "stranger/code#1" }, bench().clients());
    expect(foreign).toMatchObject({ swept: [] });
  });

  it("T092 what our own writes set off finds nothing to write", async () => {
    await follow(pullRequestEvent(bench().server, subject));
    const from = bench().server.log.length;
    await follow(pullRequestEvent(bench().server, subject, { action: "labeled", actor: "github-actions[bot]" }));
    await follow(pullRequestEvent(bench().server, subject, { action: "edited", actor: "github-actions[bot]" }));
    expect(writesSince(bench().server, from)).toBe(0);
  });

  it.each(["closed", "merged"])("T098 nothing is written on a pull request that was %s", async (how) => {
    const repository = bench().server.repository(docs);
    if (how === "merged") repository.merge(pullNumber, { by: "docs-maintainer" });
    else repository.close(pullNumber, { by: "docs-author" });
    const from = bench().server.log.length;
    const { result } = await follow(pullRequestEvent(bench().server, subject, { action: "edited" }));
    // It is not even begun, so that nothing is said to be left undone.
    expect(result).toEqual({ written: 0, failed: [] });
    expect(writesSince(bench().server, from)).toBe(0);
    expect(bench().shown().comments).toEqual([]);
  });

  it("T098 nothing is written when it is closed while the run looks", async () => {
    const clients = bench().clients();
    const verified = await verify({ ...subject, configPath }, clients);
    if (!verified.ok) throw new Error(verified.detail);
    bench().server.repository(docs).close(pullNumber, { by: "docs-author" });
    expect(await publish(verified, clients)).toEqual({ written: 0, failed: [], stopped: "unreadable" });
    expect(bench().shown()).toEqual({ labels: [], comments: [], check: undefined });
  });

  it("T098 it is looked at again when it is reopened, or made a draft and ready again", async () => {
    const repository = bench().server.repository(docs);
    await follow(pullRequestEvent(bench().server, subject));
    repository.close(pullNumber, { by: "docs-author" });
    land();
    const shown = bench().shown();
    await follow(pullRequestEvent(bench().server, subject, { action: "edited" }));
    expect(bench().shown()).toEqual(shown);
    repository.reopen(pullNumber, { by: "docs-author" });
    await follow(pullRequestEvent(bench().server, subject, { action: "reopened" }));
    expect(bench().shown()).toMatchObject({ check: "success", labels: ["ready to merge"] });
    const from = bench().server.log.length;
    repository.draft(pullNumber, "draft", { by: "docs-author" });
    await follow(pullRequestEvent(bench().server, subject, { action: "converted_to_draft" }));
    repository.draft(pullNumber, "ready", { by: "docs-author" });
    await follow(pullRequestEvent(bench().server, subject, { action: "ready_for_review" }));
    expect(writesSince(bench().server, from)).toBe(0);
  });
});
