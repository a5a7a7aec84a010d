/** Where in a user's file a mistake stands; 1-based. */
export type MistakePlace = { readonly file: string; readonly line?: number; readonly column?: number };

/** One mistake of the user: what, where, why and how to mend it. */
export type Mistake = {
  /** Stable code, `DV` and four digits, listed in the README. */
  readonly code: `DV${number}`;
  /** What is wrong, then why: "Unexpected X, expected Y". */
  readonly message: string;
  /** How to mend it, one imperative sentence. */
  readonly fix: string;
  readonly place?: MistakePlace;
};

/** Mistakes of the user, all of them at once; printed without a stack, exit code 2. */
export class UsageError extends Error {
  readonly mistakes: readonly Mistake[];

  constructor(mistakes: readonly Mistake[]) {
    super(mistakes.map((mistake) => mistake.message).join("\n"));
    this.name = "UsageError";
    this.mistakes = mistakes;
  }
}

/** A bug of this tool: never caught before the shell, exit code 70. */
export class InternalError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "InternalError";
  }
}

/** Exit codes, never reused. */
export const exitCodes = {
  /** All proven. */
  proven: 0,
  /** The verdict does not pass, or a claim is contradicted. */
  notPassing: 1,
  /** Wrong usage or configuration. */
  usage: 2,
  /** Something could not be determined, or not everything could be published. */
  undetermined: 3,
  /** A bug of this tool. */
  internal: 70,
  /** Interrupted by the user. */
  interrupted: 130,
} as const;
