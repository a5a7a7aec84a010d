import type { RunClients } from "./clients.ts";
import type { Config } from "./config.ts";
import { gatherOverlaps } from "./evidence/follow-ups/overlaps.ts";
import { gather, leadsOf } from "./evidence/gather.ts";
import { withoutGone } from "./evidence/gone-flags.ts";
import { providers } from "./evidence/providers.ts";
import { type Failure, fail } from "./github/answer.ts";
import type { observeSources } from "./observe-sources.ts";
import { observeWiring } from "./observe-wiring.ts";
import type { Prepared } from "./prepare.ts";
import { compareKeys, gateKeys } from "./reference-key.ts";
import type { Bundle, Evidence, EvidenceOf, Reference } from "./types/index.ts";
import { toolVersion } from "./version.ts";

/** Time for all look-ups about references, in ms. */
const gatherDeadlineMs = 120_000;
/** References that many docs pull requests share are looked up so many at a time; one run takes no more than 1,000. */
const aheadSize = 500;
/** Time for such a look-up, in ms; what it does not reach is looked up by each. */
const aheadDeadlineMs = 600_000;

/** Looks at everything that the docs pull request rests on, and returns it as a bundle; decides nothing. */
export async function observe(
  { opened, ledger, pages, follow }: Prepared,
  clients: RunClients,
  searchSources: typeof observeSources,
): Promise<Bundle> {
  const { pull, documents, config } = opened;
  clients.progress(`Looking at ${follow.length} references and ${pages.claims.length} claims`);
  const run = { config, clients: { ...clients, docsRepository: pull.repository }, ...stopOf(clients) };
  const lookUp = (references: readonly Reference[]) =>
    gather({ ...run, references, providers, deadlineMs: gatherDeadlineMs });
  const evidence = await lookUp(follow);
  const source = await searchSources({ config, pages, evidence }, clients);
  const overlaps = await gatherOverlaps({ ...run, claims: source.evidence, work: evidence });
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
    ...(ledger.refProblem === undefined ? {} : { ledgerRefProblem: ledger.refProblem }),
    sources: source.sources,
    evidence: [...withoutGone(evidence, source.goneFlags), ...later, ...overlaps, ...source.evidence, ...wiring],
  };
}

/**
 * Looks up what many docs pull requests follow, so that each thing is asked for once and many in one query: the answers
 * stay with clients that ask once. Gives back the spent limit that ends every look-up, if there was one.
 */
export async function lookUpAhead(prepared: readonly Prepared[], clients: RunClients): Promise<Failure | undefined> {
  const byConfig = new Map<string, { config: Config; follow: Reference[] }>();
  for (const { opened, follow } of prepared) {
    const { config } = opened;
    const key = JSON.stringify(config);
    const group = byConfig.get(key) ?? { config, follow: [] };
    group.follow.push(...follow);
    byConfig.set(key, group);
  }
  const docsRepository = prepared[0]?.opened.pull.repository ?? "";
  for (const { config, follow } of byConfig.values()) {
    const run = { config, clients: { ...clients, docsRepository }, ...stopOf(clients), providers };
    for (let start = 0; start < follow.length; start += aheadSize) {
      const evidence = await gather({
        ...run,
        references: follow.slice(start, start + aheadSize),
        deadlineMs: aheadDeadlineMs,
      });
      const spent = evidence.find(isSpent);
      if (spent?.status === "unavailable") return fail(spent.reason, spent.detail);
    }
  }
  return undefined;
}

function isSpent(item: Evidence): boolean {
  return item.source === "GitHub" && item.status === "unavailable" && item.reason === "rate-limited";
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
