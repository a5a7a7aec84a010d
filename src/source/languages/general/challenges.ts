import { type SyntaxNode, textOf } from "../syntax/node.ts";
import type { Reading } from "../syntax/reading.ts";

/** Reads the header in which a server asks for a scheme (RFC 9110, 11.6.1), or says so by its name. */
const readsChallenge = /get\w*\(\s*["'](?:www|proxy)-authenticate["']|(?:parse|read|handle)_?\w*challenge/i;

/** True inside a function of a client that reads what a server asks for: the schemes it knows are not those it accepts. */
export function isInChallengeReader({ module }: Pick<Reading, "module">, { start, end }: SyntaxNode): boolean {
  const around = module.functions.filter(({ node }) => node.start <= start && end <= node.end).at(-1);
  return around !== undefined && readsChallenge.test(textOf(around.node));
}
