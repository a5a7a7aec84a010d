import { describe, expect, it } from "vitest";
import { fail } from "../../src/github/answer.ts";
import { type AskTracker, planTicketComment, writeTicketComment } from "../../src/publish/ticket-comments.ts";
import type { TicketCommentSpec } from "../../src/types/index.ts";
import { type FakeLinear, fakeLinear } from "../fake-linear/linear.ts";

const ticket = "TRUNK-12";
const marker = "docs-verdict acme/docs#7 ";

function comment(digest: string): TicketCommentSpec {
  return { marker, digest, body: `Verdict ${digest}\n\n- one\n\n\`${marker}${digest}\`\n` };
}

function askOf(linear: FakeLinear): AskTracker {
  return (query, variables) =>
    linear.getJson({
      url: "https://api.linear.app/graphql",
      headers: { Authorization: "comment-token" },
      body: JSON.stringify({ query, variables }),
      signal: new AbortController().signal,
    });
}

/** One run: looks, and writes where something is to be written; the writes made, or why there were none. */
async function run(linear: FakeLinear, digest: string): Promise<string> {
  const planned = await planTicketComment(askOf(linear), ticket, comment(digest));
  if (!planned.ok) return planned.reason;
  if (planned.value === undefined) return "nothing";
  const reply = await writeTicketComment(askOf(linear), planned.value);
  return reply.ok ? planned.value.kind : reply.reason;
}

const digests = (linear: FakeLinear) => linear.comments.map(({ body, by }) => `${by} ${body.split(marker)[1] ?? ""}`);
const by = (name: string, digest: string, id = name) => ({
  id,
  by: name,
  body: `text\n\n\`${marker}${digest}\``,
  createdAt: "2026-05-01",
});

describe("the comment on a ticket", () => {
  it("T050 T051 is posted once, edited in place, and not written when it says all already", async () => {
    const linear = fakeLinear(ticket);
    expect(await run(linear, "aa11")).toBe("create-ticket-comment");
    expect(await run(linear, "aa11")).toBe("nothing");
    expect(await run(linear, "bb22")).toBe("update-ticket-comment");
    expect(digests(linear)).toEqual(["docs-verdict bb22`"]);
  });

  it("T056 is found behind other comments of ours", async () => {
    const others = [1, 2, 3, 4, 5].map((number) => ({
      ...by("docs-verdict", "aa11", `x${number}`),
      body: `\`docs-verdict acme/docs#${number} aa11\``,
    }));
    const linear = fakeLinear(ticket, [...others, by("docs-verdict", "aa11", "own")]);
    expect(await run(linear, "bb22")).toBe("update-ticket-comment");
    expect(linear.comments.filter(({ body }) => body.includes("bb22")).map(({ id }) => id)).toEqual(["own"]);
  });

  it("T057 T058 a stranger's comment with our words is no comment of ours", async () => {
    const linear = fakeLinear(ticket, [by("mallory", "aa11")]);
    expect(await run(linear, "aa11")).toBe("create-ticket-comment");
    expect(digests(linear)).toEqual(["mallory aa11`", "docs-verdict aa11`"]);
  });

  it("T059 words of ours that are quoted above the last line do not count", async () => {
    const quoted = { ...by("docs-verdict", "aa11", "q"), body: `\`${marker}aa11\`\n\nand more` };
    const linear = fakeLinear(ticket, [quoted]);
    expect(await run(linear, "aa11")).toBe("create-ticket-comment");
  });

  it("T052 of two runs that both saw none, the second is refused by the tracker", async () => {
    const linear = fakeLinear(ticket);
    const planned = await planTicketComment(askOf(linear), ticket, comment("aa11"));
    expect(await run(linear, "aa11")).toBe("create-ticket-comment");
    if (planned.ok && planned.value) expect((await writeTicketComment(askOf(linear), planned.value)).ok).toBe(true);
    expect(digests(linear)).toEqual(["docs-verdict aa11`"]);
  });

  it.each([
    ["server-error", "after"],
    ["timeout", "after"],
    ["network", "after"],
    ["malformed", "after"],
    ["server-error", "before"],
    ["timeout", "before"],
    ["network", "before"],
  ] as const)("T054 an answer of %s %s it was stored leaves one comment", async (reason, when) => {
    const linear = fakeLinear(ticket);
    let used = false;
    linear.fault = (operation) => {
      if (used || operation !== "commentCreate") return undefined;
      used = true;
      return { when, answer: fail(reason, "") };
    };
    expect(await run(linear, "aa11")).toBe("create-ticket-comment");
    expect(digests(linear)).toEqual(["docs-verdict aa11`"]);
  });

  it.each([
    "unauthorised",
    "no-access",
    "rate-limited",
    "unsupported",
  ] as const)("a refusal of %s is told and not repeated", async (reason) => {
    const linear = fakeLinear(ticket);
    linear.fault = (operation) =>
      operation === "commentCreate" ? { when: "before", answer: fail(reason, "") } : undefined;
    expect(await run(linear, "aa11")).toBe(reason);
    expect(linear.asked.filter((one) => one === "commentCreate")).toHaveLength(1);
  });

  it.each<readonly [string, unknown]>([
    ["nothing", null],
    ["a list", []],
    ["errors", { errors: [{ message: "no" }], data: null }],
    ["half", { data: { issue: null } }],
  ])("T104 comments that are answered with %s are unread, and nothing is posted", async (_name, value) => {
    const linear = fakeLinear(ticket);
    linear.fault = () => ({ when: "before", answer: { ok: true, value } });
    expect(await run(linear, "aa11")).toBe("malformed");
    expect(linear.comments).toEqual([]);
  });

  it("T106 a list without an end is unread", async () => {
    const many = Array.from({ length: 12 }, (_, index) => ({
      ...by("docs-verdict", "aa11", `x${index}`),
      body: "other",
    }));
    const linear = fakeLinear(ticket, many);
    expect(await run(linear, "aa11")).toBe("truncated");
    expect(linear.comments).toHaveLength(12);
  });
});
