import type { Fact } from "../../types/index.ts";

/** What a class, or the result of a function, has. */
export type Members = {
  readonly facts: readonly Fact[];
  /** True when there is nothing that could not be read: a base of another package, members that are made as it runs. */
  readonly closed: boolean;
  /** True for a name that no declaration gives and that may be there still. */
  readonly mayHave: (name: string) => boolean;
};

/** What nothing is known of. */
export const unknownMembers: Members = { facts: [], closed: false, mayHave: () => false };

/** True where a text makes members as it runs, or says that any may be there. */
export function isMade(text: string): boolean {
  return made.test(text);
}

const made =
  /__getattr|\bsetattr\(|\b__dict__\b|\b__slots__\b|\bnew Proxy\b|\bObject\.(?:assign|define\w+|setPrototypeOf)\(|\bReflect\.|\[\w+: (?:string|PropertyKey|keyof\b)|\bthis\[/;

/** True where a text has the word, and not only as the member of something else than the object itself. */
export function isNamedIn(text: string, name: string): boolean {
  if (!text.includes(name)) return false;
  const word = name.replaceAll("$", "\\$");
  return new RegExp(`(?<![\\w$.#])${word}(?![\\w$])|\\b(?:self|cls|this)\\??\\.${word}(?![\\w$])`).test(text);
}

/** The class that one of JavaScript or TypeScript extends, dots and all; empty for a class without a base. */
export function baseIn(text: string, name: string): string {
  const head = new RegExp(`\\bclass\\s+${name.replaceAll("$", "\\$")}(?![\\w$])\\s*`).exec(text);
  if (head === null) return "";
  const start = head.index + head[0].length;
  return /^\s*extends\s+([\w$.]+)/.exec(text.slice(afterTypes(text, start)))?.[1] ?? "";
}

/** Where the type parameters that begin at a place end; the place itself where none do. */
function afterTypes(text: string, start: number): number {
  if (text[start] !== "<") return start;
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === "<") depth += 1;
    else if (text[at] === ">" && text[at - 1] !== "=") depth -= 1;
    if (depth === 0) return at + 1;
  }
  return start;
}
