import { fillFormat } from "./format.ts";
import { headerOfName } from "./headers.ts";
import { type Call, type Expression, joinNames, type SourceModule } from "./module.ts";
import { canonicalIn, findBinding, findDeclaration, type Viewpoint, type World } from "./names.ts";
import { lineAt, textOf } from "./node.ts";
import { calculate, readNumber } from "./number.ts";
import { resultOf } from "./results.ts";
import { statusOfName } from "./status.ts";

/** What an expression comes to. */
export type Value = {
  readonly kind: "text" | "number" | "boolean" | "none" | "list" | "map";
  /** Canonical text: numbers computed, `true`/`false`/`null` in lower case, lists as JSON, unknown parts as {name}. */
  readonly text: string;
  readonly number?: number;
  /** Where the code states one. */
  readonly unit?: string;
  /** False when parts of the text are not known. */
  readonly complete: boolean;
  /** How constants were followed, one step each. */
  readonly via: readonly string[];
};

/** Computes expressions of one module and of the modules it imports. */
export type Evaluator = {
  /** Undefined when the value is not known from the tree. */
  readonly evaluate: (expression: Expression, within: string) => Value | undefined;
  /** What a dotted local name is elsewhere: `getenv` after `from os import getenv` is `os.getenv`. */
  readonly canonical: (path: string) => string;
  /** Where a name was declared: in this module or in an imported one. */
  readonly declarationOf: (path: string, within: string) => { module: SourceModule; path: string } | undefined;
};

/** A place in a chain of constants that is being followed. */
type Step = Viewpoint & { readonly world: World; readonly depth: number; readonly via: readonly string[] };

/** Constants that lead to constants are followed this far. */
const longestChain = 12;

/** Makes the evaluator of one module. */
export function createEvaluator(module: SourceModule, world: World): Evaluator {
  return {
    evaluate: (expression, within) => value(expression, { world, module, within, depth: 0, via: [] }),
    canonical: (path) => canonicalIn(module, path),
    declarationOf: (path, within) => findDeclaration(world, path, { module, within }),
  };
}

function value(expression: Expression, step: Step): Value | undefined {
  if (step.depth > longestChain) return undefined;
  switch (expression.is) {
    case "text":
      return joinParts(expression.parts, step);
    case "number": {
      const number = readNumber(expression.text);
      return number === undefined ? undefined : numberValue(number, undefined, step.via);
    }
    case "boolean":
      return plain("boolean", String(expression.value), step.via);
    case "none":
      return plain("none", "null", step.via);
    case "name":
      return named(expression.path, step);
    case "binary":
      return combine(expression, step);
    case "call":
      return called(expression.call, step);
    case "list":
      return listed(expression.items, step);
    default:
      return undefined;
  }
}

function joinParts(parts: readonly (string | Expression)[], step: Step): Value {
  const known = parts.map((part) => (typeof part === "string" ? plain("text", part, []) : partOf(part, step)));
  return {
    kind: "text",
    text: known.map(({ text }) => text).join(""),
    complete: known.every(({ complete }) => complete),
    via: [...step.via, ...known.flatMap(({ via }) => via)],
  };
}

function partOf(part: Expression, step: Step): Value {
  const known = value(part, { ...step, depth: step.depth + 1, via: [] });
  return known ?? { kind: "text", text: `{${placeholderOf(part)}}`, complete: false, via: [] };
}

function named(path: string, step: Step): Value | undefined {
  const constant = step.world.dialect.names[path] ?? step.world.dialect.names[canonicalIn(step.module, path)];
  if (constant) return numberValue(constant.number, constant.unit, step.via);
  const bound = findBinding(step.world, path, step);
  if (bound) {
    const via = [
      ...step.via,
      `${path} (${bound.module.path}:${lineAt(bound.value.node.source, bound.value.node.start)})`,
    ];
    return value(bound.value, {
      world: step.world,
      module: bound.module,
      within: bound.within,
      depth: step.depth + 1,
      via,
    });
  }
  const known = canonicalIn(step.module, path);
  const header = headerOfName(known);
  if (header !== undefined) return plain("text", header, [...step.via, path]);
  const status = statusOfName(known);
  return status === undefined ? undefined : numberValue(status, undefined, [...step.via, path]);
}

function combine({ operator, left, right }: Extract<Expression, { is: "binary" }>, step: Step): Value | undefined {
  const next = { ...step, depth: step.depth + 1 };
  if (operator === "%" && left.is === "text") return value(fillFormat("percent", left, listOf(right)), next);
  if (operator === "||" || operator === "or" || operator === "??") return undefined;
  const [a, b] = [value(left, next), value(right, { ...next, via: [] })];
  if (a?.kind === "number" && b?.kind === "number") return calculated(operator, a, b);
  const joins = operator === "+" || operator === ".";
  if (!joins || (a?.kind !== "text" && b?.kind !== "text")) return undefined;
  return joinParts([left, right], next);
}

