import type { Call, Expression, Within } from "../syntax/module.ts";
import { lastName } from "../syntax/module.ts";
import { textOf } from "../syntax/node.ts";
import type { DeclaredOption } from "../syntax/options.ts";
import type { Reading } from "../syntax/reading.ts";

/** What a file imports that calls kingpin, or a package of the product around it; the calls are too common words to be known by themselves. */
const library = /kingpin/i;

type Found = { readonly call: Call & Within; readonly name: string };

/** Options of kingpin, with what the calls behind them say: `app.Flag("lid.angle", "How far.").Short('l').Default("30")`. */
export function kingpinOptions(reading: Reading): DeclaredOption[] {
  const { module, evaluator } = reading;
  if (!library.test(module.root.source.text)) return [];
  const wrappers = wrappersIn(reading);
  const declares = (callee: string): boolean => callee === "Flag" || wrappers.has(callee);
  const given = new Map<number, Map<string, Expression>>();
  for (const call of module.calls) {
    const [first] = call.args;
    const start = first ? declaring(call, declares)?.node.end : undefined;
    if (first && start !== undefined)
      given.set(start, (given.get(start) ?? new Map()).set(lastName(call.callee), first.value));
  }
  const found = [...named(reading, "Flag"), ...[...wrappers].flatMap((wrapper) => named(reading, wrapper, 1))];
  return found.map(({ call, name }) => {
    const said = given.get(call.node.end);
    const text = (expression: Expression | undefined) => expression && evaluator.evaluate(expression, call.in);
    const [short, env] = [text(said?.get("Short"))?.text, text(said?.get("Envar"))];
    return {
      names: [`--${name}`, ...(short !== undefined && /^\w$/.test(short) ? [`-${short}`] : [])],
      default: said?.get("Default"),
      env: env && { text: env.text, via: env.via },
      in: call.in,
      node: call.node,
    };
  });
}

/** Commands of kingpin: `app.Command("fire", "Fire what stands on a shelf.")`. */
export function kingpinCommands(reading: Reading): Found[] {
  return library.test(reading.module.root.source.text) ? named(reading, "Command") : [];
}

/** Calls of a method that are given a name and what it is for. */
function named({ module, evaluator }: Reading, method: string, first = 0): Found[] {
  return module.calls.flatMap((call) => {
    const [name, help, ...more] = call.args.slice(first);
    if (lastName(call.callee) !== method || !name || !help || more.length > 0) return [];
    const known = evaluator.evaluate(name.value, call.in);
    const isName = known?.kind === "text" && known.complete && /^[A-Za-z][\w.-]*$/.test(known.text);
    return isName ? [{ call, name: known.text }] : [];
  });
}

/** Functions of the file that are given the application, a name and a help text, and declare a flag of that name. */
function wrappersIn({ module }: Reading): ReadonlySet<string> {
  const wrapping = module.functions.filter(({ params: [, name, help, ...more], node }) => {
    if (name === undefined || help === undefined || more.length > 0) return false;
    return textOf(node).includes(`.Flag(${name.name},`);
  });
  return new Set(wrapping.map(({ name }) => name));
}

/** The call that declares the flag to which a call behind it belongs. */
function declaring(call: Call, declares: (callee: string) => boolean): Call | undefined {
  for (let at = call.receiver; at?.is === "call"; at = at.call.receiver)
    if (declares(lastName(at.call.callee))) return at.call;
  return undefined;
}
