import type { SyntaxNode } from "./node.ts";

/** A value as source writes it, the same for every language. */
export type Expression = { readonly node: SyntaxNode } & (
  | { readonly is: "text"; readonly parts: readonly (string | Expression)[] }
  | { readonly is: "number"; readonly text: string }
  | { readonly is: "boolean"; readonly value: boolean }
  | { readonly is: "none" }
  /** Segments joined by dots, whatever the language joins them with. */
  | { readonly is: "name"; readonly path: string }
  | { readonly is: "binary"; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly is: "call"; readonly call: Call }
  | { readonly is: "list"; readonly items: readonly Expression[] }
  | { readonly is: "map"; readonly entries: readonly Entry[] }
  | { readonly is: "index"; readonly object: string; readonly key: Expression }
  | { readonly is: "other" }
);

/** One pair of a map literal. */
export type Entry = { readonly key: Expression; readonly value: Expression };

/** One argument of a call, an annotation or an attribute. */
export type Argument = { readonly name?: string; readonly value: Expression };

/** A call, with the callee as dotted text: `request.headers.get`, `Router.new().route`. */
export type Call = {
  readonly callee: string;
  /** What the method is called on; absent for plain functions. */
  readonly receiver?: Expression;
  readonly args: readonly Argument[];
  readonly node: SyntaxNode;
};

/** Where a shape stands: `Class.method`, empty at the top of the file. */
export type Within = { readonly in: string };

/** Decorator, annotation, attribute or struct tag. */
export type Annotation = { readonly name: string; readonly args: readonly Argument[]; readonly node: SyntaxNode };

/** A parameter of a function or a field of a type. */
export type Field = {
  readonly name: string;
  readonly type: string;
  readonly value?: Expression;
  readonly annotations: readonly Annotation[];
  readonly node: SyntaxNode;
};

/** A function or a method. */
export type FunctionShape = Within & {
  readonly name: string;
  readonly params: readonly Field[];
  readonly annotations: readonly Annotation[];
  readonly exported: boolean;
  readonly node: SyntaxNode;
};

/** A class, struct, record, interface, trait or enumeration. */
export type TypeShape = Within & {
  readonly name: string;
  readonly kind: "class" | "enum" | "interface";
  readonly bases: readonly string[];
  readonly annotations: readonly Annotation[];
  readonly fields: readonly Field[];
  readonly exported: boolean;
  readonly node: SyntaxNode;
};

/** A name that is given a value. */
export type Binding = Within & {
  readonly name: string;
  readonly value: Expression;
  readonly exported: boolean;
  /** True where only constants and module-level names can stand: the value holds for the whole run. */
  readonly constant: boolean;
  readonly node: SyntaxNode;
};

/** A comparison of two values. */
export type Comparison = Within & {
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
  readonly node: SyntaxNode;
};

/** A value written to a key: `headers["X"] = v`. */
export type Write = Within & { readonly object: string; readonly key: Expression; readonly value: Expression };

/** A local name and the module (and name inside it) that it stands for. */
export type Import = { readonly local: string; readonly module: string; readonly name?: string };

/** One file, read into shapes that say the same for every language. */
export type SourceModule = {
  readonly path: string;
  readonly root: SyntaxNode;
  readonly imports: readonly Import[];
  readonly bindings: readonly Binding[];
  readonly functions: readonly FunctionShape[];
  readonly types: readonly TypeShape[];
  readonly calls: readonly (Call & Within)[];
  readonly indexes: readonly (Within & {
    readonly object: string;
    readonly key: Expression;
    readonly node: SyntaxNode;
  })[];
  readonly writes: readonly Write[];
  readonly maps: readonly (Within & { readonly entries: readonly Entry[]; readonly node: SyntaxNode })[];
  readonly comparisons: readonly Comparison[];
  /** Errors that are raised, thrown or returned as such. */
  readonly throws: readonly (Within & { readonly node: SyntaxNode })[];
  readonly texts: readonly (Within & { readonly expression: Expression })[];
  readonly comments: readonly SyntaxNode[];
  /** Parts of the file that are tests, whatever the file is. */
  readonly tests: readonly SyntaxNode[];
};

type Lists = {
  -readonly [Key in keyof SourceModule]: SourceModule[Key] extends readonly (infer Item)[] ? Item[] : SourceModule[Key];
};

/** A module while it is read: its lists can still grow. */
export type OpenModule = Lists;

/** What one node type adds to the module; `within` is the enclosing `Class.method`. */
export type Shaper = (node: SyntaxNode, module: OpenModule, within: string) => void;

/** Syntax of one language: how its nodes become shapes. Everything beyond is the same for all. */
export type Dialect = {
  readonly shapers: Readonly<Record<string, Shaper>>;
  /** Types of comment nodes. */
  readonly comments: readonly string[];
  /** True for a node that is a test inside a file of code. */
  readonly isTest?: (node: SyntaxNode) => boolean;
  /** Name of the scope that a node opens, undefined for nodes that open none. */
  readonly scopeOf: (node: SyntaxNode) => string | undefined;
  readonly expressionOf: (node: SyntaxNode) => Expression;
  /** Files that a module name may stand for, best first; an empty name means the file's own neighbours. */
  readonly filesOf: (module: string, from: string, paths: ReadonlySet<string>) => readonly string[];
  /** Calls that hand on one argument (or what they are called on): `int(x)`, `String::from(x)`, `x.lower()`. */
  readonly transparent: Readonly<Record<string, number | "receiver" | "lower" | "upper">>;
  /** Calls that fill a pattern, and how it marks its places. */
  readonly formats: Readonly<Record<string, "braces" | "percent">>;
  /** Values of well-known names: `time.Second`. */
  readonly names: Readonly<Record<string, { readonly number: number; readonly unit: string }>>;
  /** Calls that make a duration or a size of a number: `Duration.from_secs`. */
  readonly units: Readonly<Record<string, string>>;
};

/** Reads a tree into shapes. */
export function readModule(path: string, root: SyntaxNode, dialect: Dialect): SourceModule {
  const module: OpenModule = {
    path,
    root,
    imports: [],
    bindings: [],
    functions: [],
    types: [],
    calls: [],
    indexes: [],
    writes: [],
    maps: [],
    comparisons: [],
    throws: [],
    texts: [],
    comments: [],
    tests: [],
  };
  const comments = new Set(dialect.comments);
  const visit = (node: SyntaxNode, within: string): void => {
    if (comments.has(node.type)) {
      module.comments.push(node);
      return;
    }
    if (dialect.isTest?.(node)) module.tests.push(node);
    dialect.shapers[node.type]?.(node, module, within);
    const name = dialect.scopeOf(node);
    const inner = name === undefined ? within : joinNames(within, name);
    for (const child of node.children) visit(child, inner);
  };
  visit(root, "");
  return module;
}

/** Two names as one dotted name. */
export function joinNames(outer: string, inner: string): string {
  return outer === "" ? inner : `${outer}.${inner}`;
}

/** Part of a dotted name before the last dot; empty when there is none. */
export function outerName(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf(".")));
}

/** Part of a dotted name after the last dot. */
export function lastName(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}
