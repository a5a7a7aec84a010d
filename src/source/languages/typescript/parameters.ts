import type ts from "typescript";
import type { Compiler } from "./compiler.ts";

/** Parameters of a function that are looked at. */
const mostParameters = 4;

/**
 * The types of what a function, or the constructor of a class, takes, by place: `KilnOptions;Shelf`; `KilnOptions|Kiln` where
 * it is declared several times. A type parameter stands for what it extends. Undefined for a node that takes nothing, or of which that is not known.
 */
export function takenBy(compiler: Compiler, node: ts.Node): string | undefined {
  const taker = takerOf(compiler, node);
  if (taker === undefined) return undefined;
  const overloads = overloadsOf(compiler, taker);
  const all = (overloads.length > 0 ? overloads : [taker]).map((one) => typesOf(compiler, one));
  const count = Math.max(...all.map((types) => types.length));
  const types = Array.from({ length: count }, (_, at) => together(all.flatMap((one) => one[at] ?? [])));
  return types.some((type) => type !== "") ? types.join(";") : undefined;
}

/** The ways in which one function is declared to be called, without the one that has the body. */
function overloadsOf(compiler: Compiler, taker: ts.SignatureDeclaration): readonly ts.SignatureDeclaration[] {
  if (!compiler.isFunctionDeclaration(taker) || !compiler.isSourceFile(taker.parent)) return [];
  return taker.parent.statements.filter(
    (one): one is ts.FunctionDeclaration =>
      compiler.isFunctionDeclaration(one) && one.body === undefined && one.name?.text === taker.name?.text,
  );
}

/** The types of one way to call a function; null stands for what has no keys at all. */
function typesOf(compiler: Compiler, taker: ts.SignatureDeclaration): readonly (string | null)[] {
  const bounds = new Map(
    (taker.typeParameters ?? []).map(({ name, constraint }) => [name.text, constraint?.getText() ?? ""]),
  );
  return taker.parameters.slice(0, mostParameters).map(({ type }) => {
    if (type === undefined) return "";
    const isPlain =
      compiler.isFunctionTypeNode(type) || /^(?:string|number|boolean|undefined|null)$/.test(type.getText());
    return isPlain ? null : namesOf(type.getText(), bounds);
  });
}

/** The types that one place of all ways to call a function takes, `|` between them; empty where one of them is not known. */
function together(types: readonly (string | null)[]): string {
  const named = new Set(types.filter((type) => type !== null));
  return named.has("") ? "" : [...named].join("|");
}

function takerOf(compiler: Compiler, node: ts.Node): ts.SignatureDeclaration | undefined {
  if (compiler.isFunctionDeclaration(node)) return node;
  if (compiler.isClassDeclaration(node))
    return node.members.find((member) => compiler.isConstructorDeclaration(member));
  const value = compiler.isVariableDeclaration(node) ? node.initializer : node;
  const inner = value === undefined ? undefined : withoutAssertion(compiler, value);
  return inner !== undefined && (compiler.isArrowFunction(inner) || compiler.isFunctionExpression(inner))
    ? inner
    : undefined;
}

function withoutAssertion(compiler: Compiler, node: ts.Node): ts.Node {
  const isAround =
    compiler.isAsExpression(node) || compiler.isSatisfiesExpression(node) || compiler.isParenthesizedExpression(node);
  return isAround ? withoutAssertion(compiler, node.expression) : node;
}

/** Types that say nothing of the fields of the one that they are given. */
const wrapper = /^(?:Partial|Readonly|Required|NoInfer|Prettify|Expand|Simplify|Exact|Omit|Pick)$/;

/** The one named type of a parameter; empty where several could be meant, or none is named. */
export function namesOf(type: string, bounds: ReadonlyMap<string, string>, depth = 0): string {
  const names = partsOf(type).flatMap((part) => {
    const [, name = "", given] = /^([A-Za-z_$][\w$]*)\s*(?:<([\s\S]*)>)?$/.exec(part) ?? [];
    // What has no fields says nothing of those of the other parts.
    if (/^Record<\s*never\s*,\s*never\s*>$/.test(part)) return [];
    if (/^(?:undefined|null|void)?$/.test(name)) return /^(?:\{[\s\S]*\}|undefined|null|void)$/.test(part) ? [] : [""];
    const inner = wrapper.test(name) ? given?.split(",")[0] : bounds.get(name);
    if (inner === undefined || depth > 3) return [/^[A-Z]/.test(name) ? name : ""];
    return [namesOf(inner, bounds, depth + 1)];
  });
  const [only, ...others] = new Set(names);
  return only === undefined || others.length > 0 ? "" : only;
}

/** The parts of a union or an intersection. */
function partsOf(type: string): readonly string[] {
  const parts = [""];
  let depth = 0;
  for (const sign of type.replaceAll("=>", "  ")) {
    if ("<{([".includes(sign)) depth += 1;
    else if (">})]".includes(sign)) depth -= 1;
    if (depth === 0 && (sign === "|" || sign === "&")) parts.push("");
    else parts[parts.length - 1] += sign;
  }
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}
