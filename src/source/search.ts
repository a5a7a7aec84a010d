import { languageOf } from "./languages/registry.ts";
import { scanFor } from "./needles.ts";
import { asksForPath } from "./paths.ts";
import type { FindOptions, SourceQuery } from "./query.ts";
import { type Holdings, placedFiles, ranked, type Scope, scopeOf, searchable } from "./ranking.ts";
import { createSession, type FactStore, type Session } from "./reading.ts";
import { standingOf } from "./strength.ts";
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
  /** Files that may hold a needle and were not looked at. */
  readonly unsearched: readonly SkippedFile[];
};

/** Progress of one query. */
export type Progress = {
  readonly query: SourceQuery;
  /** Files to read next, best first. */
  readonly queue: string[];
  readonly read: string[];
  /** Code that holds a needle and is beyond the budget of the query. */
  readonly dropped: string[];
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
  const missing = found.skipped.filter(({ path }) => inScope(path) && mayDecide(path));
  const holdings = { lengths: new Map(), holders: new Map() };
  const search: Search = { tree, session, inScope, firstPaths: new Set(first), holdings, unsearched: missing };
  const paths = [...first, ...found.paths, ...placedFiles(tree.files.keys(), needles)];
  const beyond = await lookFor(search, needles, paths);
  return { ...search, unsearched: [...beyond.map((path) => ({ path, reason: "over-budget" as const })), ...missing] };
}

/** Source in languages that are read as plain text. */
const sourceEnding =
  /\.(?:vue|svelte|astro|mts|cts|kts?|scala|groovy|gradle|swift|mm?|c|cc|cpp|cxx|h|hpp|exs?|erl|cljs?|dart|lua|p[lm]|r|jl|zig|nim|hs|mli?|fsx?|elm|graphql|gql|proto|thrift|tf|hcl|nix|xml|ini|cfg|conf|properties|prisma|css|scss|less|bats|ps1|bat)$/i;

/** What a file that could not be read may say counts only where it is source: drawings and what a program has stored say nothing. */
function mayDecide(path: string): boolean {
  const { strength } = standingOf(path);
  if (strength !== "code" && strength !== "config") return false;
  // A program without an ending may be a script.
  return languageOf(path).id !== "text" || sourceEnding.test(path) || /^(?:[^./][^/]*\/)*[^./]+$/.test(path);
}

/**
 * Looks which of the needles stand in the files that a search named: best-ranked first, up to the budget. Returns the
 * source beyond it.
 */
export async function lookFor(
  search: Search,
  needles: readonly string[],
  paths: readonly string[],
): Promise<readonly string[]> {
  const { lengths, holders } = search.holdings;
  const wanted = [...new Set(paths)].filter((path) => search.inScope(path));
  const known = wanted.filter((path) => lengths.has(path));
  const order = ranked(
    wanted.filter((path) => !lengths.has(path)).map((path) => ({ path, length: 0, needles: [], inCode: [] })),
    search.firstPaths,
  ).map(({ path }) => path);
  const room = Math.max(0, mostLoaded - lengths.size);
  const fresh = [...new Set(needles.map((needle) => needle.toLowerCase()))].filter((needle) => !holders.has(needle));
  for (const needle of fresh) holders.set(needle, []);
  const scan = scanFor(fresh);
  await search.session.scan([...known, ...order.slice(0, room)], (path, text) => {
    lengths.set(path, text.length);
    for (const { needle, commented } of scan(searchable(path, text))) holders.get(needle)?.push({ path, commented });
  });
  return order.slice(room).filter(mayDecide);
}
