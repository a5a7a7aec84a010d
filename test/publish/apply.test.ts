import { describe, expect, it } from "vitest";
import { fail } from "../../src/github/answer.ts";
import type { GitHub } from "../../src/github/client.ts";
import { apply, type Target } from "../../src/publish/apply.ts";
import { type CheckSpec, commentMarker, type PublishPlan, type Write } from "../../src/types/index.ts";
import { concerns, faultNamed, faults } from "../fake-github/faults.ts";
import { actionsBot } from "../fake-github/state.ts";
import { jobToken, useFakeGitHub } from "../use-fake-github.ts";

const github = useFakeGitHub();
const body = `${commentMarker}state -->\nshown\n`;

type Scene = { readonly target: Target; readonly bodies: () => readonly string[]; readonly number: number };

function scene(client: GitHub = github.client(jobToken)): Scene {
  const docs = github.server.repository("acme/docs", { files: { "a.md": "one\n" } });
  const number = docs.pull({ title: "Docs", body: "text", files: { "a.md": "two\n" }, by: "ada" });
  const headCommit = docs.sha(`refs/pull/${number}/head`);
  const pull = { repository: "acme/docs", number };
  const headNow = async (): Promise<string> => headCommit;
  const about = { github: client, pull, actorId: actionsBot.id, headNow, headCommit };
  const target = { ...about, comments: [], storeLedger: async () => fail("no-access", "refused") };
  return { target, number, bodies: () => docs.repository.comments.map((one) => one.body) };
}

const post: PublishPlan = {
  writes: [{ kind: "create-comment", comment: { body, smaller: [`${commentMarker}state -->\n`] } }],
};

function passing(headCommit: string): Write {
  const check: CheckSpec = {
    name: "docs-verdict",
    headCommit,
    conclusion: "success",
    title: "live",
    summary: "s",
    annotations: [],
  };
  return { kind: "create-check", check };
}

/** Applies one fault to the first request whose path ends so. */
function once(method: string, end: string, name: string): void {
  let used = false;
  github.server.fault((info) => {
    if (used || info.method !== method || !info.path.endsWith(end)) return undefined;
    used = true;
    return faultNamed(name);
  });
}

describe("carrying a plan out", () => {
  const ambiguous = faults.filter(
    (fault) => concerns(fault, { writes: true }) && fault.applied && !["hang", "drip"].includes(fault.trouble.kind),
  );
  it.each(
    ambiguous.map(({ name }) => name).filter((name) => !name.startsWith("422")),
  )("T054 stored, but answered with %s: one comment", async (name) => {
    const { target, bodies } = scene();
    once("POST", "/comments", name);
    await apply(post, target);
    expect(bodies()).toEqual([body]);
  });

  it("6.3 a ledger that its ref does not take keeps nothing else from being written, a passing check neither", async () => {
    const { target, bodies } = scene();
    const store: Write = { kind: "store-ledger", ref: "refs/docs-verdict/ledger/1", text: "x" };
    const result = await apply({ writes: [store, ...post.writes, passing(target.headCommit)] }, target);
    expect(result).toEqual({ written: 2, failed: [], unkept: "refused" });
    expect(bodies()).toEqual([body]);
  });

  it("T061 a refused length is tried once in the next shorter form", async () => {
    const { target, bodies } = scene();
    once("POST", "/comments", "422");
    const result = await apply(post, target);
    expect(result).toMatchObject({ written: 1, failed: [] });
    expect(bodies()).toHaveLength(1);
  });

  it("T063 a comment deleted before it is edited is posted anew, once", async () => {
    const { target, bodies } = scene();
    const edit: PublishPlan = { writes: [{ kind: "update-comment", id: 999_999, comment: { body, smaller: [] } }] };
    await apply(edit, target);
    expect(bodies()).toEqual([body]);
  });

  const stored = `${commentMarker}old -->\nold\n`;
  const gone: readonly (readonly [string, (id: number) => Write, string])[] = [
    ["edited", (id) => ({ kind: "update-comment", id, comment: { body, smaller: [] } }), "PATCH"],
    ["deleted", (id) => ({ kind: "delete-comment", id }), "DELETE"],
  ];
  it.each(
    gone,
  )("T063 a comment that is still listed is not taken for deleted when it is %s", async (_, write, method) => {
    const { target, bodies, number } = scene();
    const docs = github.server.repository("acme/docs");
    const id = docs.comment(number, stored, { by: actionsBot.login });
    github.server.fault((info) => (info.method === method ? faultNamed("404") : undefined));
    const comments = [{ id, body: stored }];
    expect(await apply({ writes: [write(id)] }, { ...target, comments })).toMatchObject({ failed: [{}] });
    expect(bodies()).toEqual([stored]);
  });

  it("T072 a label that is not there counts as removed, one that stays behind a 404 does not", async () => {
    const { target, number } = scene();
    const docs = github.server.repository("acme/docs");
    const remove: PublishPlan = { writes: [{ kind: "remove-label", name: "waiting" }] };
    expect(await apply(remove, target)).toMatchObject({ written: 1, failed: [] });
    docs.addLabels(number, ["Waiting"]);
    github.server.fault((info) => (info.method === "DELETE" ? faultNamed("404") : undefined));
    expect(await apply(remove, target)).toMatchObject({ written: 0, failed: [{}] });
  });

  it("T080 a run that another one has overtaken writes nothing", async () => {
    const { target, bodies } = scene();
    await apply(post, target);
    const late: PublishPlan = { writes: [passing(target.headCommit), ...post.writes] };
    expect(await apply(late, target)).toEqual({ written: 0, failed: [], stopped: "overtaken" });
    expect(bodies()).toEqual([body]);
  });

  it("T081 a head that has moved on stops everything", async () => {
    const { target, bodies } = scene();
    const moved = { ...target, headNow: async () => "b".repeat(40) };
    expect(await apply(post, moved)).toEqual({ written: 0, failed: [], stopped: "head-moved" });
    expect(bodies()).toEqual([]);
  });

  it("a passing check and a label do not come without the comment before them", async () => {
    const { target } = scene();
    once("POST", "/comments", "403 integration");
    const plan: PublishPlan = {
      writes: [...post.writes, { kind: "add-label", name: "ready" }, passing(target.headCommit)],
    };
    const result = await apply(plan, target);
    expect(result.written).toBe(0);
    const { repository } = github.server.repository("acme/docs");
    expect(repository.checks).toEqual([]);
    expect(repository.labels.map(({ name }) => name)).not.toContain("ready");
  });

  it("T079 a token that may not create checks shows a status of the same name, and never both", async () => {
    const { target } = scene();
    once("POST", "/check-runs", "403 integration");
    await apply({ writes: [passing(target.headCommit)] }, target);
    const { repository } = github.server.repository("acme/docs");
    expect(repository.checks).toEqual([]);
    const statuses = repository.statuses.map(({ context, state }) => ({ context, state }));
    expect(statuses).toEqual([{ context: "docs-verdict", state: "success" }]);
  });

  it("T086 a spent limit stops and names what is left", async () => {
    const { target } = scene();
    once("POST", "/comments", "403 primary limit");
    const plan: PublishPlan = { writes: [...post.writes, { kind: "remove-label", name: "x" }] };
    expect(await apply(plan, target)).toMatchObject({ written: 0, stopped: "rate-limited", failed: [{}, {}] });
  });
});
