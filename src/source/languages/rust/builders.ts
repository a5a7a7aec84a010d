import type { Call, Expression } from "../syntax/module.ts";
import { lastName } from "../syntax/module.ts";
import type { Reading, Step } from "../syntax/reading.ts";

/** Methods in a row, from the last one back to the first call. */
const longestChain = 60;
/** Commands inside commands. */
const deepest = 6;

/** What a chain of calls says of one option of clap's builder, by method. */
type Built = { readonly first: Call; readonly said: Map<string, string> };

/** clap's builder: `Command::new("fire").subcommand(Command::new("slow"))`, `Arg::new("heat").long("heat").env("KILN_HEAT")`. */
export const builderStep: Step = (reading) => {
  const { calls, imports } = reading.module;
  // A process that is started is a command of another sort.
  const isProcess = imports.some(
    ({ local, module }) => local === "Command" && /^(?:std|tokio|async_process)\b/.test(module),
  );
  if (isProcess || !imports.some(({ module }) => /^(?:clap|structopt)\b/.test(module))) return;
  if (calls.some(({ callee }) => makesArgument.test(callee))) addArguments(reading);
  const commands = new Map(calls.flatMap((call) => (makesCommand.test(call.callee) ? [[call.node.start, call]] : [])));
  const parents = new Map<number, Call>();
  for (const call of calls) {
    if (!/^subcommands?$/.test(lastName(call.callee))) continue;
    const outer = firstOf(call);
    for (const child of call.args.flatMap(({ value }) => (value.is === "list" ? value.items : [value]))) {
      const inner = child.is === "call" ? firstOf(child.call) : undefined;
      if (outer !== undefined && inner !== undefined) parents.set(inner.node.start, outer);
    }
  }
  for (const call of commands.values()) {
    const path = pathOf(call, parents, 0);
    if (path !== undefined) reading.facts.add({ role: "command-declared", value: path, at: call.node });
  }
};

/** Calls that make an option, and those that make a command. */
const makesArgument = /(?:^|\.)Arg\.(?:new|with_name)$/;
const makesCommand = /(?:^|\.)(?:Command|App)\.(?:new|with_name)$/;

/** The call that a chain of methods begins with. */
function firstOf(call: Call): Call | undefined {
  let at: Call = call;
  for (let step = 0; step < longestChain; step += 1) {
    if (at.receiver?.is !== "call") return at;
    at = at.receiver.call;
  }
  return undefined;
}

/** Names of a command and of those around it, from the outermost; undefined where one of them is not stated. */
function pathOf(call: Call, parents: ReadonlyMap<number, Call>, depth: number): string | undefined {
  const name = textOf(call.args[0]?.value);
  const parent = parents.get(call.node.start);
  if (name === undefined || depth > deepest) return undefined;
  if (parent === undefined) return name;
  const above = makesCommand.test(parent.callee) ? pathOf(parent, parents, depth + 1) : undefined;
  return above === undefined ? undefined : `${above} ${name}`;
}

function textOf(expression: Expression | undefined): string | undefined {
  return expression?.is === "text" ? expression.parts.join("") : undefined;
}

/** Options, with their variables and what they are when nobody gives them. */
function addArguments(reading: Reading): void {
  const built = new Map<number, Built>();
  for (const call of reading.module.calls) {
    const stated = textOf(call.args[0]?.value);
    const first = stated === undefined || call.receiver === undefined ? undefined : firstOf(call);
    if (first === undefined || stated === undefined || !makesArgument.test(first.callee)) continue;
    const one = built.get(first.node.start) ?? { first, said: new Map<string, string>() };
    built.set(first.node.start, one);
    one.said.set(lastName(call.callee), stated);
  }
  for (const one of built.values()) addArgument(reading, one);
}

function addArgument({ facts }: Reading, { first: { node: at }, said }: Built): void {
  const [long, short, variable, fallback] = ["long", "short", "env", "default_value"].map((method) => said.get(method));
  const name = long === undefined ? undefined : `--${long}`;
  if (name !== undefined) facts.add({ role: "option-declared", value: name, at, default: fallback });
  if (short !== undefined) facts.add({ role: "option-declared", value: `-${short}`, at });
  if (variable !== undefined) facts.add({ role: "env-read", value: variable, at, default: fallback });
  if (fallback === undefined) return;
  for (const subject of [name, variable])
    if (subject !== undefined) facts.add({ role: "default", value: fallback, at, scope: { subject } });
}
