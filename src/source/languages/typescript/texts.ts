import type ts from "typescript";
import type { Compiler } from "./compiler.ts";
import { knownString, type Observer, report, type Scene } from "./scene.ts";
import { callParts, propertyNameOf } from "./syntax.ts";
import { tokenNounsIn } from "./token-nouns.ts";

/** Calls that take a text for people. */
const speaks =
  /error|exception|warn|^log$|^debug$|^info$|^trace$|^fatal$|^fail|reject|invariant|assert|unauthori[sz]ed|forbidden|badrequest|notfound|abort|panic|describe|message/i;
const speakers = /(?:^|\.)(?:console|log|logger|logging|winston|pino|reporter|assert)$/i;
/** Properties that hold a text for people. */
const textKeys =
  /^(?:message|error|error_description|description|detail|details|title|reason|hint|help|summary|label)$/;

/** True for the nodes that `observeTexts` has something to say of. */
export function mayHoldText({ SyntaxKind }: Compiler, { kind }: ts.Node): boolean {
  return (
    kind === SyntaxKind.StringLiteral ||
    kind === SyntaxKind.NoSubstitutionTemplateLiteral ||
    kind === SyntaxKind.TemplateExpression ||
    kind === SyntaxKind.CallExpression ||
    kind === SyntaxKind.NewExpression ||
    kind === SyntaxKind.BinaryExpression ||
    kind === SyntaxKind.PropertyAssignment ||
    kind === SyntaxKind.VariableDeclaration
  );
}

/** Strings that have no better role, texts for people, URLs, prefixes and OAuth scopes. */
export const observeTexts: Observer = (node, scene) => {
  const { compiler } = scene;
  if (compiler.isCallExpression(node)) addPrefix(scene, node);
  if (compiler.isPropertyAssignment(node)) addScopes(scene, node);
  if (compiler.isVariableDeclaration(node) && /scopes/i.test(node.name.getText())) addScopes(scene, node);
  if (
    !compiler.isStringLiteralLike(node) &&
    !compiler.isTemplateExpression(node) &&
    !isConcatenation(scene, node) &&
    !isUrlOfParts(scene, node)
  )
    return;
  if (scene.taken.has(node) || isPartOfLarger(scene, node) || isModuleName(scene, node)) return;
  const value = knownString(scene, node);
  if (value === undefined || value.text.trim() === "") return;
  const role = /^(?:https?|wss?):\/\/|^\{[\w$]+\}\/\S*$/.test(value.text)
    ? "url-literal"
    : isForPeople(scene, node)
      ? "thrown-text"
      : "literal";
  report(scene, { role, value: value.text, at: node, via: value.via });
};

function isConcatenation(scene: Scene, node: ts.Node): boolean {
  const { compiler } = scene;
  return compiler.isBinaryExpression(node) && node.operatorToken.kind === compiler.SyntaxKind.PlusToken;
}

/** `new URL("/path", base)`. */
function isUrlOfParts(scene: Scene, node: ts.Node): boolean {
  const { compiler } = scene;
  return compiler.isNewExpression(node) && node.expression.getText() === "URL" && node.arguments?.length === 2;
}

/** Parts of a template or a concatenation are read with the whole. */
function isPartOfLarger(scene: Scene, node: ts.Node): boolean {
  const { compiler } = scene;
  const { parent } = node;
  return (
    isConcatenation(scene, parent) ||
    isUrlOfParts(scene, parent) ||
    compiler.isTemplateSpan(parent) ||
    compiler.isLiteralTypeNode(parent)
  );
}

function isModuleName(scene: Scene, node: ts.Node): boolean {
  const { compiler } = scene;
  return (
    compiler.isImportDeclaration(node.parent) ||
    compiler.isExportDeclaration(node.parent) ||
    compiler.isExternalModuleReference(node.parent) ||
    (compiler.isCallExpression(node.parent) && /^(?:require|import)$/.test(node.parent.expression.getText()))
  );
}

/** True inside `throw`, an error, a log call, or a property that holds a message. */
function isForPeople(scene: Scene, node: ts.Node): boolean {
  const { compiler } = scene;
  for (let at = node; at.parent !== undefined; at = at.parent) {
    const { parent } = at;
    if (compiler.isThrowStatement(parent) || compiler.isJsxElement(parent)) return true;
    if (compiler.isFunctionLike(parent) || (compiler.isStatement(parent) && !compiler.isExpressionStatement(parent)))
      return false;
    if (compiler.isPropertyAssignment(parent) && textKeys.test(propertyNameOf(compiler, parent.name) ?? ""))
      return true;
    const call = callParts(compiler, parent);
    if (call !== undefined && at !== call.node.expression && (speaks.test(call.name) || speakers.test(call.on)))
      return true;
  }
  return false;
}

