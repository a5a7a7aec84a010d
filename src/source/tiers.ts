import { sharedWords, stemsOf } from "../amounts.ts";
import type { Fact } from "../types/index.ts";
import { answersAt } from "../url-path.ts";
import { type Entry, entriesNamed, isSame, lastWord, type Name, nameOf, textsIn } from "./fact-index.ts";
import type { FileFacts } from "./languages/language.ts";
import type { SourceQuery } from "./query.ts";

/** A query with what facts are compared by, worked out once for all of them. */
export type Asked = {
  readonly query: SourceQuery;
  readonly value: Name;
  readonly subject: Name | undefined;
  readonly last: Name;
  readonly needles: readonly Name[];
  readonly lowerNeedles: readonly string[];
  /** Stems of the words by which the page says what an amount is of. */
  readonly about: ReadonlySet<string> | undefined;
};

/** Makes a query ready to be compared with many facts. */
export function askedBy(query: SourceQuery): Asked {
  const { subject, about } = query.qualifiers;
  return {
    query,
    value: nameOf(query.value),
    subject: subject === undefined ? undefined : nameOf(subject),
    last: nameOf(lastWord(subject ?? query.value)),
    needles: query.needles.map(nameOf),
    lowerNeedles: query.needles.map((needle) => needle.toLowerCase()).filter((needle) => needle !== ""),
    about: about === undefined ? undefined : stemsOf(about),
  };
}

/** True when the name of an amount is made of words by which the page says what its own is of, so many of them at least. */
export function isNamedIn({ about }: Asked, { fact }: Pick<Entry, "fact">, least = 2): boolean {
  const { subject } = fact.scope;
  return about !== undefined && subject !== undefined && sharedWords(subject, about) >= least;
}

type Tier = 0 | 1 | 2;

/** 0: the claim's value or subject; 1: holds a needle; 2: has the right role only. */
export function tierOf(asked: Asked, { fact, value, named, last, lower, lowerSubject }: Entry): Tier {
  const { query } = asked;
  if (isNamedIn(asked, { fact }, 1)) return 0;
  if (asked.subject === undefined) {
    if (isSame(value, asked.value)) return 0;
    if (query.kind === "endpoint-url" && fact.role === "route-declared" && answersAt(query.value, fact.value)) return 0;
  } else if (isSame(named, asked.subject) || isSame(last, asked.last)) return 0;
  return holdsNeedle(asked, lower) || holdsNeedle(asked, lowerSubject) ? 1 : 2;
}

/** A fact and how near it comes; 1.5 stands in the slot of one that comes nearer. */
type Ranked = { readonly fact: Fact; readonly tier: Tier | 1.5 };

/** Tells the facts that come near a query, in their order, from those that only have its role. */
export function ranksOf(
  asked: Asked,
  entries: readonly Entry[],
): { readonly near: readonly Ranked[]; readonly far: readonly Fact[] } {
  const tiers = entries.map((entry) => tierOf(asked, entry));
  const nearer = entries.filter((_, at) => tiers[at] !== 2).map(({ fact }) => fact);
  const slots = new Set(nearer.map(slotOf));
  const paths = new Set(nearer.map(({ place }) => place.path));
  const near: Ranked[] = [];
  const far: Fact[] = [];
  entries.forEach(({ fact }, at) => {
    const tier = tiers[at] ?? 2;
    if (tier < 2) near.push({ fact, tier });
    else if (paths.has(fact.place.path) && slots.has(slotOf(fact))) near.push({ fact, tier: 1.5 });
    else far.push(fact);
  });
  return { near, far };
}

/** A slot: the same function, type or command of the same file. */
function slotOf({ place, scope, role }: Fact): string {
  return `${place.path} ${scope.in ?? scope.command ?? ""}${scope.in === undefined && scope.command === undefined ? role : ""}`;
}

/** Facts of a file that mention what is asked: a text speaks of what it holds, a name that is used is only itself. */
export function mentionsIn(file: FileFacts, asked: Asked): readonly Fact[] {
  const names = asked.needles.flatMap(({ text }) => entriesNamed(file, text)).filter(({ isText }) => !isText);
  return [...textsIn(file), ...new Set(names)].filter(({ lower }) => holdsNeedle(asked, lower)).map(({ fact }) => fact);
}

function holdsNeedle({ lowerNeedles }: Asked, lower: string): boolean {
  return lowerNeedles.some((needle) => lower.includes(needle));
}
