import type { Claim } from "../../types/index.ts";

const condition = /\b(?:when|if|while|unless|in case)\b(?<what>[^,;:]*)/gi;
/** "If it is not set" is what a default is for. */
const givesNone =
  /\b(?:not|n['’]t|no|none|nothing|neither|without|omit\w*|missing|absent|empty|blank|left|unset|unspecified|undefined|unknown|null|nil|never)\b/i;

/** True where the sentence states its value for a case only: "when the file store is used, the default is `900`". */
export function isUnderCondition({ sentence, value }: Pick<Claim, "sentence" | "value">): boolean {
  const at = sentence.indexOf(value);
  const before =
    sentence
      .slice(0, Math.max(0, at))
      .split(/[.!?]\s+|\s\|\s/)
      .at(-1) ?? "";
  return [...before.matchAll(condition)].some(({ groups }) => !givesNone.test(groups?.what ?? ""));
}
