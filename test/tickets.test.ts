import { describe, expect, it } from "vitest";
import type { RunClients } from "../src/clients.ts";
import { type Config, configSchema } from "../src/config.ts";
import { renderPlan } from "../src/publish/dry-run.ts";
import { renderTicketComment } from "../src/report/ticket-comment.ts";
import { planTickets, publishTickets } from "../src/tickets.ts";
import type { Bundle, Evidence, Reference, Report } from "../src/types/index.ts";
import { type FakeLinear, fakeLinear } from "./fake-linear/linear.ts";
import { fullReport } from "./report/full-report.ts";
import { now } from "./verdict/builders.ts";

const ticket = "TRUNK-12";
const tracker = { system: "linear", projects: ["TRUNK"], tokenEnv: "READ", commentTokenEnv: "WRITE" };
const secrets: Readonly<Record<string, string>> = { READ: "read-token", WRITE: "comment-token" };
const words = { docs: "docs-canary", source: "source-canary" };

const clientsOf = (linear: FakeLinear): Pick<RunClients, "getJson" | "secret"> => ({
  getJson: linear.getJson,
  secret: (name) => secrets[name],
});

function referenceTo(id: string, foundIn = "body"): Reference {
  return { kind: "ticket", key: `linear:${id}`, role: "context", foundIn, quote: id };
}

function seen(id: string): Evidence {
  return {
    subject: { kind: "ticket", key: `linear:${id}` },
    source: "Linear",
    observedAt: now,
    audience: { of: id, visibility: "private" },
    seenBy: "source",
    status: "found",
    data: { title: "t", state: "Done", done: true, url: `https://linear.app/acme/issue/${id}`, leadsTo: [] },
  };
}

type Case = {
  readonly config: Config;
  readonly references: readonly Reference[];
  readonly evidence: readonly Evidence[];
};

function question({ config, references, evidence }: Case) {
  const report: Report = {
    ...fullReport(words, { docs: "public", source: "private" }),
    references: { taken: references, ignored: [] },
  };
  const bundle: Pick<Bundle, "evidence"> = { evidence };
  return { report, bundle, config };
}

const configOf = (...trackers: readonly unknown[]): Config => configSchema.parse({ trackers });

describe("tickets that are told", () => {
  it.each<readonly [string, Case, readonly string[]]>([
    [
      "a ticket that the pull request names",
      { config: configOf(tracker), references: [referenceTo(ticket)], evidence: [seen(ticket)] },
      [`create-ticket-comment ${ticket}`],
    ],
    [
      "nothing where no tracker asks for it",
      {
        config: configOf({ ...tracker, commentTokenEnv: undefined }),
        references: [referenceTo(ticket)],
        evidence: [seen(ticket)],
      },
      [],
    ],
    [
      "no ticket that was only discovered",
      { config: configOf(tracker), references: [referenceTo(ticket, "discovered")], evidence: [seen(ticket)] },
      [],
    ],
    [
      "no ticket that the tracker did not show",
      { config: configOf(tracker), references: [referenceTo(ticket)], evidence: [] },
      [],
    ],
    [
      "no ticket of another project",
      { config: configOf(tracker), references: [referenceTo("OTHER-1")], evidence: [seen("OTHER-1")] },
      [],
    ],
    [
      "a missing token, as a problem",
      {
        config: configOf({ ...tracker, commentTokenEnv: "MISSING" }),
        references: [referenceTo(ticket)],
        evidence: [seen(ticket)],
      },
      ["problem"],
    ],
    [
      "no more than five, however many are named",
      {
        config: configOf(tracker),
        references: Array.from({ length: 40 }, (_, index) => referenceTo(`TRUNK-${index + 1}`)),
        evidence: Array.from({ length: 40 }, (_, index) => seen(`TRUNK-${index + 1}`)),
      },
      ["problem", "problem", "problem", "problem", "problem"],
    ],
  ])("%s", async (_name, given, expected) => {
    const { writes, problems } = await planTickets(question(given), clientsOf(fakeLinear(ticket)));
    expect([...writes.map((one) => `${one.kind} ${one.ticket}`), ...problems.map(() => "problem")]).toEqual(expected);
  });

  it("are written with the token for comments alone, once, and shown by a dry run", async () => {
    const linear = fakeLinear(ticket);
    const given = question({ config: configOf(tracker), references: [referenceTo(ticket)], evidence: [seen(ticket)] });
    const { writes } = await planTickets(given, clientsOf(linear));
    const shown = renderPlan(
      { writes: [], tickets: writes },
      { comments: [], labels: [], repositoryLabels: [], checks: [] },
    );
    expect(shown).toContain(`1. post a comment on ticket ${ticket}\n   | ## `);
    const told = await publishTickets(writes, given.config, clientsOf(linear));
    expect(told).toEqual({ written: 1, problems: [] });
    expect(linear.comments.map(({ by }) => by)).toEqual(["docs-verdict"]);
    expect(await planTickets(given, clientsOf(linear))).toEqual({ writes: [], problems: [] });
  });

  it("fail nothing when the tracker refuses", async () => {
    const linear = fakeLinear(ticket);
    const given = question({ config: configOf(tracker), references: [referenceTo(ticket)], evidence: [seen(ticket)] });
    const { writes } = await planTickets(given, clientsOf(linear));
    const refusing: FakeLinear = fakeLinear("TRUNK-99");
    expect(await publishTickets(writes, given.config, clientsOf(refusing))).toMatchObject({
      written: 0,
      problems: [expect.stringContaining(ticket)],
    });
  });

  it("are of Linear: the configuration says so", () => {
    const read = () => configSchema.parse({ trackers: [{ system: "jira", commentTokenEnv: "WRITE" }] });
    expect(read).toThrow(/Linear only/);
  });
});

describe("what a ticket's comment says", () => {
  const visibilities = ["public", "private", "unknown"] as const;
  it.each(visibilities)("T141 nothing of a private source, for docs that are %s", (docs) => {
    expect(renderTicketComment(fullReport(words, { docs, source: "private" })).body).not.toContain("source-canary");
  });

  it("T142 next steps are said where everybody may read the docs, and nowhere else", () => {
    const body = (docs: (typeof visibilities)[number]) =>
      renderTicketComment(fullReport(words, { docs, source: "public" })).body;
    expect(body("public")).toContain("What to do next");
    expect(body("private")).not.toContain("What to do next");
    expect(body("private")).not.toContain("canary");
    expect(body("unknown")).toBe(body("private"));
  });

  it("T130 leaves no mention, and is short however much there is to say", () => {
    const { body } = renderTicketComment(
      fullReport({ docs: "@ada ".repeat(500), source: "@bob " }, { docs: "public", source: "public" }),
    );
    expect(body.replaceAll(/`[^`]*`/g, "")).not.toContain("@");
    expect(body.length).toBeLessThan(9000);
  });

  it("is the same for the same report, and another for another verdict", () => {
    const report = fullReport(words, { docs: "public", source: "public" });
    const other: Report = { ...report, verdict: { value: "live", reasons: [] } };
    expect(renderTicketComment(report)).toEqual(renderTicketComment(report));
    expect(renderTicketComment(other).digest).not.toBe(renderTicketComment(report).digest);
  });
});
