import type { PhrasingContent, RootContent } from "mdast";
import type { Finding, Report, TruthReport } from "../types/index.ts";
import type { Cited, View } from "./audience.ts";
import { nextSentence } from "./message.ts";
import { details, heading, list, paragraph, strong, table, text } from "./nodes.ts";
import type { Phrase } from "./phrase.ts";
import { bySeverity } from "./report.ts";
import { linked, phrasing, untrusted, untrustedBlock } from "./untrusted.ts";
import { outcomeWords, verdictWords } from "./words.ts";

/** How much a rendering may hold. */
export type Tier = { readonly rows: number; readonly snippets: number };

/** Icon and word, what it means, and the commit it speaks of. */
export function verdictLine(report: Report): readonly RootContent[] {
  const { icon, word, meaning } = verdictWords[report.verdict.value];
  return [
    heading(2, text(`${icon} Verdict: ${word}`)),
    paragraph(
      text(`${capital(meaning)}. `),
      text(countsSentence(report)),
      text(" Verified at "),
      untrusted(report.pull.headCommit.slice(0, 12)),
      text("."),
    ),
  ];
}

/** How many claims were checked, and how many of them were decided. */
export function countsSentence({ summary }: Pick<TruthReport, "summary">): string {
  const total = summary.confirmed + summary.contradicted + summary.ambiguous + summary.unverifiable;
  if (total === 0) return "No claims were found in the changed lines.";
  const parts = (["contradicted", "ambiguous", "unverifiable"] as const)
    .filter((outcome) => summary[outcome] > 0)
    .map((outcome) => `${summary[outcome]} ${outcome}`);
  return `${summary.confirmed} of ${total} claims confirmed${parts.length === 0 ? "" : `, ${parts.join(", ")}`}.`;
}

/** The last change of verdict and what decides now; nothing before the first change. */
export function changedSection({ ledger, verdict }: Report, view: View): readonly RootContent[] {
  const last = ledger.transitions.at(-1);
  if (last?.from === undefined) return [];
  const cause = verdict.reasons[0];
  const why: PhrasingContent[] = cause === undefined ? [] : [text(": "), ...phrasing(view.reason(cause))];
  const change = ` from ${last.from} to ${last.to} on ${last.at.slice(0, 10)}`;
  return [paragraph(strong("Changed"), text(change), ...why, text("."))];
}

/** One line for each reason that holds, with its next step; for a live verdict what to do now. */
export function nextSection({ verdict }: Report, view: View): readonly RootContent[] {
  if (verdict.value === "live") return [paragraph(strong("Next:"), text(" merge this pull request."))];
  const items = verdict.reasons
    .filter((reason) => reason.verdict !== "live")
    .map((reason): PhrasingContent[] => {
      const next = nextSentence({ next: reason.next, subject: view.subject(reason.subject) });
      return [...phrasing(view.reason(reason)), text(". "), ...phrasing(next)];
    });
  return items.length === 0 ? [] : [heading(3, text("What to do next")), list("numbers", items.slice(0, 20))];
}

/** All claims that are not confirmed first, then the confirmed ones; a claim that the pages repeat is one row. */
export function claimsTable(report: TruthReport, view: View, tier: Tier): readonly RootContent[] {
  const groups = grouped(report.findings);
  if (groups.length === 0) return [];
  const shown = groups.slice(0, tier.rows);
  const numbers = evidenceNumbers(report.findings);
  const rows = shown.map(({ finding, count }) => [
    [untrusted(finding.claim.value, 80), ...(count === 1 ? [] : [text(` × ${count}`)])],
    [text(finding.claim.kind)],
    [text(word(finding))],
    evidenceCell(finding, view, numbers),
  ]);
  const left = groups.length - shown.length;
  const more = left === 0 ? [] : [paragraph(text(`${left} more claims are in the job summary.`))];
  return [heading(3, text("Claims")), table(["Claim", "Kind", "Outcome", "Evidence"], rows), ...more];
}

type Group = { readonly finding: Finding; readonly count: number };

/** Findings that say the same of the same value, most severe first. */
function grouped(findings: readonly Finding[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const finding of [...findings].sort(bySeverity)) {
    const { claim, outcome, reason, actual = "" } = finding;
    const said = [claim.kind, claim.value.toLowerCase(), claim.qualifiers.subject ?? "", outcome, reason.code, actual];
    const key = said.join("\n");
    const known = groups.get(key);
    groups.set(key, known === undefined ? { finding, count: 1 } : { ...known, count: known.count + 1 });
  }
  return [...groups.values()];
}

function word({ outcome }: Finding): string {
  const { icon, word: name } = outcomeWords[outcome];
  return `${icon} ${name}`;
}

/** A number for each finding with evidence, in the order of the pages: what the readers of a private source refer to. */
function evidenceNumbers(findings: readonly Finding[]): ReadonlyMap<string, number> {
  return new Map(
    findings.filter(({ evidence }) => evidence.length > 0).map(({ claim }, index) => [claim.id, index + 1]),
  );
}

