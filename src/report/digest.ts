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
  readonly writes: number;
  readonly problems: readonly string[];
};

/** The digest of a sweep for the job summary: counts, then one line for each pull request, what changed first. */
export function renderDigest(repository: string, rows: readonly DigestRow[], stopped: string | undefined): string {
  const order = [...rows].sort((a, b) => weight(a) - weight(b) || a.number - b.number);
  const left = rows.filter(({ state }) => state === "not-checked").length;
  const cells = order.map(({ number, state, from, changed, writes, problems }) => [
    [untrusted(`${repository}#${number}`)],
    [text(wordOf(state))],
    [text(changed ? (from === undefined ? "new" : `was ${from}`) : "–")],
    [text(String(writes))],
    problems.length === 0 ? [text("–")] : [untrusted(problems.join("; "), 300)],
  ]);
  return markdownOf([
    heading(2, text("Sweep")),
    paragraph(text(countsOf(rows))),
    ...(stopped === undefined
      ? []
      : [paragraph(text(`Stopped early, ${left} not checked: `), untrusted(stopped, 300))]),
    ...(rows.length === 0 ? [] : [table(["Pull request", "Verdict", "Changed", "Writes", "Problems"], cells)]),
  ]);
}

function countsOf(rows: readonly DigestRow[]): string {
  if (rows.length === 0) return "No open pull request was looked at.";
  const counts = new Map<string, number>();
  for (const { state } of rows) counts.set(state, (counts.get(state) ?? 0) + 1);
  const parts = [...counts].sort().map(([state, count]) => `${count} ${wordOf(state)}`);
  return `${rows.length} open pull requests: ${parts.join(", ")}.`;
}

function wordOf(state: string): string {
  const words: Readonly<Record<string, { readonly word: string }>> = verdictWords;
  return Object.hasOwn(words, state) ? (words[state]?.word ?? state) : state;
}

function weight({ changed, problems, state }: DigestRow): number {
  if (changed) return 0;
  return problems.length > 0 || state === "failed" ? 1 : state === "not-checked" ? 3 : 2;
}
