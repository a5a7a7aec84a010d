import { type Pages, readClaims, readReferences } from "./assess.ts";
import type { RunClients } from "./clients.ts";
import type { Config } from "./config.ts";
import { InternalError, UsageError } from "./errors.ts";
import { type Actor, readActor } from "./github/actor.ts";
import { type Answer, concerning, type Failure, fail } from "./github/answer.ts";
import { readLedgerRefs } from "./github/ledger-refs.ts";
import { withLedgerRef } from "./keep-ledger.ts";
import { type Opened, type OpenRequest, openDocsPulls } from "./open.ts";
import { type Own, readPresents, storedStates } from "./publish/present.ts";
import type { LedgerRef, Present, Reference } from "./types/index.ts";
import { type Decision, recordDecision } from "./verdict/decision.ts";
import { emptyLedger, mergeLedgers } from "./verdict/ledger.ts";
import { type OpenedLedger, openLedgers } from "./verdict/ledger-state.ts";
import { referencesToFollow } from "./verdict/work.ts";

/** Which docs pull requests to prepare, and a decision to record with them. */
export type PrepareRequest = OpenRequest & { readonly decision?: Decision };

/** A docs pull request with all that it says, shows and remembers; nothing that it rests on was looked at yet. */
export type Prepared = {
  readonly ok: true;
  readonly opened: Opened;
  readonly own: Own;
  readonly present: Present;
  readonly ledger: OpenedLedger;
  readonly pages: Pages;
  /** What to look up. */
  readonly follow: readonly Reference[];
};

/**
 * Reads docs pull requests, what they show of ours and what was remembered of them, and the claims and references of
 * their own words. Every number gets an answer: also the error that one run for it alone would throw.
 */
export async function prepare(
  request: PrepareRequest,
  clients: RunClients,
  read: typeof readClaims = readClaims,
): Promise<ReadonlyMap<number, Prepared | Failure | Error>> {
  const actor = concerning("the account of the docs token", await readActor(clients.docs));
  if (!actor.ok) return new Map(request.numbers.map((number) => [number, actor]));
  const all = await openDocsPulls(request, clients);
  const open = [...all.values()].flatMap((one) => (one instanceof UsageError || !one.ok ? [] : [one]));
  const owns = open.map((opened) => ({ ...opened, own: ownOf(actor.value, opened.config) }));
  const presents = await readPresents(clients.docs, owns);
  const refs = await ledgerRefsOf(open, clients);
  const prepared = new Map<number, Prepared | Failure | Error>(
    [...all].flatMap(([number, one]) => (one instanceof UsageError || !one.ok ? [[number, one]] : [])),
  );
  for (const [index, { own, ...opened }] of owns.entries()) {
    const present = presents[index] ?? fail("malformed", "GitHub gave no answer");
    const { number } = opened.pull;
    const start = { opened, own, decision: request.decision, read, ref: refs.get(number) };
    try {
      prepared.set(number, present.ok ? await remember({ ...start, present: present.value }, clients.now()) : present);
    } catch (error) {
      // A page that this tool cannot take must not keep the verdict from the other pull requests.
      prepared.set(number, error instanceof Error ? error : new InternalError(String(error)));
    }
  }
  return prepared;
}

type Start = {
  readonly opened: Opened;
  readonly own: Own;
  readonly present: Present;
  readonly decision: Decision | undefined;
  readonly read: typeof readClaims;
  /** The ref that keeps the ledger; undefined when none is to. */
  readonly ref: Answer<LedgerRef> | undefined;
};

/** The refs that keep ledgers, by number; none is asked for where the configuration does not say so. */
async function ledgerRefsOf(
  opened: readonly Opened[],
  { docs }: RunClients,
): Promise<ReadonlyMap<number, Answer<LedgerRef>>> {
  const pulls = opened.filter(({ config }) => config.publish.ledgerRef).map(({ pull }) => pull);
  const [first] = pulls;
  if (first === undefined) return new Map();
  const numbers = pulls.map(({ number }) => number);
  const refs = await readLedgerRefs(docs, first.repository, numbers);
  return new Map(numbers.map((number, index) => [number, refs[index] ?? fail("malformed", "GitHub gave no answer")]));
}

async function remember({ opened, own, present: shown, decision, read, ref }: Start, now: string): Promise<Prepared> {
  const present = ref?.ok === true ? { ...shown, ledgerRef: ref.value } : shown;
  const commented = openLedgers({ stored: storedStates(present), wasLabelled: isLabelled(opened) }, now);
  const stored = ref === undefined ? commented : withLedgerRef(commented, ref);
  const ledger = decision === undefined ? stored : { ...stored, ledger: recordDecision(stored.ledger, decision) };
  const pages = await read(opened.documents, opened.config);
  const references = readReferences(opened, pages, opened.config);
  const follow = referencesToFollow(references.taken, mergeLedgers(emptyLedger, ledger.ledger));
  return { ok: true, opened, own, present, ledger, pages, follow };
}

function ownOf({ id, login }: Actor, { publish: { checkName, draft } }: Config): Own {
  return { actorId: id, login, checkName, draft: draft ? "asked" : "left-alone" };
}

/** A verdict label says that a ledger was written once; where comments are turned off none ever is. */
function isLabelled({ pull, config }: Opened): boolean {
  if (!config.publish.comment) return false;
  const { live, staged, pending, blocked, unknown } = config.publish.labels;
  const own = new Set([live, staged, pending, blocked, unknown].map((name) => name.toLowerCase()));
  return pull.labels.some((name) => own.has(name.toLowerCase()));
}
