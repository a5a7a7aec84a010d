import { describe, expect, it } from "vitest";
import { annotationsOf, titleOf } from "../../src/report/annotations.ts";
import { ledgerForReaders } from "../../src/report/audience.ts";
import { renderComment } from "../../src/report/comment.ts";
import { renderMarkdown, renderSummary } from "../../src/report/markdown.ts";
import { renderNotice } from "../../src/report/notice.ts";
import { renderClaims } from "../../src/report/reply.ts";
import { suggestionsOf } from "../../src/report/suggestions.ts";
import type { Report, Visibility } from "../../src/types/index.ts";
import { fullReport } from "./full-report.ts";

const canary = "canary-of-the-private-source";
const words = { docs: "docs-words", source: canary };

/** A report that rests on work and flags which only the source names, today and in its history. */
function discovering(report: Report): Report {
  const subjects = [`acme/${canary}#9`, `flag:any/${canary}`];
  const reasons = subjects.map((subject) => ({
    ...({ verdict: "blocked", subject, code: "open", data: {} } as const),
    next: { code: "merge-pull", data: {} } as const,
  }));
  const cause = subjects.map((subject) => `${subject} open`).join("; ");
  return {
    ...report,
    verdict: { ...report.verdict, reasons: [...reasons, ...report.verdict.reasons] },
    ledger: {
      ...report.ledger,
      transitions: [{ at: "2026-04-30", to: "live", cause }, ...report.ledger.transitions],
    },
    changed: { at: "2026-05-01", from: "live", to: "blocked", cause },
  };
}

/** A report of a name that the source gave up: no place of today says so. */
function remembering(report: Report): Report {
  const data = { commit: canary, day: "2026-04-08", path: `src/${canary}.ts` };
  const findings = report.findings.map((finding) =>
    finding.outcome === "unverifiable"
      ? { ...finding, reason: { code: "removed-since", data }, evidence: [] }
      : finding,
  );
  return { ...report, findings };
}

/** Everything that readers of the docs pull request can see. */
const sinks = {
  comment: (report: Report) => renderComment(report, "c3RhdGU").body,
  "shorter comments": (report: Report) => renderComment(report, "c3RhdGU").smaller.join("\n"),
  "comment without excerpts": (report: Report) => renderComment(report, "c3RhdGU", "summary").body,
  "job summary": renderSummary,
  "title of the check": titleOf,
  annotations: (report: Report) => JSON.stringify(annotationsOf(report)),
  "stored ledger": (report: Report) => JSON.stringify(ledgerForReaders(report)),
  notice: (report: Report) => JSON.stringify(renderNotice(report) ?? ""),
  "answer to a command": (report: Report) => renderClaims(1, report, report.findings),
  suggestions: (report: Report) => JSON.stringify(suggestionsOf(report, new Map([["docs-words", [3]]]))),
} satisfies Record<string, (report: Report) => string>;

describe.each(Object.entries(sinks))("T141 %s", (_name, render) => {
  it.each<[Visibility, Visibility]>([
    ["public", "private"],
    ["public", "unknown"],
    ["unknown", "private"],
    ["unknown", "unknown"],
  ])("T142 of %s docs shows nothing of a %s source", (docs, source) => {
    expect(render(discovering(fullReport(words, { docs, source })))).not.toContain(canary);
    expect(render(remembering(fullReport(words, { docs, source })))).not.toContain(canary);
  });
});

it("what may be read is shown: to the readers of private docs, of a public source, and to the owner", () => {
  expect(renderSummary(fullReport(words, { docs: "private", source: "private" }))).toContain(canary);
  expect(renderSummary(fullReport(words, { docs: "public", source: "public" }))).toContain(canary);
  expect(renderMarkdown(fullReport(words, { docs: "public", source: "private" }))).toContain(canary);
  const gone = remembering(fullReport({ ...words, source: "" }, { docs: "public", source: "public" }));
  expect(renderSummary(gone)).toContain(canary);
  const open = discovering(fullReport({ ...words, source: "" }, { docs: "private", source: "private" }));
  for (const render of [renderSummary, sinks["stored ledger"]]) expect(render(open)).toContain(canary);
});

it("T065 the same report gives the same bytes in every time zone and language", () => {
  const report = fullReport(words, { docs: "public", source: "public" });
  const render = (zone: string, language: string): string => {
    process.env.TZ = zone;
    process.env.LC_ALL = language;
    return Object.values(sinks)
      .map((sink) => sink(report))
      .join("\n");
  };
  const before = { TZ: process.env.TZ, LC_ALL: process.env.LC_ALL };
  try {
    const first = render("UTC", "C");
    expect(render("Pacific/Kiritimati", "tr_TR.UTF-8")).toBe(first);
    expect(render("America/St_Johns", "de_DE.UTF-8")).toBe(first);
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
});
