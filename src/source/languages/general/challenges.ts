import { type SyntaxNode, textOf } from "../syntax/node.ts";
import type { Reading } from "../syntax/reading.ts";

/** Reads the header in which a server asks for a scheme (RFC 9110, 11.6.1), or says so by its name. */
const readsChallenge = new RegExp(
  [
    `get\\w*\\(\\s*["'](?:www|proxy)-authenticate["']`,
    `["']www-authenticate["']\\s+(?:not\\s+)?in\\b`,
    // Written to, it is the server's own question.
    `\\bresponse\\b[^\\n=]{0,80}\\[["']www-authenticate["']\\](?!\\s*=(?!=))`,
    "(?:parse|read|handle)_?\\w*challenge",
  ].join("|"),
  "i",
);

/** True inside a function of a client that reads what a server asks for: the schemes it knows are not those it accepts. */
export function isInChallengeReader({ module }: Pick<Reading, "module">, { start, end }: SyntaxNode): boolean {
  const around = module.functions.filter(({ node }) => node.start <= start && end <= node.end).at(-1);
  return around !== undefined && readsChallenge.test(textOf(around.node));
}
