import { searchesFlags } from "../../config.ts";
import { type DocsFiles, readChangedFiles } from "../../github/docs-files.ts";
import { pullKey } from "../../reference-key.ts";
import { builtInFlagCalls, countNames, type FlagCalls } from "../../source/gates/flag-calls.ts";
import { type CodeFile, type FoundUse, findFlagUses } from "../../source/gates/flag-uses.ts";
import { standingOf } from "../../source/strength.ts";
import type { DocumentSource, Evidence, EvidenceOf, GateFacts, PullFacts } from "../../types/index.ts";
import { byClient, gitHubObserver } from "../github-observer.ts";
import { unavailableEvidence } from "../observation.ts";
import type { Clients, Provider } from "../provider.ts";

/** Files of one pull request that are read in full; of the rest only those whose patch names a call. */
const mostFiles = 40;
/** Longest file that is searched, in characters. */
const longestFile = 1_000_000;

/**
 * Feature flags that gate the changes of merged pull requests: every changed code file is read at the pull request's
 * head, and a flag counts when it is asked for on a changed line or decides about one.
 */
export const gateProvider: Provider = {
  kind: "gates",
  name: "feature flags in changes",
  answers: ["pull", "commit"],
  isAsked: searchesFlags,
  create: (config, clients) => ({
    async lookup({ references, known }, signal) {
      const run: Run = { calls: builtInFlagCalls(config.flagCalls), clients, signal };
      const wanted = new Set(references.map(({ key }) => key));
      const merged = known.filter(isMerged).filter(({ subject }) => wanted.has(subject.key));
      const evidence: Evidence[] = [];
      for (const pull of merged) evidence.push(await lookUp(pull, run));
      return evidence;
    },
  }),
};

type Run = { readonly calls: FlagCalls; readonly clients: Clients; readonly signal: AbortSignal };
type MergedPull = Extract<EvidenceOf<"pull">, { status: "found" }>;

function isMerged(item: Evidence): item is MergedPull {
  return item.subject.kind === "pull" && item.status === "found" && "mergedAt" in item.data;
}

async function lookUp(pull: MergedPull, { calls, clients, signal }: Run): Promise<Evidence> {
  const { key } = pull.subject;
  const name = nameOf(pull.data);
  const reference = { ...pull.subject, role: "primary", foundIn: "", quote: "" } as const;
  const [[github] = [clients.source]] = byClient([{ ...reference, key: name?.key ?? key }], clients);
  const observer = gitHubObserver(key, pull.audience.visibility, { github, clients });
  const subject = { kind: "gates", key } as const;
  if (signal.aborted)
    return unavailableEvidence(subject, observer, { reason: "aborted", detail: "the run was stopped" });
  if (name === undefined)
    return unavailableEvidence(subject, observer, { reason: "unsupported", detail: "its address is not understood" });
  const files = await readChangedFiles(github, name, wantedBy(calls));
  if (!files.ok) return unavailableEvidence(subject, observer, files);
  return {
    subject,
    ...observer,
    permalink: `${pull.data.url}/files`,
    status: "found",
    data: gatesIn({ ...files.value, complete: isComplete(files.value, pull.data) }, calls),
  };
}

/** Whether the files of a pull request were listed to the end: at least those that it was seen to change. */
function isComplete({ complete, changedPaths }: DocsFiles, { changedFiles }: PullFacts): boolean {
  const listed = new Set(changedPaths);
  return complete && changedFiles.every((path) => listed.has(path));
}

/** Repository and number as GitHub names them today, also where the repository was renamed or the reference is a commit. */
function nameOf({
  url,
}: PullFacts): { readonly repository: string; readonly number: number; readonly key: string } | undefined {
  const [, repository, number] = /^https?:\/\/[^/]+\/([\w.-]+\/[\w.-]+)\/pull\/(\d{1,9})$/.exec(url) ?? [];
  if (repository === undefined || number === undefined) return undefined;
  return { repository, number: Number(number), key: pullKey(repository, Number(number)) };
}

function wantedBy({ calls, elements }: FlagCalls): (path: string, patch: string | undefined) => boolean {
  const names = [...calls, ...elements].flatMap((one) => one.names);
  let taken = 0;
  return (path, patch) => {
    if (!isCode(path)) return false;
    taken += 1;
    return taken <= mostFiles || patch === undefined || names.some((name) => patch.includes(name));
  };
}

function isCode(path: string): boolean {
  return standingOf(path).strength === "code" && !/\.(?:css|scss|less|sh|bat|ps1)$/i.test(path);
}

/** The flags in changed files; what could not be read is said, because "no flag" is then not known. */
export function gatesIn(
  { documents, complete, unread }: Pick<DocsFiles, "documents" | "complete" | "unread">,
  calls: FlagCalls,
): GateFacts {
  const files = documents.filter(({ text }) => text.length <= longestFile);
  const tooLong = documents.filter(({ text }) => text.length > longestFile);
  const uses = files.flatMap((file) => findFlagUses(file, calls, files).filter((use) => touches(use, file)));
  return {
    uses: uses.map(plain),
    filesSearched: files.length,
    calls: countNames(calls),
    unread: [
      ...unread,
      ...tooLong.map(({ path }) => `${path}: it is too long`),
      ...(complete ? [] : ["GitHub cut the list of changed files"]),
    ],
  };
}

/** A use without the lines that it decides about, as evidence holds it. */
export function plain({ flag, vendor, call, purpose, place }: FoundUse): GateFacts["uses"][number] {
  return { flag, vendor, call, purpose, place };
}

/** Whether a change asks for the flag, or changes what the flag decides about. */
function touches({ place, covers }: FoundUse, { changedLines }: DocumentSource & CodeFile): boolean {
  if (changedLines === undefined) return true;
  return changedLines.some(
    (line) => line === place.startLine || covers.some(({ first, last }) => line >= first && line <= last),
  );
}
