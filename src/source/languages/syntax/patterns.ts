import type { FactRole } from "../../../types/index.ts";
import type { Annotation, Argument, Call, Expression, Within } from "./module.ts";
import type { SyntaxNode } from "./node.ts";
import { textOf } from "./node.ts";
import type { Reading, Step } from "./reading.ts";
import { statusOfPhrase } from "./status.ts";

/** Which argument: by position, by name, or the first of several that is there. */
export type Selector = number | string | readonly (number | string)[];

/** A table row: a call with one of these names does this with that argument. */
export type CallPattern = {
  /** Dotted names; a leading `*.` stands for anything or nothing, `*` inside a segment for any letters. */
  readonly callee: readonly string[];
  readonly role: FactRole;
  readonly value: Selector | "receiver";
  readonly default?: Selector;
  /** What the value belongs to: `receiver` or an argument, as written. */
  readonly subject?: "receiver" | Selector;
  readonly scope?: Readonly<Record<string, string>>;
  /** How many arguments there must be at least, and at most. */
  readonly least?: number;
  readonly most?: number;
  /** Replaces the value, e.g. the scheme that a security class stands for. */
  readonly constant?: string;
};

/** A table row: reading (and writing) a key of one of these objects does this. */
export type IndexPattern = {
  readonly object: readonly string[];
  readonly reads?: FactRole;
  readonly writes?: FactRole;
};

/** A table row: an annotation on a parameter or field does this with that argument, else with the field's own name. */
export type AnnotationPattern = {
  readonly name: readonly string[];
  readonly role: FactRole;
  readonly value: Selector;
  readonly default?: Selector;
};

/** What the values of a role look like; anything else was not meant by the pattern. */
const plausible: Readonly<Partial<Record<FactRole, RegExp>>> = {
  "env-read": /^[A-Za-z_][A-Za-z0-9_]+$/,
  "env-declared": /^[A-Za-z_][A-Za-z0-9_]+$/,
  "header-read": /^[A-Za-z][A-Za-z0-9-]+$/,
  "header-sent": /^[A-Za-z][A-Za-z0-9-]+$/,
  "status-returned": /^[1-5]\d\d$/,
  "exit-code": /^\d{1,3}$/,
  "scheme-accepted": /^[A-Za-z][\w-]*$/,
  "scheme-sent": /^[A-Za-z][\w-]*$/,
};

/** True when a value can be what the role says. */
export function isPlausible(role: FactRole, value: string): boolean {
  return plausible[role]?.test(value) ?? value.length <= 400;
}

/** Makes a test for dotted names out of patterns. */
export function namePattern(patterns: readonly string[]): RegExp {
  const sources = patterns.map((pattern) => {
    const free = pattern.startsWith("*.");
    const rest = (free ? pattern.slice(2) : pattern).replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", "\\w*");
    return free ? `(?:.*\\.)?${rest}` : rest;
  });
  return new RegExp(`^(?:${sources.join("|")})$`);
}

/** The argument that a selector means, undefined when it is not there. */
export function select(args: readonly Argument[], selector: Selector | undefined): Expression | undefined {
  if (selector === undefined) return undefined;
  if (typeof selector === "string") return args.find(({ name }) => name === selector)?.value;
  if (typeof selector === "number") return args.filter(({ name }) => name === undefined)[selector]?.value;
  for (const one of selector) {
    const found = select(args, one);
    if (found) return found;
  }
  return undefined;
}

/** What a valued fact is made of. */
export type Valued = Within & {
  readonly role: FactRole;
  readonly value: Expression;
  readonly default?: Expression | undefined;
  readonly scope?: Readonly<Record<string, string | undefined>>;
  /** Shown as the fact's lines; absent means the value's own. */
  readonly node?: SyntaxNode;
};

/** Adds a fact for an expression whose value is known, and one for its default; says whether it did. */
export function addValued(reading: Reading, valued: Valued): boolean {
  const known = reading.evaluator.evaluate(valued.value, valued.in);
  const symbol = valued.role === "status-returned" && known?.kind === "text" ? statusOfPhrase(known.text) : undefined;
  const text = symbol === undefined ? known?.text : String(symbol);
  if (!known || text === undefined || !isPlausible(valued.role, text)) return false;
  const stated = valued.default ? reading.evaluator.evaluate(valued.default, valued.in) : undefined;
  const fallback = stated?.text === "" ? undefined : stated;
  const at = valued.node ?? valued.value.node;
  reading.facts.add({
    role: valued.role,
    value: text,
    at: isShort(at) ? at : valued.value.node,
    text: valued.value.node,
    scope: { in: valued.in, ...valued.scope },
    default: fallback?.text,
    via: known.via,
  });
  if (fallback && valued.default) {
    const scope = { subject: text, unit: fallback.unit, in: valued.in };
    reading.facts.add({ role: "default", value: fallback.text, at: valued.default.node, scope, via: fallback.via });
  }
  return true;
}

