import picomatch from "picomatch";
import { assessPages, configOf, readClaims } from "./assess.ts";
import type { Request, RunClients } from "./clients.ts";
import type { Config } from "./config.ts";
import { type Actor, readActor } from "./github/actor.ts";
import { type Answer, concerning, type Failure } from "./github/answer.ts";
import type { PullName } from "./github/comments.ts";
import { readHead } from "./github/head.ts";
import { readSuggestions } from "./github/reviews.ts";
import { type Opened, observe, openDocsPull } from "./observe.ts";
import { observeSources } from "./observe-sources.ts";
import { apply } from "./publish/apply.ts";
import { plan } from "./publish/plan.ts";
import { type Own, readPresent, storedStates } from "./publish/present.ts";
import { wantedFor } from "./publish/wanted.ts";
import { annotationsOf, titleOf } from "./report/annotations.ts";
import { renderComment } from "./report/comment.ts";
import { renderSummary } from "./report/markdown.ts";
import { renderNotice } from "./report/notice.ts";
import { suggestionsOf } from "./report/suggestions.ts";
import { planTickets, publishTickets } from "./tickets.ts";
import type { Bundle, Present, PublishPlan, PublishResult, Report, Suggestion } from "./types/index.ts";
import { recordDecision } from "./verdict/decision.ts";
import { axisLabels, labelsOf } from "./verdict/labels.ts";
import { storedForm } from "./verdict/ledger-limit.ts";
import { openLedgers } from "./verdict/ledger-state.ts";

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

/**
 * Verifies one docs pull request: reads it, remembers what was recorded, looks at everything it rests on, decides, and
 * plans the writes. A failure means that the docs pull request itself could not be read.
 */
export async function verify(
  request: Request,
  clients: RunClients,
  reading: Reading = { readClaims, searchSources: observeSources },
): Promise<Verified | Failure> {
  const opened = await openDocsPull(request, clients);
  if (!opened.ok) return opened;
  const actor = concerning("the account of the docs token", await readActor(clients.docs));
  if (!actor.ok) return actor;
  const own = ownOf(actor.value, opened.config);
  const present = await readPresent(clients.docs, opened.pull, own);
  if (!present.ok) return present;
  const stored = openLedgers({ stored: storedStates(present.value), wasLabelled: isLabelled(opened) }, clients.now());
  const { decision } = request;
  const ledger = decision === undefined ? stored : { ...stored, ledger: recordDecision(stored.ledger, decision) };
  const pages = await reading.readClaims(opened.documents, opened.config);
  const bundle = await observe({ opened, pages, ledger }, clients, reading.searchSources);
  const report = assessPages(bundle, pages);
  const suggestions = opened.config.publish.suggestions ? suggestionsOf(report, opened.changedLines) : [];
  const tickets = await planTickets({ report, bundle, config: opened.config }, clients);
  const shown = await withSuggestions(present.value, suggestions, { clients, pull: opened.pull, actorId: own.actorId });
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
        ...(ledger.problem === "newer" ? { kept: storedStates(present.value)[0] } : {}),
      }),
      tickets: tickets.writes,
    },
    present: shown.value,
    actorId: own.actorId,
    untold: tickets.problems,
  };
}

function ownOf({ id, login }: Actor, { publish: { checkName, draft } }: Config): Own {
  return { actorId: id, login, checkName, draft: draft ? "asked" : "left-alone" };
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
  });
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
function planFor(
  report: Report,
  { pull, config, documents }: Extract<Opened, { ok: true }>,
  shown: Shown,
): PublishPlan {
  if (pull.state === "closed") return { writes: [] };
  const isEntry = picomatch([...config.documents.entries], { dot: true });
  const { labels: names, checkName, comment, excerpts, notify, titlePrefix, draft } = config.publish;
  const state = shown.kept ?? storedForm(report.ledger, shown.now);
  const axes = labelsOf(report.verdict, report.findings, names);
  const wanted = wantedFor({
    report,
    ...(comment ? { comment: renderComment(report, state, excerpts) } : {}),
    notice: notify === "transition" ? renderNotice(report) : undefined,
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

/** A verdict label says that a ledger was written once; where comments are turned off none ever is. */
function isLabelled({ pull, config }: Extract<Opened, { ok: true }>): boolean {
  if (!config.publish.comment) return false;
  const { live, staged, pending, blocked, unknown } = config.publish.labels;
  const own = new Set([live, staged, pending, blocked, unknown].map((name) => name.toLowerCase()));
  return pull.labels.some((name) => own.has(name.toLowerCase()));
}
