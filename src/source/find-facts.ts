import { tellingWords } from "../names.ts";
import { subjectOfPage } from "../page-subject.ts";
import type { SourceFacts } from "../types/index.ts";
import { filesOfCompany } from "./company.ts";
import { namesToFollow } from "./follow.ts";
import type { FileFacts } from "./languages/language.ts";
import { scanFor } from "./needles.ts";
import { asksForPath, pathFacts } from "./paths.ts";
import type { FindOptions, SourceQuery } from "./query.ts";
import { candidatesOf, type Holdings, placedFiles, ranked, type Scope, scopeOf, searchable } from "./ranking.ts";
import { createSession, type FactStore, type Session } from "./reading.ts";
import { relevantFacts, settles } from "./relevance.ts";
import { standingOf } from "./strength.ts";
import type { SkippedFile, SourceTree } from "./tree.ts";
import { unreadFiles } from "./unread.ts";

/** Files of the pull request that are read whatever they hold. */
const mostFirst = 50;
/** Candidate files that are loaded for all queries together; the best come first. */
const mostLoaded = 3000;
/** Manifests that are read for claims of packages and versions. */
const mostManifests = 60;
/** Files that are parsed for one query. */
const mostParsed = 24;
/** Files that are parsed for a query whose value stands nowhere, to find what was meant. */
const mostForNear = 10;
/** Files that are parsed for a query because they use the value under another name, each time names are followed. */
const mostForUses = 8;
/** Files of the part that a page is about: a larger part is no one thing. */
const mostOfPage = 6;
/** Times that names are followed: constant, re-export, re-export of that. */
const mostHops = 3;
/** Unread files that are named for one query. */
const mostSkipped = 20;

type Search = {
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
type Progress = {
  readonly query: SourceQuery;
  /** Files to read next, best first. */
  readonly queue: string[];
  readonly read: string[];
  /** Code that holds a needle and is beyond the budget of the query. */
  readonly dropped: readonly string[];
};

/**
 * Finds what the source says of each query: one search of the tree for all needles together, then the best few files of
 * each query are parsed, and more until the query is settled or nothing is left. A query whose value stands nowhere is
 * searched a second time by its words, for the names that come near. Every query asked has an answer.
 */
export async function findFacts(
  tree: SourceTree,
  queries: readonly SourceQuery[],
  options: FindOptions & { readonly store?: FactStore },
): Promise<ReadonlyMap<string, SourceFacts>> {
  const search = await startSearch(tree, queries, options);
  const progress = queries.filter((query) => !asksForPath(query)).map((query) => startQuery(search, query));
  const [files, near] = await Promise.all([followUses(search, progress), searchNear(search, progress)]);
  const unmatched = progress.filter(({ query, read }) => !settles(query, pick(files, read)));
  await lookNear(search, unmatched, near);
  const ofPages = new Map(
    [...new Set(unmatched.map(({ query }) => query.page))].map((page) => [page, filesOfPage(search, page)]),
  );
  for (const { query, read } of unmatched) {
    const more = [...filesOfCompany(query, files), ...(ofPages.get(query.page) ?? [])];
    read.push(...more.filter((path) => !read.includes(path)));
  }
  options.onUnread?.(await unreadFiles(tree, search.inScope, search.session.reasonOf));
  const filesSearched = countFiles(tree, search.inScope);
  const answers = new Map<string, SourceFacts>();
  const unreadOfAll = skippedOf(search);
  for (const { query, read, dropped } of progress) {
    const facts = await search.session.factsOf(read);
    const { focused, ...relevant } = relevantFacts(query, facts, search.firstPaths);
    const unread = focused ? [] : dropped.map((path): SkippedFile => ({ path, reason: "over-budget" }));
    const skipped = [...(query.needles.length === 0 ? [] : unreadOfAll), ...unread].slice(0, mostSkipped);
    answers.set(query.id, { ...relevant, needles: query.needles, filesSearched, skipped });
  }
  for (const query of queries.filter(asksForPath)) answers.set(query.id, await pathFacts(tree, search.session, query));
  return answers;
}

async function startSearch(
  tree: SourceTree,
  queries: readonly SourceQuery[],
  options: FindOptions & { readonly store?: FactStore },
): Promise<Search> {
  const inScope = scopeOf(options);
  const first = options.firstPaths.filter((path) => tree.files.has(path) && inScope(path)).slice(0, mostFirst);
  const session = createSession(tree, options.store);
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
async function lookFor(search: Search, needles: readonly string[], paths: readonly string[]): Promise<void> {
  const { lengths, holders } = search.holdings;
  const wanted = [...new Set(paths)].filter((path) => search.inScope(path));
  const known = wanted.filter((path) => lengths.has(path));
  const order = ranked(
    wanted.filter((path) => !lengths.has(path)).map((path) => ({ path, length: 0, needles: [] })),
    search.firstPaths,
  );
  const room = Math.max(0, mostLoaded - lengths.size);
  for (const { path } of order.slice(room)) search.overBudget.add(path);
  const fresh = [...new Set(needles.map((needle) => needle.toLowerCase()))].filter((needle) => !holders.has(needle));
  for (const needle of fresh) holders.set(needle, []);
  const scan = scanFor(fresh);
  await search.session.scan([...known, ...order.slice(0, room).map(({ path }) => path)], (path, text) => {
    lengths.set(path, text.length);
    for (const needle of scan(searchable(path, text))) holders.get(needle)?.push(path);
  });
}

/** Files of a query in the order in which they are read; the pull request's code goes along even without a needle. */
function startQuery(search: Search, query: SourceQuery): Progress {
  const holding = ranked(candidatesOf(query, search.holdings), search.firstPaths).map(({ path }) => path);
  if (query.kind === "package-version") return { query, queue: [...manifestsIn(search)], read: [], dropped: [] };
  const rest = [...search.firstPaths].filter((path) => !holding.includes(path) && standingOf(path).strength === "code");
  const dropped = holding.slice(mostParsed).filter((path) => standingOf(path).strength === "code");
  return { query, queue: [...holding.slice(0, mostParsed), ...rest.slice(0, mostForNear)], read: [], dropped };
}

const manifest =
  /(?:^|\/)(?:package\.json|Cargo\.toml|pyproject\.toml|composer\.json|go\.mod|Gemfile|\.nvmrc|\.node-version|Dockerfile)$/;

/** Only manifests say what a package is called and needs; those nearest to the root first. */
function manifestsIn({ tree, inScope }: Search): readonly string[] {
  const paths = [...tree.files.values()].filter(({ kind }) => kind === "file").map(({ path }) => path);
  const own = paths.filter((path) => manifest.test(path) && inScope(path) && standingOf(path).strength !== undefined);
  const depth = (path: string): number => path.split("/").length;
  return own.sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1)).slice(0, mostManifests);
}

