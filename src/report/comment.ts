import type { RootContent } from "mdast";
import { type CommentSpec, commentMarker, type Report } from "../types/index.ts";
import { viewForReaders } from "./audience.ts";
import { claimsTable, confirmedSection, type Tier } from "./claims-section.ts";
import { decisionsSection } from "./decisions-section.ts";
import { markdownOf, paragraph, text } from "./nodes.ts";
import {
  changedSection,
  footer,
  historySection,
  nextSection,
  referencesSection,
  signalsSection,
  verdictLine,
} from "./sections.ts";
import { wiringSection } from "./wiring-section.ts";

/**
 * Longest body, in UTF-16 units. GitHub refuses more than 65,536 characters
 * (https://github.com/orgs/community/discussions/27190); the unit is not documented, so there is room.
 */
const maxBody = 60_000;

/** What each tier leaves out, longest first. */
const tiers: readonly Tier[] = [
  { rows: 500, snippets: 200 },
  { rows: 200, snippets: 0 },
  { rows: 50, snippets: 0 },
  { rows: 10, snippets: 0 },
];

/**
 * The sticky comment: marker and state on line 1, verdict, what changed, what to do, claims, everything else folded; in
 * its smaller forms with fewer claims, then the verdict with the next steps, at last the verdict alone.
 * `state` is the ledger as base64url; `excerpts` of the source may be left to the job summary. No time appears that does not belong to a change, so equal reports give equal bytes.
 */
export function renderComment(report: Report, state: string, excerpts: "comment" | "summary" = "comment"): CommentSpec {
  const tiered = tiers
    .map((tier) => (excerpts === "comment" ? tier : { ...tier, snippets: 0 }))
    .map((tier) => contentOf(report, tier));
  // Few claims fill no tier: what would read the same is put into words once.
  const contents = new Map([...tiered, stepsOf(report)].map((content) => [JSON.stringify(content), content]));
  const bodies = [...contents.values()]
    .map((content) => bodyOf(state, content))
    .filter((body) => body.length <= maxBody);
  const least = bodyOf(state, [...verdictLine(report), ...footer(report)]);
  const [body = least, ...smaller] = [...new Set([...bodies, least])];
  return { body, smaller };
}

function bodyOf(state: string, content: readonly RootContent[]): string {
  return `${commentMarker}${state} -->\n${markdownOf(content)}`;
}

/** The verdict and what to do about it; claims and everything else are left to the job summary. */
function stepsOf(report: Report): readonly RootContent[] {
  const rest = paragraph(text("The claims and all else are in the job summary: this comment has no room for them."));
  return [...verdictLine(report), ...nextSection(report, viewForReaders(report)), rest, ...footer(report)];
}

function contentOf(report: Report, tier: Tier): readonly RootContent[] {
  const view = viewForReaders(report);
  return [
    ...verdictLine(report),
    ...changedSection(report, view),
    ...nextSection(report, view),
    ...wiringSection(report),
    ...claimsTable(report, view, tier),
    ...confirmedSection(report, view, tier),
    ...signalsSection(report, view),
    ...referencesSection(report),
    ...decisionsSection(report, view),
    ...historySection(report, view),
    ...footer(report),
  ];
}
