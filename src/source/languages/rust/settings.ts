import { recase } from "../syntax/case.ts";
import { readNumber, unitOfName } from "../syntax/number.ts";
import type { Step } from "../syntax/reading.ts";

/**
 * `#[setting(default = true, env = "X")]` above a field, as schematic, confique and envconfig write it. Such structs
 * often stand inside a macro, where the grammar sees no struct, so the text is read: attributes at the start of a line.
 */
const attribute =
  /^[ \t]*#\[(?:setting|config|envconfig)\((?<given>[^()[\]\n]{1,300}(?:\([^()\n]{0,100}\)[^()[\]\n]{0,200})?)\)\](?<between>(?:\s|#\[[^\]\n]{0,200}\]|\/\/[^\n]*\n){1,200})(?:pub(?:\([a-z]{1,9}\))?\s{1,4})?(?<field>[a-z_]\w{0,60})\s?:/gm;
const variable = /\b(?:env|from)\s?=\s?"(?<name>[A-Z][A-Z0-9_]*)"/;
const fallback = /\bdefault\s?=\s?(?:"(?<text>[^"]*)"|(?<plain>[\w.-]+))\s*(?:,|$)/;

/** Keys of settings with their variables and defaults, as attributes state them. */
export const settingsStep: Step = ({ module, facts }) => {
  const { source } = module.root;
  for (const match of source.text.matchAll(attribute)) {
    const { given = "", field = "" } = match.groups ?? {};
    const at = { start: match.index, end: match.index + match[0].length, source };
    const { text, plain } = fallback.exec(given)?.groups ?? {};
    const value = text ?? (plain !== undefined && isPlain(plain) ? plain : undefined);
    const subject = recase(field, "camelCase");
    const unit = value !== undefined && readNumber(value) !== undefined ? unitOfName(field) : undefined;
    facts.add({ role: "key-declared", value: subject, at, default: value });
    if (value !== undefined) facts.add({ role: "default", value, at, scope: { subject, unit } });
    const name = variable.exec(given)?.groups?.name;
    if (name !== undefined) facts.add({ role: "env-read", value: name, at, default: value });
  }
};

/** A number or a truth value: other words are names of functions. */
function isPlain(word: string): boolean {
  return /^(?:true|false)$/.test(word) || readNumber(word) !== undefined;
}
