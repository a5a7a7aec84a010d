import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { type Answer, answer, fail, failureOf, graphqlErrors } from "../../src/github/answer.ts";
import { createGitHub, type GitHub } from "../../src/github/client.ts";
import { Crash, crashingFetch, faultNamed, faults } from "../fake-github/faults.ts";
import { type FakeGitHub, startFakeGitHub } from "../fake-github/server.ts";

let github: FakeGitHub;
let number: number;

beforeEach(async () => {
  github = await startFakeGitHub();
  const docs = github.repository("acme/docs", { files: { "a.md": "one\n" } });
  number = docs.pull({ title: "Docs", files: { "a.md": "two\n" } });
  github.token("secret", { login: "github-actions[bot]", kind: "job", access: { "acme/docs": "write" } });
});

afterEach(async () => {
  await github.close();
  github.assertClean();
});

const client = (more: Partial<Parameters<typeof createGitHub>[0]> = {}): GitHub =>
  createGitHub({
    token: "secret",
    tokenClass: "docs",
    apiUrl: github.url,
    throttle: false,
    timeoutMs: 20_000,
    ...more,
  });

/** A client that waits long for everything but an answer that never comes. */
const clientFor = (fault: string): GitHub =>
  client(fault.startsWith("hang") || fault === "slow drip" ? { timeoutMs: 100 } : {});

/** What every reader does: an answer of another shape is not used. */
async function answerAs<T>(schema: z.ZodType<T>, call: () => Promise<unknown>): Promise<Answer<T>> {
  const found = await answer(call);
  if (!found.ok) return found;
  const read = schema.safeParse(found.value);
  return read.success ? { ok: true, value: read.data } : fail("malformed", "another shape");
}

const pullShape = z.object({ number: z.number(), title: z.string(), head: z.object({ sha: z.string() }) });

const read = ({ octokit }: GitHub): Promise<Answer<unknown>> =>
  answerAs(pullShape, async () => {
    const { data } = await octokit.pulls.get({ owner: "acme", repo: "docs", pull_number: number });
    return data;
  });

const write = ({ octokit }: GitHub): Promise<Answer<unknown>> =>
  answerAs(z.object({ id: z.number(), body: z.string() }), async () => {
    const where = { owner: "acme", repo: "docs", issue_number: number };
    return (await octokit.issues.createComment({ ...where, body: "x" })).data;
  });

const query = ({ octokit }: GitHub): Promise<Answer<unknown>> =>
  answerAs(z.object({ viewer: z.object({ login: z.string() }) }), () => octokit.graphql("query { viewer { login } }"));

type Row = readonly [fault: string, reason: string, reads: number];

/** Each fault, the reason that a read and a write get for it, and how often a read is sent. */
const rows: readonly Row[] = [
  ["401 bad credentials", "unauthorised", 1],
  ["403 integration", "no-access", 1],
  ["403 single sign-on", "sso-required", 1],
  ["403 primary limit", "rate-limited", 1],
  ["403 secondary limit", "rate-limited", 1],
  ["403 secondary limit, no retry-after", "rate-limited", 1],
  ["404", "not-found-or-no-access", 1],
  ["409", "unsupported", 1],
  ["410", "not-found-or-no-access", 1],
  ["422", "unsupported", 0],
  ["422 already exists", "unsupported", 0],
  ["429", "rate-limited", 1],
  ["429 retry-after", "rate-limited", 1],
  ["500", "server-error", 3],
  ["502 not applied", "server-error", 3],
  ["502 applied", "server-error", 0],
  ["503", "server-error", 3],
  ["504", "timeout", 3],
  ["504 applied", "timeout", 0],
  ["reset", "network", 3],
  ["reset applied", "network", 0],
  ["hang", "timeout", 3],
  ["hang applied", "timeout", 0],
  ["slow drip", "timeout", 3],
  ["endless body", "truncated", 3],
  ["truncated json", "malformed", 1],
  ["html", "malformed", 1],
  ["empty", "malformed", 1],
  ["null", "malformed", 1],
  ["array for object", "malformed", 1],
  ["another object", "malformed", 1],
  ["fields missing", "malformed", 1],
];

