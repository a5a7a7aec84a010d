import type { Argument, Call, Expression, Within } from "../syntax/module.ts";
import { ancestorOf, childAs, namedChildren, type SyntaxNode, textOf } from "../syntax/node.ts";
import type { DeclaredOption } from "../syntax/options.ts";
import { select } from "../syntax/patterns.ts";
import type { Reading } from "../syntax/reading.ts";
import { structOf } from "./expressions.ts";

/** `&cli.StringFlag{Name: "port", Aliases: …, Value: …, EnvVars: …}`. */
export function urfaveOption(reading: Reading, call: Call & Within): DeclaredOption[] {
  const kind = /(?:^|\.)cli\.(\w+)Flag$/.exec(call.callee)?.[1];
  const name = kind === undefined ? undefined : textIn(reading, select(call.args, "Name"), call.in);
  if (name === undefined) return [];
  const aliases = listOf(select(call.args, "Aliases")).flatMap((alias) => textIn(reading, alias, call.in) ?? []);
  const names = [name, ...aliases].map((one) => (one.length === 1 ? `-${one}` : `--${one}`));
  const variables = listOf(select(call.args, ["EnvVars", "Sources", "EnvVar"]));
  const envs = variables.flatMap((variable) => reading.evaluator.evaluate(variable, call.in) ?? []);
  const common = {
    names,
    ...commandOfFlag(reading, call),
    type: kind,
    default: select(call.args, "Value"),
    ...(isOff(kind, call) ? { implied: "false" } : {}),
    in: call.in,
    node: call.node,
  };
  return envs.length === 0 ? [common] : envs.map((env) => ({ ...common, env }));
}

/** A switch is off unless a value or a variable that holds one says otherwise. */
function isOff(kind: string | undefined, { args }: Call): boolean {
  return kind === "Bool" && !["Value", "Destination"].some((name) => select(args, name));
}

const typedFlag = /^(?:String|Int|Int64|Uint|Uint64|Bool|Float|Float64|Duration|StringSlice)$/;

/** Libraries of a project's own: `cli.String("port", "where it listens", cli.EnvVar("PORT"), cli.Default("80"))`. */
export function functionalOption(reading: Reading, call: Call & Within): DeclaredOption[] {
  const [library, kind, ...rest] = call.callee.split(".");
  if (rest.length > 0 || !/^\w*(?:cli|cmd|cmdline)$/.test(library ?? "") || !typedFlag.test(kind ?? "")) return [];
  const [name, usage] = call.args.slice(0, 2).map(({ value }) => textIn(reading, value, call.in));
  const settings = call.args.slice(2).flatMap(({ value }) => (value.is === "call" ? [value.call] : []));
  // What is given instead of calls may hold any of these.
  const isWhole = settings.length === call.args.length - 2;
  if (name === undefined || !/^[a-z][\w-]*$/.test(name) || !/\s/.test(usage ?? "")) return [];
  const given = (called: RegExp): Expression | undefined =>
    settings.find(({ callee }) => called.test(callee.split(".").at(-1) ?? ""))?.args[0]?.value;
  const [variable, fallback] = [given(/^Env(?:Vars?)?$/), given(/^Default(?:Value)?$/)];
  const env = variable === undefined ? undefined : reading.evaluator.evaluate(variable, call.in);
  const known = { names: [`--${name}`], ...commandOfFlag(reading, call), type: kind, default: fallback, env };
  return [{ ...known, ...(isWhole ? {} : { open: true as const }), in: call.in, node: call.node }];
}

/** The command literal around a flag, or the one that the flag's variable is given to; empty when neither is there. */
function commandOfFlag(reading: Reading, call: Call): Pick<DeclaredOption, "command" | "open"> {
  const within = ancestorOf(call.node, "keyed_element");
  if (within && textOf(childAs(within, "key")) === "Flags")
    return { command: urfaveCommand(reading, call.node.parent) };
  const bound = reading.module.bindings.find(({ node }) => node.start <= call.node.start && call.node.end <= node.end);
  if (!bound) return {};
  const owner = reading.module.calls.find(({ callee, args }) => {
    const flags = /(?:^|\.)cli\.(?:Command|App)$/.test(callee) ? select(args, "Flags") : undefined;
    return flags?.is === "name" && flags.path === bound.name;
  });
  if (!owner) return {};
  const command = urfaveCommand(reading, owner.node);
  return bound.value.is === "call" ? { command, open: true } : { command };
}

/** Items of a list, of a call that lists names, or the one text that stands for a list. */
export function listOf(expression: Expression | undefined): readonly Expression[] {
  if (expression?.is === "list") return expression.items;
  if (expression?.is === "call" && /EnvVars$/.test(expression.call.callee))
    return expression.call.args.map(({ value }) => value);
  return expression?.is === "text" ? [expression] : [];
}

/** Names of the `cli.Command` literals from a node upwards, outermost first. */
export function urfaveCommand(reading: Reading, node: SyntaxNode | undefined): string {
  const names: string[] = [];
  for (let at = node; at; at = at.parent) {
    if (at.type !== "literal_value" && at.type !== "composite_literal") continue;
    const literal: { args: readonly Argument[] } = structOf(at);
    const name = textIn(reading, select(literal.args, "Name"), "");
    const listed = textOf(childAs(namedAbove(at), "key"));
    if (
      name !== undefined &&
      names.at(0) !== name &&
      (/[Cc]ommands$/.test(listed) || /cli\.Command$/.test(textOf(childAs(at, "type"))))
    )
      names.unshift(name);
  }
  return names.join(" ");
}

/** The keyed element that a literal is (part of) the value of. */
function namedAbove(node: SyntaxNode): SyntaxNode | undefined {
  let above = node.parent;
  while (above && above.type !== "keyed_element" && namedChildren(above).length < 40 && above.type !== "block")
    above = above.parent;
  return above?.type === "keyed_element" ? above : undefined;
}

function textIn(reading: Reading, expression: Expression | undefined, within: string): string | undefined {
  const known = expression ? reading.evaluator.evaluate(expression, within) : undefined;
  return known?.kind === "text" && known.complete ? known.text : undefined;
}
