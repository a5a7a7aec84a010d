import picomatch from "picomatch";
import { assessPages, configOf, readClaims } from "./assess.ts";
import { askingOnce, type Request, type RunClients } from "./clients.ts";
import { type Answer, concerning, type Failure, fail } from "./github/answer.ts";
import type { PullName } from "./github/comments.ts";
import { readHead } from "./github/head.ts";
import { readSuggestions } from "./github/reviews.ts";
import { storeLedger } from "./keep-ledger.ts";
import { observe } from "./observe.ts";
import { observeSources } from "./observe-sources.ts";
import type { Opened } from "./open.ts";
import { type Prepared, prepare } from "./prepare.ts";
import { apply } from "./publish/apply.ts";
import { plan } from "./publish/plan.ts";
import { storedStates } from "./publish/present.ts";
import { wantedFor } from "./publish/wanted.ts";
import { annotationsOf, titleOf } from "./report/annotations.ts";
import { ledgerForReaders } from "./report/audience.ts";
import { renderComment } from "./report/comment.ts";
import { renderSummary } from "./report/markdown.ts";
import { renderNotice } from "./report/notice.ts";
import { suggestionsOf } from "./report/suggestions.ts";
import { planTickets, publishTickets } from "./tickets.ts";
import type { Bundle, Present, PublishPlan, PublishResult, Report, Suggestion } from "./types/index.ts";
import { axisLabels, labelsOf } from "./verdict/labels.ts";
import { storedForm } from "./verdict/ledger-limit.ts";
import { refForm } from "./verdict/ledger-ref.ts";

/** One docs pull request, verified; nothing is written yet. */
export type Verified = {
  readonly ok: true;
  readonly bundle: Bundle;
  readonly report: Report;
  readonly plan: PublishPlan;
  readonly present: Present;
  readonly actorId: number;
  /** Tickets that could not be looked at, with the reason; none where no tracker asks for comments. */
  readonly untold: readonly string[];
};

/** How a run reads pages and searches source: the costly steps, whose answers a caller may keep. */
export type Reading = { readonly readClaims: typeof readClaims; readonly searchSources: typeof observeSources };

const plainReading: Reading = { readClaims, searchSources: observeSources };

/**
 * Verifies one docs pull request: reads it, remembers what was recorded, looks at everything it rests on, decides, and
 * plans the writes. A failure means that the docs pull request itself could not be read.
 * @throws UsageError for a configuration with mistakes.
 */
export async function verify(
  request: Request,
  clients: RunClients,
  reading: Reading = plainReading,
): Promise<Verified | Failure> {
  const run = askingOnce(clients);
  const prepared = await prepare({ ...request, numbers: [request.number] }, run, reading.readClaims);
  const one = prepared.get(request.number) ?? fail("malformed", "GitHub gave no answer");
  if (one instanceof Error) throw one;
  return one.ok ? complete(one, run, reading) : one;
}

/** Looks at everything that a prepared docs pull request rests on, decides, and plans the writes. */
export async function complete(
  prepared: Prepared,
  clients: RunClients,
  { searchSources }: Pick<Reading, "searchSources"> = plainReading,
): Promise<Verified | Failure> {
  const { opened, own, present, ledger, pages } = prepared;
  const bundle = await observe(prepared, clients, searchSources);
  const report = assessPages(bundle, pages);
  const suggestions = opened.config.publish.suggestions ? suggestionsOf(report, opened.changedLines) : [];
  const tickets = await planTickets({ report, bundle, config: opened.config }, clients);
  const shown = await withSuggestions(present, suggestions, { clients, pull: opened.pull, actorId: own.actorId });
  if (!shown.ok) return shown;
  return {
    ok: true,
    bundle,
    report,
    plan: {
      ...planFor(report, opened, {
        present: shown.value,
        suggestions,
        now: bundle.now,
        ...(ledger.problem === "newer" ? { kept: storedStates(present)[0] } : {}),
      }),
      tickets: tickets.writes,
    },
    present: shown.value,
    actorId: own.actorId,
    untold: tickets.problems,
  };
}

