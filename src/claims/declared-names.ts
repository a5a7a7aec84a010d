import type { Document } from "../types/index.ts";
import type { Candidate } from "./match.ts";

/** What gives a name to something in a sample, in the languages that readers write most. */
const declarations =
  /^[ \t]*(?:export\s+)?(?:(?:const|let|var)\s+(?<variable>[\w$]+)\s*(?::[^=\n]+)?=(?!=)|(?:async\s+)?def\s+(?<method>\w+)\(|class\s+(?<child>\w+)(?:\s+extends\s+\w|\(\w))/gm;

/**
 * Tells the claims of a page that speak of what one of its samples has made: they get `type: own`, since prose that
 * names a variable, a function of Python or a class of a sample speaks of the reader's own, however like a name of the
 * product it is.
 */
export function ownNames(document: Document): <T extends Candidate>(candidate: T) => T {
  const declared = declaredIn(document);
  return (candidate) => {
    const { rule, fragment, value, qualifiers } = candidate;
    if (!/^(?:config-key|sdk-symbol)$/.test(rule.kind) || fragment.context === "code" || !declared.has(value))
      return candidate;
    return { ...candidate, qualifiers: { type: "own", ...qualifiers } };
  };
}

function declaredIn({ fragments }: Document): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { context, text } of fragments) {
    if (context !== "code") continue;
    for (const { groups } of text.matchAll(declarations)) {
      const name = groups?.variable ?? groups?.method ?? groups?.child;
      if (name !== undefined) found.add(name);
    }
  }
  return found;
}
