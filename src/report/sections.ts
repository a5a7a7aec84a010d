import type { PhrasingContent, RootContent } from "mdast";
import { readCauses } from "../transition-cause.ts";
import type { Report, Transition, TruthReport } from "../types/index.ts";
import type { View } from "./audience.ts";
import { nextSentence } from "./message.ts";
import { details, heading, list, paragraph, strong, table, text } from "./nodes.ts";
import type { Phrase } from "./phrase.ts";
import { linkedPhrase } from "./reference-links.ts";
import { phrasing, untrusted } from "./untrusted.ts";
import { verdictWords } from "./words.ts";

/** Reasons that are listed with their next step before the rest is counted. */
const maxReasons = 20;

/** Icon and word, what to do about it, what it means, the commit it speaks of, and what of the change is not in effect. */
export function verdictLine(report: Report): readonly RootContent[] {
  const { icon, word, meaning, act } = verdictWords[report.verdict.value];
  return [
    heading(2, text(`${icon} Verdict: ${word}`)),
    paragraph(
      strong(act),
      text(` ${capital(meaning)}. ${countsSentence(report)} Verified at `),
      untrusted(report.pull.headCommit.slice(0, 12)),
      text("."),
    ),
    ...ownConfiguration(report.pull.changedConfig),
  ];
}

/** A pull request cannot change how it is judged. */
function ownConfiguration(path: string | undefined): readonly RootContent[] {
  if (path === undefined) return [];
  const rest = text(" do not count before they are merged: it was judged by the version of the base branch.");
  return [paragraph(text("Its changes to "), untrusted(path), rest)];
}

/** How many claims were checked, and how many of them were decided; of a pull request, only what it changes is checked. */
export function countsSentence({
  summary,
  pull,
}: Pick<TruthReport, "summary"> & Partial<Pick<Report, "pull">>): string {
  const total = summary.confirmed + summary.contradicted + summary.ambiguous + summary.unverifiable;
  if (total === 0) return pull === undefined ? "No claims were found." : "No claims were found in the changed lines.";
  const parts = (["contradicted", "ambiguous", "unverifiable"] as const)
    .filter((outcome) => summary[outcome] > 0)
    .map((outcome) => `${summary[outcome]} ${outcome}`);
  return `${summary.confirmed} of ${total} claims confirmed${parts.length === 0 ? "" : `, ${parts.join(", ")}`}.`;
}

/** The last change of verdict and what caused it; nothing before the first change. */
export function changedSection(report: Report, view: View): readonly RootContent[] {
  const last = report.ledger.transitions.at(-1);
  if (last?.from === undefined) return [];
  const cause = causeSentence(last, report, view);
  const why: PhrasingContent[] = cause.length === 0 ? [] : [text(": "), ...linkedPhrase(cause, report)];
  const change = ` from ${last.from} to ${last.to} on ${last.at.slice(0, 10)}`;
  return [paragraph(strong("Changed"), text(change), ...why, text("."))];
}

/** One line for each reason that holds, with its next step; nothing for a live verdict, whose first line says what to do. */
export function nextSection(report: Report, view: View): readonly RootContent[] {
  const items = report.verdict.reasons
    .filter((reason) => reason.verdict !== "live")
    .map((reason): PhrasingContent[] => {
      const next = nextSentence({ next: reason.next, subject: view.subject(reason.subject) });
      return [...linkedPhrase(view.reason(reason), report), text(". "), ...linkedPhrase(next, report)];
    });
  if (report.verdict.value === "live" || items.length === 0) return [];
  const left = items.length - maxReasons;
  const more = left > 0 ? [paragraph(text(`${left} more reasons are in the job summary.`))] : [];
  return [heading(3, text("What to do next")), list("numbers", items.slice(0, maxReasons)), ...more];
}

/** Every signal with its state, and what was not looked at. */
export function signalsSection(report: Report, view: View): readonly RootContent[] {
  const { signals, notChecked = [] } = report;
  if (signals.length === 0) return [];
  const icons = { satisfied: "✅", unsatisfied: "❌", unknown: "❓" } as const;
  const rows = signals
    .slice(0, 100)
    .map(({ subject, kind, state, reason }) => [
      [untrusted(view.subject(subject))],
      [text(kind)],
      [text(`${icons[state]} ${state}`)],
      linkedPhrase(view.reason({ ...reason, subject }), report),
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
export function historySection(report: Report, view: View): readonly RootContent[] {
  const { transitions } = report.ledger;
  if (transitions.length === 0) return [];
  const rows = transitions.map((change) => [
    [text(change.at.slice(0, 10))],
    [text(change.from ?? "–")],
    [text(change.to)],
    linkedPhrase(causeSentence(change, report, view), report),
  ]);
  return details(`History of verdicts (${transitions.length})`, [table(["Date", "From", "To", "Cause"], rows)]);
}

/** What caused a change, as a sentence; empty when nothing was recorded. The values of then are known only while they hold. */
function causeSentence({ cause }: Transition, { verdict }: Report, view: View): Phrase {
  return readCauses(cause).flatMap(({ subject, code }, at): Phrase => {
    // By the name that is shown: that is all the ledger keeps of what its readers may not see.
    const shown = view.subject(subject);
    const holding = verdict.reasons.find((reason) => view.subject(reason.subject) === shown && reason.code === code);
    const sentence = code === "" ? [{ quoted: shown }] : view.reason(holding ?? { subject, code, data: {} });
    return at === 0 ? sentence : ["; ", ...sentence];
  });
}

/** How to ask again, and what decided. */
export function footer({ toolVersion, configDigest }: Report): readonly RootContent[] {
  const line: Phrase = [
    { quoted: "/verify" },
    " looks again, ",
    { quoted: "/verify help" },
    ` lists all commands. docs-verdict ${toolVersion}, configuration `,
    { quoted: configDigest },
    ".",
  ];
  return [paragraph({ type: "emphasis", children: phrasing(line) })];
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