/** Faults that a single read survives. */
const harmless = ["stale read", "redirect", "no link header", "link to a page that fails"];
/** Followed for a while, so there are more requests than one. */
const loops = "redirect loop";

describe("the reason for each fault", () => {
  it("covers the whole list of faults", () => {
    const listed = [...rows.map(([name]) => name), ...harmless, loops].sort();
    expect(listed).toEqual(faults.map(({ name }) => name).sort());
  });

  it.each(rows.filter(([, , reads]) => reads > 0))("T104 read: %s is %s", async (name, reason, reads) => {
    github.fault(() => faultNamed(name));
    expect(await read(clientFor(name))).toMatchObject({ ok: false, reason });
    expect(github.log.length).toBe(reads);
  });

  it.each(rows)("write: %s is %s, sent once", async (name, reason) => {
    github.fault(() => faultNamed(name));
    expect(await write(clientFor(name))).toMatchObject({ ok: false, reason });
    expect(github.log.length).toBe(1);
    const stored = github.repository("acme/docs").repository.comments.length;
    expect(stored).toBe(faultNamed(name).applied ? 1 : 0);
  });

  it.each(rows.filter(([, , reads]) => reads > 0))("query: %s is %s", async (name, reason, reads) => {
    github.fault(() => faultNamed(name));
    expect(await query(clientFor(name))).toMatchObject({ ok: false, reason });
    expect(github.log.length).toBe(reads);
  });

  it.each(harmless)("a read survives: %s", async (name) => {
    github.fault(() => faultNamed(name));
    expect(await read(client())).toMatchObject({ ok: true, value: { number } });
  });
});

describe("T097 redirects", () => {
  it("a write is repeated as it is where it is sent, also by a 301", async () => {
    github.fault(() => faultNamed("redirect"));
    expect(await write(client())).toMatchObject({ ok: true, value: { body: "x" } });
    expect(github.log.map(({ method }) => method)).toEqual(["POST", "POST"]);
  });

  it("a loop ends as a network failure, for reads and for writes", async () => {
    github.fault(() => faultNamed(loops));
    expect(await read(client())).toMatchObject({ ok: false, reason: "network" });
    github.clearLog();
    expect(await write(client())).toMatchObject({ ok: false, reason: "network" });
    expect(github.log.length).toBeLessThan(6);
  });

  it("a write is not carried to another server", async () => {
    const elsewhere = new Response(null, { status: 307, headers: { location: "http://127.0.0.1:9/x" } });
    const asked: string[] = [];
    const send = async (url: string | URL | Request): Promise<Response> => {
      asked.push(String(url));
      return elsewhere;
    };
    expect(await write(client({ fetch: send }))).toMatchObject({ ok: false, reason: "network" });
    expect(asked).toHaveLength(1);
  });
});

describe("retries", () => {
  it("gives a read that fails once a second try", async () => {
    github.fault(({ index }) => (index === 1 ? faultNamed("502 not applied") : undefined));
    expect(await read(client())).toMatchObject({ ok: true });
    expect(github.log.map(({ status }) => status)).toEqual([502, 200]);
  });

  it("T054 never repeats a mutation", async () => {
    const mutation = `mutation { markPullRequestReadyForReview(input: {pullRequestId: "PR_1"}) { clientMutationId } }`;
    github.fault(() => faultNamed("500"));
    expect(await answer(() => client().octokit.graphql(mutation))).toMatchObject({ ok: false, reason: "server-error" });
    expect(github.log.length).toBe(1);
  });

  it.each(["PATCH", "DELETE"] as const)("T054 never repeats a %s", async (method) => {
    github.fault(() => faultNamed("502 applied"));
    const call = () =>
      client().octokit.request(`${method} /repos/acme/docs/issues/comments/1`, {
        ...(method === "PATCH" ? { body: "x" } : {}),
      });
    expect(await answer(call)).toMatchObject({ ok: false, reason: "server-error" });
    expect(github.log.length).toBe(1);
  });
});

