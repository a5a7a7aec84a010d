import picomatch from "picomatch";
import type { Held } from "./needles.ts";
import type { FindOptions, SourceQuery } from "./query.ts";
import { standingOf } from "./strength.ts";

/** A file that holds needles. */
export type Candidate = {
  readonly path: string;
  readonly length: number;
  /** Indexes of the query's needles that it holds: the first needle is the best. */
  readonly needles: readonly number[];
  /** Of these, the ones that stand there outside of comments. */
  readonly inCode: readonly number[];
};

/** Which files may be looked at. */
export type Scope = (path: string) => boolean;

/** Files that declare something by their place: routes of web frameworks, commands of a command line. */
const placedFile =
  /(?:^|\/)(?:app\/(?:.*\/)?route|pages\/.+|routes\/(?:.*\/)?\+server|server\/(?:api|routes)\/.+|commands\/.+)\.[cm]?[jt]sx?$/;

/** What of a file is searched for names, in lower case: its text, and its path where the path declares something. */
export function searchable(path: string, lowerCaseText: string): string {
  return placedFile.test(path) ? `${path.toLowerCase()}\n${lowerCaseText}` : lowerCaseText;
}

/** Files that declare something by their place and hold a needle in their path, dashes for blanks. */
export function placedFiles(paths: Iterable<string>, needles: readonly string[]): readonly string[] {
  const placed = [...paths].filter((path) => placedFile.test(path));
  if (placed.length === 0) return [];
  const wanted = [...new Set(needles.map((needle) => needle.toLowerCase()).filter((needle) => needle.length > 2))];
  return placed.filter((path) => {
    const lower = path.toLowerCase();
    return wanted.some((needle) => lower.includes(needle));
  });
}

/** Files of the project's own source: in the roots, not left out, not under review. */
export function scopeOf({ roots, excluded, firstPaths }: FindOptions): Scope {
  const left = new Set(excluded);
  const first = new Set(firstPaths);
  const folders = roots.map((root) => root.replace(/^\.?\/|\/+$/g, "")).filter((root) => root !== "");
  const globs = folders.filter((root) => /[*?[{]/.test(root)).map((root) => picomatch(root, { dot: true }));
  const isIn = (path: string): boolean => {
    if (left.has(path) || standingOf(path).strength === undefined) return false;
    if (folders.length === 0 || first.has(path)) return true;
    return folders.some((root) => path === root || path.startsWith(`${root}/`)) || globs.some((glob) => glob(path));
  };
  const known = new Map<string, boolean>();
  return (path) => {
    const scoped = known.get(path) ?? isIn(path);
    known.set(path, scoped);
    return scoped;
  };
}

/** Files that decide on names of a kind by what they are called; the words of a path stand in hundreds of others. */
const routing = /(?:^|[/._-])(?:urls?|routes?|routers?|routing|controllers?|endpoints?)(?:[/._-]|$)/i;
const deciding: Readonly<Partial<Record<SourceQuery["kind"], RegExp>>> = {
  route: routing,
};

/**
 * The order in which candidates are read: the pull request's files, then code and configuration before tests and prose,
 * written before generated, those that their path makes decide on names of the kind, needles in code before needles in
 * comments, more needles before fewer, small before large, then by path.
 */
export function ranked(
  candidates: readonly Candidate[],
  firstPaths: ReadonlySet<string>,
  kind?: SourceQuery["kind"],
): readonly Candidate[] {
  const hint = kind === undefined ? undefined : deciding[kind];
  const keys = new Map(candidates.map((candidate) => [candidate.path, rankOf(candidate, firstPaths, hint)]));
  return [...candidates].sort((a, b) => {
    const [left, right] = [keys.get(a.path) ?? [], keys.get(b.path) ?? []];
    for (const [index, key] of left.entries()) if (key !== right[index]) return key - (right[index] ?? 0);
    return a.path < b.path ? -1 : 1;
  });
}

function rankOf(candidate: Candidate, firstPaths: ReadonlySet<string>, hint: RegExp | undefined): readonly number[] {
  const { strength, generated } = standingOf(candidate.path);
  const order = { code: 0, config: 1, test: 3, prose: 2, comment: 4 };
  return [
    firstPaths.has(candidate.path) ? 0 : 1,
    order[strength ?? "comment"],
    generated ? 1 : 0,
    hint?.test(candidate.path) === true ? 0 : 1,
    Math.min(...candidate.inCode, 99),
    Math.min(...candidate.needles, 99),
    -candidate.needles.length,
    Math.floor(Math.log2(candidate.length + 1)),
  ];
}

/** A file that holds a needle. */
export type Holder = { readonly path: string } & Pick<Held, "commented">;

/** Which needles stand in which of the files looked at. */
export type Holdings = {
  /** Length of every file that was looked at, in characters. */
  readonly lengths: Map<string, number>;
  /** Files by needle, in lower case. */
  readonly holders: Map<string, Holder[]>;
};

/** Files looked at that hold a query's needles. */
export function candidatesOf(
  query: Pick<SourceQuery, "needles">,
  { lengths, holders }: Holdings,
): readonly Candidate[] {
  const candidates = new Map<string, Candidate & { readonly needles: number[]; readonly inCode: number[] }>();
  const needles = query.needles.map((needle) => needle.toLowerCase()).filter((needle) => needle !== "");
  for (const [index, needle] of needles.entries())
    for (const { path, commented } of holders.get(needle) ?? []) {
      const candidate = candidates.get(path) ?? { path, length: lengths.get(path) ?? 0, needles: [], inCode: [] };
      candidate.needles.push(index);
      if (!commented) candidate.inCode.push(index);
      candidates.set(path, candidate);
    }
  return [...candidates.values()];
}

/** Text that is parsed for one query, in characters, besides its best files. */
const mostText = 1_000_000;
/** Best files of a query, which are parsed whatever their size. */
const alwaysParsed = 2;

/** Those of a query's files, best first, that may be parsed: manifests of a megabyte each come in half a dozen copies. */
export function affordable(paths: readonly string[], { lengths }: Pick<Holdings, "lengths">): readonly string[] {
  let text = 0;
  return paths.filter((path, index) => {
    const length = lengths.get(path) ?? 0;
    if (index >= alwaysParsed && text + length > mostText) return false;
    text += length;
    return true;
  });
}
