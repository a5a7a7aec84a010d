import { type DeclaredTypes, declaredTypes, unknownTypes } from "./parents.ts";
import { candidatesOf, ranked } from "./ranking.ts";
import { lookFor, type Progress, type Search } from "./search.ts";
import { standingOf } from "./strength.ts";

/** Types that are looked for because a key stands in them, and files that are read for one. */
const mostTypes = 24;
const mostForType = 2;

/** The types that all files read declare, and those that hold keys which were not found. */
export async function typesAround(
  search: Search,
  { nested, progress }: { readonly nested: readonly Progress[]; readonly progress: readonly Progress[] },
): Promise<DeclaredTypes> {
  const read = progress.flatMap((one) => one.read);
  const types = declaredTypes(await search.session.factsOf([...new Set(read)]));
  const names = [...new Set(nested.flatMap(({ query }) => unknownTypes(query, types)))].slice(0, mostTypes);
  if (names.length === 0) return types;
  const needles = names.flatMap(declarationsOfType);
  await lookFor(search, needles, (await search.tree.search(needles)).paths);
  const more = names.flatMap((name) => {
    const holding = candidatesOf({ needles: declarationsOfType(name) }, search.holdings);
    const code = holding.filter(({ path }) => standingOf(path).strength === "code");
    return ranked(code, search.firstPaths)
      .slice(0, mostForType)
      .map(({ path }) => path);
  });
  // Where nothing more is read, what was read tells the same.
  if (more.every((path) => read.includes(path))) return types;
  return declaredTypes(await search.session.factsOf([...new Set([...read, ...more])]));
}

/** How a type is declared in most languages, in lower case. */
function declarationsOfType(type: string): readonly string[] {
  return ["type", "struct", "class", "interface"].map((word) => `${word} ${type} `.toLowerCase());
}
