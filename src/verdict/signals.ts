import { compareKeys, compareText, readKey } from "../reference-key.ts";
import {
  type DocsPull,
  type Document,
  type Evidence,
  type Finding,
  foundOnRef,
  type Ledger,
  type ReferenceList,
  type Signal,
} from "../types/index.ts";
import { claimSignals } from "./claim-signals.ts";
import { isDocsOnly } from "./decision.ts";
import { sortedDistinct } from "./distinct.ts";
import { flagSignals } from "./flag-signals.ts";
import { gateSignals } from "./gate-signals.ts";
import { lossKey, type OpenedLedger } from "./ledger-state.ts";
import { overlapSignals } from "./overlap-signals.ts";
import { type Policy, rankOf } from "./policy.ts";
import { type FoundEvidence, satisfied, unknown, unsatisfied } from "./signal.ts";
import { isChange, requiredWork, type Work } from "./work.ts";
import { changeSignals } from "./work-signals.ts";

/** Everything that readiness is decided by. */
export type SignalInput = {
  /** UTC, ISO 8601: the time that ages evidence. */
  readonly now: string;
  readonly policy: Policy;
  readonly references: ReferenceList;
  /** The ledger after this run's references and observations were recorded. */
  readonly ledger: Ledger;
  readonly ledgerProblem?: NonNullable<OpenedLedger["problem"]>;
  readonly evidence: readonly Evidence[];
  /** Parts of the record that were changed after it was made; none when absent. */
  readonly altered?: readonly string[];
  readonly findings: readonly Finding[];
  readonly documents: readonly Pick<Document, "path" | "isEntry" | "problems">[];
  readonly pull: Pick<DocsPull, "filesComplete" | "unread">;
};

/** Problems after which a page counts as not read; a mistake in its frontmatter is not one. */
const unreadProblems: ReadonlySet<string> = new Set([
  "syntax",
  "too-large",
  "timeout",
  "unsupported",
  "incomplete",
  "pin",
]);

/** Every readiness fact, in a stable order; an earlier verdict is not among the inputs and cannot be. */
export function signalsOf(input: SignalInput): readonly Signal[] {
  const work = requiredWork(input.references.taken, input.ledger, input.evidence);
  const changes = work
    .filter(({ key }) => isChange(key))
    .flatMap((one) => changeSignals(one, input.evidence, { ...input.policy, ...freshnessOf(input) }));
  const signals = [
    ...changes,
    ...(input.policy.searchesFlags ? gateSignals(mergedOf(changes), input.evidence) : []),
    ...work.flatMap((one) => otherWork(one, input)),
    ...referenceSignals(work, changes, input),
    ...claimSignals(input.findings, input.evidence, input.ledger).filter((signal) => tellsMore(signal, changes)),
    ...overlapSignals(input.evidence, { ...input.policy, ...freshnessOf(input) }),
    ...ticketSignals(input),
    ...documentSignals(input),
    ...stateSignals(input),
    ...recordSignals(input),
  ];
  return sortedDistinct(signals, compareSignals);
}

/** Where the work itself is not there, that today's source does not show it says nothing more. */
function tellsMore({ reason }: Signal, changes: readonly Signal[]): boolean {
  return reason.code !== "claims-changed" || changes.every(({ state }) => state === "satisfied");
}

function freshnessOf({ now, policy }: SignalInput): { now: string; maxAgeHours: number } {
  return { now, maxAgeHours: policy.maxAgeHours };
}

/** Signals of work that is no change of the source: flags, and holds that only a person can end. */
function otherWork(work: Work, input: SignalInput): readonly Signal[] {
  const { kind } = readKey(work.key);
  if (kind === "flag") {
    const terms = { ...freshnessOf(input), production: input.policy.production };
    return flagSignals(work.key, input.evidence, terms);
  }
  if (isChange(work.key) || work.key === lossKey) return [];
  const data = { note: work.entry?.note ?? "", recordedAt: work.entry?.recordedAt ?? "" };
  return [unsatisfied({ kind: "reference", subject: work.key }, { code: "held", data }, [])];
}

/** Keys of the changes that are proven to be merged. */
function mergedOf(changes: readonly Signal[]): ReadonlySet<string> {
  return new Set(
    changes.flatMap(({ kind, state, subject }) => (kind === "merged" && state === "satisfied" ? [subject] : [])),
  );
}

