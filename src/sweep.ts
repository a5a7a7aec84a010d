import { askingOnce, type RunClients } from "./clients.ts";
import { endsAsking, type Failure } from "./github/answer.ts";
import { type OpenPull, readOpenPulls } from "./github/open-pulls.ts";
import { lookUpAhead } from "./observe.ts";
import { type Prepared, prepare } from "./prepare.ts";
import { oldestFirst } from "./sweep-order.ts";
import type { PublishResult, Report, VerdictValue } from "./types/index.ts";
import { complete, publish, type Verified } from "./verify.ts";

/** Pull requests that one job of a matrix takes. */
const pullsPerShard = 25;
/** Jobs of a matrix at most (https://docs.github.com/actions/reference/limits: 256). */
const maxShards = 20;

/** Pull requests whose reading is shared; each waits for the others of its wave before it is published. */
const waveSize = 250;

/** A part of a sweep: `index` of `count`, from 1. */
export type Shard = { readonly index: number; readonly count: number };

/** What to sweep. */
export type SweepRequest = {
  /** `owner/repo` of the documentation. */
  readonly repository: string;
  readonly configPath: string;
  readonly shard: Shard;
  /** Whether to write what was decided. */
  readonly writes: "publish" | "none";
  /** Only pull requests whose record or text names this work; all when absent. */
  readonly waitingFor?: string;
  /** When to stop, in ms since 1970; never when absent. */
  readonly deadlineMs?: number;
};

/** What became of one docs pull request of a sweep. */
export type Swept =
  | {
      readonly number: number;
      readonly state: "verified";
      readonly verdict: VerdictValue;
      readonly changed: Report["changed"];
      /** When the verdict became what it is: UTC, ISO 8601. */
      readonly since: string | undefined;
      readonly written: number;
      readonly problems: readonly string[];
      /** Tickets that could not be told of the verdict, with the reason; the sweep is whole without them. */
      readonly untold: readonly string[];
    }
  | { readonly number: number; readonly state: "failed"; readonly detail: string }
  /** Left for the next sweep, because this one had to stop. */
  | { readonly number: number; readonly state: "not-checked" };

/** What became of a sweep. */
export type SweepResult = {
  readonly ok: true;
  readonly swept: readonly Swept[];
  /** Why it stopped before the end; absent when it did not. */
  readonly stopped?: string;
};

/**
 * Verifies and publishes the open docs pull requests, a wave at a time: what many of them need is read at once, then each
 * is decided and published. What goes wrong with one is told and does not touch the next; a spent limit, a token that is
 * refused or the deadline ends the sweep, and the rest is counted.
 */
export async function sweep(request: SweepRequest, clients: RunClients): Promise<SweepResult | Failure> {
  const listed = await readOpenPulls(clients.docs, request.repository);
  if (!listed.ok) return listed;
  const visits = visitsOf(request, listed.value.pulls, clients);
  const mine = shardOf(listed.value.pulls, request.shard);
  const order = oldestFirst(mine, visits.known, clients.now()).map(({ number }) => number);
  const progress: Progress = { clients, lookups: askingOnce(clients), swept: [], remember: visits.remember };
  let stopped = listed.value.complete ? undefined : "there are more open pull requests than were listed";
  for (let start = 0; start < order.length; start += waveSize) {
    const reason = isOver(request, clients) ?? (await wave(order.slice(start, start + waveSize), request, progress));
    if (reason === undefined) continue;
    stopped = reason;
    break;
  }
  const done = new Set(progress.swept.map(({ number }) => number));
  const rest = order.filter((number) => !done.has(number)).map((number): Swept => ({ number, state: "not-checked" }));
  const swept = [...progress.swept, ...rest]
    .flatMap((item): readonly Swept[] => (item.state === "not-concerned" ? [] : [item]))
    .sort((a, b) => a.number - b.number);
  return { ok: true, swept, ...(stopped === undefined ? {} : { stopped }) };
}

/** The shards that a matrix runs, for the open pull requests of now; never empty. */
export async function planSweep(repository: string, clients: RunClients): Promise<readonly string[] | Failure> {
  const listed = await readOpenPulls(clients.docs, repository);
  if (!listed.ok) return listed;
  const count = Math.min(maxShards, Math.max(1, Math.ceil(listed.value.pulls.length / pullsPerShard)));
  return Array.from({ length: count }, (_, index) => `${index + 1}/${count}`);
}

/** Reads `i/n`; all of it for an empty text, undefined for anything else. */
export function readShard(text: string): Shard | undefined {
  if (text === "") return { index: 1, count: 1 };
  const match = /^([1-9]\d{0,2})\/([1-9]\d{0,2})$/.exec(text);
  const shard = { index: Number(match?.[1]), count: Number(match?.[2]) };
  return match !== null && shard.index <= shard.count ? shard : undefined;
}

