import { lastSegment } from "../names.ts";
import type { ClosedList, Fact, FactRole, SourceFacts } from "../types/index.ts";
import { companyLists } from "./company.ts";
import { type Entry, entriesInRoles, entriesNamed, entriesOn } from "./fact-index.ts";
import { byPlace, byStrength, isStrong } from "./fact-order.ts";
import type { FileFacts } from "./languages/language.ts";
import { isAnswer, isHidden, mostTelling, setsSubject } from "./most-telling.ts";
import { nearestNames } from "./nearest-names.ts";
import { type SourceQuery, sameName } from "./query.ts";
import { askedBy, isNamedIn, mentionsIn, ranksOf, tierOf } from "./tiers.ts";

/** Facts handed on for one query. */
const mostFacts = 40;
/** Of these, facts that only have the right role: what is there instead, where the claimed value is not. */
const mostRivals = 15;
/** Of these, facts that only hold a needle: comments, texts, tests. */
const mostMentions = 10;
const mostLists = 8;

/**
 * Kinds whose words are common: where the pull request's own files speak of them, other files do not. Another service
 * of the same repository may well call its credential by another name.
 */
export const decidedByPull: ReadonlySet<SourceQuery["kind"]> = new Set(["token-naming", "auth-scheme", "call-order"]);

/** Of these, kinds where nothing but the pull request's own files can say what is there instead. */
const pullOnlyKinds = new Set(["token-naming"]);

/** Kinds where what fills the slot decides, even where the claimed value stands in another role: who accepts, not who sends. */
const decidedBySlot: Readonly<Partial<Record<SourceQuery["kind"], FactRole>>> = { "auth-scheme": "scheme-accepted" };

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
  const asked = askedBy(query);
  const own = focus(
    query,
    [...files.values()]
      .flatMap((file) => entriesInRoles(file, query.roles))
      .filter((entry) => entry.fact.scope.type !== "unset" || tierOf(asked, entry) === 0),
    firstPaths,
  );
  const { near, far } = ranksOf(asked, own);
  const slot = decidedBySlot[query.kind];
  const isMet = near.some(({ fact, tier }) => tier === 0 && isStrong(fact) && (slot ?? fact.role) === fact.role);
  const rivals = isMet ? [] : far.filter(isStrong);
  const first = rivals.filter(({ place }) => firstPaths.has(place.path));
  const chosen = [
    ...near,
    ...distinct(first.length > 0 || pullOnlyKinds.has(query.kind) ? first : rivals)
      .slice(0, mostRivals)
      .map((fact) => ({ fact, tier: 2 })),
  ];
  const mentions = [...files.values()]
    .flatMap((file) => mentionsIn(file, asked))
    .filter(({ role }) => !query.roles.includes(role))
    .map((fact) => ({ fact, order: isTaken(fact) === 1 ? 0 : setsSubject(query, fact) ? 1 : 2 }))
    .sort((a, b) => a.order - b.order || byStrength(a.fact, b.fact))
    .map(({ fact }) => fact)
    .slice(0, mostMentions);
  const best = chosen
    .sort((a, b) => a.tier - b.tier || byPull(a.fact, b.fact, firstPaths) || byStrength(a.fact, b.fact))
    .map(({ fact }) => fact);
  const nearest = nearestNames(query, own);
  return {
    focused: decidedByPull.has(query.kind) && own.some(({ fact }) => firstPaths.has(fact.place.path)),
    facts: [...mostTelling(query, best, mostFacts - mentions.length), ...mentions],
    nearest,
    closedLists: [
      ...touchedLists(
        query,
        // A type that extends others has more names than its own.
        [...files.values()].flatMap(({ closedLists }) =>
          closedLists.filter(({ scope }) => scope.extends === undefined),
        ),
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
  const asked = askedBy(query);
  const { subject, about } = query.qualifiers;
  const entriesIn = (file: FileFacts): readonly Entry[] => {
    if (about !== undefined) return entriesInRoles(file, query.roles).filter((entry) => isNamedIn(asked, entry));
    // A type is there wherever it is declared; the field that a page gives it to tells only what is there instead.
    const isOfSubject = subject !== undefined && query.kind !== "sdk-symbol";
    return isOfSubject ? entriesOn(file, subject) : entriesNamed(file, query.value);
  };
  for (const file of files.values())
    for (const entry of entriesIn(file)) {
      const { fact } = entry;
      if (
        query.roles.includes(fact.role) &&
        (slot ?? fact.role) === fact.role &&
        isStrong(fact) &&
        // What a test of a setting tells counts only where no other place states it.
        fact.scope.type !== "unset" &&
        // An object of variables may call one by another name.
        !(fact.role === "env-read" && /^(?:object|schema)$/.test(fact.scope.type ?? "")) &&
        tierOf(asked, entry) === 0 &&
        !isHidden(query, fact) &&
        isSpelledSo(query, fact) &&
        !isKept(query, fact) &&
        isOfMethod(query, fact) &&
        isOfPart(query, fact) &&
        isAnswer(query, fact)
      )
        return true;
    }
  return false;
}

/** The function `fireKiln` is no type `FireKiln`, which another file may declare. */
function isSpelledSo({ kind, value }: SourceQuery, fact: Fact): boolean {
  return kind !== "sdk-symbol" || fact.value.includes(value);
}

/**
 * A field of Go in small letters is seen by its package alone, and one that the page writes in other letter case may have
 * another key for a tag: the setting of that name is declared elsewhere.
 */
function isKept({ kind, value: asked }: SourceQuery, { role, place, value }: Fact): boolean {
  if (kind !== "config-key" || role !== "member" || !place.path.endsWith(".go")) return false;
  return /^[a-z]/.test(value) || lastSegment(value) !== lastSegment(asked);
}

/** Another place may declare the same path for the method that the page names. */
function isOfMethod({ qualifiers }: SourceQuery, { role, scope }: Fact): boolean {
  const { method } = qualifiers;
  return role !== "route-declared" || method === undefined || (scope.method ?? method) === method;
}

/** What another part has of that name does not tell whether the part which the sample names has it. */
function isOfPart({ kind, qualifiers: { in: part } }: SourceQuery, { scope }: Fact): boolean {
  return kind !== "sdk-symbol" || part === undefined || sameName(lastSegment(scope.in ?? ""), part);
}

/** 1 for a setting that a function takes, 0 for everything else: such places come before plain mentions. */
function isTaken({ scope }: Fact): number {
  return scope.type === "taken" ? 1 : 0;
}

function focus(query: SourceQuery, entries: readonly Entry[], firstPaths: ReadonlySet<string>): readonly Entry[] {
  if (!decidedByPull.has(query.kind)) return entries;
  const first = entries.filter(({ fact }) => firstPaths.has(fact.place.path));
  return first.some(({ fact }) => isStrong(fact)) ? first : entries;
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

/** One fact for every value, in the order given: all the values of a slot, not all its places. */
function distinct(facts: readonly Fact[]): readonly Fact[] {
  return [...new Map([...facts].reverse().map((fact) => [fact.value.toLowerCase(), fact])).values()].reverse();
}
