import type { PhrasingContent } from "mdast";
import { heading, markdownOf, paragraph, table, text } from "./nodes.ts";
import { untrusted } from "./untrusted.ts";
import { verdictWords } from "./words.ts";

/** One docs pull request of a sweep, as the digest shows it. */
export type DigestRow = {
  readonly number: number;
  /** Verdict, `failed` or `not-checked`. */
  readonly state: string;
  /** Verdict before, when it changed. */
  readonly from?: string | undefined;
  readonly changed: boolean;
  /** When the verdict became what it is; absent when that is not known. */
  readonly since?: string | undefined;
  readonly writes: number;
  readonly problems: readonly string[];
  /** Tickets that could not be told of the verdict, with the reason: nothing that makes a sweep incomplete. */
  readonly untold?: readonly string[] | undefined;
};

/** A sweep as the digest shows it. */
export type Digest = {
  /** `owner/repo` of the documentation. */
  readonly repository: string;
  readonly rows: readonly DigestRow[];
  /** Why it stopped before the end; absent when it did not. */
  readonly stopped: string | undefined;
  /** UTC, ISO 8601: what the age of a verdict is counted to. */
  readonly now: string;
};

/** The digest for the job summary: counts, then one line for each pull request, what changed first, then the oldest verdicts. */
export function renderDigest({ repository, rows, stopped, now }: Digest): string {
  const order = inOrder(rows);
  const left = rows.filter(({ state }) => state === "not-checked").length;
  const cells = order.map(({ number, state, since, writes, ...row }) => [
    [untrusted(`${repository}#${number}`)],
    [text(wordOf(state))],
    [text(ageOf(since, now))],
    [text(changeOf(row))],
    [text(String(writes))],
    troubleOf(row),
  ]);
  return markdownOf([
    heading(2, text("Sweep")),
    paragraph(text(countsOf(rows))),
    ...(stopped === undefined
      ? []
      : [paragraph(text(`Stopped early, ${left} not checked: `), untrusted(stopped, 300))]),
    ...(rows.length === 0 ? [] : [table(["Pull request", "Verdict", "For", "Changed", "Writes", "Problems"], cells)]),
  ]);
}

/** Pull requests that a chat message lists. */
const maxInChat = 20;

/**
 * The digest for a chat, in the markup of Slack: what changed, what went wrong, and what has waited longest. Undefined
 * when nothing changed and nothing went wrong. Only names, numbers and our own words: a chat may be read by anybody.
 */
export function renderChatDigest({ repository, rows, stopped, now }: Digest): string | undefined {
  const news = rows.filter(({ changed, problems }) => changed || problems.length > 0);
  if (news.length === 0 && stopped === undefined) return undefined;
  const told = inOrder(news).slice(0, maxInChat);
  const waiting = inOrder(rows)
    .filter((row) => !news.includes(row) && row.state !== "live" && row.since !== undefined)
    .slice(0, 5);
  const name = ({ number }: DigestRow): string => `${repository}#${number}`;
  const lines = [
    `*docs-verdict: ${repository}* – ${countsOf(rows)}`,
    ...told.map((row) => {
      const trouble = row.problems.length === 0 ? "" : " – not everything could be read or written";
      return `• ${name(row)}: ${wordOf(row.state)}${row.changed ? ` (${changeOf(row)})` : ""}${trouble}`;
    }),
    ...(news.length > told.length ? [`• and ${news.length - told.length} more`] : []),
    ...waiting.map((row) => `◦ ${name(row)}: ${wordOf(row.state)} for ${ageOf(row.since, now)}`),
    ...(stopped === undefined ? [] : ["The sweep stopped early; the run has the details."]),
  ];
  return lines.map(forSlack).join("\n");
}

/** Slack's markup has three special characters (https://docs.slack.dev/messaging/formatting-message-text). */
function forSlack(line: string): string {
  return line.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** What changed first, then trouble, then the rest; among equals the oldest verdict first. */
function inOrder(rows: readonly DigestRow[]): readonly DigestRow[] {
  const age = ({ since = "" }: DigestRow): string => since;
  return [...rows].sort(
    (a, b) => weight(a) - weight(b) || (age(a) < age(b) ? -1 : age(a) > age(b) ? 1 : a.number - b.number),
  );
}

/** What went wrong, and which tickets could not be told. */
function troubleOf({ problems, untold = [] }: Pick<DigestRow, "problems" | "untold">): PhrasingContent[] {
  const tickets = untold.map((ticket) => `ticket not told: ${ticket}`);
  const all = [...problems, ...tickets];
  return all.length === 0 ? [text("–")] : [untrusted(all.join("; "), 300)];
}

function changeOf({ changed, from }: Pick<DigestRow, "changed" | "from">): string {
  if (!changed) return "–";
  return from === undefined ? "new" : `was ${from}`;
}

/** Whole days since a time; a dash when the time is not known. */
function ageOf(since: string | undefined, now: string): string {
  const days = since === undefined ? Number.NaN : Math.floor((Date.parse(now) - Date.parse(since)) / 86_400_000);
  if (!(days >= 0)) return "–";
  return days === 0 ? "today" : days === 1 ? "1 day" : `${days} days`;
}

function countsOf(rows: readonly DigestRow[]): string {
  if (rows.length === 0) return "No open pull request was looked at.";
  const counts = new Map<string, number>();
  for (const { state } of rows) counts.set(state, (counts.get(state) ?? 0) + 1);
  const parts = [...counts].sort().map(([state, count]) => `${count} ${wordOf(state)}`);
  return `${rows.length} open pull ${rows.length === 1 ? "request" : "requests"}: ${parts.join(", ")}.`;
}

function wordOf(state: string): string {
  const words: Readonly<Record<string, { readonly word: string }>> = verdictWords;
  return Object.hasOwn(words, state) ? (words[state]?.word ?? state) : state;
}

function weight({ changed, problems, state }: DigestRow): number {
  if (changed) return 0;
  return problems.length > 0 || state === "failed" ? 1 : state === "not-checked" ? 3 : 2;
}
