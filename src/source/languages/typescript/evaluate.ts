import type ts from "typescript";
import type { Resolver } from "./resolver.ts";

/** The value of an expression. */
export type Value = {
  readonly kind: "string" | "number" | "boolean" | "null";
  /** As text; unknown parts of a string stand as `{name}`. */
  readonly text: string;
  /** False when a part is unknown. */
  readonly complete: boolean;
  /** How constants were followed. */
  readonly via: readonly string[];
};

/** Deepest nesting of expressions that is worked out. */
const deepest = 20;

/**
 * Works out strings, numbers and booleans: constants through files, templates, concatenation, arithmetic, enum members,
 * and `a ?? b` as its fallback. Undefined when nothing of the value is known.
 */
export function evaluate(resolver: Resolver, node: ts.Node, depth = 0): Value | undefined {
  if (depth > deepest) return undefined;
  const target = resolver.resolveValue(node);
  if (target.module !== undefined) return undefined;
  const value = evaluateNode(resolver, target.node, depth + 1);
  return value === undefined ? undefined : { ...value, via: [...target.via, ...value.via] };
}

function evaluateNode(resolver: Resolver, node: ts.Node, depth: number): Value | undefined {
  const { compiler } = resolver;
  const { SyntaxKind } = compiler;
  if (compiler.isStringLiteralLike(node)) return known("string", node.text);
  if (compiler.isNumericLiteral(node)) return known("number", node.text);
  if (compiler.isIdentifier(node) && node.text === "Infinity") return known("number", "Infinity");
  if (compiler.isBigIntLiteral(node)) return known("number", node.text.replace(/n$/, ""));
  if (node.kind === SyntaxKind.TrueKeyword || node.kind === SyntaxKind.FalseKeyword)
    return known("boolean", node.getText());
  if (node.kind === SyntaxKind.NullKeyword) return known("null", "null");
  if (compiler.isTemplateExpression(node)) return evaluateTemplate(resolver, node, depth);
  if (compiler.isBinaryExpression(node)) return evaluateBinary(resolver, node, depth);
  if (compiler.isEnumMember(node)) return evaluateMember(resolver, node, depth);
  if (compiler.isPrefixUnaryExpression(node) && node.operator === SyntaxKind.MinusToken) {
    const value = evaluate(resolver, node.operand, depth);
    return value?.kind === "number" ? { ...value, text: String(-Number(value.text)) } : undefined;
  }
  if (compiler.isCallExpression(node)) return evaluateCall(resolver, node, depth);
  if (compiler.isNewExpression(node) && node.expression.getText() === "URL") return evaluateUrl(resolver, node, depth);
  return undefined;
}

function known(kind: Value["kind"], text: string): Value {
  return { kind, text, complete: true, via: [] };
}

function evaluateTemplate(resolver: Resolver, node: ts.TemplateExpression, depth: number): Value {
  let text = node.head.text;
  let complete = true;
  const via: string[] = [];
  for (const span of node.templateSpans) {
    const part = partOf(resolver, span.expression, depth);
    text += part.text + span.literal.text;
    complete &&= part.complete;
    via.push(...part.via);
  }
  return { kind: "string", text, complete, via };
}

/** The value of a part of a string; `{name}` when it is unknown. */
function partOf(resolver: Resolver, node: ts.Expression, depth: number): Value {
  const value = evaluate(resolver, node, depth);
  if (value !== undefined) return value;
  const name = /([\w$]+)(?:\(\))?\W*$/.exec(node.getText())?.[1] ?? "value";
  return { kind: "string", text: `{${name}}`, complete: false, via: [] };
}

function evaluateBinary(resolver: Resolver, node: ts.BinaryExpression, depth: number): Value | undefined {
  const { SyntaxKind } = resolver.compiler;
  const operator = node.operatorToken.kind;
  if (operator === SyntaxKind.QuestionQuestionToken || operator === SyntaxKind.BarBarToken) {
    const fallback = evaluate(resolver, node.right, depth);
    const first = evaluate(resolver, node.left, depth);
    if (first?.complete === true) return first;
    return fallback && { ...fallback, via: [`default of ${node.left.getText().slice(0, 80)}`, ...fallback.via] };
  }
  const left = evaluate(resolver, node.left, depth);
  const right = evaluate(resolver, node.right, depth);
  if (left?.kind === "number" && right?.kind === "number") {
    const number = compute(resolver, operator, Number(left.text), Number(right.text));
    return number === undefined ? undefined : { ...known("number", String(number)), via: [...left.via, ...right.via] };
  }
  if (operator !== SyntaxKind.PlusToken || (left?.kind !== "string" && right?.kind !== "string")) return undefined;
  const [a, b] = [left ?? partOf(resolver, node.left, depth), right ?? partOf(resolver, node.right, depth)];
  return { kind: "string", text: a.text + b.text, complete: a.complete && b.complete, via: [...a.via, ...b.via] };
}

