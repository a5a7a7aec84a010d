import type ts from "typescript";
import { isRegisteredScheme } from "../syntax/headers.ts";
import { knownString, type Observer, report, type Scene } from "./scene.ts";
import { callParts, ownerText } from "./syntax.ts";

/** How the registry writes schemes that code compares in lower case. */
const registryCase: ReadonlyMap<string, string> = new Map(
  ["Basic", "Bearer", "Digest", "DPoP", "HOBA", "Mutual", "Negotiate"].map((name) => [name.toLowerCase(), name]),
);

/** Text of an expression that holds a scheme or the whole header. */
const speaksOfScheme = /scheme|auth_?type|token_?type|\bprefix\b|(?:auth|header)\w*(?:\[0\]|\.split)|\bparts?\[0\]/i;
/** Text of an expression that may hold a scheme, and many other things. */
const mayHoldScheme = /\bkind\b/i;
const speaksOfHeader = /auth|header|credential/i;
const schemeWord = /^[A-Za-z][A-Za-z0-9-]{2,39}$/;

/** Authorisation schemes that code tests for. */
export const observeSchemes: Observer = (node, scene) => {
  const { compiler } = scene;
  if (compiler.isRegularExpressionLiteral(node)) addPattern(scene, node);
  else if (compiler.isBinaryExpression(node)) addComparison(scene, node);
  else if (compiler.isCaseClause(node)) addCase(scene, node);
  else if (compiler.isCallExpression(node)) addCall(scene, node);
};

/** `/^Bearer$/i`, `/^(?:Bearer|Token)\s+(.+)$/`: words at the start, up to the end or a blank. */
function addPattern(scene: Scene, node: ts.RegularExpressionLiteral): void {
  const source = node.text.slice(1, node.text.lastIndexOf("/"));
  const [, group, single] =
    /^\^?\s*(?:\((?:\?:)?([\w|-]+)\)|([A-Za-z][\w-]*))(?:$|\$|\s|\\s|\\b|\[|\(\?:?\\s)/.exec(source) ?? [];
  for (const word of (group ?? single ?? "").split("|")) {
    const tested = ownerOfTest(scene, node);
    // A word that a text may end in, or that stands anywhere in it, is a scheme only where a header is tested.
    const leads = source.startsWith("^") || /[a-z)](?:\s|\\s)/i.test(source) || speaksOfHeader.test(tested);
    if (isScheme(word, tested) && leads && (source.startsWith("^") || isRegisteredScheme(word))) add(scene, node, word);
  }
}

/** Text of what a regular expression is applied to: its function's argument, or the owner of `match` and `replace`. */
function ownerOfTest(scene: Scene, node: ts.Node): string {
  const call = callParts(scene.compiler, node.parent);
  if (call?.args.some((argument) => argument === node) === true) return call.on;
  const outer = node.parent.parent === undefined ? undefined : callParts(scene.compiler, node.parent.parent);
  return outer?.args[0]?.getText() ?? "";
}

function addComparison(scene: Scene, node: ts.BinaryExpression): void {
  const { SyntaxKind } = scene.compiler;
  const equality = [
    SyntaxKind.EqualsEqualsEqualsToken,
    SyntaxKind.EqualsEqualsToken,
    SyntaxKind.ExclamationEqualsEqualsToken,
    SyntaxKind.ExclamationEqualsToken,
  ];
  if (!equality.includes(node.operatorToken.kind)) return;
  for (const [side, other] of [
    [node.left, node.right],
    [node.right, node.left],
  ] as const) {
    const value = knownString(scene, side);
    if (value !== undefined && isScheme(value.text, ownerText(other)) && asksForScheme(value.text, ownerText(other))) {
      scene.taken.add(side);
      report(scene, { role: "scheme-accepted", value: written(value.text), at: node, via: value.via });
    }
  }
}

function addCase(scene: Scene, node: ts.CaseClause): void {
  const value = knownString(scene, node.expression);
  const subject = ownerText(node.parent.parent.expression);
  if (value === undefined || !asksForScheme(value.text, subject) || !isScheme(value.text, subject)) return;
  scene.taken.add(node.expression);
  report(scene, { role: "scheme-accepted", value: written(value.text), at: node.expression, via: value.via });
}

/** `header.startsWith("Bearer ")`, `.replace("Bearer ", "")`, `.slice("Bearer ".length)`, `["bearer"].includes(scheme)`. */
function addCall(scene: Scene, node: ts.CallExpression): void {
  const { compiler } = scene;
  const call = callParts(compiler, node);
  if (call === undefined) return;
  if (/^(?:startsWith|replace|replaceAll|split|indexOf|match)$/.test(call.name)) {
    const [first] = call.args;
    const value = knownString(scene, first);
    const word = value?.text.trim() ?? "";
    if (value === undefined || first === undefined || !schemeWord.test(word)) return;
    const blankAfter = /\s$/.test(value.text);
    const isOfHeader = speaksOfHeader.test(call.on) || speaksOfHeader.test(heldText(scene, node));
    const certain = blankAfter && (isRegisteredScheme(word) || isOfHeader);
    const known = isRegisteredScheme(word) && isOfHeader;
    if (!certain && !known) return;
    scene.taken.add(first);
    report(scene, { role: "scheme-accepted", value: written(word), at: node, via: value.via });
  }
  if (call.name === "includes" && speaksOfScheme.test(call.args[0]?.getText() ?? "")) addMembers(scene, node);
}

/** What the variable holds that a method is called on: `const value = headers.get("authorization")`. */
function heldText(scene: Scene, node: ts.CallExpression): string {
  const { compiler } = scene;
  const owner = compiler.isPropertyAccessExpression(node.expression) ? node.expression.expression : undefined;
  return owner === undefined || !compiler.isIdentifier(owner) ? "" : ownerText(scene.resolver.resolve(owner).node);
}

function addMembers(scene: Scene, node: ts.CallExpression): void {
  const { compiler } = scene;
  if (!compiler.isPropertyAccessExpression(node.expression)) return;
  const list = scene.resolver.resolve(node.expression.expression).node;
  if (!compiler.isArrayLiteralExpression(list)) return;
  for (const element of list.elements) {
    const value = knownString(scene, element);
    if (value !== undefined && isRegisteredScheme(value.text))
      report(scene, { role: "scheme-accepted", value: written(value.text), at: node, via: value.via });
  }
}

function asksForScheme(word: string, context: string): boolean {
  return speaksOfScheme.test(context) || (mayHoldScheme.test(context) && isRegisteredScheme(word));
}

/** Registered words count where they stand; other words only where the code speaks of a scheme or the header. */
function isScheme(word: string, context: string): boolean {
  if (!schemeWord.test(word)) return false;
  return isRegisteredScheme(word) || speaksOfScheme.test(context) || /authorization/i.test(context);
}

function add(scene: Scene, node: ts.Node, value: string): void {
  scene.taken.add(node);
  report(scene, { role: "scheme-accepted", value: written(value), at: node.parent });
}

function written(scheme: string): string {
  return registryCase.get(scheme) ?? scheme;
}
