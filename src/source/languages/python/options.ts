import { kebab } from "../syntax/case.ts";
import type { Annotation, Argument, Call, Expression, Field, FunctionShape, Within } from "../syntax/module.ts";
import { lastName, outerName } from "../syntax/module.ts";
import { textOf } from "../syntax/node.ts";
import { addOption, closeOptions, type DeclaredOption } from "../syntax/options.ts";
import { select } from "../syntax/patterns.ts";
import type { Reading, Step } from "../syntax/reading.ts";

/** argparse, click and typer: options by command, commands, and closed lists. */
export const optionStep: Step = (reading) => {
  const options = [...argparseOptions(reading), ...clickOptions(reading), ...typerOptions(reading)];
  for (const option of [...options, ...cleoOptions(reading)]) addOption(reading, option);
  closeOptions(reading, options, { incomplete: incompleteCommands(reading), everywhere: ["--help", "-h"] });
};

/** Calls on a parser that hide no option. */
const harmless =
  /^(?:add_argument|add_subparsers|add_parser|add_argument_group|add_mutually_exclusive_group|set_defaults|parse_args|print_help|print_usage|error|exit|format_help)$/;
/** Decorators of a command that add no option. */
const plainDecorator =
  /(?:^|\.)(?:option|argument|command|group|callback|pass_context|pass_obj|version_option|help_option|wraps)$/;

/** Commands that get options from somewhere that is not read: other functions, parent parsers, loops, decorators. */
function incompleteCommands(reading: Reading): Set<string> {
  const parsers = parsersOf(reading);
  const incomplete = new Set<string>();
  for (const call of reading.module.calls) {
    const command = parsers.get(outerName(call.callee))?.command;
    const verb = lastName(call.callee);
    const [first] = call.args;
    const unknown = verb === "add_argument" && first && textValue(reading, first.value, call.in) === undefined;
    if (command !== undefined && (unknown || !harmless.test(verb))) incomplete.add(command);
    for (const handed of parsersAmong(call.args, parsers)) incomplete.add(handed);
    if (select(call.args, "parents")) incomplete.add(textValue(reading, select(call.args, 0), call.in) ?? "");
  }
  for (const shape of reading.module.functions) {
    const command = shape.annotations.some(({ name }) => !plainDecorator.test(name))
      ? commandOf(reading, shape)
      : undefined;
    if (command !== undefined) incomplete.add(command);
  }
  return incomplete;
}

type Parsers = ReadonlyMap<string, { readonly command: string }>;

/** Variables that hold argparse parsers, and the command each stands for. */
function parsersOf(reading: Reading): Parsers {
  const parsers = new Map<string, { command: string }>();
  for (const { name, value } of reading.module.bindings) {
    if (value.is !== "call") continue;
    const verb = lastName(value.call.callee);
    const owner = parsers.get(outerName(value.call.callee));
    if (verb === "ArgumentParser") parsers.set(name, { command: "" });
    else if (/^(?:add_subparsers|add_argument_group|add_mutually_exclusive_group)$/.test(verb) && owner)
      parsers.set(name, owner);
    else if (verb === "add_parser") {
      const command = textValue(reading, select(value.call.args, ["name", 0]), "") ?? "";
      const parent = owner?.command ?? "";
      const whole = parent === "" ? command : `${parent} ${command}`;
      parsers.set(name, { command: whole });
      reading.facts.add({ role: "command-declared", value: whole, at: value.node });
    }
  }
  return parsers;
}

/** Commands whose parsers are handed to another function, which may add options. */
function parsersAmong(args: readonly Argument[], parsers: Parsers): string[] {
  return args.flatMap(({ value }) => (value.is === "name" ? (parsers.get(value.path)?.command ?? []) : []));
}

function argparseOptions(reading: Reading): DeclaredOption[] {
  if (!reading.module.calls.some(({ callee }) => lastName(callee) === "add_argument")) return [];
  const parsers = parsersOf(reading);
  return reading.module.calls.flatMap((call): DeclaredOption[] => {
    if (lastName(call.callee) !== "add_argument") return [];
    const names = dashed(reading, call.args, call.in);
    const command = parsers.get(outerName(call.callee))?.command;
    return names.length === 0 ? [] : [{ ...common(call, call.args), names, command }];
  });
}

/** `option("port", "p", "…", default=…)` of cleo, in a list of a class: which options a command has is not all in it. */
function cleoOptions(reading: Reading): DeclaredOption[] {
  return reading.module.calls.flatMap((call): DeclaredOption[] => {
    if (!/(?:^|\.)cleo\.helpers\.option$/.test(reading.evaluator.canonical(call.callee))) return [];
    const [long, short] = [0, 1].map((at) => textValue(reading, select(call.args, at), call.in));
    if (long === undefined || !/^[a-z][\w-]*$/.test(long)) return [];
    const names = short !== undefined && /^[A-Za-z]$/.test(short) ? [`--${long}`, `-${short}`] : [`--${long}`];
    return [{ names, default: select(call.args, "default"), in: call.in, node: call.node }];
  });
}

function common(at: Pick<Call & Within, "node" | "in">, args: readonly Argument[]) {
  const action = select(args, "action");
  const implied =
    action?.is === "text" ? { store_true: "false", store_false: "true" }[action.parts.join("")] : undefined;
  const isFlag = select(args, "is_flag");
  const flag = implied ?? (isFlag?.is === "boolean" && isFlag.value ? "false" : undefined);
  const type = select(args, "type");
  const choice = type?.is === "call" && lastName(type.call.callee) === "Choice" ? type.call.args[0]?.value : undefined;
  return {
    default: select(args, "default"),
    type: type?.is === "name" ? type.path : undefined,
    choices: select(args, "choices") ?? choice,
    in: at.in,
    node: at.node,
    ...(flag === undefined ? {} : { implied: flag }),
  };
}

