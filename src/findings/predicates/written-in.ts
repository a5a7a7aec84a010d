import type { Claim, Proof } from "../../types/index.ts";

/** True when a text holds the claimed name as a whole word; kinds whose names have no letter case are found in any. */
export function isWrittenIn(text: string, { claim, proof }: { readonly claim: Claim; readonly proof: Proof }): boolean {
  // Words of commands stand everywhere.
  if (claim.kind === "cli-command") return text === claim.value;
  // Some libraries declare `--max-rows` as `max-rows` or `maxRows`.
  if (claim.kind === "cli-flag") return flagSpellings(claim.value).some((name) => isFlagIn(text, name));
  if (!proof.normalise.includes("case")) return holdsWord(text, claim.value);
  return holdsWord(text.toLowerCase(), claim.value.toLowerCase());
}

function flagSpellings(flag: string): readonly string[] {
  const bare = flag.replace(/^-+/, "");
  return [bare, bare.replaceAll("-", "_"), bare.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())];
}

/** True where a text is the name of an option or holds it: not within a longer one, and one word not in a sentence. */
function isFlagIn(text: string, name: string): boolean {
  if (text === name || !holdsWord(text, name)) return text === name;
  if (!/^[\w-]+$/.test(name)) return true;
  const isWhole = new RegExp(`(?<![\\w-]|\\w--)(?:--?)?${name}(?![\\w-])`).test(text);
  const isListed = new RegExp(`[{[<|]\\s*(?:-\\w\\|)?-{0,2}${name}`).test(text);
  return isWhole && (/[-A-Z]/.test(name) || text.includes(`--${name}`) || isListed || !/\w \w/.test(text));
}

/** True when a text holds the name as a whole word, in its own letter case: `getPath` does not hold `getPat`. */
export function holdsWord(text: string, name: string): boolean {
  const isPart = (character: string | undefined): boolean =>
    character !== undefined && /[\p{L}\p{N}_]/u.test(character);
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!isPart(text[at - 1]) && !isPart(text[at + name.length])) return true;
  }
  return false;
}
