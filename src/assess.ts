import { createHash } from "node:crypto";
import picomatch from "picomatch";
import { builtInOwnership, builtInRules } from "./claims/built-in.ts";
import { extractClaims } from "./claims/extract.ts";
import { unreadPins } from "./claims/pins.ts";
import { type Config, configSchema, searchesFlags } from "./config.ts";
import { detectFramework } from "./documents/frameworks/detect.ts";
import { parseDocuments } from "./documents/parse-in-worker.ts";
import { dateSignals } from "./entry-dates.ts";
import { readWiring } from "./entry-wiring.ts";
import { InternalError, type Mistake, UsageError } from "./errors.ts";
import { judge } from "./findings/judge.ts";
import { withoutKeysOfBlocks } from "./findings/keys-of-blocks.ts";
import { buildReport, buildTruthReport } from "./report/report.ts";
import type {
  Bundle,
  Claim,
  Document,
  DocumentSource,
  EvidenceOf,
  Finding,
  ReferenceList,
  Report,
  Rule,
  TruthReport,
} from "./types/index.ts";
import { decide } from "./verdict/decide.ts";
import { withDismissalsFor } from "./verdict/dismissals.ts";
import { emptyLedger } from "./verdict/ledger.ts";
import { updateLedger } from "./verdict/ledger-proof.ts";
import { withOneName } from "./verdict/one-name.ts";
import { policyOf } from "./verdict/policy.ts";
import { parseReferences } from "./verdict/references.ts";
import { withoutReplaced } from "./verdict/replaced.ts";
import { signalsOf } from "./verdict/signals.ts";
import { recordTransition } from "./verdict/transition.ts";

/** What the pages say, before anything was looked up. */
export type Pages = {
  readonly documents: readonly Document[];
  readonly claims: readonly Claim[];
  readonly rules: readonly Rule[];
};

const flagsNotChecked =
  "Feature flags that nobody names: no flag system is configured, so engineering changes were not searched for flags.";

/** Parses pages and reads their claims; the same for a run that looks things up and for its replay. */
export async function readClaims(sources: readonly DocumentSource[], config: Config): Promise<Pages> {
  const isEntry = picomatch([...config.documents.entries], { dot: true });
  const framework = detectFramework(sources.map(({ path }) => path));
  const parsing = parseDocuments(sources, { framework, isEntry });
  // The rules are read while a worker parses the pages.
  const rules = builtInRules();
  const parsed = await parsing;
  const { siblings, thirdParties } = config.engineering;
  const owners = builtInOwnership({ siblings, thirdParties });
  const pages = parsed.map((document) => {
    const claims = extractClaims(document, rules, owners);
    const problems = [...document.problems, ...unreadPins(document, claims)];
    return { document: { ...document, problems }, claims };
  });
  const documents = pages.map(({ document }) => document);
  const claims = pages.flatMap((page) => page.claims);
  return { documents, claims, rules };
}

/** What a docs pull request points at, from its own words alone. */
export function readReferences(bundle: Pick<Bundle, "pull">, pages: Pages, config: Config): ReferenceList {
  if (bundle.pull === undefined) return { taken: [], ignored: [] };
  const entries = pages.documents.flatMap(({ path, entry, isEntry }) =>
    isEntry && entry !== undefined ? [{ path, fields: entry.fields }] : [],
  );
  const engineering = config.engineering.repositories.map(({ repository }) => repository);
  return parseReferences({ pull: bundle.pull, entries, engineering });
}

/** Decides the truth of the pages of a bundle, read before or now; looks at nothing else. */
export async function assessTruth(bundle: Bundle, pages?: Pages): Promise<TruthReport> {
  return truthOf(bundle, pages ?? (await readClaims(bundle.documents, configOf(bundle))));
}

/**
 * Decides everything about the docs pull request of a bundle; looks at nothing else, so the same bundle gives the same bytes.
 * @throws UsageError for a bundle without a pull request, as `check` records it.
 */