function isShort(node: SyntaxNode): boolean {
  return textOf(node).split("\n").length <= 6;
}

/** Nodes that a condition outside of them says nothing about. */
const bodies = new Set([
  "function_definition",
  "function_item",
  "function_declaration",
  "func_literal",
  "method_declaration",
  "method",
  "singleton_method",
  "lambda",
  "lambda_expression",
  "closure_expression",
  "arrow_function",
  "anonymous_function",
  "constructor_declaration",
]);

/** Words around a status that say when it is returned: the nearest condition, undefined when there is none. */
export function conditionOf(node: SyntaxNode): string | undefined {
  for (let [at, above] = [node, node.parent]; above && !bodies.has(above.type); [at, above] = [above, above.parent]) {
    const condition = above.children.find(({ field }) => field === "condition");
    if (!condition || at === condition) continue;
    const words = textOf(condition)
      .replace(/\s+/g, " ")
      .replace(/^\((.*)\)$/, "$1")
      .slice(0, 160);
    return at.field === "alternative" || /unless/.test(above.type) ? `not: ${words}` : words;
  }
  return undefined;
}

/** A step that reads calls by a table. */
export function callStep(patterns: readonly CallPattern[]): Step {
  const tests = patterns.map((pattern) => ({ pattern, test: namePattern(pattern.callee) }));
  return (reading) => {
    for (const call of reading.module.calls) {
      const callee = reading.evaluator.canonical(call.callee);
      for (const { pattern, test } of tests) {
        if (test.test(callee) || test.test(call.callee)) addCall(reading, pattern, call);
      }
    }
  };
}

function addCall(reading: Reading, pattern: CallPattern, call: Call & Within): void {
  const scope = { ...pattern.scope, ...scopeOf(pattern, call, reading) };
  const { role, constant, least = 0, most = Number.POSITIVE_INFINITY } = pattern;
  if (call.args.length < least || call.args.length > most) return;
  if (constant !== undefined) {
    reading.facts.add({ role, value: constant, at: call.node, scope: { in: call.in, ...scope } });
    return;
  }
  const value = pattern.value === "receiver" ? call.receiver : select(call.args, pattern.value);
  const fallback = select(call.args, pattern.default);
  if (value) addValued(reading, { role, value, default: fallback, scope, in: call.in, node: call.node });
}

function scopeOf(pattern: CallPattern, call: Call & Within, reading: Reading) {
  if (pattern.role === "status-returned" || pattern.role === "exit-code") return { condition: conditionOf(call.node) };
  if (pattern.subject === undefined) return {};
  const subject = pattern.subject === "receiver" ? call.receiver : select(call.args, pattern.subject);
  if (!subject) return {};
  return { subject: reading.evaluator.evaluate(subject, call.in)?.text ?? textOf(subject.node) };
}

/** A step that reads keys of well-known objects by a table. */
export function indexStep(patterns: readonly IndexPattern[]): Step {
  const tests = patterns.map((pattern) => ({ ...pattern, test: namePattern(pattern.object) }));
  return (reading) => {
    const { module, evaluator } = reading;
    const written = new Set(module.writes.map(({ key }) => key.node.start));
    const reads = module.indexes.filter(({ key }) => !written.has(key.node.start));
    for (const pattern of tests) {
      const meant = ({ object }: { object: string }) =>
        pattern.test.test(evaluator.canonical(object)) || pattern.test.test(object);
      addAll(reading, pattern.reads, reads.filter(meant));
      addAll(reading, pattern.writes, module.writes.filter(meant));
    }
  };
}

function addAll(
  reading: Reading,
  role: FactRole | undefined,
  accesses: readonly (Within & { readonly key: Expression })[],
): void {
  if (role) for (const access of accesses) addValued(reading, { role, value: access.key, in: access.in });
}

/** A step that reads annotations of parameters and fields by a table. */
export function annotationStep(patterns: readonly AnnotationPattern[]): Step {
  const tests = patterns.map((pattern) => ({ pattern, test: namePattern(pattern.name) }));
  return (reading) => {
    const { module } = reading;
    const fields = [
      ...module.functions.flatMap((shape) => shape.params.map((field) => ({ field, in: shape.name }))),
      ...module.types.flatMap((shape) => shape.fields.map((field) => ({ field, in: shape.name }))),
    ];
    for (const { field, in: within } of fields) {
      for (const annotation of field.annotations) {
        const matching = tests.filter(({ test }) => test.test(annotation.name));
        for (const { pattern } of matching)
          addAnnotated(reading, pattern, { annotation, name: field.name, in: within });
      }
    }
  };
}

function addAnnotated(
  reading: Reading,
  { role, value, default: fallback }: AnnotationPattern,
  { annotation: { args, node }, name, in: within }: Within & { annotation: Annotation; name: string },
): void {
  const stated = select(args, value) ?? ({ is: "text", parts: [name], node } as const);
  addValued(reading, { role, value: stated, default: select(args, fallback), in: within, node });
}
