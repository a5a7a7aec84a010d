/**
 * What a place in the source does with a value: the one vocabulary for every language and framework.
 * `value` says what the fact's value is, `scope` which qualifiers it may carry.
 */
export const factRoles = {
  "header-read": { value: "header name a server reads", scope: ["in"] },
  "header-sent": { value: "header name that is set on a request or response", scope: ["in"] },
  "scheme-accepted": { value: "authorisation scheme a server tests for", scope: ["header", "in"] },
  "scheme-sent": { value: "authorisation scheme a client sends", scope: ["header", "in"] },
  "token-named": { value: "noun the source calls the credential by, e.g. API token", scope: ["in"] },
  "url-literal": { value: "URL, with its parameters as {name}", scope: ["in", "subject"] },
  "route-declared": { value: "path with all prefixes and mounts, parameters as {name}", scope: ["method", "in"] },
  "status-returned": { value: "HTTP status", scope: ["condition", "in", "method", "route"] },
  "exit-code": { value: "process exit code", scope: ["condition", "subject", "in"] },
  "env-read": {
    value:
      "environment variable that code reads; `type` object: through an object of variables, schema, passed, alias: into one, as `subject`",
    scope: ["in", "unit", "subject", "type"],
  },
  "env-declared": { value: "environment variable in a dotenv file, Dockerfile, compose file or manifest", scope: [] },
  "option-declared": { value: "command-line option with its dashes", scope: ["command", "type", "unit"] },
  "command-declared": { value: "subcommand, with its parents separated by blanks", scope: ["program"] },
  "key-declared": { value: "key path of a schema, typed option or settings class", scope: ["in", "type", "unit"] },
  "key-read": {
    value: "key path that code reads from an options object, or `type` taken: from a parameter",
    scope: ["in", "type"],
  },
  exported: { value: "name a module exports; `takes` its parameters' types", scope: ["module", "takes", "type"] },
  member: { value: "method or field of a class, interface or object", scope: ["in", "type"] },
  declared: { value: "name of a function, class, type or variable that is not exported", scope: ["in", "type"] },
  constant: {
    value: "value of a named constant, or `type` given: of an argument, private: of a field that nobody else sees",
    scope: ["subject", "unit", "in", "type"],
  },
  default: { value: "default value as written, arithmetic computed", scope: ["subject", "unit", "in"] },
  limit: {
    value: "bound that the code enforces; `type` exclusive: what is bounded never reaches it",
    scope: ["subject", "bound", "unit", "in", "type"],
  },
  "enum-member": { value: "member of an enumeration or union of literals", scope: ["in"] },
  "prefix-tested": { value: "prefix a value is tested for", scope: ["subject", "in"] },
  called: { value: "name of a called function, in order of execution", scope: ["in", "index"] },
  "scope-declared": { value: "OAuth scope", scope: ["in"] },
  "package-declared": { value: "version or range of a package, runtime or engine", scope: ["subject", "type"] },
  "config-block": {
    value: "canonical text of an object that source or its shipped documentation states",
    scope: ["in"],
  },
  "file-present": { value: "path of a file or folder of the tree", scope: [] },
  literal: { value: "string in code with no better role", scope: ["in"] },
  identifier: { value: "identifier in code with no better role", scope: ["in"] },
  "thrown-text": { value: "text of an error or a log message", scope: ["in"] },
  comment: { value: "text of a comment", scope: [] },
  prose: { value: "text of a document", scope: [] },
} as const satisfies Record<string, { value: string; scope: readonly string[] }>;

/** A key of {@link factRoles}. */
export type FactRole = keyof typeof factRoles;

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
   * What narrows the value, under the same names as the qualifiers of claims: `in` is the enclosing function or type
   * (`Class.method`), `subject` the name a value belongs to, `unit` one of ms, s, min, h, d, B, KiB, MiB, GiB, kB, MB, GB, %.
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

/**
 * A list that was read completely: a name missing from it is not there. With `extends` in its scope the rest stands in the
 * types that are named there, joined by `;`: such a list answers nothing until these are read, too.
 */
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
