import { schemeOfRegex } from "../syntax/headers.ts";
import type { Call, Entry, Expression, Within } from "../syntax/module.ts";
import { lastName } from "../syntax/module.ts";
import { childOf, namedChildren } from "../syntax/node.ts";
import { unitOfName } from "../syntax/number.ts";
import { addOption, closeOptions, type DeclaredOption } from "../syntax/options.ts";
import { addValued, select } from "../syntax/patterns.ts";
import type { Reading, Step } from "../syntax/reading.ts";
import { expressionOf } from "./expressions.ts";

/** Nested arrays of settings deeper than this are data. */
const deepest = 6;

/** Settings files, console commands, server variables, and the defaults of `??` and `?:`. */
export const frameworkStep: Step = (reading) => {
  addSettings(reading);
  const options = [
    ...signatureOptions(reading),
    ...reading.module.calls.flatMap((call) => symfonyOption(reading, call)),
  ];
  for (const option of options) addOption(reading, option);
  closeOptions(reading, options, {
    incomplete: new Set(),
    everywhere: [
      "--help",
      "-h",
      "--version",
      "-V",
      "--quiet",
      "-q",
      "--verbose",
      "-v",
      "--env",
      "--no-interaction",
      "-n",
      "--ansi",
      "--no-ansi",
    ],
  });
  for (const { object, key, in: within } of reading.module.indexes)
    if (object === "_SERVER") addServer(reading, key, within);
  for (const { operator, left, right, in: within } of reading.module.comparisons)
    addFallback(reading, { operator, left, right, in: within });
  for (const call of reading.module.calls) addHeaderCall(reading, call);
};

/** `return ['port' => env('PORT', 8080)]`: keys below the name of the file. */
function addSettings(reading: Reading): void {
  const name = /(?:^|\/)config\/(?:.*\/)?([\w-]+)\.php$/.exec(reading.module.path)?.[1];
  const returned = childOf(reading.module.root, "return_statement");
  const value = returned ? namedChildren(returned)[0] : undefined;
  const array = value ? expressionOf(value) : undefined;
  if (name !== undefined && array?.is === "map") addEntries(reading, array.entries, name, 0);
}

function addEntries(reading: Reading, entries: readonly Entry[], prefix: string, depth: number): void {
  for (const { key, value } of entries) {
    const known = key.is === "text" ? key.parts.join("") : undefined;
    if (known === undefined || depth > deepest) continue;
    const path = `${prefix}.${known}`;
    const stated =
      value.is === "call" && /^(?:env|getenv)$/.test(value.call.callee) ? value.call.args[1]?.value : value;
    const fallback = stated ? reading.evaluator.evaluate(stated, "") : undefined;
    reading.facts.add({ role: "key-declared", value: path, at: key.node, default: fallback?.text });
    const unit = fallback?.kind === "number" ? unitOfName(known) : undefined;
    if (fallback)
      reading.facts.add({
        role: "default",
        value: fallback.text,
        at: key.node,
        text: value.node,
        scope: { subject: path, unit },
        via: fallback.via,
      });
    if (value.is === "map") addEntries(reading, value.entries, path, depth + 1);
  }
}

/** Artisan: `$signature = 'lamp:light {room} {--D|dim=5 : help}'`, or `$name = 'lamp:light'`. */
function signatureOptions(reading: Reading): DeclaredOption[] {
  return reading.module.types.flatMap((type) => {
    const isCommand = type.bases.some((base) => lastName(base).endsWith("Command"));
    const field =
      type.fields.find(({ name }) => name === "signature") ??
      (isCommand ? type.fields.find(({ name }) => name === "name") : undefined);
    const text = field?.value ? reading.evaluator.evaluate(field.value, type.name)?.text : undefined;
    if (!field || text === undefined) return [];
    const [command = ""] = text.trim().split(/\s/);
    reading.facts.add({ role: "command-declared", value: command, at: field.node });
    return [...text.matchAll(/\{\s*--(?:(\w)\|)?([\w-]+)(=)?([^}:]*)?(?::[^}]*)?\}/g)].map(
      ([, short, name = "", takes, fallback = ""]): DeclaredOption => {
        const stated = takes === undefined ? "false" : fallback.trim().replace(/^\*/, "");
        const names = short === undefined ? [`--${name}`] : [`--${name}`, `-${short}`];
        return { names, command, in: type.name, node: field.node, ...(stated === "" ? {} : { implied: stated }) };
      },
    );
  });
}