function called(call: Call, step: Step): Value | undefined {
  const next = { ...step, depth: step.depth + 1 };
  const callee = canonicalIn(step.module, call.callee);
  const format = pick(step.world.dialect.formats, callee);
  if (format) return formatted(format, call, next);
  const unit = pick(step.world.dialect.units, callee);
  if (unit !== undefined) return withUnit(unit, call, next);
  const handsOn = pick(step.world.dialect.transparent, callee);
  if (handsOn === undefined) return given(call, next) ?? reshaped(call, next);
  const inner = typeof handsOn === "number" ? call.args[handsOn]?.value : call.receiver;
  const known = inner ? value(inner, next) : undefined;
  if (known?.kind !== "text" || typeof handsOn === "number" || handsOn === "receiver") return known;
  return { ...known, text: handsOn === "lower" ? known.text.toLowerCase() : known.text.toUpperCase() };
}

/** Functions that only write or read an amount in another form, such as `FormatDuration(limit)`. */
const reshaping =
  /(?:^|[.:_])(?:format|humani[sz]e|parse|must_?parse|read)_?(?:duration|size|bytes|byte_?size|time|interval)$/i;

/** The one argument of a function that changes the form of an amount and not the amount. */
function reshaped({ callee, args }: Call, step: Step): Value | undefined {
  const [only, ...others] = args;
  return only !== undefined && others.length === 0 && reshaping.test(callee) ? value(only.value, step) : undefined;
}

/** What a function without arguments gives back, when it is one expression: `default_port()`. */
function given(call: Call, step: Step): Value | undefined {
  if (call.args.length > 0) return undefined;
  const found = findDeclaration(step.world, call.callee, step);
  const shape = found?.module.functions.find((one) => joinNames(one.in, one.name) === found.path);
  const result = shape ? resultOf(shape.node) : undefined;
  if (!found || !shape || !result) return undefined;
  const via = [...step.via, `${call.callee}() (${found.module.path}:${lineAt(shape.node.source, shape.node.start)})`];
  const { world } = step;
  return value(world.dialect.expressionOf(result), { ...step, world, module: found.module, within: found.path, via });
}

function formatted(style: "braces" | "percent", call: Call, step: Step): Value | undefined {
  const onText = call.receiver?.is === "text";
  const pattern = onText ? call.receiver : call.args[0]?.value;
  if (pattern?.is !== "text") return undefined;
  return value(fillFormat(style, pattern, call.args.slice(onText ? 0 : 1)), step);
}

function withUnit(unit: string, call: Call, step: Step): Value | undefined {
  const byName = call.args.find(({ name }) => name !== undefined && name in step.world.dialect.units);
  const amount = byName?.value ?? call.args[0]?.value ?? call.receiver;
  const inner = amount ? value(amount, step) : undefined;
  const stated = byName?.name === undefined ? unit : (step.world.dialect.units[byName.name] ?? unit);
  if (inner?.number === undefined || stated === "") return inner;
  return numberValue(inner.number, inner.unit ?? stated, inner.via);
}

function listed(items: readonly Expression[], step: Step): Value | undefined {
  const known = items.map((item) => value(item, { ...step, depth: step.depth + 1, via: [] }));
  if (known.some((item) => item === undefined || !item.complete)) return undefined;
  const whole = known.filter((item) => item !== undefined);
  const json = whole.map((item) => (item.kind === "text" ? JSON.stringify(item.text) : item.text));
  return plain("list", `[${json.join(",")}]`, [...step.via, ...whole.flatMap(({ via }) => via)]);
}

function calculated(operator: string, a: Value, b: Value): Value | undefined {
  if (a.unit && b.unit && (a.unit !== b.unit || operator === "*")) return undefined;
  const number = calculate(operator, a.number ?? 0, b.number ?? 0);
  const unit = operator === "/" && b.unit ? undefined : (a.unit ?? b.unit);
  return number === undefined ? undefined : numberValue(number, unit, [...a.via, ...b.via]);
}

function numberValue(number: number, unit: string | undefined, via: readonly string[]): Value {
  const value = { kind: "number", text: String(number), number, complete: true, via } as const;
  return unit ? { ...value, unit } : value;
}

function plain(kind: Value["kind"], text: string, via: readonly string[]): Value {
  return { kind, text, complete: true, via };
}

function listOf(expression: Expression): { value: Expression }[] {
  return expression.is === "list" ? expression.items.map((value) => ({ value })) : [{ value: expression }];
}

/** Entry for a dotted name: the whole name, `*.last`, or none. */
function pick<T>(table: Readonly<Record<string, T>>, callee: string): T | undefined {
  if (Object.hasOwn(table, callee)) return table[callee];
  const parts = callee.split(".");
  for (let from = 0; from < parts.length; from += 1) {
    const tail = `*.${parts.slice(from).join(".")}`;
    if (Object.hasOwn(table, tail)) return table[tail];
  }
  return undefined;
}

/** A short name for a part that is not known. */
function placeholderOf(part: Expression): string {
  if (part.is === "name") return part.path.slice(part.path.lastIndexOf(".") + 1);
  if (part.is === "call")
    return part.call.callee.slice(part.call.callee.lastIndexOf(".") + 1).replace(/\W/g, "") || "value";
  const words = textOf(part.node)
    .replace(/\W+/g, "_")
    .replace(/^_+|_+$/g, "");
  return words.slice(0, 40) || "value";
}
