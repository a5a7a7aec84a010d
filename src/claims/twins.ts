import type { Document, Place, Rule } from "../types/index.ts";
import type { Candidate } from "./match.ts";

/**
 * A key is what a name is called that nothing else is known of: where another kind reads the same words, that one counts.
 * What a class is known for counts before the bare name.
 * A page that speaks of no variables, and has names in capitals where keys stand, means keys by all of them.
 */
export function withoutTwins<Placed extends Candidate & { readonly place: Place }>(
  { text }: Document,
  placed: readonly Placed[],
): Placed[] {
  const words = ({ place, value }: Placed): string => `${place.startOffset} ${value}`;
  const keys = new Map(placed.filter(isKey).map((key) => [words(key), key.rule]));
  const twins = placed.flatMap((candidate) => (isVariable(candidate) ? (keys.get(words(candidate)) ?? []) : []));
  const [rule] = speaksOfVariables.test(text) ? [] : twins;
  const own =
    rule === undefined ? placed : placed.flatMap((candidate) => asKey(candidate, rule, keys.has(words(candidate))));
  const known = new Set(own.filter((candidate) => !isKey(candidate)).map(words));
  const members = new Set(own.filter(({ qualifiers }) => qualifiers.of !== undefined).map(words));
  return own
    .filter((candidate) => !isKey(candidate) || !known.has(words(candidate)))
    .filter((candidate) => candidate.qualifiers.of !== undefined || !members.has(words(candidate)));
}

function asKey<Placed extends Candidate>(candidate: Placed, rule: Rule, hasTwin: boolean): Placed[] {
  if (!isVariable(candidate) || candidate.fragment.context === "code") return [candidate];
  return hasTwin ? [] : [{ ...candidate, rule }];
}

function isKey({ rule }: Candidate): boolean {
  return rule.kind === "config-key";
}

function isVariable({ rule }: Candidate): boolean {
  return rule.kind === "env-var";
}

const speaksOfVariables =
  /\b(?:environment|env\b|variables?\b|secrets?\b|export\s+[A-Z])|环境变量|環境変数|\$[A-Z]{2}/i;