/** Symfony: `->addOption('dim', 'd', InputOption::VALUE_REQUIRED, 'help', 5)`. */
function symfonyOption(reading: Reading, call: Call & Within): DeclaredOption[] {
  if (lastName(call.callee) !== "addOption") return [];
  const name = textIn(reading, select(call.args, ["name", 0]));
  const short = textIn(reading, select(call.args, ["shortcut", 1]));
  const owner = reading.module.types.find(({ name: own }) => call.in.startsWith(own));
  const stated = owner?.annotations.find(({ name: attribute }) => lastName(attribute) === "AsCommand");
  const command = stated ? textIn(reading, select(stated.args, ["name", 0])) : undefined;
  if (command !== undefined && stated) reading.facts.add({ role: "command-declared", value: command, at: stated.node });
  if (name === undefined) return [];
  const names = short === undefined ? [`--${name}`] : [`--${name}`, `-${short}`];
  return [
    {
      names,
      command,
      default: select(call.args, ["default", 4]),
      in: call.in,
      node: call.args[0]?.value.node ?? call.node,
    },
  ];
}

/** `$_SERVER['HTTP_X_KEY']` is the header X-KEY; other keys are variables. */
function addServer(reading: Reading, key: Expression, within: string): void {
  const known = reading.evaluator.evaluate(key, within);
  const header = /^HTTP_([A-Z0-9_]+)$/.exec(known?.text ?? "")?.[1];
  if (known && header !== undefined)
    reading.facts.add({
      role: "header-read",
      value: header.replaceAll("_", "-"),
      at: key.node,
      scope: { in: within },
      via: [known.text],
    });
}

/** `$_ENV['X'] ?? 'd'`, `getenv('X') ?: 'd'`. */
function addFallback(
  reading: Reading,
  { operator, left, right, in: within }: Within & { operator: string; left: Expression; right: Expression },
): void {
  if (operator !== "??" && operator !== "?:") return;
  const key =
    left.is === "index" && left.object === "_ENV"
      ? left.key
      : left.is === "call" && isReading(left.call)
        ? left.call.args[0]?.value
        : undefined;
  // `env('NEW') ?: env('OLD', 'd')`: both are read, and what is left is the second one's default.
  const last = right.is === "call" && isReading(right.call) ? right.call.args[1]?.value : right;
  if (key) addValued(reading, { role: "env-read", value: key, default: last, in: within });
}

function isReading({ callee }: Call): boolean {
  return callee === "env" || callee === "getenv";
}

/** `header('X-A: b')` and schemes in regular expressions. */
function addHeaderCall(reading: Reading, call: Call & Within): void {
  const [first] = call.args;
  const known =
    first && /^(?:header|preg_match)$/.test(call.callee) ? reading.evaluator.evaluate(first.value, call.in) : undefined;
  if (!first || known?.kind !== "text") return;
  const at = first.value.node;
  const scope = { in: call.in };
  const name = call.callee === "header" ? /^([A-Za-z][\w-]*):/.exec(known.text)?.[1] : undefined;
  if (name !== undefined) reading.facts.add({ role: "header-sent", value: name, at, scope });
  const scheme = call.callee === "preg_match" ? schemeOfRegex(known.text.replace(/^[/#~]/, "")) : undefined;
  if (scheme !== undefined) reading.facts.add({ role: "scheme-accepted", value: scheme, at, scope });
}

function textIn(reading: Reading, expression: Expression | undefined): string | undefined {
  const known = expression ? reading.evaluator.evaluate(expression, "") : undefined;
  return known?.kind === "text" ? known.text : undefined;
}