/** Parses two files of every open query, then four, then eight, until each is settled or has none left. */
async function widen(search: Search, progress: readonly Progress[]): Promise<ReadonlyMap<string, FileFacts>> {
  let files: ReadonlyMap<string, FileFacts> = new Map();
  for (let step = 2; ; step *= 2) {
    const open = progress.filter(({ query, queue, read }) => queue.length > 0 && !settles(query, pick(files, read)));
    if (open.length === 0) return files;
    for (const { queue, read } of open) read.push(...queue.splice(0, step));
    files = await search.session.factsOf([...new Set(progress.flatMap(({ read }) => read))]);
  }
}

/** Reads the files that use the claimed value only under another name: constants, re-exports, routers. */
async function followUses(search: Search, progress: readonly Progress[]): Promise<ReadonlyMap<string, FileFacts>> {
  const followed = new Set<string>();
  for (let hop = 0; ; hop += 1) {
    const files = await widen(search, progress);
    const open = progress.filter(({ query, read }) => !settles(query, pick(files, read)));
    const wanted = new Map(open.map((item) => [item, namesToFollow(item.query, pick(files, item.read))]));
    const names = [...wanted.values()].flat().filter((name) => !followed.has(name));
    if (names.length === 0 || hop >= mostHops) return files;
    for (const name of names) followed.add(name);
    await lookFor(search, names, (await search.tree.search(names)).paths);
    for (const [{ read, queue }, needles] of wanted) {
      const using = ranked(candidatesOf({ needles }, search.holdings), search.firstPaths).map(({ path }) => path);
      queue.push(...using.filter((path) => !read.includes(path)).slice(0, mostForUses));
    }
  }
}

/** What a search for names that come near brought. */
type NearSearch = { readonly words: ReadonlyMap<string, readonly string[]>; readonly paths: readonly string[] };

/**
 * Searches for names that come near the ones that stand nowhere in the code, by their words. Which these are is known
 * before any file is parsed, so git searches while the first files are.
 */
