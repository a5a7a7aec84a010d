import { kebab } from "../syntax/case.ts";
import { descendants } from "../syntax/node.ts";
import type { Step } from "../syntax/reading.ts";

const attribute =
  /#\[(?:arg|clap)\((?<given>(?:[^()[\]]|\([^()]{0,200}\)){0,800})\)\]\s{0,80}(?:pub(?:\([a-z]{1,9}\))?\s{1,4})?(?<field>[a-z_]\w{0,60})\s?:/g;
const long = /(?:^|,)\s*long(?:\s*=\s*"(?<name>[\w-]+)")?\s*(?:,|$)/;
const variable = /(?:^|,)\s*env\s*=\s*"(?<name>[A-Z][A-Z0-9_]*)"/;

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
