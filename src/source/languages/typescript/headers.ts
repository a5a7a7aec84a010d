import type ts from "typescript";
import type { Value } from "./evaluate.ts";
import { headerReads, headerWrites, matchCall } from "./patterns.ts";
import { knownString, type Observer, report, type Scene } from "./scene.ts";
import { callParts, ownerText, propertyNameOf } from "./syntax.ts";

/** A header's name is a token of RFC 9110; parts that are unknown stand in braces. */
const headerName = /^[A-Za-z0-9!#$%&'*+.^_`|~{}-]{2,80}$/;
/** Headers without a dash that `ctx.get` and the like are asked for; every other name needs a dash there. */
const undashed = /^(?:authorization|cookie|host|origin|referer|accept|forwarded|via|etag|range|expect|upgrade|te)$/i;
/** Members of a headers object that are no headers. */
const methods = /^(?:get|set|has|append|delete|entries|forEach|keys|values|raw|toJSON|length|map|filter|reduce)$/;
const headersName = /(?:^|\.)(?:\w+H|h)eaders$/;
const responseName = /(?:^|\.)(?:res|resp|response|reply)\w*\.headers$/i;

/** The expression that names the header which a node reads; undefined when it reads none. */
export function headerKeyOf(scene: Scene, node: ts.Node): ts.Expression | ts.Identifier | undefined {
  const { compiler } = scene;
  if (compiler.isElementAccessExpression(node) && isHeaders(node.expression) && !isAssigned(scene, node))
    return node.argumentExpression;
  if (compiler.isPropertyAccessExpression(node) && isHeaders(node.expression) && !isAssigned(scene, node)) {
    const called = compiler.isCallExpression(node.parent) && node.parent.expression === node;
    return called || methods.test(node.name.text) || !compiler.isIdentifier(node.name) ? undefined : node.name;
  }
  const call = callParts(compiler, node);
  const pattern = call === undefined ? undefined : matchCall(headerReads, call);
  return pattern === undefined ? undefined : call?.args[pattern.argument];
}

/** The argument that names the header which a call sets; undefined when it sets none. */
export function sentKeyOf(scene: Scene, node: ts.Node): ts.Expression | undefined {
  const call = callParts(scene.compiler, node);
  const pattern = call === undefined ? undefined : matchCall(headerWrites, call);
  return pattern === undefined ? undefined : call?.args[pattern.argument];
}

/** Headers that code reads and sets. */
export const observeHeaders: Observer = (node, scene) => {
  const key = headerKeyOf(scene, node);
  if (key !== undefined) addRead(scene, node, key);
  else if (scene.compiler.isVariableDeclaration(node)) addTakenApart(scene, node);
  else if (scene.compiler.isObjectLiteralExpression(node)) addObject(scene, node);
  else addWritten(scene, node);
};

function addRead(scene: Scene, node: ts.Node, key: ts.Expression): void {
  const direct = scene.compiler.isPropertyAccessExpression(node);
  const value = direct ? literal(key) : knownString(scene, key);
  if (value === undefined || !headerName.test(value.text)) return;
  const loose = callParts(scene.compiler, node)?.on ?? "";
  if (/^(?:c|ctx|context)$/.test(loose) && !value.text.includes("-") && !undashed.test(value.text)) return;
  scene.taken.add(key);
  report(scene, { role: "header-read", value: value.text, at: node, via: value.via });
}

function literal(key: ts.Expression): Value {
  return { kind: "string", text: key.getText(), complete: true, via: [] };
}

function isHeaders(node: ts.Expression): boolean {
  const text = ownerText(node);
  return headersName.test(text) && !responseName.test(text);
}

function isAssigned(scene: Scene, node: ts.Node): boolean {
  const { parent } = node;
  return (
    scene.compiler.isBinaryExpression(parent) &&
    parent.left === node &&
    parent.operatorToken.kind === scene.compiler.SyntaxKind.EqualsToken
  );
}

/** `const { authorization, "x-api-key": key } = req.headers`. */
function addTakenApart(scene: Scene, node: ts.VariableDeclaration): void {
  const { compiler } = scene;
  if (!compiler.isObjectBindingPattern(node.name) || node.initializer === undefined) return;
  if (!isHeaders(node.initializer)) return;
  for (const element of node.name.elements) {
    const name = propertyNameOf(compiler, element.propertyName ?? element.name);
    if (name !== undefined && element.dotDotDotToken === undefined)
      report(scene, { role: "header-read", value: name, at: element });
  }
}

/** `headers["x"] = …`, `res.setHeader("x", …)`. */
function addWritten(scene: Scene, node: ts.Node): void {
  const { compiler } = scene;
  if (compiler.isBinaryExpression(node) && node.operatorToken.kind === compiler.SyntaxKind.EqualsToken) {
    const { left, right } = node;
    const access = compiler.isElementAccessExpression(left) || compiler.isPropertyAccessExpression(left);
    if (!access || !/headers$/i.test(ownerText(left.expression))) return;
    const name = compiler.isElementAccessExpression(left)
      ? knownString(scene, left.argumentExpression)
      : literal(left.name);
    addSent(scene, { at: node, name, value: right });
    return;
  }
  const call = callParts(compiler, node);
  const pattern = call === undefined ? undefined : matchCall(headerWrites, call);
  if (call === undefined || pattern === undefined) return;
  const key = call.args[pattern.argument];
  if (key === undefined) return;
  scene.taken.add(key);
  addSent(scene, { at: node, name: knownString(scene, key), value: call.args[pattern.argument + 1] });
}

/**
 * Objects of headers: `headers: { … }`, `new Headers({ … })`, `const headers = { … }`, `res.writeHead(200, { … })`,
 * `buildHeaders([{ … }, more])`.
 */
function addObject(scene: Scene, node: ts.ObjectLiteralExpression): void {
  const { compiler } = scene;
  if (!holdsHeaders(scene, node)) return;
  for (const property of node.properties) {
    if (!compiler.isPropertyAssignment(property)) continue;
    const { name } = property;
    const key = compiler.isComputedPropertyName(name) ? knownString(scene, name.expression) : stringKey(scene, name);
    scene.taken.add(compiler.isComputedPropertyName(name) ? name.expression : name);
    addSent(scene, { at: property, name: key, value: property.initializer });
  }
}

function stringKey(scene: Scene, name: ts.PropertyName): Value | undefined {
  const text = propertyNameOf(scene.compiler, name);
  return text === undefined ? undefined : { kind: "string", text, complete: true, via: [] };
}

function holdsHeaders(scene: Scene, node: ts.ObjectLiteralExpression): boolean {
  const { compiler } = scene;
  const at = wholeOf(scene, node);
  if (compiler.isPropertyAssignment(at)) return /headers$/i.test(propertyNameOf(compiler, at.name) ?? "");
  if (compiler.isVariableDeclaration(at)) return /headers$/i.test(at.name.getText());
  if (compiler.isReturnStatement(at) || compiler.isArrowFunction(at)) return namedAfterHeaders(scene, at);
  const call = callParts(compiler, at);
  if (call === undefined) return false;
  return /^(?:Headers|writeHead)$/.test(call.name) || (/[a-z]Headers$/.test(call.name) && holdsDashes(scene, node));
}

/** What an object is a part of: spread into another one, an element of a list, a branch of a condition. */
function wholeOf({ compiler }: Scene, node: ts.Node): ts.Node {
  let at = node.parent;
  for (let from = node; ; [from, at] = [at, at.parent]) {
    const goesOn =
      compiler.isAsExpression(at) ||
      compiler.isSatisfiesExpression(at) ||
      compiler.isParenthesizedExpression(at) ||
      compiler.isConditionalExpression(at) ||
      compiler.isSpreadAssignment(at) ||
      compiler.isArrayLiteralExpression(at) ||
      (compiler.isObjectLiteralExpression(at) && compiler.isSpreadAssignment(from));
    if (!goesOn) return at;
  }
}

/** A function called after headers may take options too: only names with a dash are surely none. */
function holdsDashes({ compiler }: Scene, { properties }: ts.ObjectLiteralExpression): boolean {
  return properties.every(
    (property) => !compiler.isPropertyAssignment(property) || property.name.getText().includes("-"),
  );
}

function namedAfterHeaders(scene: Scene, at: ts.Node): boolean {
  for (let node: ts.Node | undefined = at; node !== undefined; node = node.parent)
    if (scene.compiler.isFunctionLike(node)) {
      const name =
        node.name?.getText() ?? (scene.compiler.isVariableDeclaration(node.parent) ? node.parent.name.getText() : "");
      return /headers$/i.test(name);
    }
  return false;
}

type Sent = { readonly at: ts.Node; readonly name: Value | undefined; readonly value: ts.Expression | undefined };

/** A header that is set, and the scheme it carries where it is one that carries credentials. */
function addSent(scene: Scene, { at, name, value }: Sent): void {
  if (name === undefined || !headerName.test(name.text)) return;
  report(scene, { role: "header-sent", value: name.text, at, via: name.via });
  const asks = /^(?:www|proxy)-authenticate$/i.test(name.text);
  if (!asks && !/^(?:proxy-)?authorization$/i.test(name.text)) return;
  const text = knownString(scene, value);
  const [, scheme] = /^([A-Za-z][\w-]*)(?:\s|$)/.exec(text?.text ?? "") ?? [];
  if (scheme === undefined || text === undefined) return;
  // A challenge names the scheme that the server accepts (RFC 9110, 11.6.1).
  report(scene, {
    role: asks ? "scheme-accepted" : "scheme-sent",
    value: scheme,
    at,
    scope: { header: asks ? "Authorization" : name.text },
    via: text.via,
  });
}
