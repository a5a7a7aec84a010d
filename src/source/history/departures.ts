import { likeness } from "../../names.ts";
import { scanFor } from "../needles.ts";
import type { FindOptions } from "../query.ts";
import type { History, PastChange, SourceTree } from "../tree.ts";
import { namedInstead } from "./deprecations.ts";
import { ownCode } from "./own-code.ts";
import { replacementsOf } from "./replacements.ts";
import { holdsName } from "./whole-names.ts";

/** The change that took a name out of the source, and what it put there instead. */
export type Departure = {
  /** Full id of the commit. */
  readonly commit: string;
  /** Its day, UTC: `2026-04-08`. */
  readonly day: string;
  /** A file that lost the name. */
  readonly path: string;
  /** The name that took its place; absent when none did, or several. */
  readonly successor?: string;
};

/** Earlier versions of files that are read, the latest first. */
const mostVersions = 30_000;
/** Commits that took a name away, the latest of which tell what it became. */
const mostCommits = 5;
/** Files of one commit in which the replacement of a name is looked for. */
const mostFiles = 12;
/** Added files that may be what became of one that was removed. */
const mostMoves = 3;
/** How many times more often than any other a name must have been put in the place of one to be what it became. */
const clearly = 2;

/**
 * Looks in the history of a tree for the changes that took names out of files, and for what these names became: the one
 * name that was written in the same lines instead. Names that were never there have no entry; without history none has.
 */
export async function departuresOf(
  { history }: SourceTree,
  names: readonly string[],
  options: FindOptions,
): Promise<ReadonlyMap<string, Departure>> {
  const isOwnCode = ownCode(options);
  const changes = (await history.changes()).filter(({ path }) => isOwnCode(path));
  const versions = versionsAfter(changes);
  const losses = await lossesOf(history, { changes, versions }, names);
  const latestOf = new Map(names.map((name) => [name, latest(losses.filter((loss) => loss.name === name))]));
  const texts = await textsOf(
    history,
    [...latestOf.values()].flat().flatMap(({ change }) => [change.before, ...versions(change)]),
  );
  return new Map(
    names.flatMap((name) => {
      const departure = departureOf(latestOf.get(name) ?? [], versions, texts);
      return departure === undefined ? [] : [[name, departure] as const];
    }),
  );
}

/** A file that lost a name. */
type Loss = { readonly name: string; readonly change: PastChange & { readonly before: string } };

/** Files that held one of the names before a commit and not after it, the latest first. */
async function lossesOf(
  history: History,
  { changes, versions }: { readonly changes: readonly PastChange[]; readonly versions: VersionsAfter },
  names: readonly string[],
): Promise<readonly Loss[]> {
  const changed = changes.flatMap((change) => {
    const { before } = change;
    return before === undefined ? [] : [{ ...change, before }];
  });
  const earlier = new Set(changed.map(({ before }) => before));
  const held = await holding(history, [...earlier].slice(0, mostVersions), names);
  const holders = changed.filter(({ before }) => held.has(before));
  const kept = await holding(history, [...new Set(holders.flatMap(versions))], names);
  return holders.flatMap((change) => {
    const after = versions(change);
    return [...(held.get(change.before) ?? [])]
      .filter((name) => !after.some((blob) => kept.get(blob)?.has(name)))
      .map((name) => ({ name, change }));
  });
}

/** Those of the latest commits, and of each commit the first few files. */
function latest(losses: readonly Loss[]): readonly Loss[] {
  const byCommit = new Map<string, Loss[]>();
  for (const loss of losses) byCommit.set(loss.change.commit, [...(byCommit.get(loss.change.commit) ?? []), loss]);
  return [...byCommit.values()].slice(0, mostCommits).flatMap((ofCommit) => ofCommit.slice(0, mostFiles));
}

/** Tells in which versions a file may have gone on after a change: the next one, or files added where it was removed. */
type VersionsAfter = (change: PastChange) => readonly string[];

