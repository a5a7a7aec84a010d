import type ts from "typescript";
import type { FactRole } from "../../../types/index.ts";
import { parameterOf } from "./declarations.ts";
import { environmentKeyOf } from "./environment.ts";
import { addTruthTest, fallbackOf } from "./fallbacks.ts";
import { headerKeyOf, sentKeyOf } from "./headers.ts";
import { knownString, knownValue, type Observer, report, type Scene } from "./scene.ts";

/** What a function does with one of its parameters. */
type Wrapper = {
  readonly role: FactRole;
  readonly parameter: number;
  /** What the function puts before and after the parameter: `OVEN_${name}`. */
  readonly around: readonly [string, string];
};

/** Functions longer than this are no wrappers, in characters. */
const longest = 3000;

/** Variables are in capitals, headers have a dash: other strings are not worth following a call for. */
const likelyName = /^[A-Z][A-Z0-9_]+$|^[A-Za-z]+-[\w-]+$|^[Aa]uthorization$/;

const known = new WeakMap<ts.Node, Wrapper | "none">();

/** Calls of functions that read or set what a parameter names: `requireEnv("PORT")`. */
export const observeWrappers: Observer = (node, scene) => {
  const { compiler } = scene;
  if (!compiler.isCallExpression(node) || node.arguments.length === 0) return;
  if (!node.arguments.some((argument) => likelyName.test(knownString(scene, argument)?.text ?? ""))) return;
  const target = scene.resolver.resolve(node.expression);
  const wrapper = wrapperOf(scene, target.node);
  const key = wrapper === undefined ? undefined : node.arguments[wrapper.parameter];
  const value = knownString(scene, key);
  if (wrapper === undefined || key === undefined || value === undefined) return;
  scene.taken.add(key);
  const isRead = wrapper.role === "env-read";
  const given = isRead ? knownValue(scene, node.arguments[wrapper.parameter + 1])?.text : undefined;
  const name = wrapper.around.join(value.text);
  report(scene, {
    role: wrapper.role,
    value: name,
    at: node,
    default: given ?? (isRead ? fallbackOf(scene, node) : undefined),
    via: [...target.via, ...value.via],
  });
  if (isRead) addTruthTest(scene, node, name);
};

function wrapperOf(scene: Scene, node: ts.Node): Wrapper | undefined {
  const before = known.get(node);
  if (before !== undefined) return before === "none" ? undefined : before;
  if (!scene.compiler.isFunctionLike(node) || node.getEnd() - node.getStart() > longest) return undefined;
  const found = findWrapper(scene, node);
  known.set(node, found ?? "none");
  return found;
}

function findWrapper(scene: Scene, wrapping: ts.SignatureDeclaration): Wrapper | undefined {
  let found: Wrapper | undefined;
  const visit = (node: ts.Node): void => {
    const [role, key] = keyOf(scene, node);
    const { name, around } = partsOf(scene, key);
    const parameter = name === undefined ? undefined : parameterOf(scene.compiler, name);
    const index = parameter === undefined ? -1 : wrapping.parameters.indexOf(parameter);
    if (role !== undefined && index >= 0) found ??= { role, parameter: index, around };
    scene.compiler.forEachChild(node, visit);
  };
  scene.compiler.forEachChild(wrapping, visit);
  return found;
}

/** The name in a key, and the text before and after it: `OVEN_${name}`, `"OVEN_" + name`, or the name alone. */
function partsOf(
  scene: Scene,
  written: ts.Expression | undefined,
): { readonly name: ts.Expression | undefined; readonly around: readonly [string, string] } {
  const { compiler } = scene;
  const key = joinedIn(scene, written);
  if (key !== undefined && compiler.isTemplateExpression(key)) {
    const [span, ...others] = key.templateSpans;
    if (span === undefined || others.length > 0) return { name: undefined, around: ["", ""] };
    return { name: span.expression, around: [key.head.text, span.literal.text] };
  }
  if (key !== undefined && compiler.isBinaryExpression(key) && compiler.isStringLiteral(key.left))
    return { name: key.right, around: [key.left.text, ""] };
  // A prefix that the reader sets is empty where none is set.
  if (key !== undefined && compiler.isBinaryExpression(key) && compiler.isIdentifier(key.left))
    return { name: key.right, around: [knownString(scene, key.left)?.text ?? "", ""] };
  return { name: key, around: ["", ""] };
}

/** What a variable of the function joins, `const name = prefix + key`; the expression itself for everything else. */
function joinedIn({ compiler, resolver }: Scene, key: ts.Expression | undefined): ts.Expression | undefined {
  if (key === undefined || !compiler.isIdentifier(key) || parameterOf(compiler, key) !== undefined) return key;
  const { node } = resolver.resolve(key);
  const isJoined = compiler.isBinaryExpression(node) && node.operatorToken.kind === compiler.SyntaxKind.PlusToken;
  return isJoined || compiler.isTemplateExpression(node) ? node : key;
}

/** What a node does with a name that is an expression, and that expression. */
function keyOf(scene: Scene, node: ts.Node): [FactRole | undefined, ts.Expression | undefined] {
  if (scene.compiler.isPropertyAccessExpression(node)) return [undefined, undefined];
  const environment = environmentKeyOf(scene, node);
  if (environment !== undefined) return ["env-read", environment];
  const read = headerKeyOf(scene, node);
  if (read !== undefined) return ["header-read", read];
  const sent = sentKeyOf(scene, node);
  return sent === undefined ? [undefined, undefined] : ["header-sent", sent];
}
