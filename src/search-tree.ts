import type { Pages } from "./assess.ts";
import { withGates } from "./evidence/claim-gates.ts";
import { flagsGone } from "./evidence/gone-flags.ts";
import { gatherClaims } from "./evidence/source.ts";
import type { FlagCalls } from "./source/gates/flag-calls.ts";
import type { FactStore } from "./source/reading.ts";
import type { Opened } from "./source/tree.ts";
import type { EvidenceOf, SourceCommit, TokenClass, Visibility } from "./types/index.ts";

/** One commit of one repository, and how to speak of it. */
export type SearchPlace = {
  readonly opened: Opened;
  /** `owner/repo`, or the name of a folder. */
  readonly repository: string;
  readonly commit: string;
  readonly visibility: Visibility;
  readonly roots: readonly string[];
  /** Files to read before all others. */
  readonly firstPaths: readonly string[];
  /** `https://…/blob/<commit>`; absent when the repository has no web page. */
  readonly webUrl?: string;
  readonly seenBy: TokenClass;
  /** How the code asks for feature flags; absent where they are not searched for. */
  readonly flagCalls?: FlagCalls;
  /** Flags of which is asked whether the code still knows them; absent where none is. */
  readonly flags?: FlagSearch;
  /** Facts kept from earlier runs; absent when nothing is kept. */
  readonly store?: FactStore;
};

/** Keys of flags, and the files that hold the flags themselves. */
export type FlagSearch = { readonly keys: readonly string[]; readonly settings: readonly string[] };

/** The commits that were searched, oldest first for each repository, and what the search brought. */
export type SourceAnswer = {
  readonly sources: readonly SourceCommit[];
  readonly evidence: readonly EvidenceOf<"claim">[];
  /** Flags that gated changes and that today's source no longer knows, by repository in lower case. */
  readonly goneFlags: ReadonlyMap<string, readonly string[]>;
};

/** Files that could not be read and are named for one commit. */
const mostUnread = 20;

/** Searches one commit for every claim of the pages; `observedAt` is UTC, ISO 8601. Pages never verify themselves. */
export async function searchTree(place: SearchPlace, pages: Pages, observedAt: string): Promise<SourceAnswer> {
  const { opened, repository, commit, visibility, roots, firstPaths, webUrl, seenBy, store } = place;
  const excluded = pages.documents.map(({ path }) => path);
  const kept = store === undefined ? {} : { store };
  const context = { repository, commit, visibility, seenBy, observedAt, firstPaths, roots, excluded, ...kept };
  let unread: NonNullable<SourceCommit["notChecked"]> = [];
  const onUnread = (files: typeof unread): void => {
    unread = files.slice(0, mostUnread);
  };
  const found = await gatherClaims(opened, pages, { ...context, onUnread });
  if (!opened.ok) return { sources: [], evidence: found, goneFlags: new Map() };
  const { flagCalls: calls, flags } = place;
  const gone = flags === undefined ? [] : await flagsGone(opened.tree, flags.keys, flags.settings);
  const evidence = calls === undefined ? found : await withGates(opened.tree, found, { ...pages, calls });
  const searched = evidence.flatMap((item) => (item.status === "found" ? [item.data.filesSearched] : []));
  const filesSearched = Math.max(0, ...searched, searched.length === 0 ? opened.tree.files.size : 0);
  await opened.tree.close();
  const page = webUrl === undefined ? {} : { webUrl };
  const notChecked = unread.length === 0 ? {} : { notChecked: unread };
  const source = { repository, commit, visibility, filesSearched, ...page, ...notChecked };
  return { sources: [source], evidence, goneFlags: new Map([[repository.toLowerCase(), gone]]) };
}
