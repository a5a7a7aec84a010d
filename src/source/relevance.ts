import { isPermuted, isRespelt, isSlip, likeness, wordsShared } from "../names.ts";
import { subjectOfPage } from "../page-subject.ts";
import type { ClosedList, Fact, FactRole, SourceFacts } from "../types/index.ts";
import { answersAt, pathMeant } from "../url-path.ts";
import { companyLists } from "./company.ts";
import { factsHolding, factsInRoles, factsNamed } from "./fact-index.ts";
import type { FileFacts } from "./languages/language.ts";
import { isAnswer, mostTelling } from "./most-telling.ts";
import { type SourceQuery, sameName, squeezed } from "./query.ts";

/** Facts handed on for one query. */
const mostFacts = 40;
/** Of these, facts that only have the right role: what is there instead, where the claimed value is not. */
const mostRivals = 15;
/** Of these, facts that only hold a needle: comments, texts, tests. */
const mostMentions = 10;
/** Names that look like the claimed one. */
const mostNearest = 5;
const mostLists = 8;
/** Likeness below which a name is not worth showing. */
const leastLikeness = 0.55;

/**
 * Kinds whose words are common: where the pull request's own files speak of them, other files do not. Another service
 * of the same repository may well call its credential by another name.
 */
export const decidedByPull: ReadonlySet<SourceQuery["kind"]> = new Set(["token-naming", "auth-scheme", "call-order"]);

/** Kinds whose names a product coins itself. */
const coinedKinds = new Set(["cli-flag", "env-var", "http-header"]);

/** Of these, kinds where nothing but the pull request's own files can say what is there instead. */
const pullOnlyKinds = new Set(["token-naming"]);

/** Kinds where what fills the slot decides, even where the claimed value stands in another role: who accepts, not who sends. */
const decidedBySlot: Readonly<Partial<Record<SourceQuery["kind"], FactRole>>> = { "auth-scheme": "scheme-accepted" };

const strengthOrder = { code: 0, config: 1, test: 3, prose: 2, comment: 4 };

/** What of the facts of the files read belongs to a query. */
export type Relevant = Pick<SourceFacts, "facts" | "nearest" | "closedLists"> & {
  /** True when only the pull request's own files were asked: then it does not matter what others hold. */
  readonly focused: boolean;
};

/** Chooses the facts of a query: what confirms, what fills the same slot, what merely mentions it, and near names. */
export function relevantFacts(
  query: SourceQuery,
  files: ReadonlyMap<string, FileFacts>,
  firstPaths: ReadonlySet<string>,
): Relevant {
  const facts = [...files.values()].flatMap((file) => factsInRoles(file, query.roles));
  const own = focus(
    query,
    facts.filter((fact) => fact.scope.type !== "unset" || tierOf(query, fact) === 0),
    firstPaths,
  );
  const tiers = own.map((fact) => ({ fact, tier: tierOf(query, fact) }));
  const places = new Set(tiers.filter(({ tier }) => tier < 2).map(({ fact }) => slotOf(fact)));
  const raised = tiers.map(({ fact, tier }) => ({ fact, tier: tier === 2 && places.has(slotOf(fact)) ? 1.5 : tier }));
  const slot = decidedBySlot[query.kind];
  const isMet = raised.some(({ fact, tier }) => tier === 0 && isStrong(fact) && (slot ?? fact.role) === fact.role);
  const rivals = isMet ? [] : raised.filter(({ fact, tier }) => tier === 2 && isStrong(fact));
  const first = rivals.filter(({ fact }) => firstPaths.has(fact.place.path));
  const chosen = [
    ...raised.filter(({ tier }) => tier < 2),
    ...distinct(first.length > 0 || pullOnlyKinds.has(query.kind) ? first : rivals).slice(0, mostRivals),
  ];
  const mentions = [...files.values()]
    .flatMap((file) => factsHolding(file, lowerNeedlesOf(query)))
    .filter((fact) => !query.roles.includes(fact.role) && mentionsIt(query, fact))
    .sort((a, b) => isTaken(b) - isTaken(a) || byStrength(a, b))
    .slice(0, mostMentions);
  const best = chosen
    .sort((a, b) => a.tier - b.tier || byPull(a.fact, b.fact, firstPaths) || byStrength(a.fact, b.fact))
    .map(({ fact }) => fact);
  const nearest = nearestNames(query, own);
  return {
    focused: decidedByPull.has(query.kind) && own.some(({ place }) => firstPaths.has(place.path)),
    facts: [...mostTelling(query, best, mostFacts - mentions.length), ...mentions],
    nearest,
    closedLists: [
      ...touchedLists(
        query,
        [...files.values()].flatMap(({ closedLists }) => closedLists),
        [...best, ...nearest],
      ),
      ...(isMet ? [] : companyLists(query, files)),
    ],
  };
}

