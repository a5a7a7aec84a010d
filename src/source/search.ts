import { languageOf } from "./languages/registry.ts";
import { type Held, scanFor } from "./needles.ts";
import { asksForPath } from "./paths.ts";
import type { FindOptions, SourceQuery } from "./query.ts";
import { candidatesOf, type Holdings, placedFiles, ranked, type Scope, scopeOf, searchable } from "./ranking.ts";
import { createSession, type FactStore, type Session } from "./reading.ts";
import { standingOf } from "./strength.ts";
import type { SkippedFile, SourceTree } from "./tree.ts";

/** Files of the pull request that are read whatever they hold. */
const mostFirst = 50;

/** Candidate files that are loaded for all queries together; the best come first. */
const mostLoaded = 3000;
/** Files beyond these that are loaded because they hold a rare name. */
const mostBeyond = 500;
/** Files of code that hold a rare name. */
const mostOfRare = 40;

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
  /** Queries, by their ids, whose names were looked for in the files beyond the budget too. */
  readonly lookedBeyond: ReadonlySet<string>;
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
  const firstPaths = new Set(first);
  const search = { tree, session, inScope, firstPaths, holdings, unsearched: missing, lookedBeyond: new Set<string>() };
  const paths = [...first, ...found.paths, ...placedFiles(tree.files.keys(), needles)];
  const beyond = await lookFor(search, needles, paths);
  const unsearched = [...missing, ...beyond.map((path) => ({ path, reason: "over-budget" as const }))];
  return { ...search, unsearched, lookedBeyond: await lookBeyond(search, queries, new Set(beyond)) };
}

/**
 * Names that stand in hardly any of the files loaded, in a tree with more candidates than the budget allows: git tells
 * which of the rest hold them, and these few are loaded too. Comes back with the queries whose names stand nowhere else.
 */
async function lookBeyond(
  search: Search,
  queries: readonly SourceQuery[],
  beyond: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const { holdings, session, tree } = search;
  if (beyond.size === 0) return new Set();
  const rare = queries
    .filter((query) => !asksForPath(query) && query.needles.length > 0)
    .filter((query) => candidatesOf(query, holdings).filter(isSource).length <= mostOfRare);
  const holding = (await tree.search(rare.flatMap(({ needles }) => needles))).paths;
  const rest = holding.filter((path) => beyond.has(path));
  if (rest.length > mostBeyond) return new Set();
  const scan = scanFor([...holdings.holders.keys()]);
  await session.scan(rest, (path, text) =>
    note(holdings, path, { length: text.length, held: scan(searchable(path, text)) }),
  );
  return new Set(rare.map(({ id }) => id));
}

/** True for a file of code or configuration. */
export function isSource({ path }: { readonly path: string }): boolean {
  return ["code", "config"].includes(standingOf(path).strength ?? "");
}

/** How many files may be loaded yet. */
export function roomIn({ holdings }: Search): number {
  return Math.max(0, mostLoaded - holdings.lengths.size);
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
  const room = roomIn(search);
  const fresh = [...new Set(needles.map((needle) => needle.toLowerCase()))].filter((needle) => !holders.has(needle));
  for (const needle of fresh) holders.set(needle, []);
  const scan = scanFor(fresh);
  await search.session.scan([...known, ...order.slice(0, room)], (path, text) => {
    note(search.holdings, path, { length: text.length, held: scan(searchable(path, text)) });
  });
  return order.slice(room).filter(mayDecide);
}

function note({ lengths, holders }: Holdings, path: string, file: { length: number; held: readonly Held[] }): void {
  lengths.set(path, file.length);
  for (const { needle, commented } of file.held) holders.get(needle)?.push({ path, commented });
}