function evidenceCell(finding: Finding, view: View, numbers: ReadonlyMap<string, number>): PhrasingContent[] {
  if (finding.outcome !== "confirmed") return phrasing(view.why(finding));
  const [first] = view.cited(finding) ?? [];
  if (first !== undefined) return [place(first)];
  const number = numbers.get(finding.claim.id);
  return number === undefined ? phrasing(view.why(finding)) : [text(`evidence ${number}, in a private repository`)];
}

function place({ at, permalink }: Cited): PhrasingContent {
  return permalink === undefined ? untrusted(at) : linked(untrusted(at), permalink);
}

/** Confirmed claims with their lines, folded; nothing where the reader may not see the source. */
export function confirmedSection(report: TruthReport, view: View, tier: Tier): readonly RootContent[] {
  if (tier.snippets === 0) return [];
  const confirmed = grouped(report.findings.filter(({ outcome }) => outcome === "confirmed"));
  const open = confirmed.flatMap(({ finding }) =>
    (view.cited(finding) ?? []).slice(0, 1).map((cited) => ({ finding, cited })),
  );
  const entries = open
    .slice(0, tier.snippets)
    .flatMap(({ finding, cited }): RootContent[] => [
      paragraph(untrusted(finding.claim.value, 80), text(" at "), place(cited), ...followed(finding)),
      ...(cited.snippet === "" ? [] : [untrustedBlock(cited.snippet, 1200)]),
    ]);
  return entries.length === 0 ? [] : details(`Confirmed claims with their source (${open.length})`, entries);
}

/** How a constant was followed to its value. */
function followed({ evidence }: Finding): PhrasingContent[] {
  const via = evidence[0]?.fact.via ?? [];
  return via.length === 0 ? [] : [text(", followed through "), untrusted(via.join(" → "))];
}

/** Every signal with its state, and what was not looked at. */
export function signalsSection({ signals, notChecked = [] }: Report, view: View): readonly RootContent[] {
  if (signals.length === 0) return [];
  const icons = { satisfied: "✅", unsatisfied: "❌", unknown: "❓" } as const;
  const rows = signals
    .slice(0, 100)
    .map(({ subject, kind, state, reason }) => [
      [untrusted(view.subject(subject))],
      [text(kind)],
      [text(`${icons[state]} ${state}`)],
      phrasing(view.reason({ ...reason, subject })),
    ]);
  const rest = notChecked.map((what): PhrasingContent[] => [text(what)]);
  return details(`Signals read (${signals.length})`, [
    table(["Subject", "Signal", "State", "Why"], rows),
    ...(rest.length === 0 ? [] : [paragraph(text("Not checked:")), list("bullets", rest)]),
  ]);
}

/** References as they were read from the docs pull request, and what only looked like one. */
export function referencesSection({ references }: Report): readonly RootContent[] {
  const { taken, ignored } = references;
  if (taken.length + ignored.length === 0) return [];
  const named = taken.filter(({ foundIn }) => foundIn !== "discovered");
  const rows = named
    .slice(0, 50)
    .map(({ key, role, foundIn }) => [[untrusted(key)], [text(role)], [untrusted(foundIn)]]);
  const skipped = ignored
    .slice(0, 20)
    .map(({ quote, reason }): PhrasingContent[] => [untrusted(quote), text(" – "), untrusted(reason)]);
  return details(`References as parsed (${named.length}, ${ignored.length} look-alikes ignored)`, [
    ...(rows.length === 0 ? [] : [table(["Reference", "Role", "Found in"], rows)]),
    ...(skipped.length === 0 ? [] : [paragraph(text("Ignored:")), list("bullets", skipped)]),
  ]);
}

/** Every change of verdict, oldest first. */
export function historySection({ ledger }: Report, view: View): readonly RootContent[] {
  if (ledger.transitions.length === 0) return [];
  const rows = ledger.transitions.map(({ at, from, to, cause }) => {
    const [subject = "", code = ""] = cause.split(/ (?=\S+$)/);
    return [[text(at.slice(0, 10))], [text(from ?? "–")], [text(to)], [untrusted(`${view.subject(subject)} ${code}`)]];
  });
  return details(`History of verdicts (${ledger.transitions.length})`, [table(["Date", "From", "To", "Cause"], rows)]);
}

/** How to ask again, and what decided. */
export function footer({ toolVersion, configDigest }: Report): readonly RootContent[] {
  const line: Phrase = [
    "Comment ",
    { quoted: "/verify" },
    " to look again, ",
    { quoted: "/verify help" },
    ` for all commands. docs-verdict ${toolVersion}, configuration `,
    { quoted: configDigest },
    ".",
  ];
  return [paragraph({ type: "emphasis", children: phrasing(line) })];
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
