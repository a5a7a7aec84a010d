/** What a place in the source does with a value. The vocabulary is the same for every language. */
export const factRoles = [
  "header-read",
  "header-sent",
  "scheme-accepted",
  "scheme-sent",
  "token-named",
  "url-literal",
  "host-literal",
  "route-declared",
  "status-returned",
  "exit-code",
  "env-read",
  "env-declared",
  "option-declared",
  "command-declared",
  "key-declared",
  "key-read",
  "exported",
  "member",
  "declared",
  "constant",
  "default",
  "limit",
  "enum-member",
  "prefix-tested",
  "called",
  "scope-declared",
  "package-declared",
  "file",
  "config-block",
  "literal",
  "identifier",
  "thrown-text",
  "comment",
  "prose",
] as const;

/** One of {@link factRoles}. */
export type FactRole = (typeof factRoles)[number];

/** How much a kind of text proves, strongest first. */
export const strengths = ["code", "config", "test", "prose", "comment"] as const;

/** One of {@link strengths}. */
export type Strength = (typeof strengths)[number];

/** Lines of one file at one commit; 1-based, `endLine` inclusive. */
export type SourcePlace = {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
};

/** One observation in the source: this place does this with that value. */
export type Fact = {
  readonly role: FactRole;
  readonly value: string;
  /**
   * What narrows the value, in the words claims use as qualifiers: `header` of a scheme, `method` of a route,
   * `command` of an option, `subject` and `unit` of a default, `condition` of a status, `in` for the enclosing function or type …
   */
  readonly scope: Readonly<Record<string, string>>;
  /** Value of the default, when the place states one for the named thing. */
  readonly default?: string;
  readonly place: SourcePlace;
  /** Git object id of the file. */
  readonly blob: string;
  readonly strength: Strength;
  /** How a constant was followed to its value, one step each; empty when the value stands there literally. */
  readonly via: readonly string[];
  /** The lines of `place`, at most 12, as they stand in the file. */
  readonly snippet: string;
};

/** A list that was read completely: a name missing from it is not there. */
export type ClosedList = {
  /** What is listed: the role its members would have as facts. */
  readonly role: FactRole;
  /** What the list belongs to, in the words claims use as qualifiers (`command`, `in`, `module` …). */
  readonly scope: Readonly<Record<string, string>>;
  readonly members: readonly string[];
  readonly place: SourcePlace;
  readonly blob: string;
  readonly snippet: string;
};
