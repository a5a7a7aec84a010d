import type { Binding, Call, Expression, SourceModule, Within } from "../syntax/module.ts";
import { lastName, outerName } from "../syntax/module.ts";
import { addOption, closeOptions, type DeclaredOption } from "../syntax/options.ts";
import { select } from "../syntax/patterns.ts";
import type { Reading, Step } from "../syntax/reading.ts";
import { kingpinCommands, kingpinOptions } from "./kingpin.ts";
import { functionalOption, listOf, urfaveCommand, urfaveOption } from "./urfave.ts";

/** Methods that declare an option, by where its name, its short name and its default stand. */
const typed =
  /^(?:String|Int|Int8|Int16|Int32|Int64|Uint|Uint16|Uint32|Uint64|Bool|Float32|Float64|Duration|StringSlice|StringArray|IntSlice|StringToString|Count|IP|BytesHex|Text|Func)(Var)?(P)?$/;
/** Commands inside commands. */
const deepest = 5;

/** flag, pflag, cobra and urfave: options by command, with defaults and variables. */
export const optionStep: Step = (reading) => {
  const joined = reading.module.calls.some(({ callee }) => /\.AddGoFlagSet$/.test(callee));
  const cobra = reading.module.calls.flatMap((call) => flagOption(reading, call)).map((one) => ({ ...one, joined }));
  const urfave = reading.module.calls.flatMap((call) => [
    ...urfaveOption(reading, call),
    ...functionalOption(reading, call),
  ]);
  for (const option of [...cobra, ...urfave]) addOption(reading, option);
  for (const option of kingpinOptions(reading)) addOption(reading, option);
  for (const { call, name } of kingpinCommands(reading))
    reading.facts.add({ role: "command-declared", value: name, at: call.node });
  for (const call of reading.module.calls) addCommand(reading, call);
  const persistent = reading.module.calls.filter(({ callee }) => /PersistentFlags\(\)/.test(callee)).length > 0;
  const everywhere = ["--help", "-h", "-help", "--version", "-v"];
  if (!persistent)
    closeOptions(reading, [...cobra, ...urfave], { incomplete: incompleteCommands(reading, cobra), everywhere });
};

function flagOption(reading: Reading, call: Call & Within): DeclaredOption[] {
  const shape = typed.exec(lastName(call.callee));
  const owner = outerName(call.callee);
  if (!shape || !isFlagSet(reading, owner, call.in)) return [];
  const first = shape[1] ? 1 : 0;
  // Some programs wrap the library, and hand over the set of options first.
  const isWrapped = call.args[0]?.value.is === "name" && /flags?$|flag_?set$/i.test(call.args[0].value.path);
  const at = isWrapped ? first + 1 : first;
  const name = textIn(reading, call.args[at]?.value, call.in);
  if (name === undefined || !/^[A-Za-z][\w.-]*$/.test(name)) return [];
  const short = shape[2] ? textIn(reading, call.args[at + 1]?.value, call.in) : undefined;
  const isCobra = /Flags\(\)|pflag|^fl?ags?$/.test(owner) && !/^flag$/.test(owner);
  const names = [`--${name}`, ...(isCobra ? [] : [`-${name}`]), ...(short ? [`-${short}`] : [])];
  const fallback = call.args[at + (shape[2] ? 2 : 1)]?.value;
  const isEmpty = fallback?.is === "text" && fallback.parts.join("") === "";
  return [
    {
      names,
      command: commandOfFlags(reading, owner, call),
      type: lastName(call.callee).replace(/(?:Var)?P?$/, ""),
      default: isEmpty ? undefined : fallback,
      in: call.in,
      node: call.node,
    },
  ];
}

function isFlagSet(reading: Reading, owner: string, within: string): boolean {
  if (/^(?:flag|pflag|flag\.CommandLine|pflag\.CommandLine)$|Flags\(\)$/.test(owner)) return true;
  return (
    /NewFlagSet$|Flags$/.test(bindingCall(reading.module, owner, within)?.callee ?? "") ||
    /^(?:fs|flags|flagSet|fset|f)$/.test(owner)
  );
}

/** The call or struct literal that a variable holds. */
function bindingCall(module: SourceModule, name: string, within: string): Call | undefined {
  const bound = bindingFor(module, name, within)?.value;
  return bound?.is === "call" ? bound.call : undefined;
}

function bindingFor(module: SourceModule, name: string, within: string): Binding | undefined {
  const inScope = module.bindings.filter((binding) => binding.name === name);
  return inScope.find((binding) => binding.in === within) ?? inScope.find((binding) => binding.in === "");
}

/** The command that a flag set belongs to; empty for the program. */
function commandOfFlags(reading: Reading, owner: string, call: Call & Within): string {
  const variable = /^(\w+)\.(?:Persistent|Local)?Flags\(\)$/.exec(owner)?.[1];
  if (variable !== undefined) return commandPath(reading, { module: reading.module, name: variable, in: call.in });
  const set = bindingCall(reading.module, owner, call.in);
  if (!set) return "";
  const flagsOf = /^(\w+)\.(?:Persistent|Local)?Flags$/.exec(set.callee)?.[1];
  if (flagsOf !== undefined) return commandPath(reading, { module: reading.module, name: flagsOf, in: call.in });
  const named = /NewFlagSet$/.test(set.callee) ? textIn(reading, set.args[0]?.value, call.in) : undefined;
  return named !== undefined && /^[a-z][\w-]*$/.test(named) && !/^(?:flags?|args)$/.test(named) ? named : "";
}

