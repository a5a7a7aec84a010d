import { commentMarker, type Ledger, type PublishResult, type Report } from "../../src/types/index.ts";
import { decodeLedger } from "../../src/verdict/ledger-state.ts";
import type { Verified } from "../../src/verify.ts";
import type { LogEntry } from "../fake-github/server.ts";
import type { Repository } from "../fake-github/state.ts";
import { jobToken, sourceToken } from "../world/load.ts";
import type { Shown } from "./bench.ts";

/**
 * How a run ended: `answered` when a command asked for no verdict, `crashed` when its process was killed, `threw` when it
 * failed in a way that is no data.
 */
export type Ending =
  | { readonly kind: "published"; readonly verified: Verified; readonly result: PublishResult }
  | { readonly kind: "unread"; readonly failure: { readonly detail: string } }
  | { readonly kind: "answered" }
  | { readonly kind: "crashed" }
  | { readonly kind: "threw"; readonly error: unknown };

/** A run that something happened to, and what stands afterwards. */
export type Cut = {
  readonly ending: Ending;
  readonly old: Shown;
  readonly now: Shown;
  /** What a run without a fault shows. */
  readonly target: Shown;
  readonly requests: readonly LogEntry[];
  /** The docs repository. */
  readonly docs: Repository;
  readonly headCommit: string;
  /** Lines for people. */
  readonly said: readonly string[];
  readonly elapsedMs: number;
};

/** Two clean runs after it, and the result of before published once more. */
export type Repair = {
  readonly reports: readonly Report[];
  readonly now: Shown;
  readonly target: Shown;
  /** Writes of the second clean run. */
  readonly moreWrites: number;
  /** What stands when the result of before the fault is published last. */
  readonly afterOldResult: Shown;
  /** The first report, decided anew from its bundle. */
  readonly replayed: Report;
};

type Promise_<Of> = { readonly id: string; readonly says: string; readonly broken: (of: Of) => string | undefined };

const fail = (isBroken: unknown, why: string): string | undefined => (isBroken ? why : undefined);

const passing = "ready to merge";
/** Labels that say how ready the docs are, of which one stands at most when a run is over. */
const axis: readonly string[] = [passing, "staged", "pending", "awaiting eng", "needs verification"];

/** The ledger in our first comment; undefined without one. */
export function ledgerOf({ comments }: Shown): Ledger | undefined {
  const line = comments[0]?.split("\n", 1)[0] ?? "";
  const stored = decodeLedger(line.slice(commentMarker.length).replace(/ -->$/, ""));
  return "ledger" in stored ? stored.ledger : undefined;
}

/** Whether the docs may be merged by what our check says, or the commit status that stands for it. */
function gateOf({ check }: Shown): "open" | "closed" | "none" {
  if (check === undefined) return "none";
  return check === "success" ? "open" : "closed";
}

/** What must be the same in the end: entries with how they were resolved, not when they were first seen. */
export function essence(shown: Shown): unknown {
  const entries = ledgerOf(shown)?.entries.map(({ key, role, resolved }) => [key, role, resolved?.by]);
  return { labels: shown.labels, gate: gateOf(shown), comments: shown.comments.length, entries };
}

const same = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);

function written({ requests }: Cut): readonly LogEntry[] {
  return requests.filter(({ writes }) => writes);
}

function isOpener({ old, now, target }: Cut): boolean {
  const opens = (shown: Shown): boolean => shown.check === "success";
  const isReady = (shown: Shown): boolean => shown.labels.includes(passing);
  return (opens(now) && !opens(old) && !opens(target)) || (isReady(now) && !isReady(old) && !isReady(target));
}

function lostEntries({ old, now }: Cut): readonly string[] {
  const kept = new Map(ledgerOf(now)?.entries.map((entry) => [entry.key, entry]));
  return (ledgerOf(old)?.entries ?? []).filter(({ key }) => !kept.has(key)).map(({ key }) => key);
}

