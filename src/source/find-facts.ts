import { subjectOfPage } from "../page-subject.ts";
import type { SourceFacts } from "../types/index.ts";
import { companyAmong } from "./company.ts";
import { declarationsOf, lookForDeclarations } from "./declaring.ts";
import { leaveOnlyHolders } from "./dropped.ts";
import { namesToFollow } from "./follow.ts";
import { callOf } from "./given.ts";
import { asksForModule, createImports } from "./imports/index.ts";
import type { FileFacts } from "./languages/language.ts";
import { mentionOf } from "./mentioned.ts";
import { lookNear, searchNear } from "./near.ts";
import { ownersOf, parentsOf, standsBesideOthers } from "./parents.ts";
import { asksForPath, pathFacts } from "./paths.ts";
import type { FindOptions, SourceQuery } from "./query.ts";
import { affordable, candidatesOf, ranked, type Scope } from "./ranking.ts";
import type { FactStore } from "./reading.ts";
import { decidedByPull, relevantFacts, settles } from "./relevance.ts";
import { lookFor, type Progress, type Search, startSearch } from "./search.ts";
import { createSiblings } from "./sibling-parts.ts";
import { standingOf } from "./strength.ts";
import type { SkippedFile, SourceTree } from "./tree.ts";
import { givenInCalls, typesAround } from "./types-around.ts";
import { unreadFiles } from "./unread.ts";
import { lookVendored } from "./vendored.ts";
import { withoutTwins } from "./written-modules.ts";

/** Manifests that are read for claims of packages and versions. */
const mostManifests = 60;
/** Files that are parsed for one query. */
const mostParsed = 24;
/** Files of the pull request that are parsed for a query although they hold none of its needles. */
const mostWithout = 10;
/** Files that are parsed for a query because they use the value under another name, each time names are followed. */
const mostForUses = 8;
/** Files of the part that a page is about: a larger part is no one thing. */
const mostOfPage = 6;
/** Times that names are followed: constant, re-export, re-export of that. */
const mostHops = 3;
/** Unread files that are named for one query. */
const mostSkipped = 20;

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
  await lookForDeclarations(search, queries, mostParsed);
  const progress = queries.filter((query) => !asksForPath(query)).map((query) => startQuery(search, query));
  const [files, near] = await Promise.all([followUses(search, progress), searchNear(search, progress)]);
  const unmatched = progress.filter(({ query, read }) => !settles(query, pick(files, read)));
  const [vendored] = await Promise.all([lookVendored(search, unmatched), lookNear(search, unmatched, near)]);
  await leaveOnlyHolders(tree, progress, files);
  const ofPages = new Map(
    [...new Set(unmatched.map(({ query }) => query.page))].map((page) => [page, filesOfPage(search, page)]),
  );
  const filesOfCompany = companyAmong(files);
  for (const { query, read } of unmatched) {
    const more = [...filesOfCompany(query), ...(ofPages.get(query.page) ?? [])];
    read.push(...more.filter((path) => !read.includes(path)));
  }
  options.onUnread?.(await unreadFiles(tree, search.inScope, search.session.reasonOf));
  const filesSearched = countFiles(tree, search.inScope);
  const answers = new Map<string, SourceFacts>();
  const { findImports, ...callees } = createImports(search);
  const unreadOfAll = skippedOf(search);
  const unreadOfRare = unreadOfAll.filter(({ reason }) => reason !== "over-budget");
  const nested = unmatched.filter(
    ({ query }) => (ownersOf(query).length > 0 || standsBesideOthers(query)) && callOf(query) === undefined,
  );
  const called = queries.filter((query) => callOf(query) !== undefined);
  const given = called.length === 0 ? undefined : await givenInCalls(search, called, callees);
  const types = nested.length === 0 ? undefined : await typesAround(search, { nested, progress });
  const siblings = createSiblings(tree.files);
  const isNested = new Set(nested.map(({ query }) => query.id));
  for (const { query, read, dropped } of progress) {
    const files = await search.session.factsOf(read);
    const { focused, ...relevant } = relevantFacts(query, files, search.firstPaths);
    const unread = [
      ...[vendored.get(query.id) ?? []].flat(),
      ...(focused ? [] : dropped.map((path): SkippedFile => ({ path, reason: "over-budget" }))),
      ...read.flatMap((path): SkippedFile[] =>
        search.session.reasonOf(path) === "too-deep" ? [{ path, reason: "too-deep" }] : [],
      ),
    ];
    const unlooked = search.lookedBeyond.has(query.id) ? unreadOfRare : unreadOfAll;
    const skipped = [...(query.needles.length === 0 ? [] : unlooked), ...unread].slice(0, mostSkipped);
    const around = types !== undefined && isNested.has(query.id) ? parentsOf(query, types) : undefined;
    const mention = mentionOf(query, { facts: relevant.facts, paths: read, session: search.session, tree });
    const facts = siblings.marked(query, mention === undefined ? relevant.facts : [...relevant.facts, mention]);
    const said = joined([await findImports(query), given?.get(query.id), { ...relevant, facts }, around]);
    answers.set(query.id, { ...relevant, ...said, needles: query.needles, filesSearched, skipped });
  }
  for (const query of queries.filter(asksForPath)) {
    const { needles } = query;
    const found = asksForModule(query)
      ? { ...joined([await findImports(query)]), nearest: [], needles, filesSearched, skipped: [] }
      : await pathFacts(tree, search.session, query);
    answers.set(query.id, found);
  }
  return answers;
}