function compute(resolver: Resolver, operator: ts.SyntaxKind, left: number, right: number): number | undefined {
  const { SyntaxKind } = resolver.compiler;
  if (operator === SyntaxKind.PlusToken) return left + right;
  if (operator === SyntaxKind.MinusToken) return left - right;
  if (operator === SyntaxKind.AsteriskToken) return left * right;
  if (operator === SyntaxKind.SlashToken) return right === 0 ? undefined : left / right;
  if (operator === SyntaxKind.AsteriskAsteriskToken) return left ** right;
  if (operator === SyntaxKind.LessThanLessThanToken) return left << right;
  return undefined;
}

function evaluateMember(resolver: Resolver, node: ts.EnumMember, depth: number): Value | undefined {
  if (node.initializer !== undefined) return evaluate(resolver, node.initializer, depth);
  const members = node.parent.members;
  const at = members.indexOf(node);
  const plain = members.slice(0, at).every(({ initializer }) => initializer === undefined);
  return plain ? known("number", String(at)) : undefined;
}

function evaluateCall(resolver: Resolver, node: ts.CallExpression, depth: number): Value | undefined {
  const { compiler } = resolver;
  const callee = node.expression;
  if (compiler.isIdentifier(callee) && /^(?:String|Number|BigInt)$/.test(callee.text)) {
    const [first] = node.arguments;
    const value = first === undefined ? undefined : evaluate(resolver, first, depth);
    return value === undefined ? undefined : { ...value, kind: callee.text === "String" ? "string" : "number" };
  }
  if (!compiler.isPropertyAccessExpression(callee)) return undefined;
  const method = callee.name.text;
  if (method === "join") return evaluateJoin(resolver, callee.expression, node.arguments[0], depth);
  const change = changes.get(method);
  if (change === undefined || node.arguments.length > 0) return undefined;
  const value = evaluate(resolver, callee.expression, depth);
  return value === undefined ? undefined : { ...value, text: change(value.text) };
}

const changes: ReadonlyMap<string, (text: string) => string> = new Map([
  ["toLowerCase", (text: string) => text.toLowerCase()],
  ["toUpperCase", (text: string) => text.toUpperCase()],
  ["trim", (text: string) => text.trim()],
  ["toString", (text: string) => text],
]);

function evaluateJoin(
  resolver: Resolver,
  list: ts.Expression,
  separator: ts.Expression | undefined,
  depth: number,
): Value | undefined {
  const array = resolver.resolve(list).node;
  if (!resolver.compiler.isArrayLiteralExpression(array)) return undefined;
  const between = separator === undefined ? "," : evaluate(resolver, separator, depth)?.text;
  if (between === undefined) return undefined;
  const parts = array.elements.map((element) => partOf(resolver, element, depth));
  return {
    kind: "string",
    text: parts.map(({ text }) => text).join(between),
    complete: parts.every(({ complete }) => complete),
    via: parts.flatMap(({ via }) => via),
  };
}

/** `new URL(path, base)`: the path from the base's origin on. */
function evaluateUrl(resolver: Resolver, node: ts.NewExpression, depth: number): Value | undefined {
  const [pathNode, baseNode] = node.arguments ?? [];
  const path = pathNode === undefined ? undefined : evaluate(resolver, pathNode, depth);
  if (path === undefined || baseNode === undefined || /^\w+:\/\//.test(path.text)) return path;
  const base = partOf(resolver, baseNode, depth);
  const origin = path.text.startsWith("/")
    ? base.text.replace(/^(\w+:\/\/[^/]*).*$/, "$1")
    : base.text.replace(/[^/]*$/, "");
  return {
    kind: "string",
    text: origin + path.text,
    complete: path.complete && base.complete,
    via: [...path.via, ...base.via],
  };
}
