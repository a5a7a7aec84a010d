import { kebab, recase } from "../syntax/case.ts";
import type { Annotation, Argument, Expression, Field, SourceModule, TypeShape } from "../syntax/module.ts";
import { lastName } from "../syntax/module.ts";
import { childAs, childrenOf } from "../syntax/node.ts";
import { addOption, closeOptions, type DeclaredOption } from "../syntax/options.ts";
import { select } from "../syntax/patterns.ts";
import type { Reading, Step } from "../syntax/reading.ts";
import { fieldOf } from "./dialect.ts";

/** Files that usually hold the program's commands. */
const commandFiles = /^(?:\w+_)?(?:main|lib|cli|args|opts|options|commands?|cmd|app|mod)\.rs$/;
/** Such files looked into for the command that a struct of options belongs to. */
const mostFiles = 20;
/** Commands inside commands, and structs flattened into structs. */
const deepest = 5;

/** clap's derive macros: options with their variables and defaults, by command, and the commands themselves. */
export const clapStep: Step = (reading) => {
  const { module } = reading;
  if (!module.types.some(isClap)) return;
  const modules = [module, ...modulesNear(reading)];
  const options: DeclaredOption[] = [];
  const incomplete = new Set<string>();
  for (const type of module.types.filter(isClap)) {
    if (type.kind === "enum") addCommands(reading, type, modules, options);
    else
      for (const command of orUnknown(commandsOf({ module, type }, modules)))
        collect({ reading, options, incomplete, command }, module, type, 0);
    if (type.bases.includes("ValueEnum")) addChoices(reading, type);
  }
  for (const option of options.filter(({ node }) => node.source === module.root.source)) addOption(reading, option);
  closeOptions(reading, options, {
    incomplete,
    everywhere: ["--help", "-h", "--version", "-V", ...globalOptions(modules)],
  });
};

/** Options of a struct that no command is seen to have are told without one. */
function orUnknown(commands: readonly string[]): readonly (string | undefined)[] {
  return commands.length > 0 ? commands : [undefined];
}

function isClap({ bases }: TypeShape): boolean {
  return bases.some((base) => /^(?:Parser|Args|Subcommand|ValueEnum|StructOpt|ArgEnum|Clap)$/.test(base));
}

function modulesNear(reading: Reading): SourceModule[] {
  const root = reading.module.path.replace(/src\/.*$/, "src/");
  const paths = [...reading.loader.paths].filter(
    (path) => path.startsWith(root) && commandFiles.test(path.slice(path.lastIndexOf("/") + 1)),
  );
  return paths
    .slice(0, mostFiles)
    .flatMap((path) => (path === reading.module.path ? [] : (reading.loader.load(path) ?? [])));
}

/** Commands that a struct of options, or an enum of commands, belongs to; the empty name is the program. */
function commandsOf(own: Located, modules: readonly SourceModule[], below: readonly TypeShape[] = []): string[] {
  // A type that leads back to itself stands nowhere.
  if (below.length > deepest || below.includes(own.type)) return [];
  const around = [...below, own.type];
  const above = modules.flatMap((module) =>
    module.types.flatMap((type) =>
      type.fields
        .filter((field) => isHeldBy(own, field, module))
        .flatMap((field) => {
          const outer = commandsOf({ module, type }, modules, around);
          if (type.kind !== "enum") return isNested(field) ? outer : [];
          // The commands of an enum inside another one stand where that one does.
          if (isFlattened(field)) return outer;
          return outer.map((command) => [command, variantName(type, field)].filter((part) => part !== "").join(" "));
        }),
    ),
  );
  if (above.length > 0) return [...new Set(above)];
  return own.type.bases.some((base) => /^(?:Parser|StructOpt|Clap|Subcommand)$/.test(base)) ? [""] : [];
}

/** A type and the module that declares it: many modules call theirs `Cmd`. */
type Located = { readonly module: SourceModule; readonly type: TypeShape };

/** True where the type of a field is this one: `kiln::Cmd` is that of the module `kiln`, `Cmd` that of the field's own, if it has one. */
function isHeldBy({ module, type }: Located, field: Field, holder: SourceModule): boolean {
  const path = bareType(field.type).split(".");
  if (path.at(-1) !== type.name) return false;
  const within = path.at(-2);
  if (within === undefined || within === "self")
    return holder === module || !holder.types.some(({ name }) => name === type.name);
  return within === "super" || within === "crate" || isCalled(module, within);
}

/** `src/kiln.rs` and `src/kiln/mod.rs` are the module `kiln`. */
function isCalled({ path }: SourceModule, name: string): boolean {
  return path.endsWith(`/${name}.rs`) || path.endsWith(`/${name}/mod.rs`);
}

/** Options that the program accepts after every command. */
function globalOptions(modules: readonly SourceModule[]): string[] {
  const fields = modules.flatMap((module) =>
    module.types.flatMap((type) => type.fields.map((field) => ({ type, field }))),
  );
  return fields.flatMap(({ type, field }) => {
    const isGlobal = select(clapArguments(field.annotations), "global");
    return isGlobal?.is === "boolean" && isGlobal.value ? [`--${renamed(type, field.name)}`] : [];
  });
}

function isNested(field: Field): boolean {
  return isMarked(field, /^(?:flatten|subcommand)$/);
}

function isFlattened(field: Field): boolean {
  return isMarked(field, /^flatten$/);
}