/** All that we show or say, as one text. */
function told({ docs, said, ending }: Cut): string {
  const ours = docs.comments.filter(({ author }) => author === "github-actions[bot]").map(({ body }) => body);
  const failures = ending.kind === "unread" ? [ending.failure.detail] : [];
  const failed = ending.kind === "published" ? ending.result.failed.map(({ reason }) => reason) : [];
  return JSON.stringify([ours, docs.checks, docs.statuses, docs.labels, said, failures, failed]);
}

const shownAs = {
  live: passing,
  staged: "staged",
  pending: "pending",
  blocked: "awaiting eng",
  unknown: "needs verification",
} as const;

/** What is wrong with a run that says of itself that it published everything; undefined when nothing is. */
function unsaid({ ending, old, now, target }: Cut): string | undefined {
  if (ending.kind !== "published") return undefined;
  const { value } = ending.verified.report.verdict;
  const allowed = [old, target].map((shown) => ledgerOf(shown)?.transitions.at(-1)?.to);
  if (value !== "unknown" && !allowed.includes(value)) return `decided ${value}`;
  const { failed, stopped } = ending.result;
  if (failed.length > 0 || stopped !== undefined) return undefined;
  const labels = now.labels.filter((name) => axis.includes(name));
  const gate = value === "live" ? "open" : "closed";
  const isShown = gateOf(now) === gate && same(labels, [shownAs[value]]);
  return fail(
    !isShown || now.comments.length !== 1,
    `${value} is not what is shown, and nothing says so: ${JSON.stringify(essence(now))}`,
  );
}

/** Satisfied without a proof that was found, under a verdict of `live`. */
function unproven({ verdict, signals }: Report): readonly string[] {
  if (verdict.value !== "live") return [];
  return signals
    .filter(({ state, evidence }) => state !== "satisfied" || !evidence.every(({ status }) => status === "found"))
    .map(({ subject, kind }) => `${subject} ${kind}`);
}

const maintainer = "docs-maintainer";

/** Logins of those who blocked or released something. */
function decisionsOf(shown: Shown): readonly string[] {
  return (ledgerOf(shown)?.entries ?? []).flatMap(({ foundIn, resolved }) => [
    ...(foundIn.startsWith("comment by ") ? [foundIn.slice("comment by ".length)] : []),
    ...(resolved?.by === "release" ? [resolved.login] : []),
  ]);
}

function wasLookedUp({ requests }: Cut): boolean {
  return requests.some(({ path, status }) => path.endsWith(`/${maintainer}/permission`) && status === 200);
}

/** A command looks twice, and a circle of redirects is followed twenty times in each of three tries. */
const maxRequests = 400;