function versionsAfter(changes: readonly PastChange[]): VersionsAfter {
  const added = new Map<string, PastChange[]>();
  for (const change of changes)
    if (change.before === undefined) added.set(change.commit, [...(added.get(change.commit) ?? []), change]);
  return ({ after, commit, path }) => {
    if (after !== undefined) return [after];
    const [name = "", ending = ""] = /[^/]*?(\.\w+)?$/.exec(path) ?? [];
    const alike = (added.get(commit) ?? []).filter((other) => other.path.endsWith(ending));
    // A file that is renamed with what it holds keeps most words of its name.
    const like = (other: PastChange): number => likeness(name, other.path.slice(other.path.lastIndexOf("/") + 1));
    return alike
      .toSorted((a, b) => like(b) - like(a))
      .flatMap((other) => other.after ?? [])
      .slice(0, mostMoves);
  };
}

/** Which of the names the blobs hold as a whole; a blob that holds none has no entry. */
async function holding(
  history: History,
  blobs: readonly string[],
  names: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const scan = scanFor(names);
  const held = new Map<string, ReadonlySet<string>>();
  await history.readEach(blobs, (blob, text) => {
    if (!text.ok) return;
    const found = scan(text.text).flatMap(({ needle }) => (holdsName(text.text, needle) ? [needle] : []));
    if (found.length > 0) held.set(blob, new Set(found));
  });
  return held;
}

async function textsOf(history: History, blobs: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  await history.readEach([...new Set(blobs)], (blob, text) => {
    if (text.ok) texts.set(blob, text.text);
  });
  return texts;
}

/**
 * The latest commit that put anything in the place of a name, and what it put there, unless it was several things; the
 * latest that took it away when none did.
 */
function departureOf(
  losses: readonly Loss[],
  versions: VersionsAfter,
  texts: ReadonlyMap<string, string>,
): Departure | undefined {
  const [last] = losses;
  if (last === undefined) return undefined;
  for (const { commit, day } of new Map(losses.map(({ change }) => [change.commit, change])).values()) {
    const ofCommit = losses.filter(({ change }) => change.commit === commit);
    const told = toldIn(ofCommit, texts);
    if (told !== undefined) return { ...told, commit, day };
    const votes = votesOf(ofCommit, versions, texts);
    const [best, second] = [...votes.values()].sort((a, b) => b.count - a.count);
    if (best === undefined) continue;
    if (second !== undefined && best.count < clearly * second.count) break;
    return { commit, day, path: best.path, successor: best.successor };
  }
  return { commit: last.change.commit, day: last.change.day, path: last.change.path };
}

type Told = Required<Pick<Departure, "path" | "successor">>;

/** The source itself said what to use instead before it gave the name up. */
function toldIn(losses: readonly Loss[], texts: ReadonlyMap<string, string>): Told | undefined {
  for (const { name, change } of losses) {
    const other = namedInstead(name, texts.get(change.before) ?? "");
    if (other !== undefined) return { successor: other, path: change.path };
  }
  return undefined;
}

/** The names that took the place of one in the files of a commit, and how often each did. */
function votesOf(
  losses: readonly Loss[],
  versions: VersionsAfter,
  texts: ReadonlyMap<string, string>,
): ReadonlyMap<string, Told & { readonly count: number }> {
  const votes = new Map<string, Told & { readonly count: number }>();
  for (const { name, change } of losses) {
    const before = texts.get(change.before) ?? "";
    // Of several files that a removed one may have become, the likest that says anything is the one.
    const replaced = versions(change).map((blob) => replacementsOf(name, before, texts.get(blob) ?? ""));
    for (const [other, count] of replaced.find(({ size }) => size > 0) ?? []) {
      const known = votes.get(other);
      votes.set(other, { successor: other, path: known?.path ?? change.path, count: count + (known?.count ?? 0) });
    }
  }
  return votes;
}