/** `@click.option("--port", "-p", default=…)` above a command. */
function clickOptions(reading: Reading): DeclaredOption[] {
  return reading.module.functions.flatMap((shape) => {
    const command = commandOf(reading, shape);
    return shape.annotations.flatMap((annotation): DeclaredOption[] => {
      if (lastName(annotation.name) !== "option") return [];
      const names = dashed(reading, annotation.args, shape.in);
      return names.length === 0
        ? []
        : [
            {
              ...common({ node: annotation.node, in: shape.name }, annotation.args),
              env: variableOf(reading, annotation.args, shape.in),
              names,
              command: command ?? kebab(shape.name),
            },
          ];
    });
  });
}

/** Name of the command that a function is, undefined when it is none; groups and programs are the empty command. */
function commandOf(reading: Reading, shape: FunctionShape): string | undefined {
  const annotation = shape.annotations.find(({ name }) => /(?:^|\.)(?:command|group|callback)$/.test(name));
  if (!annotation) return undefined;
  const named = textValue(reading, select(annotation.args, ["name", 0]), shape.in);
  if (isProgram(annotation)) return "";
  const command = named ?? kebab(shape.name.replace(/_(?:command|cmd|group|grp)$/, ""));
  const owner = parentCommand(reading, outerName(annotation.name));
  const whole = owner === "" ? command : `${owner} ${command}`;
  reading.facts.add({ role: "command-declared", value: whole, at: annotation.node });
  return whole;
}

function isProgram({ name, args }: Annotation): boolean {
  return /^(?:click\.)?(?:group|command)$/.test(name) && args.length === 0
    ? true
    : /callback$/.test(name) || name === "click.group";
}

/** Command that a group variable stands for: a click group function, or a typer application added under a name. */
function parentCommand(reading: Reading, owner: string): string {
  for (const call of reading.module.calls) {
    const child = call.args[0]?.value;
    if (lastName(call.callee) !== "add_typer" || child?.is !== "name" || child.path !== owner) continue;
    return textValue(reading, select(call.args, "name"), call.in) ?? "";
  }
  const group = reading.module.functions.find(({ name }) => name === owner);
  const annotation = group?.annotations.find(({ name }) => name.endsWith(".group") && !/^click\./.test(name));
  if (!group || !annotation) return "";
  return textValue(reading, select(annotation.args, ["name", 0]), "") ?? kebab(group.name);
}

/** `port: int = typer.Option(8000, "--port")` and `Annotated[int, typer.Option("--port")]` in a command. */
function typerOptions(reading: Reading): DeclaredOption[] {
  return reading.module.functions.flatMap((shape) => {
    if (!shape.annotations.some(({ name }) => /\.(?:command|callback)$/.test(name) && !/^click\./.test(name)))
      return [];
    const isTyper = reading.module.imports.some(({ module }) => module === "typer");
    const command = isTyper ? commandOf(reading, shape) : undefined;
    return command === undefined
      ? []
      : shape.params.flatMap((param) => typerOption(reading, param, command, shape.name));
  });
}

function typerOption(reading: Reading, param: Field, command: string, within: string): DeclaredOption[] {
  const annotated = param.annotations.find(({ name }) => /(?:^|\.)(?:Option|Argument)$/.test(name));
  const call =
    param.value?.is === "call" && /(?:^|\.)(?:Option|Argument)$/.test(param.value.call.callee)
      ? param.value.call
      : undefined;
  const kind = lastName(annotated?.name ?? call?.callee ?? (param.value ? "Option" : "Argument"));
  if (kind !== "Option" || /(?:^|\.)Context$/.test(param.type)) return [];
  const args = annotated?.args ?? call?.args ?? [];
  const stated = dashed(reading, args, within);
  const fallback = call ? select(call.args, ["default", 0]) : param.value;
  const names = stated.length > 0 ? stated : [`--${kebab(param.name)}`];
  const isText = fallback?.is === "text" && textOf(fallback.node).includes("--") && stated.length > 0;
  return [
    {
      names,
      command,
      type: param.type,
      default: isText ? undefined : fallback,
      env: variableOf(reading, args, within),
      in: within,
      node: param.node,
    },
  ];
}

/** The variable that `envvar=` names. */
function variableOf(reading: Reading, args: readonly Argument[], within: string): DeclaredOption["env"] {
  const stated = select(args, "envvar");
  return stated ? reading.evaluator.evaluate(stated, within) : undefined;
}

/** Names with dashes among the positional arguments; `--on/--off` is two. */
function dashed(reading: Reading, args: readonly Argument[], within: string): string[] {
  const texts = args
    .filter(({ name }) => name === undefined)
    .map(({ value }) => textValue(reading, value, within) ?? "");
  const names = texts.flatMap((text) => text.split("/")).filter((text) => /^--?[A-Za-z]/.test(text));
  return names.sort((a, b) => Number(b.startsWith("--")) - Number(a.startsWith("--")));
}

function textValue(reading: Reading, expression: Expression | undefined, within: string): string | undefined {
  const known = expression ? reading.evaluator.evaluate(expression, within) : undefined;
  return known?.kind === "text" && known.complete ? known.text : undefined;
}
