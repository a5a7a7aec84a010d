import type { Pages } from "./assess.ts";
import { gatherClaims } from "./evidence/source.ts";
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
  /** Facts kept from earlier runs; absent when nothing is kept. */
  readonly store?: FactStore;
};

/** The commits that were searched, oldest first for each repository, and what the search brought. */
export type SourceAnswer = {
  readonly sources: readonly SourceCommit[];
  readonly evidence: readonly EvidenceOf<"claim">[];
};

/** Searches one commit for every claim of the pages; `observedAt` is UTC, ISO 8601. Pages never verify themselves. */
export async function searchTree(place: SearchPlace, pages: Pages, observedAt: string): Promise<SourceAnswer> {
  const { opened, repository, commit, visibility, roots, firstPaths, webUrl, seenBy, store } = place;
  const excluded = pages.documents.map(({ path }) => path);
  const kept = store === undefined ? {} : { store };
  const context = { repository, commit, visibility, seenBy, observedAt, firstPaths, roots, excluded, ...kept };
  const evidence = await gatherClaims(opened, pages, context);
  if (!opened.ok) return { sources: [], evidence };
  const searched = evidence.flatMap((item) => (item.status === "found" ? [item.data.filesSearched] : []));
  const filesSearched = Math.max(0, ...searched, searched.length === 0 ? opened.tree.files.size : 0);
  await opened.tree.close();
  const source = { repository, commit, visibility, filesSearched, ...(webUrl === undefined ? {} : { webUrl }) };
  return { sources: [source], evidence };
}
