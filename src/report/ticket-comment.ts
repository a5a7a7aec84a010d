import { createHash } from "node:crypto";
import type { Report, TicketCommentSpec } from "../types/index.ts";
import { viewForReaders } from "./audience.ts";
import { markdownOf, paragraph, text } from "./nodes.ts";
import { nextSection, verdictLine } from "./sections.ts";
import { linked, untrusted } from "./untrusted.ts";

/** Longest text of a ticket's comment, in UTF-16 units: a ticket is no place for a long list. */
const maxText = 8000;

/**
 * The comment on a ticket that a docs pull request names: its verdict, where to read on, and what to do next. Who reads
 * the tracker is not known, so it says only what everybody can read on the docs pull request already: of one that is not
 * public, the verdict alone. The last line is how the comment is found again, and tells whether it is up to date.
 */
export function renderTicketComment(report: Report): TicketCommentSpec {
  const { repository, number, url, visibility } = report.pull;
  const steps = visibility === "public" ? nextSection(report, viewForReaders(report)) : [];
  const where = paragraph(text("Docs pull request "), linked(untrusted(`${repository}#${number}`), url), text("."));
  const whole = markdownOf([...verdictLine(report), where, ...steps]);
  const shown = whole.length <= maxText ? whole : markdownOf([...verdictLine(report), where]);
  const marker = `docs-verdict ${repository}#${number} `;
  const digest = createHash("sha256").update(shown).digest("hex").slice(0, 20);
  return { marker, digest, body: `${shown}\n\`${marker}${digest}\`\n` };
}
