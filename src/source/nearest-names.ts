import { isMixedUp, isPermuted, isRespelt, isShortened, isSlip, likeness, wordsOf, wordsShared } from "../names.ts";
import { subjectOfPage } from "../page-subject.ts";
import type { Fact } from "../types/index.ts";
import { pathMeant } from "../url-path.ts";
import type { Entry } from "./fact-index.ts";
import { byStrength, isStrong } from "./fact-order.ts";
import { isHidden } from "./most-telling.ts";
import { type SourceQuery, sameName, squeezed } from "./query.ts";

/** Names that look like the claimed one. */
const mostNearest = 5;
/** Likeness below which a name is not worth showing. */
const leastLikeness = 0.55;
/** Kinds whose names a product coins itself. */
const coinedKinds = new Set(["cli-flag", "env-var", "http-header", "resource-name"]);

/** Names of the same roles that look like the claimed one, most alike first, each once. */
export function nearestNames(query: SourceQuery, entries: readonly Entry[]): readonly Fact[] {
  const best = new Map<string, { fact: Fact; like: number }>();
  // Most pages name a variable or an option in several places; only beside each other they are surely two.
  const taken = namesTaken(coinedKinds.has(query.kind) ? (query.company ?? query.others) : query.others);
  const isNamedToo = (name: string): boolean =>
    taken.get(squeezed(name))?.some((other) => other !== query.value && sameName(other, name)) ?? false;
  const isSubject = subjectOfPage(query.page ?? "");
  const onPage = new Set(query.onPage);
  const isOtherwise = (name: string): boolean => onPage.has(name) && isStatedOtherwise(query, name);
  const isOfOneProgram = (fact: Fact): boolean =>
    query.kind === "cli-flag" && (wordsShared(query.value, fact.value) >= 2 || isPermuted(query.value, fact.value, 2));
  // The same name may stand in many places: that of the part which the page is about is the one that is meant.
  const isBetter = (fact: Fact, known: Fact): boolean =>
    isSubject(known.place.path) === isSubject(fact.place.path)
      ? byStrength(known, fact) > 0 || (query.kind === "config-key" && isKey(fact) && !isKey(known))
      : isSubject(fact.place.path) && isStrong(fact);
  for (const { fact } of entries) {
    if (fact.value.length > 200 || fact.value === query.value || isHidden(query, fact)) continue;
    const like = likenessTo(query, fact);
    const known = best.get(fact.value);
    if (like < leastLikeness || (known !== undefined && !isBetter(fact, known.fact))) continue;
    if (onPage.has(fact.value) && isOfTwoLanguages(query.value, fact.value, onPage)) continue;
    const isMeant =
      isSlip(query.value, fact.value) ||
      isOfOneProgram(fact) ||
      isOtherwise(fact.value) ||
      (query.kind === "package-version" && isPermuted(query.value, fact.value)) ||
      (coinedKinds.has(query.kind) && isRespelt(query.value, fact.value));
    if (!isMeant && !isSubject(fact.place.path) && isNamedToo(fact.value)) continue;
    best.set(fact.value, { fact, like });
  }
  return [...best.values()]
    .sort((a, b) => b.like - a.like || byStrength(a.fact, b.fact))
    .slice(0, mostNearest)
    .map(({ fact }) => {
      const stated = isOtherwise(fact.value) ? "otherwise" : onPage.has(fact.value) ? "too" : undefined;
      return stated === undefined ? fact : { ...fact, scope: { ...fact.scope, stated } };
    });
}

/** Words that a key must have before the page's other spelling of it may differ in more than a slip of the pen. */
const leastWords = 3;
/** Shortest name that is one with another which differs in nothing but letter case. */
const shortestInOtherCase = 8;

/** True for a key or a called function that the page states in another way: written wrongly, with one word less, or with a word that people take for it. */
function isStatedOtherwise(query: SourceQuery, other: string): boolean {
  const { kind, value, keyPath, keyPaths = [], qualifiers } = query;
  // A sample calls what the page names, or what its reader has made.
  if (kind === "sdk-symbol" && qualifiers.type === "example")
    return wordsOf(other).length >= leastWords && squeezed(value) !== squeezed(other) && isSlip(value, other);
  if (kind !== "config-key") return false;
  if (squeezed(value) === squeezed(other))
    return value.length >= shortestInOtherCase && value.length === other.length && value[0] === other[0];
  const words = Math.min(wordsOf(value).length, wordsOf(other).length);
  if (words > 1 && isSlip(value, other)) return true;
  // One more part of a path, or one more word in it, leads to another key.
  if (value.split(".").length > 2) return false;
  const elsewhere = keyPath === undefined ? [] : keyPaths.filter((path) => path.endsWith(`.${other}`));
  if (elsewhere.length > 0 && !elsewhere.some((path) => keyAround(path) === keyAround(keyPath ?? ""))) return false;
  return words >= leastWords && (isShortened(value, other) || isMixedUp(value, other) || isPermuted(value, other));
}

const [snake, camel] = [/^[a-z\d]+(?:_[a-z\d]+)+$/, /^[a-z\d]+(?:[A-Z][a-z\d]*)+$/];

/**
 * One name in the styles of two languages: a page that states both shows a client of each, unless this one alone is in its
 * style.
 */
function isOfTwoLanguages(one: string, other: string, onPage: ReadonlySet<string>): boolean {
  const [own, others] = snake.test(one) ? [snake, camel] : [camel, snake];
  if (!own.test(one) || !others.test(other) || squeezed(one) !== squeezed(other)) return false;
  return [...onPage].some((name) => name !== one && own.test(name));
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

/** A key is what readers write; a member of code may be called alike. */
function isKey(fact: Fact): boolean {
  return fact.role === "key-declared" && isStrong(fact);
}

/** Half of two words is little by letters and much by words. */
function likenessTo({ kind, value }: SourceQuery, fact: Fact): number {
  // Routes are named by their end.
  if (kind === "route" && fact.role === "route-declared" && pathMeant(value, fact.value) !== undefined) return 1;
  const like = likeness(fact.value, value, leastLikeness);
  return like >= 0.45 && like < leastLikeness && wordsShared(value, fact.value) > 0 ? leastLikeness : like;
}

/** The key around the last one of a path, lists passed over: empty where there is none. */
function keyAround(path: string): string {
  const keys = path.split(".").filter((key) => !/^\d+$/.test(key));
  return keys.at(-2) ?? "";
}