/** Files of a query in the order in which they are read; the pull request's code goes along even without a needle. */
function startQuery(search: Search, query: SourceQuery): Progress {
  const needles = [...declarationsOf(query), ...query.needles];
  const holding = pageFirst(
    query,
    withoutTwins(
      ranked(candidatesOf({ needles }, search.holdings), search.firstPaths, query.kind).map(({ path }) => path),
    ),
  );
  if (query.kind === "package-version")
    return { query, queue: [...manifestsIn(search, query.value)], read: [], dropped: [] };
  const rest = [...search.firstPaths].filter((path) => !holding.includes(path) && standingOf(path).strength === "code");
  const first = holding.slice(0, mostParsed);
  const [best, own] = [affordable(first, search.holdings), rest.slice(0, mostWithout)];
  const beyond = holding.slice(mostParsed).filter((path) => standingOf(path).strength === "code");
  const dropped = [...first.filter((path) => !best.includes(path) && mayState(search, query, path)), ...beyond];
  return { query, queue: decidedByPull.has(query.kind) ? [...own, ...best] : [...best, ...own], read: [], dropped };
}

/** What only holds other words of the query, and is no code, says nothing of its value. */
function mayState({ holdings }: Search, { needles: [value = ""] }: SourceQuery, path: string): boolean {
  const holders = holdings.holders.get(value.toLowerCase()) ?? [];
  return standingOf(path).strength === "code" || holders.some((holder) => holder.path === path);
}

/** Where many files hold the name or say something of it, those of the part that the page is about come first. */
function pageFirst({ page, qualifiers }: SourceQuery, paths: readonly string[]): readonly string[] {
  // What another part says of a setting of the same name must not settle what this one says otherwise.
  if (page === undefined || (paths.length <= mostParsed && qualifiers.subject === undefined)) return paths;
  const [isSubject, isFileOfOne] = [subjectOfPage(page), fileOfOne(page)];
  const own = paths.filter((path) => standingOf(path).strength === "code" && (isSubject(path) || isFileOfOne(path)));
  return own.length === 0 || own.length > mostOfPage ? paths : [...new Set([...own, ...paths])];
}