export async function assess(bundle: Bundle): Promise<Report> {
  return assessPages(bundle, await readClaims(bundle.documents, configOf(bundle)));
}

/**
 * Like {@link assess}, of pages that were read before.
 * @throws UsageError for a bundle without a pull request, as `check` records it.
 */
export function assessPages(bundle: Bundle, pages: Pages): Report {
  if (bundle.pull === undefined) throw new UsageError([withoutPull]);
  const config = configOf(bundle);
  const truth = truthOf(bundle, pages);
  const evidence = withoutReplaced(bundle.evidence, bundle.ledger ?? emptyLedger);
  const references = withOneName(readReferences(bundle, pages, config), evidence, bundle.ledger ?? emptyLedger);
  const observed = updateLedger(bundle.ledger ?? emptyLedger, {
    references: references.taken,
    evidence,
    now: bundle.now,
  });
  const signals = signalsOf({
    now: bundle.now,
    policy: policyOf(config),
    references,
    ledger: withDismissalsFor(observed, config.policy.dismissals, bundle.pull.headCommit),
    ...(bundle.ledgerProblem === undefined ? {} : { ledgerProblem: bundle.ledgerProblem }),
    evidence,
    altered: bundle.altered ?? [],
    findings: truth.findings,
    documents: pages.documents,
    pull: bundle.pull,
  });
  const dates = dateSignals({ ...pages, references, evidence, policy: config.wiring.dateBasis });
  const wiring = readWiring({ pull: bundle.pull, evidence: bundle.evidence, config: config.wiring });
  const all = [...signals, ...dates, ...wiring.signals];
  const verdict = decide(all);
  const notChecked = [
    ...(searchesFlags(config) ? [] : [flagsNotChecked]),
    ...(bundle.ledgerRefProblem === undefined ? [] : [bundle.ledgerRefProblem]),
  ];
  const { ledger, changed } = recordTransition(observed, verdict, bundle.now);
  return buildReport(truth, {
    pull: bundle.pull,
    verdict,
    signals: all,
    ...(notChecked.length === 0 ? {} : { notChecked }),
    references,
    ...(wiring.findings === undefined ? {} : { wiring: wiring.findings }),
    ledger,
    ...(changed === undefined ? {} : { changed }),
    configDigest: createHash("sha256").update(JSON.stringify(config)).digest("hex").slice(0, 12),
    toolVersion: bundle.toolVersion,
  });
}

const withoutPull: Mistake = {
  code: "DV1112",
  message: "Unexpected bundle without a pull request.",
  fix: "Replay it with `check`, or record it with `verify --record`.",
};

/**
 * The configuration that a bundle was made with.
 * @throws UsageError when it is none, as in a bundle that was edited.
 */
export function configOf(bundle: Bundle): Config {
  const parsed = configSchema.safeParse(bundle.config);
  if (parsed.success) return parsed.data;
  throw new UsageError(
    parsed.error.issues.map(({ path, message }) => ({
      code: "DV1101",
      message: `Unexpected value of "${["config", ...path.map(String)].join(".")}": ${message}.`,
      fix: "Record the bundle again, or correct the value.",
    })),
  );
}

function truthOf(bundle: Bundle, { documents, claims, rules }: Pages): TruthReport {
  const findings = withoutKeysOfBlocks(claims.map((claim) => findingOf(claim, rules, bundle)));
  return buildTruthReport({ sources: bundle.sources, documents, findings });
}

function findingOf(claim: Claim, rules: readonly Rule[], bundle: Bundle): Finding {
  const rule = rules.find(({ id }) => id === claim.rule);
  if (rule === undefined) throw new InternalError(`The rule ${claim.rule} is not known.`);
  const evidence = bundle.evidence.filter(
    (item): item is EvidenceOf<"claim"> => item.subject.kind === "claim" && item.subject.key === claim.id,
  );
  return judge(claim, rule, evidence, bundle.sources);
}
