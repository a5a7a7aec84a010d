import { findFacts } from "../source/find-facts.ts";
import { makesProgram } from "../source/own-program.ts";
import type { FindOptions, SourceQuery } from "../source/query.ts";
import type { FactStore } from "../source/reading.ts";
import type { Opened, SourceTree } from "../source/tree.ts";
import type { Claim, EvidenceOf, Rule, SourceFacts, TokenClass, Visibility } from "../types/index.ts";
import { companyOf } from "./company.ts";
import { type Departed, findDeparted } from "./departed.ts";
import { earlierReleases } from "./earlier-release.ts";
import { needlesOf } from "./needles.ts";

/** Which commit of which repository is looked at, by whom, and where first. */
export type ClaimContext = {
  /** `owner/repo`, or the name of a folder. */
  readonly repository: string;
  readonly commit: string;
  readonly visibility: Visibility;
  readonly seenBy: TokenClass;
  /** UTC, ISO 8601. */
  readonly observedAt: string;
  /** Files of the engineering pull request: read before all others. */
  readonly firstPaths: readonly string[];
  /** Folders that hold the source; empty means all of it. */
  readonly roots: readonly string[];
  /** The documents under review, where they stand in the same repository: they never verify themselves. */
  readonly excluded: readonly string[];
  readonly store?: FactStore;
  readonly onUnread?: NonNullable<FindOptions["onUnread"]>;
};

/**
 * Looks up every claim about the project in one commit: one record a claim, in the order of the claims. Claims about
 * names of others are not looked up. A tree that could not be opened makes every record `unavailable`.
 */
export async function gatherClaims(
  opened: Opened,
  { claims, rules }: { readonly claims: readonly Claim[]; readonly rules: readonly Rule[] },
  context: ClaimContext,
): Promise<readonly EvidenceOf<"claim">[]> {
  const own = claims.filter(
    ({ kind, ownership }) =>
      ownership.owner === "project" ||
      mayBeRead(ownership, kind) ||
      (opened.ok && isOfOwnProgram(opened.tree, ownership, kind)),
  );
  if (!opened.ok)
    return own.map(({ id }) => ({
      ...observation(id, context),
      status: "unavailable",
      reason: opened.reason,
      detail: opened.detail,
    }));
  const queriesOf = queriesAmong(own, rules);
  const answers = await findFacts(opened.tree, own.flatMap(queriesOf), context);
  const asked = own.map((claim) => ({ claim, facts: answers.get(claim.id) }));
  const departed = await findDeparted(opened.tree, asked, context);
  const { onUnread: _, ...again } = context;
  const restated = departed.flatMap(({ now }) => (now === undefined ? [] : queriesOf(now)));
  const found = restated.length === 0 ? undefined : await findFacts(opened.tree, restated, again);
  const left = new Map(departed.map((each) => [each.claim.id, leftBy(each, found?.get(each.claim.id))]));
  const releases = earlierReleases(new Set(own.map(({ place }) => place.path)), opened.tree.files.keys());
  return asked.map(({ claim: { id, place }, facts }) => {
    const release = releases.get(place.path);
    const kept = release === undefined ? {} : { release };
    return recordOf(id, facts === undefined ? undefined : { ...facts, ...left.get(id), ...kept }, context);
  });
}

function leftBy({ departure, now }: Departed, found: SourceFacts | undefined): Pick<SourceFacts, "departure"> {
  const { commit, day, path } = departure;
  if (now === undefined || found === undefined) return { departure: { commit, day, path } };
  return { departure: { commit, day, path, now: { value: now.value, qualifiers: now.qualifiers, found } } };
}

