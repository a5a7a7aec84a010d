import { describe, expect, it } from "vitest";
import { postToChat } from "../../src/cli/chat.ts";
import { type DigestRow, renderChatDigest, renderDigest } from "../../src/report/digest.ts";
import { readTimeLimit } from "../../src/sweep.ts";

const now = "2026-03-10T05:00:00Z";
const quiet: DigestRow = {
  number: 1,
  state: "blocked",
  changed: false,
  since: "2026-03-01T00:00:00Z",
  writes: 0,
  problems: [],
};
const turned: DigestRow = {
  number: 2,
  state: "live",
  from: "blocked",
  changed: true,
  since: now,
  writes: 4,
  problems: [],
};
const broken: DigestRow = { number: 3, state: "failed", changed: false, writes: 0, problems: ["<!channel> no answer"] };
const older: DigestRow = { ...quiet, number: 4, since: "2026-01-01T00:00:00Z" };
const digest = { repository: "acme/docs", rows: [quiet, turned, broken, older], stopped: undefined, now };

describe("the digest", () => {
  it("lists what changed, then trouble, then the oldest verdict first", () => {
    const rows = renderDigest(digest)
      .split("\n")
      .filter((line) => line.startsWith("| `acme"));
    expect(
      rows.map((row) =>
        row
          .split("|")
          .slice(1, 5)
          .map((cell) => cell.trim()),
      ),
    ).toEqual([
      ["`acme/docs#2`", "live", "today", "was blocked"],
      ["`acme/docs#3`", "failed", "–", "–"],
      ["`acme/docs#4`", "blocked", "68 days", "–"],
      ["`acme/docs#1`", "blocked", "9 days", "–"],
    ]);
  });

  it("names tickets that could not be told, after what went wrong, and makes no news of them", () => {
    const untold = ["linear:TRUNK-1: the token is not valid (HTTP 401)"];
    const row = (one: DigestRow): string =>
      renderDigest({ ...digest, rows: [one] })
        .split("\n")
        .at(-2) ?? "";
    expect(row({ ...quiet, untold })).toContain("ticket not told: linear:TRUNK-1: the token is not valid (HTTP 401)");
    expect(row({ ...broken, untold })).toMatch(/no answer; ticket not told: linear:TRUNK-1/);
    expect(row({ ...quiet, untold: [] })).not.toContain("ticket");
    expect(renderChatDigest({ ...digest, rows: [{ ...quiet, untold }] })).toBeUndefined();
  });

  it("says to a chat only what is new, and nothing when nothing is", () => {
    expect(renderChatDigest({ ...digest, rows: [quiet, older] })).toBeUndefined();
    expect(renderChatDigest({ ...digest, rows: [quiet], stopped: "secret detail" })).not.toContain("secret");
    expect(renderChatDigest(digest)).toBe(
      [
        "*docs-verdict: acme/docs* – 4 open pull requests: 2 blocked, 1 failed, 1 live.",
        "• acme/docs#2: live (was blocked)",
        "• acme/docs#3: failed – not everything could be read or written",
        "◦ acme/docs#4: blocked for 68 days",
        "◦ acme/docs#1: blocked for 9 days",
      ].join("\n"),
    );
  });
});

describe("the webhook", () => {
  const answers =
    (status: number): typeof fetch =>
    async () =>
      new Response("", { status });
  it.each([
    "http://hooks.example/x",
    "not an address",
    "file:///etc/passwd",
  ])("refuses %s without asking", async (url) => {
    const never: typeof fetch = () => Promise.reject(new Error("asked"));
    expect(await postToChat(url, "text", never)).toMatchObject({ ok: false, reason: "unsupported" });
  });

  it("never repeats the address in a failure", async () => {
    const url = "https://hooks.example/services/secret-part";
    const broken: typeof fetch = () => Promise.reject(new Error(`failed ${url}`));
    for (const send of [broken, answers(500), answers(404)]) {
      const reply = await postToChat(url, "text", send);
      expect(reply.ok).toBe(false);
      expect(JSON.stringify(reply)).not.toContain("secret-part");
    }
    expect(await postToChat(url, "text", answers(200))).toEqual({ ok: true, value: undefined });
  });
});

describe("the time limit", () => {
  it.each([
    ["50", Date.parse(now) + 3_000_000],
    ["", undefined],
    ["0", undefined],
    ["1.5", undefined],
    ["soon", undefined],
  ])("%j", (text, expected) => {
    expect(readTimeLimit(text, now)).toBe(expected);
  });
});
