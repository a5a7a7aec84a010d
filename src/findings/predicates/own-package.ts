import { tellingWords, wordsOf } from "../../names.ts";
import type { Claim, Fact } from "../../types/index.ts";
import type { Comparison } from "../draft.ts";
import { folderOf } from "./paths.ts";

/**
 * True for the name of the package whose README the page is, where the page calls it by the same scope and all of its words,
 * with one too many or too few: `@acme/plugin-kiln` in the README of `@acme/kiln`.
 */
export function isOwnPackage({ value, place }: Fact, claim: Claim): boolean {
  if (claim.kind !== "package-version" || !/(?:^|\/)readme\.mdx?$/i.test(claim.place.path)) return false;
  if (folderOf(place.path) === "" || folderOf(place.path) !== folderOf(claim.place.path)) return false;
  const [scope, otherScope] = [claim.value, value].map((name) => /^@[^/]+\//.exec(name)?.[0]);
  const [a, b] = [tellingWords(claim.value), tellingWords(value)];
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return (
    scope !== undefined &&
    scope === otherScope &&
    long.length === short.length + 1 &&
    short.length > 1 &&
    short.every((word) => long.includes(word))
  );
}

/** What a product is made for once each: which of them a page means, its name does not say. */
const frameworks: ReadonlySet<string> = new Set([
  ...["angular", "astro", "lit", "next", "nuxt", "preact", "qwik", "react", "solid", "svelte", "vue"],
  ...["browser", "bun", "deno", "node", "web"],
]);

/** Packages of a scope that a repository must make before the scope is its own. */
const leastOfScope = 3;
/** Shortest single word that tells a package. */
const shortestWord = 5;

/**
 * True for the only package of a scope of the repository's own that has all words of the claimed name and one more:
 * `@acme/hot-kiln` where the page says `@acme/kiln`, and the repository makes several packages of `@acme`.
 */
export function isInOwnScope({ value, scope }: Fact, { claim, source }: Comparison): boolean {
  const of = (name: string): string => /^@[^/]+\//.exec(name)?.[0] ?? "";
  if (claim.kind !== "package-version" || scope.type !== "package" || of(value) === "" || of(value) !== of(claim.value))
    return false;
  const made = [...source.facts, ...source.nearest].filter((fact) => fact.scope.type === "package");
  const names = [...new Set(made.map((fact) => fact.value))].filter((name) => of(name) === of(value));
  const words = wordsOf(claim.value.slice(of(value).length));
  if (names.length < leastOfScope || words.join("").length < shortestWord) return false;
  const fitting = names.filter((name) => {
    const others = wordsOf(name.slice(of(name).length));
    const isOfFramework = others.some((word) => frameworks.has(word) && !words.includes(word));
    return !isOfFramework && others.length === words.length + 1 && words.every((word) => others.includes(word));
  });
  return fitting.length === 1 && fitting[0] === value;
}
