import type { Pages } from "./assess.ts";
import type { RunClients } from "./clients.ts";
import { type Config, searchesFlags } from "./config.ts";
import { gatingFlags } from "./evidence/gone-flags.ts";
import { type SearchPlace, type SourceAnswer, searchTree } from "./search-tree.ts";
import { builtInFlagCalls } from "./source/gates/flag-calls.ts";
import { openTree } from "./source/git-tree.ts";
import { type Fetched, fetchCommit } from "./source/remote.ts";
import type { Evidence, EvidenceOf, Visibility } from "./types/index.ts";

/** What claims rest on: the pages read and what is known of the engineering work. */
export type SourceQuestion = { readonly config: Config; readonly pages: Pages; readonly evidence: readonly Evidence[] };

type Repository = Config["engineering"]["repositories"][number];

/**
 * Searches every configured engineering repository at the commit that landed the work and at today's default branch: a
 * claim that was true at the merge and is gone today is told apart from one that never was. Work that is not merged is
 * searched at its head, because that is what will ship.
 */
export async function observeSources(question: SourceQuestion, clients: RunClients): Promise<SourceAnswer> {
  const answers: SourceAnswer[] = [];
  if (question.pages.claims.length === 0) return { sources: [], evidence: [], goneFlags: new Map() };
  for (const repository of question.config.engineering.repositories) {
    answers.push(await searchRepository(repository, question, clients));
  }
  return {
    sources: answers.flatMap(({ sources }) => sources),
    evidence: answers.flatMap(({ evidence }) => evidence),
    goneFlags: new Map(answers.flatMap(({ goneFlags }) => [...goneFlags])),
  };
}

async function searchRepository(
  repository: Repository,
  question: SourceQuestion,
  clients: RunClients,
): Promise<SourceAnswer> {
  const landed = landedWork(repository.repository, question.evidence);
  const found = new Map<string, SourceAnswer>();
  for (const revision of [...(landed === undefined ? [] : [landed.commit]), "HEAD"]) {
    clients.progress(`Reading ${repository.repository} at ${revision.slice(0, 12)}`);
    const fetched = await fetchOne(repository, revision, clients);
    const commit = fetched.ok ? fetched.commit : revision;
    if (found.has(commit)) continue;
    const place: SearchPlace = {
      opened: fetched.ok ? await openTree(fetched) : fetched,
      repository: repository.repository,
      commit,
      visibility: stricterVisibility(repository, question.evidence),
      roots: repository.roots,
      firstPaths: landed?.files ?? [],
      webUrl: `${clients.serverUrl}/${repository.repository}/blob/${commit}`,
      seenBy: clients.source.tokenClass,
      ...flagsOf(repository, revision, question),
      ...(clients.facts === undefined ? {} : { store: clients.facts }),
    };
    found.set(commit, await searchTree(place, question.pages, clients.now()));
  }
  const answers = [...found.values()];
  const today = answers.findLastIndex(({ sources }) => sources.length > 0);
  return {
    sources: answers.flatMap(({ sources }) => sources),
    evidence: answers.flatMap(({ evidence }, index) => (index >= today ? evidence : evidence.map(withoutGates))),
    goneFlags: answers.at(-1)?.goneFlags ?? new Map(),
  };
}

/** What is asked about flags: how code asks for them, and at the head whether it still knows those that gated changes. */
function flagsOf(
  { repository }: Repository,
  revision: string,
  { config, evidence }: SourceQuestion,
): Pick<SearchPlace, "flagCalls" | "flags"> {
  if (!searchesFlags(config)) return {};
  const flagCalls = builtInFlagCalls(config.flagCalls);
  const settings = config.flags.flatMap((system) => (system.repository === repository ? (system.path ?? []) : []));
  return revision === "HEAD"
    ? { flagCalls, flags: { keys: gatingFlags(repository, evidence), settings } }
    : { flagCalls };
}

/** Only today's source says which flags gate: a flag that was there at the merge may be gone. */
function withoutGates(item: EvidenceOf<"claim">): EvidenceOf<"claim"> {
  if (item.status !== "found" || item.data.gates === undefined) return item;
  const { gates: _, ...data } = item.data;
  return { ...item, data };
}

/** Private when either the configuration or GitHub says so: a wrong setting must not publish what only the token may read. */
function stricterVisibility({ repository, visibility }: Repository, evidence: readonly Evidence[]): Visibility {
  const seen = evidence.filter(({ subject }) => subject.key.startsWith(`${repository.toLowerCase()}#`));
  return seen.some(({ audience }) => audience.visibility === "private") ? "private" : visibility;
}

/** The newest merged work in a repository, or the head of work that is still open; undefined when none is known. */
function landedWork(
  repository: string,
  evidence: readonly Evidence[],
): { commit: string; files: readonly string[] } | undefined {
  const pulls = evidence.flatMap((item) =>
    item.subject.kind === "pull" &&
    item.status === "found" &&
    "headCommit" in item.data &&
    item.subject.key.startsWith(`${repository.toLowerCase()}#`)
      ? [item.data]
      : [],
  );
  const merged = pulls
    .filter(({ mergeCommit }) => mergeCommit !== undefined)
    .sort((a, b) => ((a.mergedAt ?? "") < (b.mergedAt ?? "") ? 1 : -1))[0];
  if (merged?.mergeCommit !== undefined) return { commit: merged.mergeCommit, files: merged.changedFiles };
  const open = pulls.find(({ state }) => state === "open");
  return open === undefined ? undefined : { commit: open.headCommit, files: open.changedFiles };
}

async function fetchOne(
  { repository, roots, history }: Repository,
  revision: string,
  clients: RunClients,
): Promise<Fetched> {
  const { sourceToken, cacheDir, serverUrl } = clients;
  const url = `${serverUrl}/${repository}.git`;
  const key = JSON.stringify([url, roots, history, revision]);
  const known = clients.fetched?.get(key);
  if (known !== undefined) return known;
  const remote = { url, cacheDir, roots, history, ...(sourceToken === undefined ? {} : { token: sourceToken }) };
  const fetched = await fetchCommit(remote, revision);
  if (fetched.ok) clients.fetched?.set(key, fetched);
  return fetched;
}
