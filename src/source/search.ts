import { scanFor } from "./needles.ts";
import { asksForPath } from "./paths.ts";
import type { FindOptions, SourceQuery } from "./query.ts";
import { type Holdings, placedFiles, ranked, type Scope, scopeOf, searchable } from "./ranking.ts";
import { createSession, type FactStore, type Session } from "./reading.ts";
import type { SkippedFile, SourceTree } from "./tree.ts";

/** Files of the pull request that are read whatever they hold. */
const mostFirst = 50;

/** Candidate files that are loaded for all queries together; the best come first. */
const mostLoaded = 3000;

/** One tree while it is searched for all queries. */
export type Search = {
  readonly tree: SourceTree;
  readonly session: Session;
  readonly inScope: Scope;
  readonly firstPaths: ReadonlySet<string>;
  /** What the files looked at hold of the needles asked for so far. */
  readonly holdings: Holdings;
  readonly unsearched: readonly SkippedFile[];
  readonly overBudget: Set<string>;
};

/** Progress of one query. */
export type Progress = {
  readonly query: SourceQuery;
  /** Files to read next, best first. */
  readonly queue: string[];
  readonly read: string[];
  /** Code that holds a needle and is beyond the budget of the query. */
  readonly dropped: readonly string[];
};

/** Searches the tree once for the needles of all queries, and looks which file holds which. */
export async function startSearch(
  tree: SourceTree,
  queries: readonly SourceQuery[],
  options: FindOptions & { readonly store?: FactStore },
): Promise<Search> {
  const inScope = scopeOf(options);
  const first = options.firstPaths.filter((path) => tree.files.has(path) && inScope(path)).slice(0, mostFirst);
  const provesByTests = queries.some((query) => !asksForPath(query) && query.accepts.includes("test"));
  const session = createSession(tree, { ...options, parsed: provesByTests ? "all" : "no-tests" });
  const needles = queries.flatMap((query) => (asksForPath(query) ? [] : query.needles));
  const searching = tree.search(needles);
  // Git searches in a process of its own: the parser is loaded meanwhile.
  const [found] = await Promise.all([searching, needles.length === 0 ? undefined : session.prepare()]);
  const search: Search = {
    tree,
    session,
    inScope,
    firstPaths: new Set(first),
    holdings: { lengths: new Map(), holders: new Map() },
    unsearched: found.skipped.filter(({ path }) => inScope(path)),
    overBudget: new Set(),
  };
  await lookFor(search, needles, [...first, ...found.paths, ...placedFiles(tree.files.keys(), needles)]);
  return search;
}

/** Looks which of the needles stand in the files that a search named: best-ranked first, up to the budget. */
export async function lookFor(search: Search, needles: readonly string[], paths: readonly string[]): Promise<void> {
  const { lengths, holders } = search.holdings;
  const wanted = [...new Set(paths)].filter((path) => search.inScope(path));
  const known = wanted.filter((path) => lengths.has(path));
  const order = ranked(
    wanted.filter((path) => !lengths.has(path)).map((path) => ({ path, length: 0, needles: [], inCode: [] })),
    search.firstPaths,
  );
  const room = Math.max(0, mostLoaded - lengths.size);
  for (const { path } of order.slice(room)) search.overBudget.add(path);
  const fresh = [...new Set(needles.map((needle) => needle.toLowerCase()))].filter((needle) => !holders.has(needle));
  for (const needle of fresh) holders.set(needle, []);
  const scan = scanFor(fresh);
  await search.session.scan([...known, ...order.slice(0, room).map(({ path }) => path)], (path, text) => {
    lengths.set(path, text.length);
    for (const { needle, commented } of scan(searchable(path, text))) holders.get(needle)?.push({ path, commented });
  });
}
