import { kebab } from "../syntax/case.ts";
import type { Annotation, Argument, Expression, Field, FunctionShape } from "../syntax/module.ts";
import { lastName, outerName } from "../syntax/module.ts";
import { addOption } from "../syntax/options.ts";
import { select } from "../syntax/patterns.ts";
import type { Reading, Step } from "../syntax/reading.ts";

/** Applications inside applications. */
const deepest = 4;

/** cyclopts: `@app.command` functions, whose parameters are options: `Annotated[bool, Parameter("--shut", negative="--open")]`. */
export const cycloptsStep: Step = (reading) => {
  if (!reading.module.imports.some(({ module }) => /^cyclopts(?:\.|$)/.test(module))) return;
  for (const shape of reading.module.functions) {
    const annotation = shape.annotations.find(({ name }) => /\.(?:command|default)$/.test(name));
    const app = annotation && pathOf(reading, outerName(annotation.name), 0);
    if (!annotation || app === undefined) continue;
    const command = [...app, ...nameOf(reading, annotation, shape)].join(" ");
    if (command !== "") reading.facts.add({ role: "command-declared", value: command, at: annotation.node });
    for (const param of shape.params) addParameter(reading, param, { command, within: shape.name });
  }
};

/** Names of the applications from the outermost to this one, which has none itself where it is the program. */
function pathOf(reading: Reading, name: string, depth: number): readonly string[] | undefined {
  const value = reading.module.bindings.find((binding) => binding.name === name)?.value;
  if (value?.is !== "call" || !/(?:^|\.)App$/.test(value.call.callee) || depth > deepest) return undefined;
  const own = textOf(reading, select(value.call.args, "name"));
  const mount = reading.module.calls.find(
    ({ callee, args }) => lastName(callee) === "command" && args[0]?.value.is === "name" && args[0].value.path === name,
  );
  const above = mount ? (pathOf(reading, outerName(mount.callee), depth + 1) ?? []) : [];
  return own === undefined ? above : [...above, own];
}

/** `default` is what the application itself does. */
function nameOf(reading: Reading, { name, args }: Annotation, shape: FunctionShape): readonly string[] {
  if (lastName(name) === "default") return [];
  return [textOf(reading, select(args, "name")) ?? kebab(shape.name.replace(/^_+|_+$/g, ""))];
}

type Owner = { readonly command: string; readonly within: string };

function addParameter(reading: Reading, param: Field, { command, within }: Owner): void {
  const args = param.annotations.find(({ name }) => /(?:^|\.)Parameter$/.test(name))?.args;
  if (args === undefined) return;
  const stated = namesIn(reading, args);
  const names = stated.length > 0 ? stated : [`--${kebab(param.name)}`];
  const at = { command, type: param.type, in: within, node: param.node };
  addOption(reading, { ...at, names, default: param.value });
  const opposite = listOf(select(args, "negative")).flatMap((one) => textOf(reading, one) ?? []);
  const negative = opposite.filter((name) => name.startsWith("--"));
  if (negative.length > 0) addOption(reading, { ...at, names: negative });
}

/** What stands first or as `name`, and the short forms beside it. */
function namesIn(reading: Reading, args: readonly Argument[]): readonly string[] {
  const stated = [select(args, ["name", 0]), select(args, "alias")].flatMap(listOf);
  return stated.flatMap((one) => textOf(reading, one) ?? []).filter((name) => /^--?[A-Za-z]/.test(name));
}

function listOf(expression: Expression | undefined): readonly Expression[] {
  if (expression === undefined) return [];
  return expression.is === "list" ? expression.items : [expression];
}

function textOf(reading: Reading, expression: Expression | undefined): string | undefined {
  const known = expression ? reading.evaluator.evaluate(expression, "") : undefined;
  return known?.kind === "text" && known.complete ? known.text : undefined;
}
