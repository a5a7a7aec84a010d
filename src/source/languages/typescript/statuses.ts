import type ts from "typescript";
import type { Value } from "./evaluate.ts";
import { matchCall, namedStatuses, statusCalls } from "./patterns.ts";
import { knownValue, type Observer, report, type Scene } from "./scene.ts";
import { callParts, propertyNameOf } from "./syntax.ts";

/** A function longer than this is no helper that stands for one status, in characters. */
const longestHelper = 2000;
/** Names of helpers that answer a request; others are not worth following. */
const answers =
  /auth|forbid|error|fail|bad|not|invalid|deny|denied|reject|abort|respon|reply|send|json|status|problem|limit|redirect/i;
/** Conditions are cut at this many characters. */
const longestCondition = 120;

/** HTTP statuses that code answers with, and on which condition. */
export const observeStatuses: Observer = (node, scene) => {
  addExit(scene, node);
  const direct = directStatus(scene, node);
  if (direct !== undefined) add(scene, node, direct);
  else if (scene.compiler.isCallExpression(node)) addHelper(scene, node);
};

/** `process.exit(2)`, `process.exitCode = 2`, and `return 2` in a function that is named after exit codes. */
function addExit(scene: Scene, node: ts.Node): void {
  const { compiler } = scene;
  const value = knownValue(scene, exitExpression(scene, node));
  if (value?.kind !== "number" || !value.complete || !/^\d{1,3}$/.test(value.text)) return;
  const condition = conditionOf(scene, compiler.isExpression(node) ? node.parent : node);
  report(scene, { role: "exit-code", value: value.text, at: node, scope: { condition }, via: value.via });
}

function exitExpression({ compiler }: Scene, node: ts.Node): ts.Expression | undefined {
  if (compiler.isReturnStatement(node)) return exits.test(functionName(compiler, node)) ? node.expression : undefined;
  if (compiler.isBinaryExpression(node) && node.operatorToken.kind === compiler.SyntaxKind.EqualsToken)
    return /(?:^|\.)process\.exitCode$/.test(node.left.getText()) ? node.right : undefined;
  const call = callParts(compiler, node);
  return call?.name === "exit" && /(?:^|\.)process$/.test(call.on) ? call.args[0] : undefined;
}

const exits = /exit_?(?:code|status)/i;

function functionName(compiler: Scene["compiler"], node: ts.Node): string {
  let at = node;
  while (at.parent !== undefined && !compiler.isFunctionLike(at)) at = at.parent;
  const named = compiler.isFunctionLike(at) && at.name === undefined ? at.parent : at;
  return compiler.isFunctionLike(named) || compiler.isVariableDeclaration(named) ? (named.name?.getText() ?? "") : "";
}

/** The status that a node itself answers with; undefined when it answers with none. */
function directStatus(scene: Scene, node: ts.Node): Value | undefined {
  const { compiler } = scene;
  if (compiler.isPropertyAssignment(node)) {
    const name = propertyNameOf(compiler, node.name);
    return name === "status" || name === "statusCode" ? statusOf(scene, node.initializer) : undefined;
  }
  if (compiler.isBinaryExpression(node) && node.operatorToken.kind === compiler.SyntaxKind.EqualsToken)
    return /\.(?:status|statusCode)$/.test(node.left.getText()) ? statusOf(scene, node.right) : undefined;
  const call = callParts(compiler, node);
  if (call === undefined) return undefined;
  const pattern = matchCall(statusCalls, call);
  if (pattern !== undefined) return statusOf(scene, call.args[pattern.argument]);
  if (!compiler.isNewExpression(node)) return undefined;
  const named = /^(\w+?)(?:Exception|Error)$/.exec(call.name)?.[1]?.toLowerCase();
  const status = named !== undefined && Object.hasOwn(namedStatuses, named) ? namedStatuses[named] : undefined;
  return status === undefined ? undefined : { kind: "number", text: status, complete: true, via: [] };
}

function statusOf(scene: Scene, node: ts.Expression | undefined): Value | undefined {
  const value = knownValue(scene, node);
  return value?.complete === true && /^[1-5]\d\d$/.test(value.text) ? value : undefined;
}

/** `return unauthorized("…")`: the one status that the called function answers with. */
function addHelper(scene: Scene, node: ts.CallExpression): void {
  const { compiler } = scene;
  if (!compiler.isReturnStatement(node.parent) && !compiler.isThrowStatement(node.parent)) return;
  if (!answers.test(node.expression.getText())) return;
  const target = scene.resolver.resolve(node.expression);
  if (!compiler.isFunctionLike(target.node) || target.node.getEnd() - target.node.getStart() > longestHelper) return;
  const found: Value[] = [];
  const visit = (inner: ts.Node): void => {
    const status = directStatus(scene, inner);
    if (status !== undefined) found.push(status);
    compiler.forEachChild(inner, visit);
  };
  visit(target.node);
  const [first] = found;
  if (first !== undefined && found.every(({ text }) => text === first.text))
    add(scene, node, { ...first, via: [...target.via, ...first.via] });
}

function add(scene: Scene, node: ts.Node, status: Value): void {
  const condition = conditionOf(scene, node);
  report(scene, { role: "status-returned", value: status.text, at: node, scope: { condition }, via: status.via });
}

/** Text of the nearest `if`, `case` or `catch` that leads here; undefined when there is none in the function. */
function conditionOf(scene: Scene, node: ts.Node): string | undefined {
  const { compiler } = scene;
  for (let at = node; at.parent !== undefined && !compiler.isFunctionLike(at); at = at.parent) {
    const { parent } = at;
    if (compiler.isIfStatement(parent) && at !== parent.expression) {
      const text = oneLine(parent.expression);
      return at === parent.elseStatement ? `not (${text})` : text;
    }
    if (compiler.isCatchClause(parent)) return "catch";
    if (compiler.isCaseClause(parent)) return oneLine(parent.expression);
  }
  return undefined;
}

function oneLine(node: ts.Node): string {
  return node.getText().replace(/\s+/g, " ").slice(0, longestCondition);
}
