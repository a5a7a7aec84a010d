import type ts from "typescript";
import { knownString, type Scene, stretchOf } from "./scene.ts";
import { callParts } from "./syntax.ts";

/** Variables that hold the program itself: its name is no subcommand. */
const programs = /^(?:program|cli|app|main|root|cmd)$/i;
/** Links of a chain that add no options of their own. */
const plainLinks =
  /^(?:command|description|summary|argument|arguments|addArgument|alias|aliases|action|usage|addHelpText|hook|example)$/;
const optionLinks = /^(?:option|requiredOption)$/;
/** Deepest chain that is followed, in links. */
const deepest = 60;

/** The flags that an option's text declares, with their dashes: `-p, --port <number>`. */
export function flagsIn(text: string): readonly string[] {
  return [...text.matchAll(/(?:^|[\s,|])(--?[A-Za-z][\w-]*)/g)].map(([, flag = ""]) => flag);
}

/** The subcommand whose chain a node belongs to, with its parents: `berth list`; undefined for the program itself. */
export function commandOf(scene: Scene, node: ts.Node, depth = 0): string | undefined {
  const { compiler } = scene;
  if (depth > deepest) return undefined;
  if (compiler.isCallExpression(node)) {
    const owner = compiler.isPropertyAccessExpression(node.expression) ? node.expression.expression : undefined;
    const parent = owner === undefined ? undefined : commandOf(scene, owner, depth + 1);
    const call = callParts(compiler, node);
    if (call?.name !== "command") return parent;
    const name = commandName(scene, call.args[0]);
    return parent === undefined || name === undefined ? name : `${parent} ${name}`;
  }
  if (compiler.isNewExpression(node)) {
    const held = compiler.isVariableDeclaration(node.parent) ? node.parent.name.getText() : "";
    const made = node.expression.getText().endsWith("Command") && !programs.test(held);
    return made ? commandName(scene, node.arguments?.[0]) : undefined;
  }
  if (!compiler.isIdentifier(node)) return undefined;
  const target = scene.resolver.resolve(node).node;
  return target === node ? undefined : commandOf(scene, target, depth + 1);
}

function commandName(scene: Scene, node: ts.Expression | undefined): string | undefined {
  const word = knownString(scene, node)?.text.split(/\s/)[0] ?? "";
  return /^[a-z][\w:-]*$/i.test(word) ? word : undefined;
}

/**
 * Closes the options of a subcommand that is declared by one chain and not kept: nobody can add to it later. A chain
 * with a link that is not known here may add options and stays open.
 */
export function closeCommand(scene: Scene, node: ts.Node): void {
  const { compiler } = scene;
  if (!compiler.isExpressionStatement(node)) return;
  const members: string[] = [];
  let begins = false;
  for (let at: ts.Expression = node.expression; compiler.isCallExpression(at); ) {
    const call = callParts(compiler, at);
    if (call === undefined || !compiler.isPropertyAccessExpression(at.expression)) return;
    const flags = optionLinks.test(call.name) ? flagsIn(knownString(scene, call.args[0])?.text ?? "") : [];
    if (flags.length === 0 && !plainLinks.test(call.name)) return;
    members.push(...flags);
    begins = call.name === "command";
    at = at.expression.expression;
  }
  const command = commandOf(scene, node.expression);
  if (!begins || command === undefined || members.length === 0) return;
  scene.facts.close({
    role: "option-declared",
    members: [...members.reverse(), "--help", "-h"],
    scope: { command },
    at: stretchOf(scene, node),
  });
}
