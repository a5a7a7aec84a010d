import type { ClaimKind } from "./claim.ts";
import type { FragmentContext } from "./document.ts";
import type { FactRole, Strength } from "./fact.ts";

/** Where a claim of a kind is found. All conditions that are given must hold; all patterns are RE2. */
export type Matcher = {
  /** Contexts of fragments it looks at; not needed beside a path. */
  readonly in?: readonly FragmentContext[];
  /** Languages of fenced code it looks at; absent means all. */
  readonly languages?: readonly string[];
  /**
   * Part of a structured fragment to look at instead of its whole text: `data: **.headers.*` (JSON, YAML and TOML alike),
   * `data: .` (the whole object), `shell: header`, `http: url`, `dotenv: *`, `jsx: ParamField[header]`.
   */
  readonly path?: string;
  /** Whether the key or the value at the path is read; the value when absent. */
  readonly take?: "key" | "value";
  /** Over the fragment's text or the part at the path; named captures other than `value` are qualifiers. */
  readonly pattern?: string;
  /**
   * Template that makes the value, where no capture `value` does: `{name}` is a capture, or `{row}` the first cell of
   * the row, `{heading}` the nearest heading, `{title}` the title of the code, `{subject}` the name that the words, the
   * row or the heading are about; parts in brackets may be missing.
   */
  readonly value?: string;
  /** Must not match the value. */
  readonly except?: string;
  /** Must match the words right before the value, up to it. */
  readonly before?: string;
  /** Must match the words right after the value, from it. */
  readonly after?: string;
  /** Must match somewhere in the words around. */
  readonly near?: string;
  /** Must not match anywhere in the words around. */
  readonly unless?: string;
  /** Must match the header of the column. */
  readonly column?: string;
  /** Must match one of the headings above. */
  readonly under?: string;
  /** Must match the title of the code block. */
  readonly title?: string;
  /** Qualifiers to add: constants, or templates as in `value`. */
  readonly qualifiers?: Readonly<Record<string, string>>;
};

/** How values are made comparable before they are compared. */
export type Normalisation = "case" | "quotes" | "trailing-slash" | "url-parameters" | "number" | "unit" | "dashes";

/** How a claim of a kind is judged against facts. */
export type Proof = {
  /** Which comparison: one pure function of `findings/` each. */
  readonly predicate:
    | "named"
    | "imported"
    | "valued"
    | "measured"
    | "ordered"
    | "block"
    | "present"
    | "located"
    | "pinned";
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

/** Names that captures and templates of rules may give to qualifiers: the scope of facts, and what only documents say. */
export const qualifierNames = [
  ...[
    "in",
    "header",
    "subject",
    "method",
    "condition",
    "route",
    "unit",
    "command",
    "type",
    "program",
    "module",
    "bound",
  ],
  ...["index", "not", "level", "host", "path", "first", "second", "third", "fourth", "root", "anchor", "about"],
] as const;

/** One claim kind: where it is found, how it is judged, why, and how to fix. */
export type Rule = {
  /** Same as the file's name. */
  readonly id: string;
  readonly kind: ClaimKind;
  readonly summary: string;
  readonly why: string;
  readonly fix: string;
  readonly severity: "error" | "warning";
  /** In order of priority: a later one reads nothing that an earlier one has read. */
  readonly matchers: readonly Matcher[];
  /** How often the same value is a claim: at `each` place, or once a `page`. */
  readonly repeat: "each" | "page";
  /** Words to search the source for: templates over value and qualifiers. */
  readonly needles: readonly string[];
  readonly proof: Proof;
  /** Markdown that holds exactly these values, and Markdown that holds none. */
  readonly examples: {
    readonly match: readonly { readonly text: string; readonly values: readonly string[] }[];
    readonly ignore: readonly string[];
  };
};
