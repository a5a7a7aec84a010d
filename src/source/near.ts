import { tellingWords } from "../names.ts";
import type { SourceQuery } from "./query.ts";
import { candidatesOf, type Holdings, ranked } from "./ranking.ts";
import { isSource, lookFor, type Progress, roomIn, type Search } from "./search.ts";

/** Files that are parsed for a query whose value stands nowhere, to find what was meant. */
const mostForNear = 10;

/** What a search for names that come near brought. */
export type NearSearch = { readonly words: ReadonlyMap<string, readonly string[]>; readonly paths: readonly string[] };

/**
 * Searches for names that come near the ones that stand nowhere in the code, by their words. Which these are is known
 * before any file is parsed, so git searches while the first files are.
 */
export async function searchNear({ tree, holdings }: Search, progress: readonly Progress[]): Promise<NearSearch> {
  const unknown = progress.filter(({ query }) => !standsInCode(query, holdings));
  const words = new Map(unknown.map(({ query }) => [query.id, nearWords(query)]));
  const all = [...words.values()].flat();
  return { words, paths: all.length === 0 ? [] : (await tree.search(all)).paths };
}

/** True when the very name stands in code or configuration: what stands beside it tells more than what looks like it. */
function standsInCode(query: SourceQuery, holdings: Holdings): boolean {
  if (query.qualifiers.subject !== undefined && query.kind !== "sdk-symbol") return false;
  return candidatesOf({ needles: query.needles.slice(0, 1) }, holdings).some(isSource);
}

/** Has the files read that hold most words of a name that was not found. */
export async function lookNear(
  search: Search,
  unmatched: readonly Progress[],
  { words, paths }: NearSearch,
): Promise<void> {
  const wanted = unmatched.flatMap(({ query }) => words.get(query.id) ?? []);
  // Where the words stand in too many files, those that hold most of a name come first.
  const isTooMany = paths.length > roomIn(search);
  const rare = isTooMany ? unmatched.flatMap(({ query: { value } }) => [...halves(value), ...longEnds(value)]) : [];
  if (rare.length > 0) await lookFor(search, wanted, (await search.tree.search(rare)).paths);
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
    const whole = swapped(query.kind, query.value);
    const besides = [...longEnds(query.value), ...whole, ...withoutPrefix(query.kind, query.value)];
    const counted = needles.length - besides.length;
    const isWhole = found[0]?.needles.some((at) => /^--/.test(needles[at] ?? "") || whole.includes(needles[at] ?? ""));
    const most = held * 3 >= counted || isWhole === true ? found.filter(({ needles: one }) => one.length >= least) : [];
    const best = ranked(most, search.firstPaths).map(({ path }) => path);
    read.push(...best.filter((path) => !read.includes(path)).slice(0, mostForNear));
  }
}

/** Words of the claimed name that are rare enough to search for. */
function nearWords({ kind, value, qualifiers }: SourceQuery): readonly string[] {
  const words = [value, qualifiers.subject ?? ""].flatMap(tellingWords);
  const telling = words.filter((word) => word.length >= 4 && !/^\d+$/.test(word)).slice(0, 6);
  return [
    ...new Set([
      ...telling,
      ...halves(value),
      ...longEnds(value),
      ...declaredAs(kind, value),
      ...swapped(kind, value),
      ...withoutPrefix(kind, value),
    ]),
  ];
}

/** A command or an option of one word is declared as a text that begins as the one which is meant. */
function declaredAs(kind: SourceQuery["kind"], value: string): readonly string[] {
  const word = value.replace(/^-+/, "").split(" ").at(-1) ?? "";
  if ((kind !== "cli-command" && kind !== "cli-flag") || !/^[a-z]{5,}$/i.test(word)) return [];
  const start = word.slice(0, Math.ceil(word.length / 2)).toLowerCase();
  // Where an option is declared with its dashes, these make a short beginning rare.
  const dashed = kind === "cli-flag" && word.length >= 6 ? [`--${word.slice(0, 4).toLowerCase()}`] : [];
  return [`"${start}`, `'${start}`, ...dashed];
}

/** What is left of a name without its first word, which code may put before it: `lid_opened` of `kiln_lid_opened`. */
function withoutPrefix(kind: SourceQuery["kind"], value: string): readonly string[] {
  const rest = kind === "config-key" ? /^[a-z]+_(?<rest>[a-z]+(?:_[a-z]+)+)$/.exec(value)?.groups?.rest : undefined;
  return rest === undefined ? [] : [rest];
}

/** Longest short name: a slip in the middle of it leaves hardly anything to search for. */
const longestShort = 12;
/** Longest single word in which two letters are looked for in the other order; a slip in its middle spoils both halves. */
const longestWord = 16;

/** Short names that the claimed one may be a slip of, which spoils both of its ends. */
function swapped(kind: SourceQuery["kind"], value: string): readonly string[] {
  return [...inOtherNumber(kind, value), ...withLettersSwapped(kind, value)];
}

/** A short name of several words with an `s` behind one of them more or less: too little of it is left otherwise. */
function inOtherNumber(kind: SourceQuery["kind"], value: string): readonly string[] {
  const name = plain(value);
  if (!/^(?:config-key|resource-name|sdk-symbol)$/.test(kind) || !/^[a-z]+(?:[-_][a-z]+)+$/.test(name)) return [];
  if (name.length < 5 || name.length > longestShort) return [];
  const joiner = name.includes("-") ? "-" : "_";
  const words = name.split(/[-_]/);
  return words.map((word, at) => words.with(at, word.endsWith("s") ? word.slice(0, -1) : `${word}s`).join(joiner));
}

/** A short name with two neighbouring letters swapped, at each place: fingers do so. */
function withLettersSwapped(kind: SourceQuery["kind"], value: string): readonly string[] {
  const name = plain(value);
  if (!/^(?:sdk-symbol|cli-flag|cli-command|config-key)$/.test(kind) || !/^[a-z]+(?:-[a-z]+)?$/.test(name)) return [];
  if (name.length < 5 || name.length > (name.includes("-") ? longestShort : longestWord)) return [];
  return [...name].slice(1).flatMap((letter, at) => {
    const before = name[at] ?? "";
    const isSame = before === letter || before === "-" || letter === "-" || at === 0;
    return isSame ? [] : [`${name.slice(0, at)}${letter}${before}${name.slice(at + 2)}`];
  });
}

/** Both ends of one name: a slip of the pen spoils one of them, a word left out none of the outer words. */
function halves(value: string): readonly string[] {
  const outer = [/^[A-Za-z0-9]{2,}[_-]/, /[_-][A-Za-z0-9]{2,}$/].flatMap((end) => end.exec(plain(value))?.[0] ?? []);
  const ends = endsOf(value, 0.55);
  return ends.length === 0 ? [] : [...ends, ...outer].map((piece) => piece.toLowerCase());
}

/** More of both ends: a slip near one end of a single word leaves so much of it that hardly anything else holds the rest. */
function longEnds(value: string): readonly string[] {
  return /^[A-Za-z]+$/.test(plain(value)) ? endsOf(value, 0.75).map((piece) => piece.toLowerCase()) : [];
}

function endsOf(value: string, part: number): readonly string[] {
  const name = plain(value);
  if (name.length < 6 || name.length > 80 || !/^[\w./-]+$/.test(name)) return [];
  const length = Math.max(4, Math.ceil(name.length * part));
  return [name.slice(0, length), name.slice(-length)];
}

function plain(value: string): string {
  return value.replace(/^[-@]+/, "");
}