/** `key.startsWith("tk_")`: a prefix that a value is tested for. */
function addPrefix(scene: Scene, node: ts.CallExpression): void {
  const call = callParts(scene.compiler, node);
  if (call?.name !== "startsWith") return;
  const [first] = call.args;
  const value = knownString(scene, first);
  if (first === undefined || value === undefined || !/^[A-Za-z][\w-]*[_-]$/.test(value.text)) return;
  scene.taken.add(first);
  report(scene, { role: "prefix-tested", value: value.text, at: node, scope: { subject: call.on }, via: value.via });
}

const scopeNames = /^(?:(?:supported|required|oauth|default|all)_?)?scopes?(?:_?supported)?$/i;

/** `scopes_supported: ["mcp"]`, `scope: "read write"`. */
function addScopes(scene: Scene, node: ts.PropertyAssignment | ts.VariableDeclaration): void {
  const { compiler } = scene;
  const name = compiler.isVariableDeclaration(node) ? node.name.getText() : propertyNameOf(compiler, node.name);
  if (node.initializer === undefined || !scopeNames.test(name ?? "")) return;
  const target = scene.resolver.resolve(node.initializer).node;
  const texts = compiler.isArrayLiteralExpression(target) ? [...target.elements] : [node.initializer];
  for (const text of texts) {
    const value = knownString(scene, text);
    for (const name of value?.complete === true ? value.text.split(/\s+/) : [])
      if (/^[\w:./*-]+$/.test(name))
        report(scene, { role: "scope-declared", value: name, at: node, via: value?.via ?? [] });
  }
}

/** What identifiers and strings call credentials; every other identifier where it first stands. */
export const observeNames: Observer = (node, scene) => {
  const { compiler } = scene;
  const isName = compiler.isIdentifier(node) || compiler.isPrivateIdentifier(node);
  if (!isName && !compiler.isStringLiteralLike(node)) return;
  // A header's name is no name for the credential it carries.
  const text = isName ? node.text : scene.taken.has(node) ? "" : node.text.replace(/\bx-[\w-]+/gi, "");
  for (const noun of tokenNounsIn(text))
    report(scene, {
      role: "token-named",
      value: noun,
      at: isNameOfFunction(scene, node) ? node : widened(scene, node),
    });
  if (!isName || node.text.length < 3 || scene.named.has(node.text)) return;
  scene.named.add(node.text);
  report(scene, { role: "identifier", value: node.text, at: node });
};

function isNameOfFunction({ compiler }: Scene, node: ts.Node): boolean {
  return compiler.isFunctionLike(node.parent) && node.parent.name === node;
}

/** The property or the declaration around a name says more than the name alone. */
function widened(scene: Scene, node: ts.Node): ts.Node {
  const { compiler } = scene;
  const { parent } = node;
  const small = parent.getEnd() - parent.getStart(scene.source) <= 120;
  return small && (compiler.isPropertyAssignment(parent) || compiler.isPropertySignature(parent)) ? parent : node;
}

/** Comments of the file, and what they call credentials; they never count for more than comments. */
export function reportComments(scene: Scene, literals: readonly ts.Node[]): void {
  const { source, facts, text } = scene;
  const spans = literals.map((node) => ({ start: node.getStart(source), end: node.getEnd() }));
  let next = 0;
  const marks = /\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
  for (let match = marks.exec(source.text); match !== null; match = marks.exec(source.text)) {
    const start = match.index;
    while ((spans[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next += 1;
    const span = spans[next];
    if (span !== undefined && span.start <= start) {
      marks.lastIndex = span.end;
      continue;
    }
    const end = start + match[0].length;
    const value = match[0]
      .replace(/^\/[/*]+|\*+\/$/g, "")
      .replace(/^[ \t]*\*[ \t]?/gm, "")
      .trim();
    facts.add({ role: "comment", value, at: { start, end, source: text }, strength: "comment" });
    for (const noun of tokenNounsIn(value))
      facts.add({ role: "token-named", value: noun, at: { start, end, source: text }, strength: "comment" });
  }
}
