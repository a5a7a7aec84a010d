import type { Report, TruthReport } from "../types/index.ts";
import { renderGitHub } from "./github.ts";
import { renderHtml } from "./html.ts";
import { type Paint, renderHuman } from "./human.ts";
import { renderJson } from "./json.ts";
import { renderMarkdown } from "./markdown.ts";
import { renderRdjson } from "./rdjson.ts";
import { renderSarif } from "./sarif.ts";

/** Every output: report in, text out. */
export const formats = {
  human: renderHuman,
  json: renderJson,
  sarif: renderSarif,
  rdjson: renderRdjson,
  markdown: renderMarkdown,
  html: renderHtml,
  github: renderGitHub,
} satisfies Record<string, (report: TruthReport | Report, paint: Paint) => string>;

/** Name of an output. */
export type FormatName = keyof typeof formats;
