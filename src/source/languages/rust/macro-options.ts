import { kebab } from "../syntax/case.ts";
import { descendants } from "../syntax/node.ts";
import type { Step } from "../syntax/reading.ts";

const attribute =
  /#\[(?:arg|clap)\((?<given>(?:[^()[\]]|\([^()]{0,200}\)){0,800})\)\]\s{0,80}(?:pub(?:\([a-z]{1,9}\))?\s{1,4})?(?<field>[a-z_]\w{0,60})\s?:/g;
const long = /(?:^|,)\s*long(?:\s*=\s*"(?<name>[\w-]+)")?\s*(?:,|$)/;
const variable = /(?:^|,)\s*env\s*=\s*"(?<name>[A-Z][A-Z0-9_]*)"/;

/** An option that clap's own macro declares: `arg!(-l --"lid-angle" <DEGREES> "How wide.")`. */
const declared = /\barg!\s*\(\s*(?:-(?<letter>\w)\s+)?--(?:"(?<quoted>[\w-]+)"|(?<plain>\w+))/g;
/** What a call on the option states of it. */
const stated = /^(?:\s*\.\w+\((?:[^()"]|"(?:[^"\\]|\\.)*"|\([^()]*\))*\))*?\s*\.default_value\("(?<value>[^"\\]*)"\)/;

/** Options of clap's macro `arg!`, with the value that a call behind it gives to them. */
export const argMacroStep: Step = ({ module, facts }) => {
  const { source } = module.root;
  if (!source.text.includes("arg!(")) return;
  for (const macro of descendants(module.root, "macro_invocation")) {
    const { start, end } = macro;
    const written = source.text.slice(start, end);
    // Inside of another macro, such as `vec!`, there is one node for all of them.
    for (const { index, 0: whole, groups = {} } of written.matchAll(declared)) {
      const at = { start: start + index, end: start + index + whole.length, source };
      const closed = index === 0 ? end : start + index + whole.length;
      const value = index === 0 ? stated.exec(source.text.slice(closed, closed + 300))?.groups?.value : undefined;
      const name = `--${groups.quoted ?? groups.plain ?? ""}`;
      facts.add({ role: "option-declared", value: name, at, default: value });
      if (value !== undefined) facts.add({ role: "default", value, at, scope: { subject: name } });
      if (groups.letter !== undefined) facts.add({ role: "option-declared", value: `-${groups.letter}`, at });
    }
  }
};

/** clap's options inside of a macro, which writes them into the structs of many commands: the grammar sees no struct. */
export const macroOptionStep: Step = ({ module, facts }) => {
  const { source } = module.root;
  if (!source.text.includes("#[arg(") && !source.text.includes("#[clap(")) return;
  const macros = [...descendants(module.root, "macro_invocation"), ...descendants(module.root, "macro_definition")];
  const outer = macros.filter((one) => !macros.some((other) => other.start < one.start && one.end <= other.end));
  for (const { start, end } of outer)
    for (const match of source.text.slice(start, end).matchAll(attribute)) {
      const { given = "", field = "" } = match.groups ?? {};
      const found = long.exec(given);
      if (found === null) continue;
      const at = { start: start + match.index, end: start + match.index + match[0].length, source };
      facts.add({ role: "option-declared", value: `--${found.groups?.name ?? kebab(field)}`, at });
      const name = variable.exec(given)?.groups?.name;
      if (name !== undefined) facts.add({ role: "env-read", value: name, at });
    }
};