/** When a sweep that starts now must stop, in ms since 1970, for a limit in minutes; undefined for what is no such number. */
export function readTimeLimit(minutes: string, now: string): number | undefined {
  const limit = /^[1-9]\d{0,3}$/.test(minutes) ? Number(minutes) : undefined;
  return limit === undefined ? undefined : Date.parse(now) + limit * 60_000;
}

/** By number, not by position: a pull request stays in its shard when another is closed meanwhile. */
function shardOf(pulls: readonly OpenPull[], { index, count }: Shard): readonly OpenPull[] {
  return pulls.filter(({ number }) => number % count === index % count);
}

/** What was looked at when, without what is closed by now, and how one more visit is remembered. */
function visitsOf({ repository, writes }: SweepRequest, pulls: readonly OpenPull[], { visits, now }: RunClients) {
  const open = new Set(pulls.map(({ number }) => number));
  const known = new Map([...(visits?.load(repository) ?? [])].filter(([number]) => open.has(number)));
  const remember = (number: number): void => {
    if (writes === "none") return;
    known.set(number, now());
    visits?.save(repository, known);
  };
  return { known, remember };
}

type Progress = {
  readonly clients: RunClients;
  /** The same clients, asking once: one sweep looks at each piece of engineering work once. */
  readonly lookups: RunClients;
  readonly swept: (Swept | NotConcerned)[];
  /** Notes that a pull request was looked at. */
  readonly remember: (number: number) => void;
};

/** Waits for other work than the one that merged. */
type NotConcerned = { readonly number: number; readonly state: "not-concerned" };

/** Does some pull requests; gives back why the sweep must stop. */
async function wave(
  numbers: readonly number[],
  request: SweepRequest,
  progress: Progress,
): Promise<string | undefined> {
  const { repository, configPath } = request;
  const prepared = await prepare({ repository, configPath, numbers }, progress.lookups);
  const ready = [...prepared.values()].flatMap((one) => (one instanceof Error || !one.ok ? [] : [one]));
  const spent = await lookUpAhead(ready, progress.lookups);
  if (spent !== undefined) return spent.detail;
  for (const number of numbers) {
    const found = prepared.get(number);
    if (found === undefined) continue;
    const reason = isOver(request, progress.clients) ?? (await one(number, found, { request, progress }));
    if (reason !== undefined) return reason;
    if (progress.swept.at(-1)?.state !== "not-concerned") progress.remember(number);
  }
  return undefined;
}

type Run = { readonly request: SweepRequest; readonly progress: Progress };

/** Does one pull request; gives back why the sweep must stop. */
async function one(
  number: number,
  prepared: Prepared | Failure | Error,
  { request, progress }: Run,
): Promise<string | undefined> {
  const { clients, lookups, swept } = progress;
  try {
    if (prepared instanceof Error) throw prepared;
    const verified = prepared.ok ? await complete(prepared, lookups) : prepared;
    if (!verified.ok) {
      if (endsAsking(verified.reason)) return verified.detail;
      swept.push({ number, state: "failed", detail: verified.detail });
      return undefined;
    }
    if (!isWaiting(verified, request.waitingFor)) {
      swept.push({ number, state: "not-concerned" });
      return undefined;
    }
    const result = request.writes === "publish" ? await publish(verified, clients) : { written: 0, failed: [] };
    swept.push(verifiedOne(number, verified, result));
    return result.stopped !== undefined && endsAsking(result.stopped)
      ? `publishing stopped: ${result.stopped}`
      : undefined;
  } catch (error) {
    // One pull request that this tool cannot take must not keep the verdict from all the others.
    swept.push({ number, state: "failed", detail: error instanceof Error ? error.message : String(error) });
    return undefined;
  }
}

function verifiedOne(
  number: number,
  { report }: Verified,
  { written, failed, stopped, untold = [] }: PublishResult,
): Swept {
  const problems = failed.map(({ write, reason }) => `${write.kind}: ${reason}`);
  return {
    number,
    state: "verified",
    verdict: report.verdict.value,
    changed: report.changed,
    since: report.ledger.transitions.at(-1)?.at,
    written,
    problems: stopped === undefined ? problems : [...problems, `stopped: ${stopped}`],
    untold,
  };
}

function isOver({ deadlineMs }: SweepRequest, { now, signal }: RunClients): string | undefined {
  if (signal?.aborted === true) return "the run was stopped";
  return deadlineMs !== undefined && Date.parse(now()) >= deadlineMs ? "the time for this sweep is over" : undefined;
}

function isWaiting({ report }: Verified, key: string | undefined): boolean {
  if (key === undefined) return true;
  const named = [...report.ledger.entries, ...report.references.taken].some((one) => one.key === key);
  return named || report.signals.some(({ subject }) => subject === key);
}