/** True when a fact says what the claim says, or speaks of the same subject: then no further file need be read. */
export function settles(query: SourceQuery, files: ReadonlyMap<string, FileFacts>): boolean {
  if (query.polarity === "absent" || query.kind === "call-order") return false;
  const slot = decidedBySlot[query.kind];
  const { subject } = query.qualifiers;
  for (const file of files.values())
    for (const fact of subject === undefined ? factsNamed(file, query.value) : file.facts)
      if (
        query.roles.includes(fact.role) &&
        (slot ?? fact.role) === fact.role &&
        isStrong(fact) &&
        // What a test of a setting tells counts only where no other place states it.
        fact.scope.type !== "unset" &&
        // An object of variables may call one by another name.
        !(fact.role === "env-read" && /^(?:object|schema)$/.test(fact.scope.type ?? "")) &&
        tierOf(query, fact) === 0 &&
        isOfMethod(query, fact) &&
        isAnswer(query, fact)
      )
        return true;
  return false;
}

/** Another place may declare the same path for the method that the page names. */
function isOfMethod({ qualifiers }: SourceQuery, { role, scope }: Fact): boolean {
  const { method } = qualifiers;
  return role !== "route-declared" || method === undefined || (scope.method ?? method) === method;
}

/** 1 for a setting that a function takes, 0 for everything else: such places come before plain mentions. */
function isTaken({ scope }: Fact): number {
  return scope.type === "taken" ? 1 : 0;
}

/** 0: the claim's value or subject; 1: holds a needle; 2: has the right role only. */
function tierOf(query: SourceQuery, fact: Fact): 0 | 1 | 2 {
  const { subject } = query.qualifiers;
  if (subject === undefined) {
    if (sameName(fact.value, query.value)) return 0;
    if (query.kind === "endpoint-url" && fact.role === "route-declared" && answersAt(query.value, fact.value)) return 0;
  } else if (sameSubject(fact, subject)) return 0;
  return holdsNeedle(query, [fact.value, fact.scope.subject ?? ""]) ? 1 : 2;
}

/** True when the fact's subject, or the name that carries a default, is the claim's subject or its last segment. */
function sameSubject(fact: Fact, subject: string): boolean {
  const named = fact.scope.subject ?? fact.value;
  return sameName(named, subject) || sameName(lastSegment(named), lastSegment(subject));
}

function lastSegment(name: string): string {
  return name.split(/[.\s/]/).at(-1) ?? name;
}

function focus(query: SourceQuery, facts: readonly Fact[], firstPaths: ReadonlySet<string>): readonly Fact[] {
  if (!decidedByPull.has(query.kind)) return facts;
  const first = facts.filter((fact) => firstPaths.has(fact.place.path));
  return first.some(({ strength }) => strength === "code" || strength === "config") ? first : facts;
}

/** A slot: the same function, type or command of the same file. */
function slotOf({ place, scope, role }: Fact): string {
  return `${place.path} ${scope.in ?? scope.command ?? ""}${scope.in === undefined && scope.command === undefined ? role : ""}`;
}

/** A text speaks of what it holds; a name that is used is only itself. */
function mentionsIt({ needles }: SourceQuery, { role, value }: Fact): boolean {
  return role !== "identifier" || needles.some((needle) => sameName(needle, value));
}

const lowerNeedles = new WeakMap<SourceQuery, readonly string[]>();

function lowerNeedlesOf(query: SourceQuery): readonly string[] {
  const needles = lowerNeedles.get(query) ?? query.needles.flatMap((needle) => needle.toLowerCase() || []);
  lowerNeedles.set(query, needles);
  return needles;
}

function holdsNeedle(query: SourceQuery, texts: readonly string[]): boolean {
  return texts.some((text) => {
    const lower = text.toLowerCase();
    return lowerNeedlesOf(query).some((needle) => lower.includes(needle));
  });
}