/** Carries the plan of a verified pull request out, unless its head has moved on; tickets are told last, of what is shown. */
export async function publish(verified: Verified, clients: RunClients): Promise<PublishResult> {
  const { report, plan, present, actorId, untold } = verified;
  const { pull } = report;
  const headNow = () => readHead(clients.docs, pull);
  const result = await apply(plan, {
    github: clients.docs,
    pull,
    actorId,
    headNow,
    headCommit: pull.headCommit,
    comments: present.comments,
    storeLedger: (write) => storeLedger(clients.docs, pull, write),
  });
  if (result.unkept !== undefined) clients.progress(`Could not store the ledger of #${pull.number}: ${result.unkept}`);
  const { tickets = [] } = plan;
  if (tickets.length + untold.length === 0 || result.stopped !== undefined || result.failed.length > 0) return result;
  const told = await publishTickets(tickets, configOf(verified.bundle), clients);
  const problems = [...untold, ...told.problems];
  for (const text of problems) clients.progress(`Could not comment on a ticket: ${text}`);
  return { ...result, written: result.written + told.written, untold: problems };
}

/** A docs pull request, verified and published. */
export type Reconciled = { readonly ok: true; readonly verified: Verified; readonly result: PublishResult };

/** Times that a run starts anew because another one wrote first. */
const maxAttempts = 3;

/** Verifies and publishes; when another run wrote meanwhile, looks at everything again, so that neither's record is lost. */
export async function reconcile(request: Request, clients: RunClients): Promise<Reconciled | Failure> {
  for (let attempt = 1; ; attempt += 1) {
    const verified = await verify(request, clients);
    if (!verified.ok) return verified;
    const result = await publish(verified, clients);
    if (result.stopped !== "overtaken" || attempt === maxAttempts) return { ok: true, verified, result };
  }
}

/** What is shown now, and the stored state to leave as it is because a newer version wrote it. */
type Shown = {
  readonly present: Present;
  readonly suggestions: readonly Suggestion[];
  readonly kept?: string | undefined;
  /** UTC, ISO 8601. */
  readonly now: string;
};

type Where = { readonly clients: RunClients; readonly pull: PullName; readonly actorId: number };

/** Adds the suggestions that were made before; asks for them only where there is one to make. */
async function withSuggestions(
  present: Present,
  wanted: readonly Suggestion[],
  { clients, pull, actorId }: Where,
): Promise<Answer<Present>> {
  if (wanted.length === 0) return { ok: true, value: present };
  const made = concerning("its review comments", await readSuggestions(clients.docs, pull, actorId));
  return made.ok ? { ok: true, value: { ...present, suggestions: made.value } } : made;
}

/** What to write; nothing on a closed pull request, which nobody waits for: it is looked at again when it is reopened. */
function planFor(report: Report, { pull, config, documents }: Opened, shown: Shown): PublishPlan {
  if (pull.state === "closed") return { writes: [] };
  const isEntry = picomatch([...config.documents.entries], { dot: true });
  const { labels: names, checkName, comment, excerpts, notify, titlePrefix, draft } = config.publish;
  const state = shown.kept ?? storedForm(ledgerForReaders(report), shown.now);
  const axes = labelsOf(report.verdict, report.findings, names);
  const wanted = wantedFor({
    report,
    ...(comment ? { comment: renderComment(report, state, excerpts) } : {}),
    notice: notify === "transition" ? renderNotice(report) : undefined,
    ledger: shown.kept === undefined ? ledgerFor(report, shown.present) : undefined,
    titlePrefix,
    draft: draft ? "asked" : "left-alone",
    summary: renderSummary(report),
    title: titleOf(report),
    annotations: annotationsOf(report),
    suggestions: shown.suggestions,
    axisLabels: [axes.verdict, axes.claims].filter((name) => name !== undefined),
    ownLabels: axisLabels(names),
    hasEntry: documents.some(({ path }) => isEntry(path)),
    names,
    checkName,
  });
  return plan(wanted, shown.present);
}

/** The ledger for its ref; undefined when it is kept on none. */
function ledgerFor(report: Report, { ledgerRef }: Present): string | undefined {
  return ledgerRef === undefined ? undefined : refForm(ledgerForReaders(report), ledgerRef.text);
}