async function searchNear({ tree, holdings }: Search, progress: readonly Progress[]): Promise<NearSearch> {
  const unknown = progress.filter(({ query }) => !standsInCode(query, holdings));
  const words = new Map(unknown.map(({ query }) => [query.id, nearWords(query)]));
  const all = [...words.values()].flat();
  return { words, paths: all.length === 0 ? [] : (await tree.search(all)).paths };
}

/** True when the very name stands in code or configuration: what stands beside it tells more than what looks like it. */
function standsInCode(query: SourceQuery, holdings: Holdings): boolean {
  if (query.qualifiers.subject !== undefined) return false;
  return candidatesOf({ needles: query.needles.slice(0, 1) }, holdings).some(isSource);
}

function isSource({ path }: { readonly path: string }): boolean {
  return ["code", "config"].includes(standingOf(path).strength ?? "");
}

/** Looks in the files that hold most words of a name that was not found. */
async function lookNear(search: Search, unmatched: readonly Progress[], { words, paths }: NearSearch): Promise<void> {
  const wanted = unmatched.flatMap(({ query }) => words.get(query.id) ?? []);
  if (wanted.length > 0) await lookFor(search, wanted, paths);
  for (const { query, read } of unmatched) {
    const needles = words.get(query.id) ?? [];
    if (needles.length === 0) continue;
    const found = [...candidatesOf({ needles }, search.holdings)]
      .filter(isSource)
      .sort((a, b) => b.needles.length - a.needles.length || (a.path < b.path ? -1 : 1));
    const held = found[0]?.needles.length ?? 0;
    // A file that happens to hold one piece more is no better than one that holds the name that is meant.
    const least = held > 3 ? held - 1 : held;
    const most = held * 3 >= needles.length ? found.filter(({ needles: one }) => one.length >= least) : [];
    const best = ranked(most, search.firstPaths).map(({ path }) => path);
    read.push(...best.filter((path) => !read.includes(path)).slice(0, mostForNear));
  }
}

/** Code of the part of the source that a page is about: what is there instead stands in it. */
function filesOfPage({ tree, inScope }: Search, page: string | undefined): readonly string[] {
  if (page === undefined) return [];
  const isSubject = subjectOfPage(page);
  const paths = [...tree.files.keys()].filter(
    (path) => inScope(path) && standingOf(path).strength === "code" && isSubject(path),
  );
  return paths.length > mostOfPage ? [] : paths;
}

/** Words of the claimed name that are rare enough to search for. */
function nearWords({ value, qualifiers }: SourceQuery): readonly string[] {
  const words = [value, qualifiers.subject ?? ""].flatMap(tellingWords);
  const telling = words.filter((word) => word.length >= 4 && !/^\d+$/.test(word)).slice(0, 6);
  return [...new Set([...telling, ...halves(value)])];
}

/** Both ends of one name: a slip of the pen spoils one of them, a word left out none of the outer words. */
function halves(value: string): readonly string[] {
  const name = value.replace(/^[-@]+/, "");
  if (name.length < 6 || name.length > 80 || !/^[\w./-]+$/.test(name)) return [];
  const length = Math.max(4, Math.ceil(name.length * 0.55));
  const outer = [/^[A-Za-z0-9]{2,}[_-]/, /[_-][A-Za-z0-9]{2,}$/].flatMap((end) => end.exec(name)?.[0] ?? []);
  return [name.slice(0, length), name.slice(-length), ...outer].map((piece) => piece.toLowerCase());
}

function pick(files: ReadonlyMap<string, FileFacts>, paths: readonly string[]): ReadonlyMap<string, FileFacts> {
  return new Map(
    paths.flatMap((path) => {
      const facts = files.get(path);
      return facts === undefined ? [] : [[path, facts] as const];
    }),
  );
}

function countFiles(tree: SourceTree, inScope: Scope): number {
  let count = 0;
  for (const { kind, path } of tree.files.values()) if (kind === "file" && inScope(path)) count += 1;
  return count;
}

/** Files that may hold a name and could not be read: candidates, files of the pull request, missing objects. */
function skippedOf({ firstPaths, overBudget, session, unsearched }: Search): readonly SkippedFile[] {
  const unread = [...firstPaths, ...overBudget].flatMap((path): SkippedFile[] => {
    const reason = overBudget.has(path) ? "over-budget" : session.reasonOf(path);
    return reason === undefined ? [] : [{ path, reason }];
  });
  return [...unread, ...unsearched].slice(0, mostSkipped);
}
