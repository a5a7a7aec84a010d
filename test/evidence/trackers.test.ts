import { describe, expect, it } from "vitest";
import { configSchema } from "../../src/config.ts";
import type { GetJson, JsonRequest } from "../../src/evidence/get-json.ts";
import type { Clients, Lookup } from "../../src/evidence/provider.ts";
import { issueProvider } from "../../src/evidence/trackers/github-issue.ts";
import { ticketProvider } from "../../src/evidence/trackers/provider.ts";
import { type Failure, fail } from "../../src/github/answer.ts";
import type { Evidence, Reference } from "../../src/types/index.ts";
import { fakeLinear } from "../fake-linear/linear.ts";
import { useDouble } from "../github/double.ts";
import { now } from "../verdict/builders.ts";
import { describeContract } from "./contract.ts";

const bench = useDouble();
const ticket = (key: string): Reference => ({ kind: "ticket", key, role: "context", foundIn: "body", quote: key });
const repositories = [{ repository: "acme/eng" }];
const linear = { system: "linear", projects: ["TRUNK"], tokenEnv: "TOKEN" };
const jira = { system: "jira", url: "https://acme.atlassian.net/", tokenEnv: "TOKEN" };
const pull = (number: number): string => `https://github.com/acme/eng/pull/${number}`;

function lookupIn(trackers: readonly unknown[], getJson: GetJson, token = "secret"): Lookup {
  const config = configSchema.parse({ engineering: { repositories }, trackers });
  const clients: Clients = {
    docs: bench().client("t", "docs"),
    source: bench().client(),
    docsRepository: "acme/docs",
    now: () => now,
    getJson,
    secret: (name) => (name === "TOKEN" ? token : undefined),
  };
  return ticketProvider.create(config, clients);
}

/** Answers by the end of the address, and notes what was asked. */
function double(answers: Readonly<Record<string, unknown>>, asked: JsonRequest[] = []): GetJson {
  return async (request) => {
    asked.push(request);
    if (request.signal.aborted) return fail("aborted", "stopped");
    const found = Object.entries(answers).find(([end]) => request.url.endsWith(end));
    return found === undefined ? fail("not-found-or-no-access", "HTTP 404") : { ok: true, value: found[1] };
  };
}

const linearIssue = (identifier: string, urls: readonly string[]) => ({
  identifier,
  title: "Tokens",
  url: `https://linear.app/acme/issue/${identifier}`,
  state: { name: "Done", type: "completed" },
  attachments: { nodes: urls.map((url) => ({ url })) },
});
const linearAnswer = (...nodes: unknown[]) => ({ "/graphql": { data: { issues: { nodes } } } });
const jiraAnswers = {
  "issue/ABC-1?fields=summary,status": {
    key: "ABC-1",
    fields: { summary: "Tokens", status: { name: "In Review", statusCategory: { key: "indeterminate" } } },
  },
  "issue/ABC-1/remotelink": [{ object: { url: pull(7) } }, { object: { url: "https://example.com" } }],
};

const seen = (evidence: readonly Evidence[]) =>
  evidence.map((item) =>
    item.status === "found" && "leadsTo" in item.data
      ? `${item.subject.key} ${item.source} ${item.data.state} ${item.data.done} ${item.data.leadsTo.join()}`
      : `${item.subject.key} ${item.status === "unavailable" ? item.reason : item.status}`,
  );
const ask = async (lookup: Lookup, ...keys: string[]) =>
  seen(await lookup.lookup({ references: keys.map(ticket), known: [] }, new AbortController().signal));

