import type ts from "typescript";
import { closeCommand, commandOf, flagsIn } from "./commands.ts";
import { knownString, knownValue, type Observer, report, type Scene, stretchOf } from "./scene.ts";
import { type CallParts, callParts, propertyNameOf } from "./syntax.ts";

/** Command-line options and subcommands of commander, cac, yargs, citty and `parseArgs`. */
export const observeOptions: Observer = (node, scene) => {
  closeCommand(scene, node);
  const call = callParts(scene.compiler, node);
  if (call === undefined) return;
  const isNamed = call.name === "options" && call.args.length === 2;
  if (isNamed || /^(?:option|requiredOption|addOption|Option)$/.test(call.name)) addOption(scene, call);
  else if (call.name === "command" && call.on !== "") addCommand(scene, call);
  else if (/^(?:options|parseArgs|defineCommand)$/.test(call.name)) addOptionObject(scene, call);
};

/** `.option("-p, --port <number>", "text", "3000")`; yargs names it without dashes and describes it by an object. */
function addOption(scene: Scene, call: CallParts): void {
  const { compiler } = scene;
  const [first, second] = call.args;
  const flags = knownString(scene, first);
  if (flags === undefined || first === undefined || (call.name === "Option") !== (call.on === "")) return;
  const described = second !== undefined && compiler.isObjectLiteralExpression(second);
  const names = flagsIn(flags.text);
  const dashed = names.length > 0 ? names : described && /^[\w-]+$/.test(flags.text) ? [`--${flags.text}`] : [];
  if (dashed.length === 0) return;
  scene.taken.add(first);
  const last = call.args.length > 2 ? call.args.at(-1) : undefined;
  const fallback = described
    ? optionDefault(scene, second)
    : last === undefined
      ? undefined
      : (optionDefault(scene, last) ?? knownValue(scene, last)?.text);
  for (const value of [...dashed, ...(described ? aliases(scene, second) : [])])
    report(scene, {
      role: "option-declared",
      value,
      at: call.node.getText().length > 400 ? first : optionPlace(call),
      scope: { command: commandOf(scene, call.node), type: /[<[]([^\]>]+)[\]>]/.exec(flags.text)?.[1] },
      default: fallback,
      via: flags.via,
    });
}

/** `{ alias: ["p", "port-number"] }`. */
function aliases(scene: Scene, described: ts.ObjectLiteralExpression): readonly string[] {
  const alias = described.properties.find((property) => property.name?.getText() === "alias");
  if (alias === undefined || !scene.compiler.isPropertyAssignment(alias)) return [];
  const { initializer } = alias;
  const items = scene.compiler.isArrayLiteralExpression(initializer) ? initializer.elements : [initializer];
  const names = items.flatMap((item) => knownString(scene, item)?.text ?? []).filter((name) => /^[\w-]+$/.test(name));
  return names.map((name) => (name.length === 1 ? `-${name}` : `--${name}`));
}

/** In a chain only the last link is the place. */
function optionPlace(call: CallParts): ts.Node {
  return call.args[0] ?? call.node;
}

function optionDefault(scene: Scene, node: ts.Expression): string | undefined {
  const { compiler } = scene;
  if (!compiler.isObjectLiteralExpression(node)) return undefined;
  const found = node.properties.find((property) => property.name?.getText() === "default");
  return found !== undefined && compiler.isPropertyAssignment(found)
    ? knownValue(scene, found.initializer)?.text
    : undefined;
}

function addCommand(scene: Scene, call: CallParts): void {
  const [first] = call.args;
  const name = knownString(scene, first);
  const value = commandOf(scene, call.node);
  if (name === undefined || first === undefined || value === undefined) return;
  scene.taken.add(first);
  report(scene, { role: "command-declared", value, at: first, via: name.via });
}

/** `parseArgs({ options: { port: { … } } })`, `yargs.options({ … })`, `defineCommand({ args: { … } })`: the whole list. */
function addOptionObject(scene: Scene, call: CallParts): void {
  const { compiler } = scene;
  const [first] = call.args;
  const outer = first === undefined ? undefined : scene.resolver.resolve(first).node;
  if (outer === undefined || !compiler.isObjectLiteralExpression(outer)) return;
  if (call.name === "defineCommand") addCommandName(scene, outer);
  const inner =
    call.name === "options" ? outer : objectMember(scene, outer, call.name === "parseArgs" ? "options" : "args");
  if (inner === undefined || inner.getSourceFile() !== scene.source) return;
  const members: string[] = [];
  for (const property of inner.properties) {
    const name = property.name === undefined ? undefined : propertyNameOf(compiler, property.name);
    if (name === undefined || !compiler.isPropertyAssignment(property)) continue;
    members.push(`--${name}`);
    const fallback = optionDefault(scene, property.initializer);
    report(scene, { role: "option-declared", value: `--${name}`, at: property, default: fallback });
  }
  if (members.length === inner.properties.length)
    scene.facts.close({ role: "option-declared", members, scope: {}, at: stretchOf(scene, inner) });
}

/** `defineCommand({ meta: { name: "fold" } })`; the program itself is declared alike. */
function addCommandName(scene: Scene, outer: ts.ObjectLiteralExpression): void {
  const meta = objectMember(scene, outer, "meta");
  const name = meta === undefined ? undefined : scene.resolver.member({ node: meta, via: [] }, "name")?.node;
  const value = knownString(scene, name);
  if (name === undefined || value === undefined || name.getSourceFile() !== scene.source) return;
  report(scene, { role: "command-declared", value: value.text, at: name, via: value.via });
}

function objectMember(
  scene: Scene,
  node: ts.ObjectLiteralExpression,
  name: string,
): ts.ObjectLiteralExpression | undefined {
  const found = scene.resolver.member({ node, via: [] }, name)?.node;
  return found !== undefined && scene.compiler.isObjectLiteralExpression(found) ? found : undefined;
}
