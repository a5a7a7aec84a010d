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