describe("Linear", () => {
  it("R6 asks once a team, and leads to pull requests of engineering repositories only", async () => {
    const asked: JsonRequest[] = [];
    const urls = [pull(9), pull(8), `${pull(8)}/files`, "https://github.com/other/lib/pull/1", "https://example.com"];
    const lookup = lookupIn([linear], double(linearAnswer(linearIssue("TRUNK-1", urls)), asked));
    expect(await ask(lookup, "linear:TRUNK-1", "ticket:TRUNK-2", "ticket:OTHER-1", "jira:TRUNK-3")).toEqual([
      "linear:TRUNK-1 Linear Done true acme/eng#8,acme/eng#9",
      "ticket:TRUNK-2 not-found-or-no-access",
      "ticket:OTHER-1 not-configured",
      "jira:TRUNK-3 not-configured",
    ]);
    expect(asked.map(({ url, headers }) => [url, headers.Authorization])).toEqual([
      ["https://api.linear.app/graphql", "secret"],
    ]);
    expect(JSON.parse(asked[0]?.body ?? "")).toMatchObject({ variables: { team: "TRUNK", numbers: [1, 2] } });
  });

  it("R6 asks what Linear's published schema answers", async () => {
    const lookup = lookupIn([linear], fakeLinear("TRUNK-1").getJson, "read-token");
    expect(await ask(lookup, "linear:TRUNK-1", "linear:TRUNK-2")).toEqual([
      "linear:TRUNK-1 Linear Done true ",
      "linear:TRUNK-2 not-found-or-no-access",
    ]);
  });

  it.each<readonly [string, unknown, string]>([
    ["errors", { errors: [{ message: "x" }], data: null }, "malformed"],
    ["a list", [], "malformed"],
    ["nothing", null, "malformed"],
  ])("T104 an answer of %s is no ticket", async (_name, answer, expected) => {
    expect(await ask(lookupIn([linear], double({ "/graphql": answer })), "linear:TRUNK-1")).toEqual([
      `linear:TRUNK-1 ${expected}`,
    ]);
  });
});

describe("Jira", () => {
  it.each([
    ["secret", "Bearer secret"],
    ["bot@acme.example:secret", `Basic ${Buffer.from("bot@acme.example:secret").toString("base64")}`],
  ])("R6 reads a ticket and its links with the token %s", async (token, expected) => {
    const asked: JsonRequest[] = [];
    expect(await ask(lookupIn([jira], double(jiraAnswers, asked), token), "jira:ABC-1", "jira:ABC-2")).toEqual([
      "jira:ABC-1 Jira In Review false acme/eng#7",
      "jira:ABC-2 not-found-or-no-access",
    ]);
    expect(new Set(asked.map(({ headers }) => headers.Authorization))).toEqual(new Set([expected]));
    expect(asked[0]?.url).toBe("https://acme.atlassian.net/rest/api/2/issue/ABC-1?fields=summary,status");
  });

  it("says what is missing in the configuration", async () => {
    const noToken: Failure = fail("network", "");
    expect(
      await ask(
        lookupIn([{ system: "jira" }], async () => noToken),
        "ticket:ABC-1",
      ),
    ).toEqual(["ticket:ABC-1 not-configured"]);
    expect(
      await ask(
        lookupIn([{ system: "linear" }], async () => noToken),
        "ticket:ABC-1",
      ),
    ).toEqual(["ticket:ABC-1 not-configured"]);
  });
});

describe("GitHub issues", () => {
  it("R6 lead to the pull requests that close them", async () => {
    const eng = bench().double.repository("acme/eng", { files: { "a.ts": "1\n" } });
    const number = eng.issue({ title: "Tokens" });
    eng.pull({ title: "feat: a", body: `Closes #${number}`, files: { "a.ts": "2\n" } });
    eng.pull({ title: "feat: b", body: `See #${number}`, files: { "b.ts": "2\n" } });
    const config = configSchema.parse({ engineering: { repositories } });
    const clients = { docs: bench().client(), source: bench().client(), docsRepository: "acme/docs", now: () => now };
    const lookup = issueProvider.create(config, { ...clients, getJson: double({}), secret: () => undefined });
    const key = `acme/eng#${number}`;
    const isIssue = { subject: { kind: "pull", key }, source: "GitHub", observedAt: now, seenBy: "source" } as const;
    const audience = { of: "acme/eng", visibility: "public" } as const;
    const known: Evidence[] = [{ ...isIssue, audience, status: "absent", scope: "an issue" }];
    const references: Reference[] = [
      { ...ticket(key), kind: "issue" },
      { ...ticket("acme/eng#9"), kind: "pull" },
    ];
    const signal = new AbortController().signal;
    expect(seen(await lookup.lookup({ references, known }, signal))).toEqual([`${key} GitHub open false acme/eng#2`]);
    eng.close(number);
    expect(seen(await lookup.lookup({ references, known }, signal))[0]).toMatch(/GitHub (?:completed|closed) true/);
  });
});

describe("the contract of providers", () => {
  const open = (answers: Readonly<Record<string, unknown>>) => () => lookupIn([linear], double(answers));
  describeContract({
    provider: ticketProvider,
    found: { open: open(linearAnswer(linearIssue("TRUNK-1", []))), reference: ticket("linear:TRUNK-1") },
    unavailable: { open: open({}), reference: ticket("linear:TRUNK-1") },
  });
});
