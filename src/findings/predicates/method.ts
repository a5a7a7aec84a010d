import type { Claim, Fact } from "../../types/index.ts";
import { isRequestTo } from "../../url-path.ts";
import { ambiguous, type Comparison, contradicted, type Draft, strong } from "../draft.ts";
import { normalise } from "../normalise.ts";

/**
 * A route that the source declares, with other methods than the one that the page calls it with. The page is wrong where
 * every file that declares the very path takes the same methods; otherwise another place may take this one. Undefined
 * where the method is taken, or nothing is said of it.
 */
export function takenOtherwise({ claim, proof, source }: Comparison, proven: readonly Fact[]): Draft | undefined {
  const method = claim.qualifiers.method?.toUpperCase();
  if (method === undefined || !asked.has(method) || !isRoute(claim)) return undefined;
  const declared = proven.filter(({ role }) => role === "route-declared");
  if (declared.length === 0 || declared.length < proven.length || declared.some((fact) => takes(fact, method)))
    return undefined;
  const wanted = normalise(pathOf(claim.value), proof.normalise);
  const isWhole = declared.every(
    ({ value }) => normalise(value, proof.normalise) === wanted || isRequestTo(pathOf(claim.value), value),
  );
  const methods = methodsOf(declared);
  const said = `${methods.join(" or ")} ${claim.value}`;
  // At another host another service may answer.
  if (claim.qualifiers.type === "example" || !isWhole || !isOneRoute(declared) || source.skipped.length > 0)
    return ambiguous("several-places-differ", declared.slice(0, 3), { values: said });
  return contradicted("slot-holds-other", declared.slice(0, 3), said, said);
}

function methodsOf(facts: readonly Fact[]): readonly string[] {
  return [...new Set(facts.flatMap(({ scope }) => scope.method ?? []))].sort();
}

/** One file declares all, or each does: where a router is mounted, its routes are read once more. */
function isOneRoute(facts: readonly Fact[]): boolean {
  const files = new Set(strong(facts).map(({ place }) => place.path));
  const sets = [...files].map((path) => methodsOf(facts.filter(({ place }) => place.path === path)).join(" "));
  return new Set(sets).size === 1;
}

/** Methods that change what a route does; `HEAD` and `OPTIONS` are answered without being declared. */
const asked = new Set(["GET", "POST", "PUT", "PATCH", "DELETE"]);

function isRoute({ kind, polarity }: Claim): boolean {
  return (kind === "route" || kind === "endpoint-url") && polarity === "present";
}

/** Any method, the one that is asked for, or one that cannot be read. */
function takes({ scope: { method } }: Fact, asked: string): boolean {
  return method === undefined || !/^[A-Z]+$/.test(method) || method === "ALL" || method === asked;
}

function pathOf(url: string): string {
  return url.replace(/^[a-z]+:\/\/[^/]+/i, "");
}
