import type { ClaimKind } from "./claim.ts";
import type { FragmentContext } from "./document.ts";
import type { FactRole, Strength } from "./fact.ts";

/** Where a claim of a kind is found; `claims/` reads it, `rules/schema.json` documents it. */
export type Matcher = {
  /** Contexts of fragments it looks at. */
  readonly in: readonly FragmentContext[];
  /** Languages of fenced code it looks at; absent means all. */
  readonly languages?: readonly string[];
  /** RE2 pattern over the fragment's text; capture `value` is the claim, other named captures are qualifiers. */
  readonly pattern?: string;
  /** Path into a structured fragment instead of a pattern, e.g. `json: **.headers.*`, `shell: header`, `jsx: ParamField[header]`, `table: Environment variable`. */
  readonly path?: string;
  /** RE2 pattern that the words around the fragment must match. */
  readonly near?: string;
  /** RE2 pattern that the words around the fragment must not match. */
  readonly unless?: string;
  /** Qualifiers to add: constants, or templates over captures and the fragment's owner. */
  readonly qualifiers?: Readonly<Record<string, string>>;
};

/** How values are made comparable before they are compared. */
export type Normalisation = "case" | "quotes" | "trailing-slash" | "url-parameters" | "number" | "unit" | "dashes";

/** How a claim of a kind is judged against facts. */
export type Proof = {
  /** Which comparison: one pure function of `findings/` each. */
  readonly predicate: "named" | "valued" | "ordered" | "block" | "present";
  /** Roles that confirm when their value is the claim's. */
  readonly confirms: readonly FactRole[];
  /** Roles that fill the same slot: another value there contradicts. */
  readonly slot: readonly FactRole[];
  /** Keys on which a fact's scope must agree with the claim's qualifiers to fill the slot. */
  readonly same: readonly string[];
  /** Strengths that confirm. */
  readonly accepts: readonly Strength[];
  readonly normalise: readonly Normalisation[];
};

/** One claim kind: where it is found, how it is judged, why, and how to fix. */
export type Rule = {
  /** Same as the file's name. */
  readonly id: string;
  readonly kind: ClaimKind;
  readonly summary: string;
  readonly why: string;
  readonly fix: string;
  readonly severity: "error" | "warning";
  readonly matchers: readonly Matcher[];
  /** Words to search the source for: templates over value and qualifiers. */
  readonly needles: readonly string[];
  readonly proof: Proof;
  readonly examples: { readonly match: readonly string[]; readonly ignore: readonly string[] };
};
