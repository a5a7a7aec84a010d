import { describe, expect, it } from "vitest";
import { argumentNotes, commandForms, commandPurposes, readCommand } from "../../src/commands/grammar.ts";
import { titleOf } from "../../src/report/annotations.ts";
import { renderComment } from "../../src/report/comment.ts";
import { claimsNamed, renderHelp } from "../../src/report/reply.ts";
import type { Finding, LedgerEntry, Outcome, Report } from "../../src/types/index.ts";

const commit = "c".repeat(40);
const place = {
  path: "docs/a.md",
  startLine: 3,
  startColumn: 1,
  endLine: 3,
  endColumn: 9,
  startOffset: 20,
  endOffset: 28,
};

function finding(number: number, outcome: Outcome, value = `X-Header-${number}`): Finding {
  const fact = {
    kind: "http-header",
    value,
    role: "header-read",
    place: { ...place, path: "src/http.ts" },
    blob: commit,
    strength: "code",
    snippet: "read()",
    scope: {},
    via: [],
  } as const;
  return {
    claim: {
      id: `${String(number).padStart(4, "0")}aaaabbbb`,
      kind: "http-header",
      value,
      qualifiers: {},
      polarity: "present",
      quote: value,
      sentence: value,
      place: { ...place, startOffset: number },
      rule: "http-header",
      ownership: { owner: "project" },
    },
    outcome,
    reason: { code: "not-found", data: {} },
    evidence: outcome === "unverifiable" ? [] : [{ fact, repository: "acme/api", commit, visibility: "public" }],
    ...(outcome === "contradicted" ? { actual: "X-Other" } : {}),
  };
}

function report(more: Partial<Report> = {}): Report {
  const findings = more.findings ?? [finding(1, "contradicted"), finding(2, "confirmed")];
  return {
    schemaVersion: 1,
    sources: [{ repository: "acme/api", commit, visibility: "public", filesSearched: 3 }],
    documents: [],
    findings,
    summary: { confirmed: 1, contradicted: 1, ambiguous: 0, unverifiable: 0 },
    kinds: {},
    pull: {
      repository: "acme/docs",
      number: 7,
      url: "https://github.com/acme/docs/pull/7",
      title: "docs",
      headCommit: commit,
      visibility: "public",
    },
    verdict: {
      value: "blocked",
      reasons: [
        { verdict: "blocked", subject: "acme/api#5", code: "open", data: {}, next: { code: "merge-pull", data: {} } },
        { verdict: "unknown", subject: "acme/api#6", code: "unavailable", data: {}, next: { code: "retry", data: {} } },
      ],
    },
    signals: [],
    references: {
      taken: [{ kind: "pull", key: "acme/api#5", role: "primary", foundIn: "body", quote: "acme/api#5" }],
      ignored: [],
    },
    ledger: { schemaVersion: 1, entries: [], transitions: [], dismissals: [] },
    configDigest: "abc",
    toolVersion: "0.1.0",
    ...more,
  };
}

const bodyOf = (more: Partial<Report> = {}): string => renderComment(report(more), "state").body;

describe("what a maintainer reads first", () => {
  it("the marker, the verdict, what to do and the first step stand in the first ten lines", () => {
    const lines = bodyOf().split("\n");
    expect(lines[0]).toBe("<!-- docs-verdict:v1 state -->");
    const first = lines.slice(1, 10).join("\n");
    expect(first).toContain("## 🔴 Verdict: blocked");
    expect(first).toContain("**Do not merge yet.**");
    expect(first).toContain(
      "Merge [`acme/api#5`](https://redirect.github.com/acme/api/pull/5), then comment `/verify`.",
    );
  });

  it("a live verdict says it once", () => {
    const body = bodyOf({ verdict: { value: "live", reasons: [] } });
    expect(body.match(/merge this pull request/gi)).toHaveLength(1);
    expect(body).not.toContain("What to do next");
  });

  it("outside github.com nothing is linked, so that no mention is left behind", () => {
    const pull = { ...report().pull, url: "https://git.acme.example/acme/docs/pull/7" };
    expect(bodyOf({ pull })).not.toContain("/acme/api/pull/5");
  });

  it("the title of the check names the first reason", () => {
    expect(titleOf(report())).toBe(
      "blocked: `acme/api#5` is open (and 1 more). 1 of 2 claims confirmed, 1 contradicted.",
    );
  });

  it("what needs a person stands alone when there are many claims", () => {
    const many = Array.from({ length: 20 }, (_, index) => finding(index + 2, "confirmed"));
    const body = bodyOf({ findings: [finding(1, "contradicted"), ...many] });
    const [visible = ""] = body.split("<details>");
    expect(visible).toContain("X-Header-1`");
    expect(visible).not.toContain("X-Header-2`");
    expect(body).toContain("Confirmed claims (20)");
  });
});