/** Whether the docs name engineering work at all: an entry must, other pages as the policy says. */
function referenceSignals(work: readonly Work[], changes: readonly Signal[], input: SignalInput): readonly Signal[] {
  const { evidence, documents, policy, ledger } = input;
  const keys = namedWork(work, input);
  const named = changes.filter(({ subject }) => keys.has(subject));
  const merged = mergedOf(named);
  const proof = evidence.find(
    (item): item is FoundEvidence =>
      item.status === "found" && item.subject.kind === "pull" && merged.has(item.subject.key),
  );
  if (proof !== undefined) {
    return [satisfied({ kind: "reference", subject: "references" }, { code: "reference-found" }, [proof])];
  }
  if (named.length > 0 || isDocsOnly(ledger)) return [];
  const needsOne = policy.withoutReference === "unknown" || documents.some(({ isEntry }) => isEntry);
  if (!needsOne) return [];
  const hint = work.find(({ key }) => isChange(key) && keys.has(key));
  if (hint !== undefined) return [unknown({ kind: "reference", subject: hint.key }, { code: "not-a-pull" }, [])];
  return [unknown({ kind: "reference", subject: "references" }, { code: "no-reference" }, [])];
}

/** Keys of the work that the docs name, or are known to have named: what only the ref knows holds, and is not among them. */
function namedWork(work: readonly Work[], { references, ledger, evidence }: SignalInput): ReadonlySet<string> {
  const entries = ledger.entries.filter(({ foundIn }) => foundIn !== foundOnRef);
  const isWhole = entries.length === ledger.entries.length;
  const named = isWhole ? work : requiredWork(references.taken, { ...ledger, entries }, evidence);
  return new Set(named.map(({ key }) => key));
}

/** What the named tickets say; a tracker shows its state and never moves the verdict. */
function ticketSignals({ references, evidence }: SignalInput): readonly Signal[] {
  const named = new Set(references.taken.map(({ key }) => key));
  return evidence.flatMap((item): readonly Signal[] => {
    if (item.status !== "found" || !("leadsTo" in item.data) || !named.has(item.subject.key)) return [];
    // Not `state`: its name is of the people who set up the tracker, and only they may read it.
    const data = { status: item.data.state };
    return [satisfied({ kind: "ticket", subject: item.subject.key }, { code: "ticket-state", data }, [item])];
  });
}

function documentSignals({ documents, pull }: SignalInput): readonly Signal[] {
  const pages = documents.flatMap(({ path, problems }) =>
    problems
      .filter(({ code }) => unreadProblems.has(code))
      .map(({ code, place }) => {
        const data = { problem: code, line: String(place.startLine) };
        return unknown({ kind: "documents", subject: path }, { code: "document-unread", data }, []);
      }),
  );
  const unread = (pull.unread ?? []).map((what) =>
    unknown({ kind: "documents", subject: "docs pull request" }, { code: "pull-unread", data: { what } }, []),
  );
  const files = pull.filesComplete
    ? []
    : [unknown({ kind: "documents", subject: "docs pull request" }, { code: "files-incomplete" }, [])];
  return [...pages, ...unread, ...files];
}

function recordSignals({ altered = [] }: SignalInput): readonly Signal[] {
  if (altered.length === 0) return [];
  const data = { parts: altered.join(", ") };
  return [unknown({ kind: "documents", subject: "record" }, { code: "record-altered", data }, [])];
}

function stateSignals({ ledger, ledgerProblem }: SignalInput): readonly Signal[] {
  const isLost = requiredWork([], ledger, []).some(({ key }) => key === lossKey);
  const code = ledgerProblem ?? (isLost ? "lost" : undefined);
  return code === undefined ? [] : [unknown({ kind: "ledger", subject: "ledger" }, { code: `state-${code}` }, [])];
}

function compareSignals(a: Signal, b: Signal): number {
  return (
    compareText(a.kind, b.kind) ||
    compareKeys(a.subject, b.subject) ||
    rankOf(a.reason.code) - rankOf(b.reason.code) ||
    compareText(JSON.stringify(a), JSON.stringify(b))
  );
}
