import type { ClaimKind } from "./claim.ts";
import type { FragmentContext } from "./document.ts";
import type { FactRole, Strength } from "./fact.ts";

/** Languages of fenced code that are read by their structure. */
export const structures = ["json", "yaml", "toml", "shell", "http", "dotenv"] as const;

/** One of {@link structures}. */
export type StructureName = (typeof structures)[number];

/** Where a qualifier is read from, in the words around a fragment. */
export type QualifierSource = {
  /** `around`, `before` and `after` the value in its sentence or row; the nearest `heading` that matches; a cell of the `row`. */
  readonly from: "around" | "before" | "after" | "heading" | "row" | "value";
  /** RE2 pattern that the header of the cell must match, for `row`. */
  readonly column?: string;
  /** RE2 pattern whose capture `value` is the qualifier; the last match counts for `before`, the first elsewhere. */
  readonly pattern: string;
};

/** Where a claim of a kind is found. */
export type Matcher = {
  /** Contexts of fragments it looks at. */
  readonly in: readonly FragmentContext[];
  /** Languages of fenced code it looks at; absent means all. */
  readonly languages?: readonly string[];
  /** RE2 pattern over the fragment's text (or over what `take` takes); capture `value` is the claim, other named captures are qualifiers. */
  readonly pattern: string;
  /** Reads fenced code by its structure: `pattern` then sees the keys or values at `at`. */
  readonly structure?: StructureName;
  /** Glob over the key path, dots between keys; of shell: `header`, `flag`, `url`, `env`, `command`. */
  readonly at?: string;
  readonly take?: "key" | "value";
  /** RE2 pattern over the name of the component, for `jsx-attribute`. */
  readonly component?: string;
  /** RE2 pattern over the name of the attribute or the key path of frontmatter. */
  readonly attribute?: string;
  /** RE2 pattern that the column header must match, for `table-cell` and what stands in one. */
  readonly column?: string;
  /** RE2 pattern that one of the headings above must match. */
  readonly heading?: string;
  /** RE2 pattern that the words around the fragment must match. */
  readonly near?: string;
  /** RE2 pattern that neither the fragment nor the words around it may match. */
  readonly unless?: string;
  /** Qualifiers to add: constants, or what stands around. A qualifier with `required` that is not there drops the claim. */
  readonly qualifiers?: Readonly<
    Record<string, string | (QualifierSource & { readonly required?: boolean | undefined })>
  >;
};

/** How values are made comparable before they are compared. */
export const normalisations = [
  "case",
  "quotes",
  "trailing-slash",
  "url-parameters",
  "number",
  "unit",
  "dashes",
] as const;

/** One of {@link normalisations}. */
export type Normalisation = (typeof normalisations)[number];

/** The comparisons that exist: one pure function of `findings/predicates/` each. */
export const predicateNames = ["named", "valued", "ordered", "block", "present"] as const;

/** How a claim of a kind is judged against facts. */
export type Proof = {
  readonly predicate: (typeof predicateNames)[number];
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