/** What tells the file of the one thing of which a page describes several: `kiln.py` of `kilns.md`. */
function fileOfOne(page: string): (path: string) => boolean {
  const [, name] = /([^/]+)s\.\w+$/.exec(page) ?? [];
  const isOne = name === undefined ? undefined : subjectOfPage(`${name}.md`);
  return (path) => isOne?.(path.slice(path.lastIndexOf("/") + 1)) === true;
}

const manifest =
  /(?:^|\/)(?:package\.json|Cargo\.toml|pyproject\.toml|setup\.py|composer\.json|go\.mod|Gemfile|\.nvmrc|\.node-version|Dockerfile)$/;

/**
 * Only manifests say what a package is called and needs: first that in a folder of its name, those of examples and tests
 * last, and those nearest to the root first.
 */
function manifestsIn({ tree, inScope }: Search, name: string): readonly string[] {
  const paths = [...tree.files.values()].filter(({ kind }) => kind === "file").map(({ path }) => path);
  const own = paths.filter((path) => manifest.test(path) && inScope(path) && standingOf(path).strength !== undefined);
  const folder = `/${name.slice(name.lastIndexOf("/") + 1)}/`;
  const order = new Map(
    own.map((path) => {
      const isTest = standingOf(path).strength === "test";
      const isNamed = path.slice(0, path.lastIndexOf("/") + 1).endsWith(folder);
      return [path, (isTest ? 200 : isNamed ? 0 : 100) + path.split("/").length] as const;
    }),
  );
  return own.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0) || (a < b ? -1 : 1)).slice(0, mostManifests);
}

/**
 * Parses a file of every open query, then two, then four, until each is settled or has none left. What is said of a
 * subject may be said otherwise by the next file, so there it begins with two.
 */
async function widen(search: Search, progress: readonly Progress[]): Promise<ReadonlyMap<string, FileFacts>> {
  let files: ReadonlyMap<string, FileFacts> = new Map();
  for (let step = 1; ; step *= 2) {
    const open = progress.filter(({ query, queue, read }) => queue.length > 0 && !settles(query, pick(files, read)));
    if (open.length === 0) return files;
    for (const { query, queue, read } of open)
      read.push(...queue.splice(0, query.qualifiers.subject === undefined ? step : 2 * step));
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
    const beyond = await lookFor(search, names, (await search.tree.search(names)).paths);
    for (const [{ read, queue, dropped }, needles] of wanted) {
      if (needles.length > 0) dropped.push(...beyond);
      const using = ranked(candidatesOf({ needles }, search.holdings), search.firstPaths).map(({ path }) => path);
      queue.push(...using.filter((path) => !read.includes(path)).slice(0, mostForUses));
    }
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

function pick(files: ReadonlyMap<string, FileFacts>, paths: readonly string[]): ReadonlyMap<string, FileFacts> {
  return new Map(
    paths.flatMap((path) => {
      const facts = files.get(path);
      return facts === undefined ? [] : [[path, facts] as const];
    }),
  );
}

type Said = Pick<SourceFacts, "facts" | "closedLists">;

/** What several ways of looking brought, in their order; a way that does not apply brings nothing. */
function joined(parts: readonly (Said | undefined)[]): Said {
  return {
    facts: parts.flatMap((part) => part?.facts ?? []),
    closedLists: parts.flatMap((part) => part?.closedLists ?? []),
  };
}

function countFiles(tree: SourceTree, inScope: Scope): number {
  let count = 0;
  for (const { kind, path } of tree.files.values()) if (kind === "file" && inScope(path)) count += 1;
  return count;
}

/** Files that may hold a name and could not be read: candidates, files of the pull request, missing objects. */
function skippedOf({ firstPaths, session, unsearched }: Search): readonly SkippedFile[] {
  const unread = [...firstPaths].flatMap((path): SkippedFile[] => {
    const reason = session.reasonOf(path);
    return reason === undefined ? [] : [{ path, reason }];
  });
  return [...unread, ...unsearched].slice(0, mostSkipped);
}