/** Names of the same roles that look like the claimed one, most alike first, each once. */
function nearestNames(query: SourceQuery, facts: readonly Fact[]): readonly Fact[] {
  const best = new Map<string, { fact: Fact; like: number }>();
  // Most pages name a variable or an option in several places; only beside each other they are surely two.
  const taken = namesTaken(coinedKinds.has(query.kind) ? (query.company ?? query.others) : query.others);
  const isNamedToo = (name: string): boolean =>
    taken.get(squeezed(name))?.some((other) => other !== query.value && sameName(other, name)) ?? false;
  const isSubject = subjectOfPage(query.page ?? "");
  const isOfOneProgram = (fact: Fact): boolean =>
    query.kind === "cli-flag" && (wordsShared(query.value, fact.value) >= 2 || isPermuted(query.value, fact.value, 2));
  // The same name may stand in many places: that of the part which the page is about is the one that is meant.
  const isBetter = (fact: Fact, known: Fact): boolean =>
    isSubject(known.place.path) === isSubject(fact.place.path)
      ? byStrength(known, fact) > 0
      : isSubject(fact.place.path) && isStrong(fact);
  for (const fact of facts) {
    if (fact.value.length > 200 || fact.value === query.value) continue;
    const like = likenessTo(query, fact);
    const known = best.get(fact.value);
    if (like < leastLikeness || (known !== undefined && !isBetter(fact, known.fact))) continue;
    const isMeant =
      isSlip(query.value, fact.value) ||
      isOfOneProgram(fact) ||
      (coinedKinds.has(query.kind) && isRespelt(query.value, fact.value));
    if (!isMeant && !isSubject(fact.place.path) && isNamedToo(fact.value)) continue;
    best.set(fact.value, { fact, like });
  }
  return [...best.values()]
    .sort((a, b) => b.like - a.like || byStrength(a.fact, b.fact))
    .slice(0, mostNearest)
    .map(({ fact }) => fact);
}

const takenBy = new WeakMap<readonly string[], ReadonlyMap<string, readonly string[]>>();

/** Names of a list by what is left of them without what joins their words; a list is shared by many queries. */
function namesTaken(names: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const before = takenBy.get(names);
  if (before !== undefined) return before;
  const taken = new Map<string, string[]>();
  for (const name of names) taken.set(squeezed(name), [...(taken.get(squeezed(name)) ?? []), name]);
  takenBy.set(names, taken);
  return taken;
}

/** Half of two words is little by letters and much by words. */
function likenessTo({ kind, value }: SourceQuery, fact: Fact): number {
  // Routes are named by their end.
  if (kind === "route" && fact.role === "route-declared" && pathMeant(value, fact.value) !== undefined) return 1;
  const like = likeness(fact.value, value, leastLikeness);
  return like >= 0.45 && like < leastLikeness && wordsShared(value, fact.value) > 0 ? leastLikeness : like;
}

/** Closed lists that hold the name, belong to what the claim speaks of, or stand where its facts and near names stand. */
function touchedLists(query: SourceQuery, lists: readonly ClosedList[], facts: readonly Fact[]): readonly ClosedList[] {
  const paths = new Set(facts.map(({ place }) => place.path));
  const words = Object.values(query.qualifiers);
  return lists
    .filter(({ role }) => query.roles.includes(role))
    .map((list) => ({
      list,
      tier: list.members.some((member) => sameName(member, query.value))
        ? 0
        : Object.values(list.scope).some((value) => words.some((word) => sameName(word, value)))
          ? 1
          : paths.has(list.place.path)
            ? 2
            : 3,
    }))
    .filter(({ tier }) => tier < 3)
    .sort((a, b) => a.tier - b.tier || byPlace(a.list, b.list))
    .slice(0, mostLists)
    .map(({ list }) => list);
}

/** Among facts that count alike, the pull request's come first. */
function byPull(a: Fact, b: Fact, firstPaths: ReadonlySet<string>): number {
  const order = (fact: Fact): number => (isStrong(fact) ? 0 : 2) + (firstPaths.has(fact.place.path) ? 0 : 1);
  return order(a) - order(b);
}

function isStrong({ strength }: Fact): boolean {
  return strength === "code" || strength === "config";
}

/** One fact for every value, in the order given: all the values of a slot, not all its places. */
function distinct<T extends { readonly fact: Fact }>(items: readonly T[]): readonly T[] {
  return [...new Map([...items].reverse().map((item) => [item.fact.value.toLowerCase(), item])).values()].reverse();
}

function byStrength(a: Fact, b: Fact): number {
  return strengthOrder[a.strength] - strengthOrder[b.strength] || byPlace(a, b);
}

function byPlace(a: Pick<Fact, "place">, b: Pick<Fact, "place">): number {
  if (a.place.path !== b.place.path) return a.place.path < b.place.path ? -1 : 1;
  return a.place.startLine - b.place.startLine;
}
