import { pullKey } from "../reference-key.ts";
import type { ReferenceKind } from "../types/index.ts";

/** What a form of a reference needs to know to resolve it. */
export type FormContext = {
  /** `owner/repo` of the docs repository: what `#1` means. */
  readonly docsRepository: string;
  /** Number of the docs pull request: a reference to it is none. */
  readonly docsNumber: number;
  /** Host of GitHub's pages. */
  readonly host: string;
  /** Configured engineering repositories, lower case. */
  readonly engineering: readonly string[];
  /** True inside an entry's frontmatter, where prose is meant for customers. */
  readonly isEntryProse: boolean;
};

/** What a stretch of text points at. */
export type Target = { readonly kind: ReferenceKind; readonly key: string };

/** A reading of a match: what it points at, why it is no reference, or nothing worth a word. */
export type Reading =
  | { readonly targets: readonly [Target, ...Target[]] }
  | { readonly ignored: string }
  | { readonly skip: true };

/** One way to write a reference. Patterns are global, anchored at word boundaries and linear in the text. */
export type Form = {
  readonly pattern: RegExp;
  /** Undefined when the match is another form's business. */
  readonly read: (match: RegExpMatchArray, context: FormContext) => Reading | undefined;
};

/** A reading and where it stands; ends are exclusive. */
export type Hit = { readonly start: number; readonly end: number; readonly reading: Reading };

/** Reads a number in a repository. */
export function pullReading(repository: string, digits: string | undefined, context: FormContext): Reading {
  if (digits === undefined || !/^[1-9]\d{0,8}$/.test(digits)) return { ignored: "not a number that GitHub gives" };
  const key = pullKey(repository, Number(digits));
  if (key === pullKey(context.docsRepository, context.docsNumber)) return { ignored: "this pull request itself" };
  return { targets: [{ kind: "pull", key }] };
}

/** A reading of several targets; `skip` when there are none. */
export function targetsOf(targets: readonly Target[]): Reading {
  const [first, ...others] = targets;
  return first === undefined ? { skip: true } : { targets: [first, ...others] };
}
