import type { Document, Place } from "../types/index.ts";
import type { Candidate } from "./match.ts";

/**
 * A key is what a name is called that nothing else is known of: where another kind reads the same words, that one counts.
 * A page that speaks of no variables means keys by names in capitals, too.
 */
export function withoutTwins<Placed extends Candidate & { readonly place: Place }>(
  { text }: Document,
  placed: readonly Placed[],
): Placed[] {
  const words = ({ place, value }: Placed): string => `${place.startOffset} ${value}`;
  const keys = new Set(placed.filter(isKey).map(words));
  const mayBeVariable = speaksOfVariables.test(text);
  const own = placed.filter(
    (candidate) => mayBeVariable || candidate.rule.kind !== "env-var" || !keys.has(words(candidate)),
  );
  const known = new Set(own.filter((candidate) => !isKey(candidate)).map(words));
  return own.filter((candidate) => !isKey(candidate) || !known.has(words(candidate)));
}

function isKey({ rule }: Candidate): boolean {
  return rule.kind === "config-key";
}

const speaksOfVariables =
  /\b(?:environment|env\b|variables?\b|secrets?\b|export\s+[A-Z])|环境变量|環境変数|\$[A-Z]{2}/i;