/** A variable that holds a command. */
type CommandVariable = Within & { readonly module: SourceModule; readonly name: string };

/** Names of a cobra command and of those above it, without the program's own; empty for the program. */
function commandPath(reading: Reading, variable: CommandVariable, depth = 0): string {
  const { module } = variable;
  const literal = bindingCall(module, variable.name, variable.in);
  const use = literal ? textFrom(reading, module, select(literal.args, "Use")) : undefined;
  const name = use?.split(/[\s[<]/)[0];
  if (name === undefined || name === "" || depth > deepest) return "";
  const parent = parentOf(variable);
  if (parent === undefined) return isProgram(variable) ? "" : name;
  const found = reading.evaluatorOf(module).declarationOf(parent.name, parent.in);
  const above = found && { module: found.module, name: lastName(found.path), in: outerName(found.path) };
  return [above ? commandPath(reading, above, depth + 1) : "", name].filter((part) => part !== "").join(" ");
}

/** The command that a variable, or the function that makes it, is added to. */
function parentOf({ module, name, in: within }: CommandVariable): (Within & { name: string }) | undefined {
  for (const call of module.calls) {
    if (lastName(call.callee) !== "AddCommand") continue;
    const own = call.args.some(({ value }) => value.is === "name" && value.path === name);
    const made = call.args.some(({ value }) => value.is === "call" && within !== "" && value.call.callee === within);
    if (own || made) return { name: outerName(call.callee), in: call.in };
  }
  return undefined;
}

/** A command that other commands are added to, or that is named for the root, is the program. */
function isProgram({ module, name, in: within }: CommandVariable): boolean {
  if (/root/i.test(name) || /root/i.test(within)) return true;
  return (
    module.calls.some(
      ({ callee, in: there }) => callee === `${name}.AddCommand` && (there === within || within === ""),
    ) || module.calls.some(({ callee }) => callee === `${name}.Execute`)
  );
}

/** Commands whose flag sets are handed to other functions, which may add options. */
function incompleteCommands(reading: Reading, options: readonly DeclaredOption[]): Set<string> {
  const incomplete = new Set<string>();
  const handsOver = reading.module.calls.some(
    ({ callee, args }) =>
      !/AddCommand$/.test(callee) &&
      args.some(({ value }) => value.is === "call" && /Flags\(?\)?$/.test(value.call.callee)),
  );
  const inherits = reading.module.calls.some(({ callee }) => /AddFlagSet|AddGoFlagSet/.test(callee));
  for (const option of options) if (handsOver || inherits) incomplete.add(option.command ?? "");
  // Persistent flags of the commands above stand in other files of the package.
  for (const option of options) if (option.command) incomplete.add(option.command);
  return incomplete;
}

function addCommand(reading: Reading, call: Call & Within): void {
  if (/(?:^|\.)cobra\.Command$/.test(call.callee)) {
    const bound =
      reading.module.bindings.find(({ value }) => value.is === "call" && value.call.node === call.node) ??
      bindingAround(reading, call);
    const path = bound
      ? commandPath(reading, { module: reading.module, name: bound.name, in: bound.in })
      : (textIn(reading, select(call.args, "Use"), call.in)?.split(/[\s[<]/)[0] ?? "");
    const use = select(call.args, "Use");
    if (path !== "" && use) reading.facts.add({ role: "command-declared", value: path, at: use.node });
    addAliases(reading, call, path);
  } else if (/(?:^|\.)cli\.Command$/.test(call.callee) || (call.callee === "" && select(call.args, "Name"))) {
    const value = urfaveCommand(reading, call.node);
    const name = select(call.args, "Name");
    if (!name || value === "" || textIn(reading, name, call.in) !== value.split(" ").at(-1)) return;
    reading.facts.add({ role: "command-declared", value, at: name.node });
    addAliases(reading, call, value);
  }
}

/** Other names of the command with the given whole name. */
function addAliases(reading: Reading, call: Call & Within, command: string): void {
  for (const alias of listOf(select(call.args, "Aliases"))) {
    const name = textIn(reading, alias, call.in);
    const value = [outer(command), name].filter((part) => part !== "").join(" ");
    if (name !== undefined) reading.facts.add({ role: "command-declared", value, at: alias.node });
  }
}

const outer = (path: string): string => path.split(" ").slice(0, -1).join(" ");

function bindingAround(reading: Reading, call: Call): Binding | undefined {
  return reading.module.bindings.find(
    ({ value }) => value.is === "call" && value.node.start <= call.node.start && call.node.end <= value.node.end,
  );
}

function textIn(reading: Reading, expression: Expression | undefined, within: string): string | undefined {
  const known = expression ? reading.evaluator.evaluate(expression, within) : undefined;
  return known?.kind === "text" && known.complete ? known.text : undefined;
}

function textFrom(reading: Reading, module: SourceModule, expression: Expression | undefined): string | undefined {
  const known = expression ? reading.evaluatorOf(module).evaluate(expression, "") : undefined;
  return known?.kind === "text" ? known.text : undefined;
}
