import type { Stretch } from "../facts.ts";
import type { Evaluator } from "./evaluate.ts";
import type { Expression } from "./module.ts";
import { unitOf } from "./number.ts";
import type { Reading } from "./reading.ts";

/** One option of a command, as a library declares it. */
export type DeclaredOption = {
  /** With dashes; the long name first. */
  readonly names: readonly string[];
  /** Names of the commands below the program, joined by blanks; empty for the program itself, absent when not known. */
  readonly command?: string | undefined;
  /** True when the command has options that are declared elsewhere. */
  readonly open?: true;
  /** True when the command takes in the options of other packages too. */
  readonly joined?: boolean;
  readonly type?: string | undefined;
  readonly default?: Expression | undefined;
  /** The default where the library implies one, e.g. `false` for a switch. */
  readonly implied?: string;
  /** Variable that stands in for the option. */
  readonly env?: { readonly text: string; readonly via: readonly string[] } | undefined;
  readonly choices?: Expression | undefined;
  readonly in: string;
  readonly node: Stretch;
};

/** Adds an option with its default, its variable and its choices. */
export function addOption(reading: Reading, option: DeclaredOption): void {
  const { facts, evaluator } = reading;
  const stated = option.default ? evaluator.evaluate(option.default, option.in) : undefined;
  const fallback = stated?.text === "" ? undefined : stated;
  const text = fallback && fallback.kind !== "none" ? fallback.text : option.implied;
  const [first = ""] = option.names;
  const unit = unitOf(fallback, first);
  const at = option.node;
  for (const value of option.names) {
    const lent = option.joined ? "options of other packages" : undefined;
    const scope = { command: option.command, type: option.type, unit, extends: lent };
    facts.add({ role: "option-declared", value, at, scope, default: text, via: fallback?.via ?? [] });
  }
  if (fallback && text !== undefined) {
    const scope = { subject: first, unit, in: option.command };
    facts.add({ role: "default", value: text, at, scope, via: fallback.via });
  }
  addVariable(reading, option, text);
  addChoices(reading, option, evaluator);
}

function addVariable({ facts }: Reading, option: DeclaredOption, fallback: string | undefined): void {
  const known = option.env;
  const [first = ""] = option.names;
  if (!known || !/^[A-Za-z_]\w+$/.test(known.text)) return;
  const via = [...known.via, `stands in for ${first}`];
  facts.add({ role: "env-read", value: known.text, at: option.node, scope: { in: option.in }, default: fallback, via });
}

function addChoices({ facts }: Reading, option: DeclaredOption, evaluator: Evaluator): void {
  const { choices } = option;
  if (choices?.is !== "list") return;
  const scope = { in: option.names[0] };
  const members = choices.items.flatMap((item) => evaluator.evaluate(item, option.in)?.text ?? []);
  for (const value of members) facts.add({ role: "enum-member", value, at: option.node, scope });
  if (members.length === choices.items.length) facts.close({ role: "enum-member", scope, members, at: option.node });
}

/**
 * Closes the lists of options of the commands, save those that are `incomplete`. Options that every command has
 * (`everywhere`) are members too, though no place declares them.
 */
export function closeOptions(
  reading: Reading,
  options: readonly DeclaredOption[],
  { incomplete, everywhere }: { incomplete: ReadonlySet<string>; everywhere: readonly string[] },
): void {
  for (const command of new Set(options.map((option) => option.command))) {
    const own = options.filter((option) => option.command === command);
    if (command === undefined || incomplete.has(command) || own.some(({ open }) => open)) continue;
    const [first] = own;
    if (first)
      reading.facts.close({
        role: "option-declared",
        scope: { command },
        members: [...own.flatMap(({ names }) => names), ...everywhere],
        at: first.node,
      });
  }
}