describe("what a failure tells", () => {
  it("T105 how long to wait, when GitHub says so", async () => {
    github.fault(() => faultNamed("429 retry-after"));
    expect(await read(client())).toMatchObject({ waitSeconds: 60, status: 429 });
    github.fault(() => faultNamed("403 primary limit"));
    expect(await read(client())).toMatchObject({ limitResetsAt: 4102444800, status: 403 });
  });

  it("no wait and no reset when GitHub does not say", async () => {
    github.fault(() => faultNamed("429"));
    const failure = await read(client());
    expect(failure).not.toHaveProperty("waitSeconds");
    expect(failure).not.toHaveProperty("limitResetsAt");
  });

  it("T025 401, 403 and single sign-on by a real token, not by a fault", async () => {
    expect(await read(client({ token: "expired" }))).toMatchObject({ reason: "unauthorised" });
    github.token("reader", { login: "github-actions[bot]", kind: "job", access: { "acme/docs": "read" } });
    expect(await write(client({ token: "reader" }))).toMatchObject({ reason: "no-access" });
  });

  it("T021 a repository that the token may not see is not said to be absent", async () => {
    github.repository("acme/secret", { visibility: "private", files: { a: "b" } });
    const call = () => client().octokit.repos.get({ owner: "acme", repo: "secret" });
    expect(await answer(call)).toMatchObject({ reason: "not-found-or-no-access", status: 404 });
    const aliased = `{ a: repository(owner: "acme", name: "docs") { name } b: repository(owner: "acme", name: "secret") { name } }`;
    expect(await answer(() => client().octokit.graphql(aliased))).toMatchObject({ reason: "not-found-or-no-access" });
  });

  it("T102 a query answered in part fails as a whole, with the path of each error", async () => {
    const aliased = `{ a: repository(owner: "acme", name: "docs") { name } b: repository(owner: "acme", name: "gone") { name } }`;
    const error: unknown = await client()
      .octokit.graphql(aliased)
      .catch((thrown: unknown) => thrown);
    expect(error instanceof Error && graphqlErrors(error)).toMatchObject([{ type: "NOT_FOUND", path: ["b"] }]);
  });

  it("an abort by the caller is not a timeout", async () => {
    github.fault(() => faultNamed("hang"));
    const controller = new AbortController();
    const call = () =>
      client({ timeoutMs: 5_000 }).octokit.pulls.get({
        ...{ owner: "acme", repo: "docs", pull_number: number },
        request: { signal: controller.signal },
      });
    setTimeout(() => controller.abort(), 20);
    expect(await answer(call)).toMatchObject({ reason: "aborted" });
  });

  it("a server that is not there is a network failure", async () => {
    expect(await read(client({ apiUrl: "http://127.0.0.1:9" }))).toMatchObject({ reason: "network" });
  });

  it("a refusal without a body is a failure too", async () => {
    github.fault(() => ({
      applied: false,
      trouble: { kind: "answer", reply: { status: 404, body: null } },
    }));
    expect(await read(client())).toMatchObject({ ok: false });
  });
});

describe("bugs are not failures", () => {
  it.each([new TypeError("undefined is not a function"), new RangeError("x"), "text"])("throws %s", (error) => {
    expect(() => failureOf(error)).toThrow();
  });
});

describe("text answers", () => {
  it("leaves diffs and raw files as text", async () => {
    const where = { owner: "acme", repo: "docs" };
    const diff = await client().octokit.pulls.get({ ...where, pull_number: number, mediaType: { format: "diff" } });
    expect(String(diff.data)).toContain("+two");
    const raw = await client().octokit.repos.getContent({ ...where, path: "a.md", mediaType: { format: "raw" } });
    expect(raw.data).toBe("one\n");
  });
});

describe("a crash of the client", () => {
  it.each([
    ["before", 0],
    ["after", 1],
  ] as const)("%s the request: %i comments are stored and nothing is sent later", async (when, stored) => {
    const dying = client({ fetch: crashingFetch(1, when) });
    expect(await write(dying)).toMatchObject({ ok: false });
    expect(await write(dying)).toMatchObject({ ok: false });
    expect(github.repository("acme/docs").repository.comments.length).toBe(stored);
    await expect(crashingFetch(1, "before")(github.url)).rejects.toThrow(Crash);
  });
});