/** What holds after every fault, whatever it was. */
export const cutPromises: readonly Promise_<Cut>[] = [
  {
    id: "I1",
    says: "no proof, no live",
    broken: ({ ending }) =>
      fail(ending.kind === "published" && unproven(ending.verified.report).length > 0, "live without proof"),
  },
  { id: "I2", says: "the ledger loses nothing", broken: (cut) => fail(lostEntries(cut).length > 0, "entries lost") },
  {
    id: "I6",
    says: "nothing is attached to another commit",
    broken: (cut) => {
      const commits = [...cut.docs.checks.map(({ headSha }) => headSha), ...cut.docs.statuses.map(({ sha }) => sha)];
      return fail(!commits.every((commit) => commit === cut.headCommit), "a check of another commit");
    },
  },
  {
    id: "I7",
    says: "labels of others stay",
    broken: (cut) =>
      fail(
        !cut.old.labels.filter((name) => !axis.includes(name)).every((name) => cut.now.labels.includes(name)) ||
          written(cut).some(({ method }) => method === "PUT"),
        "a foreign label was touched",
      ),
  },
  {
    id: "I8",
    says: "what went wrong is visible and does not pass",
    broken: (cut) => {
      const { ending, now } = cut;
      if (ending.kind === "threw") return `threw ${String(ending.error)}`;
      if (now.check === "neutral" || now.check === "skipped") return `concluded ${now.check}`;
      return unsaid(cut);
    },
  },
  { id: "I9", says: "no more open than before and after", broken: (cut) => fail(isOpener(cut), "opened the gate") },
  {
    id: "I10",
    says: "at most one notification",
    broken: ({ old, now, requests }) => {
      const deleted = requests.filter(
        ({ method, path, status }) => method === "DELETE" && path.includes("/issues/comments/") && status === 204,
      );
      const posted = now.comments.length + deleted.length - old.comments.length;
      return fail(posted > 1, `${posted} comments posted`);
    },
  },
  {
    id: "I11",
    says: "foreign text is only data",
    broken: (cut) => fail(/Whoa there|(?:^|[^`\w])@octocat|::error/.test(told(cut)), "foreign text came through"),
  },
  {
    id: "I12",
    says: "nothing private is told",
    broken: (cut) => fail(/canary/i.test(told(cut) + JSON.stringify(ledgerOf(cut.now))), "private text shown"),
  },
  {
    id: "I13",
    says: "who may not decide does not, and who cannot be looked up neither",
    broken: (cut) => {
      const decided = decisionsOf(cut.now).filter((one) => !decisionsOf(cut.old).includes(one));
      if (ledgerOf(cut.now)?.entries.some(({ key }) => key === "acme/platform#9")) return "a stranger's word was taken";
      if (decided.some((login) => login !== maintainer)) return "a stranger decided";
      return fail(decided.length > 0 && !wasLookedUp(cut), "decided without a look at what the person may do");
    },
  },
  {
    id: "I14",
    says: "each token where it belongs",
    broken: (cut) => {
      const swapped = cut.requests.filter(
        ({ path, actor, writes }) =>
          (path.startsWith("/repos/acme/platform/") && actor !== "docs-reader") ||
          ((writes || path.startsWith("/repos/acme/docs/")) && actor !== "github-actions[bot]"),
      );
      const shows = [jobToken, sourceToken].some((token) => told(cut).includes(token));
      return swapped.length > 0 ? `token swapped at ${swapped[0]?.path}` : fail(shows, "a token was shown");
    },
  },
  {
    id: "I15",
    says: "bounded",
    broken: ({ requests, now, elapsedMs }) =>
      fail(
        requests.length > maxRequests || elapsedMs > 20_000 || now.comments.some((body) => body.length > 65_536),
        `${requests.length} requests, ${Math.round(elapsedMs)} ms`,
      ),
  },
];

/** What holds after the clean runs that follow. */
export const repairPromises: readonly Promise_<Repair>[] = [
  {
    id: "I1",
    says: "no proof, no live",
    broken: ({ reports }) =>
      fail(
        reports.some((report) => unproven(report).length > 0),
        "live without proof",
      ),
  },
  {
    id: "I3",
    says: "one comment",
    broken: ({ now }) => fail(now.comments.length !== 1, `${now.comments.length} comments`),
  },
  {
    id: "I4",
    says: "one clean run repairs, the next one writes nothing",
    broken: ({ now, target, moreWrites }) =>
      same(essence(now), essence(target))
        ? fail(moreWrites > 0, `${moreWrites} writes in the second clean run`)
        : `${JSON.stringify(essence(now))} instead of ${JSON.stringify(essence(target))}`,
  },
  {
    id: "I5",
    says: "an older result never replaces a newer one",
    broken: ({ now, afterOldResult }) => fail(!same(now, afterOldResult), "an older result was published over it"),
  },
  {
    id: "I7",
    says: "one label of the axis",
    broken: ({ now }) => fail(now.labels.filter((name) => axis.includes(name)).length !== 1, now.labels.join(", ")),
  },
  {
    id: "I16",
    says: "the bundle explains the report",
    broken: ({ reports, replayed }) => fail(!same(reports[0], replayed), "the replay differs"),
  },
];
