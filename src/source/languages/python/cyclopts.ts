import type { Stretch } from "../facts.ts";
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
  for (const { name, value } of reading.module.bindings)
    for (const path of pathsOf(reading, name, 0)) addCommand(reading, path, value.node);
  for (const { callee, args, node } of reading.module.calls) {
    const [given] = args;
    if (lastName(callee) !== "command" || given?.value.is !== "name") continue;
    const names = textsIn(reading, args, ["name", "alias"]);
    for (const path of pathsOf(reading, outerName(callee), 0))
      for (const name of names) addCommand(reading, [...path, name], node);
  }
  for (const shape of reading.module.functions) addFunction(reading, shape);
};

function addFunction(reading: Reading, shape: FunctionShape): void {
  const annotation = shape.annotations.find(({ name }) => /\.(?:command|default)$/.test(name));
  if (!annotation) {
    addHandedOver(reading, shape);
    return;
  }
  for (const path of pathsOf(reading, outerName(annotation.name), 0))
    for (const command of namesOf(reading, annotation, shape).map((name) => [...path, ...name])) {
      addCommand(reading, command, annotation.node);
      for (const param of shape.params)
        addParameter(reading, param, { command: command.join(" "), within: shape.name });
    }
}

/** A function that an application is handed, `app.command(fire, name="fire")`, here or in another file, where its command is not seen. */
function addHandedOver(reading: Reading, { name, params }: FunctionShape): void {
  const mount = reading.module.calls.find(
    ({ callee, args: [given] }) =>
      lastName(callee) === "command" && given?.value.is === "name" && given.value.path === name,
  );
  const stated = mount ? textsIn(reading, mount.args, ["name"]) : [];
  const paths = mount ? pathsOf(reading, outerName(mount.callee), 0) : [];
  const commands = paths.flatMap((path) => stated.map((one) => [...path, one].join(" ")));
  for (const param of params)
    if (param.annotations.some((annotation) => isParameter(annotation)))
      for (const command of commands.length > 0 ? commands : [undefined])
        addParameter(reading, param, { command, within: name });
}

function isParameter({ name }: Annotation): boolean {
  return /(?:^|\.)Parameter$/.test(name);
}

function addCommand({ facts }: Reading, path: readonly string[], at: Stretch): void {
  if (path.length > 0) facts.add({ role: "command-declared", value: path.join(" "), at });
}

/** Names of the applications from the outermost to this one, by each of its names; the program itself has none. */
function pathsOf(reading: Reading, name: string, depth: number): readonly (readonly string[])[] {
  const value = reading.module.bindings.find((binding) => binding.name === name)?.value;
  if (value?.is !== "call" || !/(?:^|\.)App$/.test(value.call.callee) || depth > deepest) return [];
  const own = textsIn(reading, value.call.args, ["name", "alias"]);
  const mount = reading.module.calls.find(
    ({ callee, args }) => lastName(callee) === "command" && args[0]?.value.is === "name" && args[0].value.path === name,
  );
  const above = mount ? pathsOf(reading, outerName(mount.callee), depth + 1) : [[]];
  return own.length === 0 ? above : above.flatMap((path) => own.map((one) => [...path, one]));
}

/** `default` is what the application itself does. */
function namesOf(reading: Reading, { name, args }: Annotation, shape: FunctionShape): readonly (readonly string[])[] {
  if (lastName(name) === "default") return [[]];
  const stated = textsIn(reading, args, ["name"]);
  const names = stated.length > 0 ? stated : [kebab(shape.name.replace(/^_+|_+$/g, ""))];
  return [...names, ...textsIn(reading, args, ["alias"])].map((one) => [one]);
}

type Owner = { readonly command: string | undefined; readonly within: string };

function addParameter(reading: Reading, param: Field, { command, within }: Owner): void {
  const args = param.annotations.find((annotation) => isParameter(annotation))?.args ?? [];
  const stated = namesIn(reading, args);
  const names = stated.length > 0 ? stated : [`--${kebab(param.name)}`];
  const at = { command, type: param.type, in: within, node: param.node };
  addOption(reading, { ...at, names, default: param.value });
  const negative = textsIn(reading, args, ["negative"]).filter((name) => name.startsWith("--"));
  if (negative.length > 0) addOption(reading, { ...at, names: negative });
}

/** What stands first or as `name`, and the short forms beside it. */
function namesIn(reading: Reading, args: readonly Argument[]): readonly string[] {
  const stated = [
    ...textsIn(reading, args, ["name"]),
    ...textsIn(reading, args, [0]),
    ...textsIn(reading, args, ["alias"]),
  ];
  return stated.filter((name) => /^--?[A-Za-z]/.test(name));
}

/** The texts that arguments hold, alone or in lists. */
function textsIn(
  reading: Reading,
  args: readonly Argument[],
  selectors: readonly (string | number)[],
): readonly string[] {
  return selectors.flatMap((selector) => {
    const value = select(args, selector);
    const items: readonly Expression[] = value?.is === "list" ? value.items : value ? [value] : [];
    return items.flatMap((item) => {
      const known = reading.evaluator.evaluate(item, "");
      return known?.kind === "text" && known.complete ? [known.text] : [];
    });
  });
}
