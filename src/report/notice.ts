import type { NoticeSpec, Report } from "../types/index.ts";
import { viewForReaders } from "./audience.ts";
import { markdownOf, paragraph, strong, text } from "./nodes.ts";
import { linkedPhrase } from "./reference-links.ts";
import { verdictWords } from "./words.ts";

/** The notice of a change of verdict, in one line; undefined for the first verdict and when nothing changed. */
export function renderNotice(report: Report): NoticeSpec | undefined {
  const { changed, verdict } = report;
  if (changed?.from === undefined) return undefined;
  const { icon, act } = verdictWords[verdict.value];
  const [first] = verdict.reasons.filter((reason) => reason.verdict !== "live");
  const why =
    first === undefined
      ? []
      : [text(" Because "), ...linkedPhrase(viewForReaders(report).reason(first), report), text(".")];
  const marker = `<!-- docs-verdict:notice ${changed.at} ${changed.to} -->`;
  const line = paragraph(strong(`${icon} ${changed.from} → ${verdict.value}.`), text(` ${act}`), ...why);
  return { marker, body: `${marker}\n${markdownOf([line])}` };
}
