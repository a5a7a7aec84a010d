import picomatch from "picomatch";
import { type Pages, readReferences } from "./assess.ts";
import type { Request, RunClients } from "./clients.ts";
import { type Config, readConfigOf } from "./config.ts";
import { gatherOverlaps } from "./evidence/follow-ups/overlaps.ts";
import { gather, leadsOf } from "./evidence/gather.ts";
import { withoutGone } from "./evidence/gone-flags.ts";
import { providers } from "./evidence/providers.ts";
import { concerning, type Failure } from "./github/answer.ts";
import { readFile } from "./github/contents.ts";
import { readDocsFiles } from "./github/docs-files.ts";
import { readDocsPull } from "./github/docs-pull.ts";
import type { observeSources } from "./observe-sources.ts";
import { observeWiring } from "./observe-wiring.ts";
import { compareKeys, gateKeys } from "./reference-key.ts";
import type { Bundle, DocsPull, DocumentSource, EvidenceOf, Reference } from "./types/index.ts";
import { emptyLedger, mergeLedgers } from "./verdict/ledger.ts";
import type { OpenedLedger } from "./verdict/ledger-state.ts";
import { referencesToFollow } from "./verdict/work.ts";
import { toolVersion } from "./version.ts";

/** Time for all look-ups about references, in ms. */
const gatherDeadlineMs = 120_000;

/** The docs pull request with its pages and the configuration of its base branch, or why it could not be read. */
export type Opened =
  | {
      readonly ok: true;
      readonly pull: DocsPull;
      readonly documents: readonly DocumentSource[];
      /** Lines that each of its files adds or changes, 1-based. */
      readonly changedLines: ReadonlyMap<string, readonly number[]>;
      readonly config: Config;
    }
  | Failure;

/**
 * Reads the docs pull request, its pages at its head and the configuration of its base branch.
 * @throws UsageError for a configuration with mistakes.
 */
export async function openDocsPull(request: Request, clients: RunClients): Promise<Opened> {
  const pull = await readDocsPull(clients.docs, request.repository, request.number);
  if (!pull.ok) return pull;
  const file = { repository: request.repository, path: request.configPath, commit: pull.value.baseCommit };
  const text = concerning(`the configuration ${file.path}`, await readFile(clients.docs, file));
  if (!text.ok) return text;
  const config = readConfigOf(request.repository, { file: request.configPath, text: text.value ?? "" });
  const files = concerning("its changed files", await readDocsFiles(clients.docs, pull.value, isPage(config)));
  if (!files.ok) return files;
  const { documents, changedPaths, changedLines, complete, unread } = files.value;
  const known = {
    ...pull.value,
    changedFiles: changedPaths,
    filesComplete: complete && changedPaths.length >= (pull.value.fileCount ?? 0),
    unread: [...(pull.value.unread ?? []), ...unread],
  };
  return { ok: true, pull: known, documents, changedLines, config };
}

/** What a run starts from: the docs pull request as opened, what its pages say, and what was remembered of it. */
export type Start = {
  readonly opened: Extract<Opened, { ok: true }>;
  readonly pages: Pages;
  readonly ledger: OpenedLedger;
};

/** Looks at everything that the docs pull request rests on, and returns it as a bundle; decides nothing. */
export async function observe(
  { opened, pages, ledger }: Start,
  clients: RunClients,
  searchSources: typeof observeSources,
): Promise<Bundle> {
  const { pull, documents, config } = opened;
  const references = readReferences({ pull }, pages, config);
  const follow = referencesToFollow(references.taken, mergeLedgers(emptyLedger, ledger.ledger));
  clients.progress(`Looking at ${follow.length} references and ${pages.claims.length} claims`);
  const run = { config, clients: { ...clients, docsRepository: pull.repository }, ...stopOf(clients) };
  const lookUp = (references: readonly Reference[]) =>
    gather({ ...run, references, providers, deadlineMs: gatherDeadlineMs });
  const evidence = await lookUp(follow);
  const source = await searchSources({ config, pages, evidence }, clients);
  const overlaps = await gatherOverlaps({ ...run, claims: source.evidence });
  const known = new Set(evidence.map(({ subject }) => subject.key));
  const leads = [...leadsOf(overlaps), ...flagsAround(source.evidence)].filter(({ key }) => !known.has(key));
  const later = await lookUp(leads);
  const wiring = await observeWiring(pull, config.wiring, clients);
  return {
    schemaVersion: 1,
    toolVersion: toolVersion(),
    now: clients.now(),
    config,
    pull,
    documents,
    ledger: ledger.ledger,
    ...(ledger.problem === undefined ? {} : { ledgerProblem: ledger.problem }),
    sources: source.sources,
    evidence: [...withoutGone(evidence, source.goneFlags), ...later, ...overlaps, ...source.evidence, ...wiring],
  };
}

/** Flags that stand around the places that confirm claims. */
function flagsAround(claims: readonly EvidenceOf<"claim">[]): readonly Reference[] {
  const keys = claims.flatMap((item) => (item.status === "found" ? gateKeys(item.data.gates ?? []) : []));
  return [...new Set(keys)]
    .sort(compareKeys)
    .map((key) => ({ kind: "flag", key, role: "child", foundIn: "discovered", quote: "" }));
}

function stopOf({ signal }: RunClients): { readonly signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}

function isPage(config: Config): (path: string) => boolean {
  return picomatch([...config.documents.include], { ignore: [...config.documents.exclude], dot: true });
}
