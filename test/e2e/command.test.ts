import { beforeEach, describe, expect, it } from "vitest";
import { type CommandResult, runCommand } from "../../src/command.ts";
import { readEvent } from "../../src/event.ts";
import { reconcile } from "../../src/verify.ts";
import { issueCommentEvent } from "../events.ts";
import { docs, pullNumber } from "./bench.ts";
import { useBench } from "./use-bench.ts";

const bench = useBench();
beforeEach(() => {
  const repository = bench().server.repository(docs);
  repository.collaborator("reader", "read");
  repository.collaborator("helper", "triage");
  repository.collaborator("docs-author", "read");
});

type Said = {
  readonly result: CommandResult;
  readonly reactions: readonly string[];
  readonly replies: readonly string[];
};

/** Posts a comment and lets the event run, as the action does. */
async function say(body: string, by: string, action = "created"): Promise<Said> {
  const { server } = bench();
  server.advance(60_000);
  const comment = server.repository(docs).comment(pullNumber, body, { by });
  const event = issueCommentEvent(server, { repository: docs, number: pullNumber, comment }, { action });
  return follow(readEvent(event.name, event.payload), comment);
}

async function follow(task: ReturnType<typeof readEvent>, comment: number): Promise<Said> {
  const { server } = bench();
  const clients = bench().clients();
  let result: CommandResult = { kind: "nothing" };
  if (task.kind === "command") {
    const request = { repository: docs, comment: task.comment, configPath: ".github/docs-verdict.yml" };
    result = await runCommand(request, clients);
    if (result.kind === "publish") {
      await reconcile(result.request, clients);
      await result.done();
    }
  }
  const { comments } = server.repository(docs).repository;
  return {
    result,
    reactions: comments.find(({ id }) => id === comment)?.reactions.map(({ content }) => content) ?? [],
    replies: comments
      .filter(({ body: text }) => text.startsWith("<!-- docs-verdict:reply "))
      .map(({ body: text }) => text),
  };
}

const hold = "acme/platform#3918";

describe("slash commands", () => {
  it("T143 a writer releases the follow-up: live, recorded and shown", async () => {
    await bench().run();
    expect(bench().shown().check).toBe("failure");
    const { reactions, replies } = await say(`/verify release ${hold} shipped by hand`, "docs-maintainer");
    expect(reactions).toEqual(["eyes", "rocket"]);
    expect(replies).toEqual([]);
    expect(bench().shown()).toMatchObject({ check: "success" });
    const again = await bench().run();
    expect(again.writes).toBe(0);
    expect(again.verified.report.ledger.entries.find(({ key }) => key === hold)?.resolved).toMatchObject({
      by: "release",
      login: "docs-maintainer",
      reason: "shipped by hand",
      headCommit: again.verified.report.pull.headCommit,
    });
  });

  it("T098 records no decision on a closed pull request, and says so once", async () => {
    await bench().run();
    const before = bench().shown();
    bench().server.repository(docs).close(pullNumber, { by: "docs-author" });
    const { reactions, replies } = await say(`/verify release ${hold} shipped by hand`, "docs-maintainer");
    expect(reactions).toEqual(["eyes", "confused"]);
    expect(replies).toHaveLength(1);
    expect(replies[0]).toContain("Reopen it first");
    expect(bench().shown()).toEqual(before);
  });

  it("a block holds a live pull request, and only its release ends it", async () => {
    bench().server.repository("acme/platform").merge(3918, { by: "engineer" });
    await bench().run();
    expect(bench().shown().check).toBe("success");
    await say("/verify block announcement wait until it is public", "docs-maintainer");
    expect(bench().shown().check).toBe("failure");
    await bench().run();
    expect(bench().shown().check).toBe("failure");
    await say("/verify release announcement it is public", "docs-maintainer");
    expect(bench().shown().check).toBe("success");
  });

  it.each([
    ["T144 a reader is refused without a word", "reader", `/verify release ${hold} x`, ["-1"], 0],
    ["a stranger is refused without a word", "nobody", "/verify", ["-1"], 0],
    ["T143 triage may not decide and is told", "helper", `/verify release ${hold} x`, ["-1"], 1],
    ["the author may not decide and is told", "docs-author", "/verify docs-only x", ["-1"], 1],
    ["an unknown word is answered once", "helper", "/verify nonsense", ["confused"], 1],
    ["help is answered", "docs-author", "/verify help", ["eyes", "rocket"], 1],
    ["an unknown reference is told", "docs-maintainer", "/verify release acme/platform#9 x", ["eyes", "confused"], 1],
    ["an unknown claim is told", "docs-maintainer", "/verify dismiss nothing-like-it x", ["eyes", "confused"], 1],
  ])("%s", async (_name, by, body, expected, count) => {
    const { reactions, replies } = await say(body, by);
    expect(reactions).toEqual(expected);
    expect(replies).toHaveLength(count);
    expect(bench().shown()).toEqual({ labels: [], comments: [], check: undefined });
  });

  it.each(["docs-author", "helper", "docs-maintainer"])("T143 %s may ask again", async (by) => {
    const { reactions, replies } = await say("/verify-docs-pr 152", by);
    expect(reactions).toEqual(["eyes", "rocket"]);
    expect(replies).toEqual([]);
    expect(bench().shown().check).toBe("failure");
  });

  it("explains a claim by its words, and does not answer the same comment twice", async () => {
    const report = (await bench().run()).verified.report;
    const value = report.findings[0]?.claim.value ?? "";
    const first = await say(`/verify explain "${value}"`, "docs-author");
    expect(first.replies).toHaveLength(1);
    expect(first.replies[0]).toContain(report.findings[0]?.claim.id.slice(0, 8));
    const id = Number(/reply (\d+)/.exec(first.replies[0] ?? "")?.[1]);
    const event = issueCommentEvent(bench().server, { repository: docs, number: pullNumber, comment: id });
    expect((await follow(readEvent(event.name, event.payload), id)).replies).toHaveLength(1);
  });

  it("T093 ignores edited and deleted comments, comments of bots and of issues", async () => {
    for (const action of ["edited", "deleted"])
      expect((await say("/verify", "docs-maintainer", action)).reactions).toEqual([]);
    expect((await say("/verify", "github-actions[bot]")).reactions).toEqual([]);
    expect((await say("text\n/verify", "docs-maintainer")).reactions).toEqual([]);
    const repository = bench().server.repository(docs);
    const issue = repository.issue({ title: "A question", body: "?", by: "docs-maintainer" });
    const comment = repository.comment(issue, "/verify", { by: "docs-maintainer" });
    const event = issueCommentEvent(bench().server, { repository: docs, number: issue, comment });
    expect(readEvent(event.name, event.payload).kind).toBe("nothing");
  });

  it("T143 refuses when the permission cannot be looked up", async () => {
    bench().server.fault(({ path }) =>
      path.includes("/permission")
        ? { applied: false, trouble: { kind: "answer", reply: { status: 500, body: { message: "no" } } } }
        : undefined,
    );
    const { reactions } = await say(`/verify release ${hold} x`, "docs-maintainer");
    expect(reactions).toEqual(["-1"]);
  });
});