function isMarked(field: Field, mark: RegExp): boolean {
  return clapArguments(field.annotations).some(({ value }) => value.is === "name" && mark.test(value.path));
}

/** The type of a field without what says that there may be none, its modules joined by dots. */
function bareType(type: string): string {
  return type
    .replace(/^(?:Option|Box)<(.*)>$/, "$1")
    .replace(/<.*$/, "")
    .replaceAll("::", ".");
}

function clapArguments(annotations: readonly Annotation[]): Argument[] {
  return annotations
    .filter(({ name }) => /^(?:arg|clap|command|structopt|group|value)$/.test(name))
    .flatMap(({ args }) => args);
}

function variantName(type: TypeShape, variant: Field): string {
  const stated = select(clapArguments(variant.annotations), "name");
  if (stated?.is === "text") return stated.parts.join("");
  return renamed(type, variant.name);
}

function renamed(type: TypeShape, name: string): string {
  const style = select(clapArguments(type.annotations), "rename_all");
  return style?.is === "text" ? recase(name, style.parts.join("")) : kebab(name);
}

type Collecting = {
  readonly reading: Reading;
  readonly options: DeclaredOption[];
  readonly incomplete: Set<string>;
  readonly command: string | undefined;
};

/** Options of a struct and of the structs flattened into it. */
function collect(collecting: Collecting, module: SourceModule, type: TypeShape, depth: number): void {
  const { reading, options, incomplete, command } = collecting;
  for (const field of type.fields) {
    const args = clapArguments(field.annotations);
    if (args.some(({ value }) => value.is === "name" && value.path === "subcommand")) continue;
    if (!isNested(field)) {
      options.push(...optionOf(reading, { module, type, field }, args, command));
      continue;
    }
    const found = reading.evaluatorOf(module).declarationOf(lastName(bareType(field.type)), "");
    const inner = found?.module.types.find(({ name }) => name === found.path);
    if (found && inner && depth < deepest) collect(collecting, found.module, inner, depth + 1);
    else if (command !== undefined) incomplete.add(command);
  }
}

type Place = { readonly module: SourceModule; readonly type: TypeShape; readonly field: Field };

function optionOf(
  reading: Reading,
  { module, type, field }: Place,
  args: readonly Argument[],
  command: string | undefined,
): DeclaredOption[] {
  const has = (word: string) =>
    args.some(({ name, value }) => name === undefined && value.is === "name" && value.path === word);
  const text = (expression: Expression | undefined) =>
    expression ? reading.evaluatorOf(module).evaluate(expression, "")?.text : undefined;
  const long = text(select(args, "long")) ?? (has("long") ? renamed(type, field.name) : undefined);
  const short = text(select(args, "short")) ?? (has("short") ? field.name.charAt(0) : undefined);
  if (long === undefined && short === undefined) return [];
  const aliases = ["visible_alias", "alias"].flatMap((name) =>
    args.filter((arg) => arg.name === name).map(({ value }) => text(value)),
  );
  const names = [long, ...aliases].flatMap((name) => (name === undefined ? [] : [`--${name}`]));
  const env = select(args, "env");
  const stated = env ? reading.evaluatorOf(module).evaluate(env, "") : undefined;
  const known = stated ?? (has("env") ? { text: field.name.toUpperCase(), via: [] } : undefined);
  const kind = field.type.replace(/^Option<(.*)>$/, "$1");
  return [
    {
      names: short === undefined ? names : [...names, `-${short}`],
      command,
      type: kind,
      default: select(args, [
        "default_value",
        "default_value_t",
        "default_values_t",
        "default_value_os",
        "default_value_os_t",
      ]),
      env: known,
      in: type.name,
      node: {
        start: field.annotations[0]?.node.start ?? field.node.start,
        end: field.node.end,
        source: field.node.source,
      },
      ...(kind === "bool" && !field.type.startsWith("Option") ? { implied: "false" } : {}),
    },
  ];
}

/** Variants of an enum of commands; those with fields of their own have options too. */
function addCommands(
  reading: Reading,
  type: TypeShape,
  modules: readonly SourceModule[],
  options: DeclaredOption[],
): void {
  if (!type.bases.some((base) => base === "Subcommand" || base === "Parser")) return;
  for (const outer of commandsOf({ module: reading.module, type }, modules)) {
    const own = type.fields.filter((variant) => !isMarked(variant, /^(?:external_subcommand|flatten)$/));
    const members = own.map((variant) => {
      const value = [outer, variantName(type, variant)].filter((part) => part !== "").join(" ");
      reading.facts.add({ role: "command-declared", value, at: variant.node });
      for (const node of childrenOf(childAs(variant.node, "body"), "field_declaration")) {
        const field = fieldOf(node);
        options.push(
          ...optionOf(reading, { module: reading.module, type, field }, clapArguments(field.annotations), value),
        );
      }
      return value;
    });
    // What is no command of its own may be any other program.
    if (own.length === type.fields.length && !own.some(isNested))
      reading.facts.close({ role: "command-declared", scope: {}, members, at: type.node });
  }
}

/** Values of an option that is an enum: in kebab case, as they are typed. */
function addChoices(reading: Reading, type: TypeShape): void {
  const members = type.fields.map((variant) => variantName(type, variant));
  type.fields.forEach((variant, index) => {
    reading.facts.add({ role: "enum-member", value: members[index] ?? "", at: variant.node, scope: { in: type.name } });
  });
  reading.facts.close({ role: "enum-member", scope: { in: type.name }, members, at: type.node });
}
