import type { Bundle, Evidence, Finding, Report, Signal, TruthReport } from "../types/index.ts";
import { viewForOwner } from "./audience.ts";
import { details, heading, list, markdownOf, paragraph, text } from "./nodes.ts";
import { type Phrase, plainText } from "./phrase.ts";
import { phrasing } from "./untrusted.ts";
import { outcomeWords, verdictWords } from "./words.ts";

/** A line of the tree with what it rests on. */
export type Branch = { readonly line: Phrase; readonly rests: readonly Branch[] };

/** The tree from verdict to evidence: each line rests on the ones below it. `words` keeps only claims with that id or those words. */
export function explanationOf(
  report: TruthReport | Report,
  bundle: Pick<Bundle, "evidence">,
  words: string | undefined,
): readonly Branch[] {
  const findings = report.findings.filter((finding) => words === undefined || isAbout(finding, words));
  const claims: Branch = {
    line: [`Claims: ${findings.length}`],
    rests: findings.map((finding) => findingBranch(finding, bundle.evidence)),
  };
  if (!("verdict" in report) || words !== undefined) return [claims];
  const view = viewForOwner();
  const signals = report.signals.map((signal) => signalBranch(signal, bundle.evidence));
  const reasons = report.verdict.reasons.map(
    (reason): Branch => ({ line: [`${reason.verdict}: `, ...view.reason(reason)], rests: [] }),
  );
  return [
    { line: [`Verdict: ${verdictWords[report.verdict.value].word}`], rests: reasons },
    { line: [`Signals: ${signals.length}`], rests: signals },
    claims,
  ];
}

function isAbout({ claim }: Finding, words: string): boolean {
  return (
    (/^[0-9a-f]{8,12}$/.test(words) && claim.id.startsWith(words)) ||
    claim.value.toLowerCase().includes(words.toLowerCase()) ||
    claim.sentence.toLowerCase().includes(words.toLowerCase())
  );
}

function signalBranch({ subject, kind, state, reason, evidence }: Signal, all: readonly Evidence[]): Branch {
  const rests = evidence
    .flatMap((pointer) => all.filter((item) => item.subject.kind === pointer.kind && item.subject.key === pointer.key))
    .map(evidenceBranch);
  return {
    line: [`${kind} of `, { quoted: subject }, ` is ${state}: `, ...viewForOwner().reason({ ...reason, subject })],
    rests,
  };
}

function findingBranch(finding: Finding, all: readonly Evidence[]): Branch {
  const { claim, outcome } = finding;
  const places = finding.evidence.map(({ fact, commit }): Branch => {
    const { path, startLine } = fact.place;
    return {
      line: [
        `${fact.role} `,
        { quoted: fact.value },
        " at ",
        { quoted: `${path}:${startLine}` },
        ` (${fact.strength}, commit ${commit.slice(0, 12)})`,
      ],
      rests: [],
    };
  });
  const looked = all
    .filter((item) => item.subject.kind === "claim" && item.subject.key === claim.id)
    .map(evidenceBranch);
  const place = `${claim.place.path}:${claim.place.startLine}`;
  return {
    line: [
      `${outcomeWords[outcome].word}: ${claim.kind} `,
      { quoted: claim.value },
      " at ",
      { quoted: place },
      `, id ${claim.id}. `,
      ...viewForOwner().why(finding),
    ],
    rests: [...places, ...looked],
  };
}

function evidenceBranch(item: Evidence): Branch {
  const { subject, source, observedAt, seenBy, status } = item;
  const what =
    item.status === "unavailable"
      ? ` (${item.reason}: ${item.detail})`
      : item.status === "absent"
        ? ` (${item.scope})`
        : "";
  return {
    line: [
      `${source} on ${subject.kind} `,
      { quoted: subject.key },
      `: ${status}${what}, seen ${observedAt} with the ${seenBy} token`,
    ],
    rests: [],
  };
}

/** The tree for a terminal. */
export function renderTree(branches: readonly Branch[], indent = ""): string {
  return branches.map(({ line, rests }) => `${indent}${plainText(line)}\n${renderTree(rests, `${indent}  `)}`).join("");
}

/** The tree as JSON. */
export function renderTreeJson(branches: readonly Branch[]): string {
  const plain = (items: readonly Branch[]): unknown[] =>
    items.map(({ line, rests }) => ({ line: plainText(line), rests: plain(rests) }));
  return `${JSON.stringify({ schemaVersion: 1, explanation: plain(branches) }, null, 2)}\n`;
}

/** The tree as Markdown, folded below its first level. */
export function renderTreeMarkdown(branches: readonly Branch[]): string {
  const flat = (items: readonly Branch[]): Phrase[] => items.flatMap(({ line, rests }) => [line, ...flat(rests)]);
  return markdownOf([
    heading(2, text("Explanation")),
    ...branches.flatMap(({ line, rests }) => [
      paragraph(...phrasing(line)),
      ...(rests.length === 0
        ? []
        : details(`What it rests on (${rests.length})`, [list("bullets", flat(rests).map(phrasing))])),
    ]),
  ]);
}
