import { expect, it } from "vitest";
import { renderComment } from "../../src/report/comment.ts";
import { renderGitHub } from "../../src/report/github.ts";
import { renderHtml } from "../../src/report/html.ts";
import { renderHuman } from "../../src/report/human.ts";
import { renderJson } from "../../src/report/json.ts";
import { renderMarkdown } from "../../src/report/markdown.ts";
import { renderRdjson } from "../../src/report/rdjson.ts";
import { renderSarif } from "../../src/report/sarif.ts";
import type { Report } from "../../src/types/index.ts";
import { fullReport } from "./full-report.ts";

const report = fullReport({ docs: "docs/berth.mdx", source: "src/berth.ts" }, { docs: "public", source: "public" });
const paint = (_colour: string, text: string): string => text;

const files = {
  "comment.md": (shown: Report) => renderComment(shown, "c3RhdGU").body,
  "report.md": renderMarkdown,
  "report.txt": (shown: Report) => renderHuman(shown, paint),
  "report.json": renderJson,
  "report.sarif": renderSarif,
  "report.rdjson": renderRdjson,
  "report.html": renderHtml,
  "report.github.txt": renderGitHub,
} satisfies Record<string, (shown: Report) => string>;

it.each(Object.entries(files))("%s shows the whole report", async (name, render) => {
  await expect(render(report)).toMatchFileSnapshot(`__snapshots__/${name}`);
});

it("what a private source holds leaves the comment, and the rest stays", async () => {
  const shown = fullReport({ docs: "docs/berth.mdx", source: "src/berth.ts" }, { docs: "public", source: "private" });
  await expect(renderComment(shown, "c3RhdGU").body).toMatchFileSnapshot("__snapshots__/comment-of-private-source.md");
});
