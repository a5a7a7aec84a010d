import type { RootContent } from "mdast";
import type { Finding, Report } from "../types/index.ts";
import { viewForReaders } from "./audience.ts";
import { shortId } from "./claims-section.ts";
import { list, markdownOf, paragraph, text } from "./nodes.ts";
import { fillFirst } from "./phrase.ts";
import { bySeverity } from "./report.ts";
import { phrasing, untrusted } from "./untrusted.ts";
import { outcomeWords } from "./words.ts";

/** Claims that one explanation lists. */
const maxClaims = 20;

/** The first line of a reply: it tells which comment was answered, so that a repeated run does not answer twice. */
export function replyMarker(commentId: number): string {
  return `<!-- docs-verdict:reply ${commentId} -->`;
}

/** A sentence of our own, with words from elsewhere quoted. */
export function renderReply(
  commentId: number,
  ...phrases: readonly (readonly (string | { quoted: string })[])[]
): string {
  return `${replyMarker(commentId)}\n${markdownOf(phrases.map((phrase) => paragraph(...phrasing(phrase))))}`;
}

/** A command as help shows it. */
export type HelpLine = { readonly form: string; readonly purpose: string; readonly decides: "decision" | "question" };

/** What can be asked, what can be decided, and how to write what stands between angle brackets. */
export function renderHelp(commentId: number, lines: readonly HelpLine[], notes: readonly string[]): string {
  const listOf = (kind: HelpLine["decides"]): RootContent =>
    list(
      "bullets",
      lines
        .filter(({ decides }) => decides === kind)
        .map(({ form, purpose }) => [untrusted(form), text(" "), ...phrasing(fillFirst([purpose], {}))]),
    );
  const nodes: RootContent[] = [
    paragraph(
      text("Commands, on the first line of a new comment. The author and people with triage permission may ask:"),
    ),
    listOf("question"),
    paragraph(text("People with write permission may decide; each decision is recorded and shown with its reason:")),
    listOf("decision"),
    list(
      "bullets",
      notes.map((note) => phrasing(fillFirst([note], {}))),
    ),
  ];
  return `${replyMarker(commentId)}\n${markdownOf(nodes)}`;
}

/** The claims that a word means: by id or its first characters, by value, or by words of it. */
export function claimsNamed(report: Report, word: string): readonly Finding[] {
  const wanted = word.toLowerCase();
  const isId = /^[0-9a-f]{8,12}$/.test(wanted);
  const exact = report.findings.filter(
    ({ claim }) => (isId && claim.id.startsWith(wanted)) || claim.value.toLowerCase() === wanted,
  );
  if (exact.length > 0) return [...exact].sort(bySeverity);
  return report.findings
    .filter(({ claim }) => claim.value.toLowerCase().includes(wanted) || claim.sentence.toLowerCase().includes(wanted))
    .sort(bySeverity);
}

/** Why claims are what they are, as far as the readers of the docs pull request may know. */
export function renderClaims(commentId: number, report: Report, findings: readonly Finding[]): string {
  const view = viewForReaders(report);
  const items = findings.slice(0, maxClaims).map((finding) => {
    const { claim, outcome } = finding;
    const { path, startLine } = claim.place;
    return [
      text(`${outcomeWords[outcome].icon} ${outcomeWords[outcome].word}: `),
      untrusted(claim.value),
      text(" at "),
      untrusted(`${path}:${startLine}`),
      text(", id "),
      untrusted(shortId(claim.id)),
      text(". "),
      ...phrasing(view.why(finding)),
    ];
  });
  const left = findings.length - items.length;
  const more = left === 0 ? [] : [paragraph(text(`${left} more claims fit as well; name one more closely.`))];
  return `${replyMarker(commentId)}\n${markdownOf([list("bullets", items), ...more])}`;
}