/** What is asked of the source for a claim among others; nothing for a claim of no rule. */
function queriesAmong(own: readonly Claim[], rules: readonly Rule[]): (claim: Claim) => readonly SourceQuery[] {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const company = companyOf(own);
  // What a sample imports is often the very name that the text beside it misspells.
  const stated = own.filter(({ rule }) => rule !== "import");
  const others = namesBy(stated, ({ kind }) => kind);
  const pages = namesBy(stated, keyOfPage);
  const paths = keyPathsBy(own);
  return (claim) => {
    const rule = byId.get(claim.rule);
    if (rule === undefined) return [];
    const around = { company: company.get(claim.id) ?? [], onPage: pages.get(keyOfPage(claim)) ?? [] };
    return [{ ...queryOf(claim, rule, others.get(claim.kind) ?? []), ...around, ...pathsOf(claim, paths) }];
  };
}

/** Variables of others are read by many products, and a host that the reader fills in may be one of this product. */
function mayBeRead({ owner }: Claim["ownership"], kind: Claim["kind"]): boolean {
  if (owner === "placeholder") return kind === "route";
  return owner === "third-party" && (kind === "env-var" || kind === "default-value");
}

/** What everybody else takes for another program's is this product's where the program is made. */
function isOfOwnProgram(tree: SourceTree, { owner, reason = "" }: Claim["ownership"], kind: Claim["kind"]): boolean {
  return owner === "third-party" && (kind === "cli-flag" || kind === "cli-command") && makesProgram(tree, reason);
}

function keyOfPage({ kind, place }: Claim): string {
  return `${kind} ${place.path}`;
}

function namesBy(claims: readonly Claim[], keyOf: (claim: Claim) => string): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, Set<string>>();
  for (const claim of claims) names.set(keyOf(claim), (names.get(keyOf(claim)) ?? new Set()).add(claim.value));
  return new Map([...names].map(([key, values]) => [key, [...values]]));
}

/** Paths of keys, by the page that states them. */
function keyPathsBy(claims: readonly Claim[]): ReadonlyMap<string, readonly string[]> {
  const paths = new Map<string, Set<string>>();
  for (const claim of claims) {
    const path = keyPathOf(claim);
    if (path !== undefined) paths.set(claim.place.path, (paths.get(claim.place.path) ?? new Set()).add(path));
  }
  return new Map([...paths].map(([page, all]) => [page, [...all]]));
}

function pathsOf(claim: Claim, paths: ReadonlyMap<string, readonly string[]>): Partial<SourceQuery> {
  const keyPath = keyPathOf(claim);
  return keyPath === undefined ? {} : { keyPath, keyPaths: paths.get(claim.place.path) ?? [] };
}

/** The keys around a key and itself, as the page writes them. */
function keyPathOf({ kind, value, qualifiers }: Claim): string | undefined {
  const path = qualifiers.path ?? value;
  return kind === "config-key" && (path.includes(".") || qualifiers.path !== undefined) ? path : undefined;
}

function queryOf(claim: Claim, rule: Rule, others: readonly string[]): SourceQuery {
  const { id, kind, value, qualifiers, polarity, place } = claim;
  const roles = [...new Set([...rule.proof.confirms, ...rule.proof.slot])];
  const needles = needlesOf(claim, rule);
  return {
    id,
    kind,
    value,
    qualifiers,
    polarity,
    needles,
    roles,
    accepts: rule.proof.accepts,
    others,
    page: place.path,
  };
}

function recordOf(id: string, facts: SourceFacts | undefined, context: ClaimContext): EvidenceOf<"claim"> {
  const seen = observation(id, context);
  if (facts === undefined)
    return { ...seen, status: "unavailable", reason: "unsupported", detail: "no rule says how to look for the claim" };
  const nothing = facts.facts.length + facts.closedLists.length + facts.nearest.length + facts.skipped.length === 0;
  if (!nothing) return { ...seen, status: "found", data: facts };
  const scope = `${facts.filesSearched} files searched for ${facts.needles.join(", ")}`;
  return { ...seen, status: "absent", scope, searched: facts };
}

function observation(key: string, { commit, observedAt, repository, visibility, seenBy }: ClaimContext) {
  const subject = { kind: "claim", key } as const;
  return { subject, source: "git", commit, observedAt, audience: { of: repository, visibility }, seenBy };
}
