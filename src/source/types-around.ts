import { type DeclaredTypes, declaredTypes } from "./declared-types.ts";
import { type Call, callOf, type Given, givenTo, type Taker } from "./given.ts";
import type { FindOwners, FindTaker } from "./imports/index.ts";
import { unknownTypes } from "./parents.ts";
import type { SourceQuery } from "./query.ts";
import { candidatesOf, ranked } from "./ranking.ts";
import { lookFor, type Progress, type Search } from "./search.ts";
import { standingOf } from "./strength.ts";

/** Types that are looked for because a key stands in them, and files that are read for one. */
const mostTypes = 24;
const mostForType = 2;

/** Types that are looked for because functions of samples take them, each time, and how often: a type, what it holds, and so on. */
const mostTaken = 80;
const mostRounds = 3;

/** The types that all files read declare, and those that hold keys which were not found. */
export async function typesAround(
  search: Search,
  { nested, progress }: { readonly nested: readonly Progress[]; readonly progress: readonly Progress[] },
): Promise<DeclaredTypes> {
  const read = progress.flatMap((one) => one.read);
  const types = declaredTypes(await search.session.factsOf([...new Set(read)]));
  const names = [...new Set(nested.flatMap(({ query }) => unknownTypes(query, types)))].slice(0, mostTypes);
  if (names.length === 0) return types;
  const more = await declaringFiles(search, names);
  // Where nothing more is read, what was read tells the same.
  if (more.every((path) => read.includes(path))) return types;
  return declaredTypes(await search.session.factsOf([...new Set([...read, ...more])]));
}

/** What is known of keys that the functions are given which a sample imports, by the query that asks for the key. */
export async function givenInCalls(
  search: Search,
  queries: readonly SourceQuery[],
  { findTaker, findOwners }: { readonly findTaker: FindTaker; readonly findOwners: FindOwners },
): Promise<ReadonlyMap<string, Given>> {
  const ofOthers = new Map<string, Given>();
  const asking: { readonly id: string; readonly call: Call; readonly taker: Taker }[] = [];
  for (const query of queries) {
    const [call, module] = [callOf(query), query.qualifiers.package ?? ""];
    const taker = call && (await findTaker(module, call.name));
    if (call !== undefined && taker !== undefined) asking.push({ id: query.id, call, taker });
    const owners = taker === undefined ? await findOwners(module) : undefined;
    if (owners !== undefined) ofOthers.set(query.id, { closedLists: [owners], facts: [] });
  }
  const paths = new Set(asking.map(({ taker }) => taker.fact.place.path));
  const asked = new Set<string>();
  for (let round = 0; ; round += 1) {
    const types = declaredTypes(await search.session.factsOf([...paths]));
    const given = new Map([
      ...ofOthers,
      ...asking.map(({ id, call, taker }) => [id, givenTo(taker, call, types)] as const),
    ]);
    const names = [...new Set([...given.values()].flatMap(({ unknown }) => unknown ?? []))]
      .filter((name) => !asked.has(name))
      .slice(0, mostTaken);
    if (names.length === 0 || round === mostRounds) return given;
    for (const name of names) asked.add(name);
    for (const path of await declaringFiles(search, names)) paths.add(path);
  }
}

/** Files that declare types of these names. */
export async function declaringFiles(search: Search, names: readonly string[]): Promise<readonly string[]> {
  const needles = names.flatMap(declarationsOfType);
  await lookFor(search, needles, (await search.tree.search(needles)).paths);
  return names.flatMap((name) => {
    const holding = candidatesOf({ needles: declarationsOfType(name) }, search.holdings);
    const code = holding.filter(({ path }) => standingOf(path).strength === "code");
    return ranked(code, search.firstPaths)
      .slice(0, mostForType)
      .map(({ path }) => path);
  });
}

/** How a type is declared in most languages, in lower case. */
function declarationsOfType(type: string): readonly string[] {
  return ["type", "struct", "class", "interface"].flatMap((word) =>
    [" ", "<"].map((end) => `${word} ${type}${end}`.toLowerCase()),
  );
}
