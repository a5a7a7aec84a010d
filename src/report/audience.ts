import { readCauses, writeCauses } from "../transition-cause.ts";
import {
  type Finding,
  foundOnRef,
  type Ledger,
  type Report,
  type TruthReport,
  type VerdictReason,
} from "../types/index.ts";
import { forAudience, Restricted, type Sink } from "./disclosure.ts";
import { findingSentence, reasonSentence } from "./message.ts";
import type { Phrase } from "./phrase.ts";

/** What of a report one sink may show. Every renderer goes through it; nothing else opens what the source token read. */
export type View = {
  readonly sink: Sink;
  /** What a finding rests on, each as `path:line`, with its address and lines; undefined where the reader may not see it. */
  readonly cited: (finding: Finding) => readonly Cited[] | undefined;
  /** Why a finding is what it is. */
  readonly why: (finding: Finding) => Phrase;
  /** What the source has instead; undefined when there is nothing or the reader may not see it. */
  readonly actual: (finding: Finding) => string | undefined;
  readonly suggestion: (finding: Finding) => string | undefined;
  /** What holds or proves. */
  readonly reason: (reason: Pick<VerdictReason, "code" | "data" | "subject">) => Phrase;
  /** A reference or other subject by a name that the reader may see. */
  readonly subject: (subject: string) => string;
};

/** One place that a finding rests on. */
export type Cited = {
  readonly at: string;
  readonly permalink?: string;
  readonly snippet: string;
  readonly repository: string;
};

/** Reason data that says nothing of a private repository beyond its state: our own words, counts and times of looking. */
const openData: ReadonlySet<string> = new Set([
  "contradicted",
  "confirmed",
  "ambiguous",
  "unverifiable",
  "unseen",
  "detail",
  "reason",
  "since",
  "state",
  "seenBy",
  "observedAt",
  "date",
  "days",
  "from",
  "to",
  "recordedAt",
  "note",
  "line",
  "problem",
  "first",
  "more",
  "cause",
  "files",
  "calls",
  "gates",
  "policy",
  "tie",
]);

/** What the readers of the docs pull request may see of a report. */
export function viewForReaders(report: Report): View {
  return viewFor(report.pull.visibility, report, namesOf(report));
}

/** What the person who runs the tool with their own tokens may see: everything. */
export function viewForOwner(): View {
  return viewFor("owner", { sources: [], findings: [] }, () => true);
}

/**
 * The ledger as it may be stored where the readers of the docs pull request can decode it: the history of verdicts names
 * what a reader may see. Entries keep their keys, because a blocker must be found again by the very same one.
 */
export function ledgerForReaders(report: Report): Ledger {
  const { subject } = viewForReaders(report);
  const transitions = report.ledger.transitions.map((change) => {
    const causes = readCauses(change.cause).map((cause) => ({ ...cause, subject: subject(cause.subject) }));
    return { ...change, cause: writeCauses(causes) };
  });
  return { ...report.ledger, transitions };
}

function viewFor(
  sink: Sink,
  report: Pick<TruthReport, "sources" | "findings">,
  isNamed: (subject: string) => boolean,
): View {
  const hidden =
    report.sources.find(({ visibility }) => visibility !== "public")?.visibility ??
    (report.sources.length === 0 ? "unknown" : "public");
  const open = <T>(finding: Finding, value: T): T | undefined => {
    const unseen = finding.evidence.find(({ visibility }) => visibility !== "public")?.visibility;
    // What is told of the history of the source has no place in it today.
    const ofHistory = finding.reason.code === "removed-since" ? hidden : "public";
    return forAudience(sink, new Restricted(value, unseen ?? ofHistory));
  };
  const openWorld = <T>(value: T): T | undefined => forAudience(sink, new Restricted(value, hidden));
  const cited = (finding: Finding): readonly Cited[] | undefined => open(finding, finding.evidence.map(citation));
  return {
    sink,
    cited,
    why: (finding) => open(finding, findingSentence(finding, cited(finding)?.[0]?.at)) ?? closedSentence(finding),
    actual: (finding) => (finding.actual === undefined ? undefined : open(finding, finding.actual)),
    suggestion: (finding) => (finding.suggestion === undefined ? undefined : open(finding, finding.suggestion)),
    reason: (reason) => {
      const data =
        openWorld(reason.data) ??
        Object.fromEntries(Object.entries(reason.data).filter(([name]) => openData.has(name)));
      return reasonSentence({ ...reason, data, subject: nameOf(reason.subject) });
    },
    subject: nameOf,
  };

  function nameOf(subject: string): string {
    return isNamed(subject) ? subject : (openWorld(subject) ?? "work in a private repository");
  }
}

/** Subjects that the docs pull request itself names, or that are no references: their names are public already. */
function namesOf(report: Report): (subject: string) => boolean {
  const written = report.references.taken.filter(({ foundIn }) => foundIn !== "discovered").map(({ key }) => key);
  // Where an entry came from that only the ref knows cannot be told: it may have been discovered.
  const recorded = report.ledger.entries
    .filter(({ foundIn }) => foundIn !== "discovered" && foundIn !== foundOnRef)
    .map(({ key }) => key);
  const pages = report.documents.map(({ path }) => path);
  const wired = (report.wiring ?? []).flatMap(({ entry, place }) => [
    place.path,
    ...(entry === undefined ? [] : [entry]),
  ]);
  const named = new Set([...written, ...recorded, ...pages, ...wired]);
  return (subject) => named.has(subject) || !/[/#@:]/.test(subject);
}

function citation({ fact, permalink, repository }: Finding["evidence"][number]): Cited {
  const { path, startLine, endLine } = fact.place;
  const lines = startLine === endLine ? `${startLine}` : `${startLine}-${endLine}`;
  return {
    at: `${path}:${lines}`,
    ...(permalink === undefined ? {} : { permalink }),
    snippet: fact.snippet,
    repository,
  };
}

function closedSentence({ outcome }: Finding): Phrase {
  if (outcome === "contradicted")
    return [
      "The private source says otherwise; run ",
      { quoted: "docs-verdict verify" },
      " with your own token to see what",
    ];
  if (outcome === "confirmed") return ["Confirmed in the private source"];
  return ["Found in the private source, but not in a place that decides"];
}