describe("what can be typed from the comment", () => {
  it("the id that is shown names its claim and no other", () => {
    const [, id = ""] = /`X-Header-1`.*`([0-9a-f]{8})` \|/.exec(bodyOf()) ?? [];
    expect(claimsNamed(report(), id).map(({ claim }) => claim.value)).toEqual(["X-Header-1"]);
    expect(claimsNamed(report(), "0001aaaa")).toHaveLength(1);
    expect(claimsNamed(report(), "0001aaab")).toHaveLength(0);
    expect(claimsNamed(report(), "0001")).toHaveLength(0);
  });

  it("help shows each command with its arguments and what it does", () => {
    const kinds = ["verify", "help", "explain", "block", "release", "docs-only", "dismiss"] as const;
    const lines = kinds.map((kind) => ({
      form: commandForms[kind],
      purpose: commandPurposes[kind],
      decides: "decision" as const,
    }));
    const text = renderHelp(1, lines, argumentNotes);
    for (const { form } of lines) expect(text).toContain(form);
    expect(text).toContain("`<claim>`: its id from the table, such as `1a2b3c4d`");
    for (const { form } of lines) {
      const typed = form
        .replace("<claim>", "1a2b3c4d")
        .replace("<reference>", "acme/api#1")
        .replace("<reason>", "it is so");
      expect(readCommand(typed, 7).kind).toBe("command");
    }
  });
});

describe("decisions", () => {
  const at = "2026-02-03T04:05:06Z";
  const entries: readonly LedgerEntry[] = [
    {
      key: "hold:announcement",
      role: "blocker",
      foundIn: "comment by writer",
      recordedAt: at,
      note: "wait <b>@all</b>",
      headCommit: "d".repeat(40),
      seen: { state: "held", at },
    },
    {
      key: "acme/api#5",
      role: "primary",
      foundIn: "body",
      recordedAt: at,
      resolved: { by: "release", login: "lead", reason: "by hand", headCommit: commit, at: "2026-02-04T00:00:00Z" },
    },
  ];
  const dismissals = [{ claim: "0001aaaabbbb", login: "lead", reason: "legal", headCommit: commit, at }];
  const ledger = { schemaVersion: 1, entries, transitions: [], dismissals } as const;

  it("stand with date, person, reason and commit, newest first, as inert text", () => {
    const body = bodyOf({ ledger });
    const rows = body.split("\n").filter((line) => /^\| 2026-02-0/.test(line));
    expect(rows).toEqual([
      "| 2026-02-04 | `lead` | released [`acme/api#5`](https://redirect.github.com/acme/api/pull/5) | `by hand` | `cccccccccccc` |",
      "| 2026-02-03 | `writer` | blocked by `hold:announcement` | `wait <b>@all</b>` | `dddddddddddd` |",
      "| 2026-02-03 | `lead` | dismissed the contradiction of claim `0001aaaa` | `legal` | `cccccccccccc` |",
    ]);
    expect(body).toContain("Decisions (3)");
  });

  it("are absent when nobody decided", () => {
    expect(bodyOf()).not.toContain("Decisions");
  });
});

describe("T060, T062 size", () => {
  it.each([20, 500, 3000])("%d claims fit, with whole markup and complete counts", (count) => {
    const findings = Array.from({ length: count }, (_, index) =>
      finding(index, index % 2 ? "confirmed" : "ambiguous", `𝒳-${index}-${"y".repeat(60)}`),
    );
    const { body, smaller } = renderComment(
      report({ findings, summary: { confirmed: count / 2, contradicted: 0, ambiguous: count / 2, unverifiable: 0 } }),
      "s".repeat(20_000),
    );
    for (const text of [body, ...smaller]) {
      expect(text.length).toBeLessThan(65_536);
      expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
      expect(text).toContain(`${count / 2} of ${count} claims confirmed`);
      expect(text).not.toMatch(/\p{Surrogate}/u);
    }
  });
});
