import { asksForPath } from "./paths.ts";
import type { SourceQuery } from "./query.ts";
import { candidatesOf, ranked } from "./ranking.ts";
import { lookFor, type Search } from "./search.ts";
import { standingOf } from "./strength.ts";

/** Files of a query that are looked through once more for the place that declares its name. */
const mostLookedThrough = 1000;
/** What stands before and behind the name of a type, a function or a constant where it is declared. */
const ofTypes = ["class", "interface", "type", "enum", "struct"];
const ofOthers = ["def", "function", "func", "fn", "const"];
const ends = ["(", ":", " ", "<"];

/**
 * What stands in a file that declares the name a query asks for, best first, in lower case. Nothing where what is asked
 * for is no single name.
 */
export function declarationsOf({ qualifiers, value }: Pick<SourceQuery, "qualifiers" | "value">): readonly string[] {
  const name = (qualifiers.subject ?? value).split(/[.#\s]/).at(-1) ?? "";
  if (!/^[A-Za-z_$][\w$]+$/.test(name)) return [];
  const lower = name.toLowerCase();
  // Files are searched letter case aside: a variable `kiln` stands in many more files than the type `Kiln`.
  const forms = /^[A-Z]/.test(name) ? [...ofTypes, ...ofOthers] : [...ofOthers, ...ofTypes];
  const declared = forms.flatMap((form) => ends.map((end) => `${form} ${lower}${end}`));
  // `func (k *Kiln) Fire(`: a method of Go.
  return [...declared, `) ${lower}(`, `"${lower}"`, `'${lower}'`, `${lower}:`, `${lower}?:`, `${lower} =`];
}

/** Where more files hold a name than can be read, looks which of them declare it: those are read first. */
export async function lookForDeclarations(
  search: Search,
  queries: readonly SourceQuery[],
  mostRead: number,
): Promise<void> {
  const crowded = queries
    .filter((query) => !asksForPath(query))
    .map((query) => {
      const holding = candidatesOf(query, search.holdings);
      const code = holding.filter(({ path }) => standingOf(path).strength === "code");
      return { needles: declarationsOf(query), code };
    })
    .filter(({ needles, code }) => needles.length > 0 && code.length > mostRead);
  const paths = crowded.flatMap(({ code }) => ranked(code, search.firstPaths).slice(0, mostLookedThrough));
  const needles = crowded.flatMap((one) => one.needles);
  if (needles.length > 0) await lookFor(search, needles, [...new Set(paths.map(({ path }) => path))]);
}
